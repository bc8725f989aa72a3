//! The article's text as HTML: every character as it is, the words of each assertion in an element.
//!
//! Assertions stand in each other, overlap and come in pieces; elements can only nest. So the text is cut wherever one
//! starts or ends, and an element that reaches over the end of another is closed and opened again there. Paragraphs are
//! cut likewise. Innermost stand times, quantities and recognised names, which say what they come to. One sweep from start to end, in which each piece has [`DEEPEST`] elements at most.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use askama::filters::{Escaper, Html};
use selon_record::{Assertion, Reading};

use super::beside::{Beside, Copied};
use super::entry::Entry;
use crate::Interface;
use crate::{Figure, Passages, links};

/// How many elements stand in each other. What is deeper has its mark and no line.
const DEEPEST: usize = 6;

/// How many lines fit under each other.
const LINES: usize = 4;

/// The text of section `number`, or a part of it. All that is shown of it are its own characters; marks are drawn by the style sheet.
pub(super) fn text(
    reading: &Reading,
    passages: &Passages<'_>,
    entries: &[Entry],
    beside: &Beside,
    number: usize,
    interface: Interface,
) -> String {
    let text = passages.text();
    let part = text.floor_char_boundary(beside.part.start)..text.floor_char_boundary(beside.part.end);
    let roles = Roles::new(&reading.assertions, passages);
    let marked = Marked::new(reading, passages, interface);
    let copied = Copied::new(&beside.copied, passages);
    let within = |at: usize| at.clamp(part.start, part.end);
    let mut changes: Vec<(usize, Change)> = paragraphs(text)
        .into_iter()
        .filter(|(words, end)| words.start < part.end && part.start < *end)
        .flat_map(|(words, end)| {
            // White space that a part begins with is all that it has of the paragraph before.
            let gap = if words.end <= part.start { end } else { words.end };
            [
                (within(words.start), Change::Paragraph),
                (within(gap), Change::Gap),
                (within(end), Change::EndOfParagraph),
            ]
        })
        .collect();
    for (at, entry) in entries.iter().enumerate() {
        for range in &entry.ranges {
            changes.extend([(range.start, Change::Open(at)), (range.end, Change::Close(at))]);
        }
    }
    let cuts = roles.places().chain(marked.places()).chain(copied.places());
    changes.extend(cuts.filter(|at| part.start < *at && *at < part.end).map(|at| (at, Change::Cut)));
    changes.sort_unstable();
    let mut writer = Writer {
        out: String::with_capacity(part.len() * 2),
        entries,
        number,
        within: BTreeSet::new(),
        stack: Vec::new(),
        role: None,
        marked: None,
        copied: None,
        is_marked: vec![false; entries.len()],
        unmarked: Vec::new(),
    };
    let mut at = part.start;
    for (place, change) in changes {
        if at < place {
            writer.words(&text[at..place], roles.at(at), marked.at(at), copied.at(at));
            at = place;
        }
        writer.change(change);
    }
    writer.out
}

/// What happens at a place, in the order in which it does where several meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Gap,
    EndOfParagraph,
    Close(usize),
    /// What words do changes.
    Cut,
    Paragraph,
    Open(usize),
}

/// The paragraphs: their words, and where the white space behind them ends. Together they are the text.
fn paragraphs(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut paragraphs: Vec<(Range<usize>, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, words, end) = (at, at + line.trim_end().len(), at + line.len());
        match paragraphs.last_mut() {
            Some((_, last)) if line.trim().is_empty() => *last = end,
            Some(_) => paragraphs.push((start..words, end)),
            None if line.trim().is_empty() => {} // white space before the first belongs to it
            None => paragraphs.push((0..words, end)),
        }
        at = end;
    }
    if paragraphs.is_empty() && !text.is_empty() {
        paragraphs.push((0..text.len(), text.len()));
    }
    paragraphs
}

/// Which words are sources, cues and hedges.
struct Roles(Vec<(usize, Option<Role>)>);

/// What words do for an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Source,
    Hedge,
    Cue,
}

impl Roles {
    fn new(assertions: &[Assertion], passages: &Passages<'_>) -> Self {
        // How many of each there are at a place: the first that there is, is shown. A hedge can be part of the cue.
        let mut edges: HashMap<usize, [isize; 3]> = HashMap::new();
        for assertion in assertions {
            let source = assertion.source.iter().flat_map(|source| passages.ranges(&source.spans));
            let of = |spans| passages.ranges(spans).into_iter();
            let all = source
                .map(|range| (0, range))
                .chain(of(&assertion.certainty.cues).map(|range| (1, range)))
                .chain(of(&assertion.cue).map(|range| (2, range)));
            for (role, range) in all {
                edges.entry(range.start).or_default()[role] += 1;
                edges.entry(range.end).or_default()[role] -= 1;
            }
        }
        let mut edges: Vec<_> = edges.into_iter().collect();
        edges.sort_unstable_by_key(|(at, _)| *at);
        let mut open = [0; 3];
        let roles = edges.into_iter().map(|(at, change)| {
            for (open, change) in open.iter_mut().zip(change) {
                *open += change;
            }
            let role =
                [Role::Source, Role::Hedge, Role::Cue].into_iter().zip(open).find(|(_, open)| *open > 0);
            (at, role.map(|(role, _)| role))
        });
        Roles(roles.collect())
    }

    /// Where the role may change.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(at, _)| *at)
    }

    /// The role of the words at a byte.
    fn at(&self, byte: usize) -> Option<Role> {
        let after = self.0.partition_point(|(at, _)| *at <= byte);
        self.0[..after].last().and_then(|(_, role)| *role)
    }
}

/// Where times, quantities and recognised names stand, in order and apart.
struct Marked(Vec<MarkedWords>);

/// A time, a quantity or a recognised name.
struct MarkedWords {
    range: Range<usize>,
    class: &'static str,
    /// What it comes to.
    meaning: String,
    /// The days or hours of a time whose words do not tell them.
    at: Option<String>,
}

impl Marked {
    /// Those of a reading; of two that overlap the first.
    fn new(reading: &Reading, passages: &Passages<'_>, interface: Interface) -> Self {
        let words = |span, class, meaning, at| {
            Some(MarkedWords { range: passages.ranges(&[span]).pop()?, class, meaning, at })
        };
        let times = reading.times.iter().filter_map(|time| {
            let figure = Figure::of_time(time, passages.offsets(), interface);
            match figure.is_undated {
                true => words(time.span, "time undated", figure.detail, None),
                false => words(time.span, "time", figure.detail, figure.meaning),
            }
        });
        let quantities = reading.quantities.iter().filter_map(|quantity| {
            words(quantity.span, "quantity", Figure::of_quantity(quantity, interface).detail, None)
        });
        let names = links(reading).filter_map(|(span, link)| words(span, "known", link, None));
        let mut all: Vec<MarkedWords> = times.chain(quantities).chain(names).collect();
        all.sort_by_key(|words| (words.range.start, words.range.end));
        let mut end = 0;
        all.retain(|words| {
            let is_apart = end <= words.range.start;
            end = if is_apart { words.range.end } else { end };
            is_apart
        });
        Marked(all)
    }

    /// Where one starts or ends.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flat_map(|words| [words.range.start, words.range.end])
    }

    /// The one at a byte, and which it is.
    fn at(&self, byte: usize) -> Option<(usize, &MarkedWords)> {
        let at = self.0.partition_point(|words| words.range.end <= byte);
        let words = self.0.get(at)?;
        words.range.contains(&byte).then_some((at, words))
    }
}

struct Writer<'e> {
    out: String,
    entries: &'e [Entry],
    number: usize,
    /// The assertions that the next words are in, in the order of the list: what stands in another comes after it.
    within: BTreeSet<usize>,
    /// The elements that are open for them.
    stack: Vec<usize>,
    /// The element that is open in these.
    role: Option<Role>,
    /// The time, quantity or name that is open innermost.
    marked: Option<usize>,
    /// The article whose words are open outermost.
    copied: Option<usize>,
    is_marked: Vec<bool>,
    /// The assertions whose mark is still to come.
    unmarked: Vec<usize>,
}

impl Writer<'_> {
    fn change(&mut self, change: Change) {
        match change {
            Change::Open(at) => {
                self.within.insert(at);
                if !std::mem::replace(&mut self.is_marked[at], true) {
                    self.unmarked.push(at);
                }
            }
            Change::Close(at) => {
                self.within.remove(&at);
            }
            Change::Cut => {}
            Change::Paragraph => {
                self.close_copied(); // white space before a part's first paragraph
                self.out.push_str("<p>");
            }
            Change::Gap => {
                self.close_copied();
                self.out.push_str("<span class=\"gap\">");
            }
            Change::EndOfParagraph => {
                self.close_copied();
                self.out.push_str("</span></p>");
            }
        }
    }

    /// Words in which nothing changes.
    fn words(
        &mut self,
        words: &str,
        role: Option<Role>,
        marked: Option<(usize, &MarkedWords)>,
        copied: Option<usize>,
    ) {
        if copied != self.copied {
            self.close_copied();
        }
        if let Some(copy) = copied.filter(|_| self.copied.is_none()) {
            let _ = write!(self.out, "<mark class=\"copied\" data-copy=\"{copy}\">");
            self.copied = copied;
        }
        let wanted: Vec<usize> = self.within.iter().copied().take(DEEPEST).collect();
        let kept = wanted.iter().zip(&self.stack).take_while(|(wanted, open)| wanted == open).count();
        if kept < self.stack.len() || kept < wanted.len() || role != self.role || !self.unmarked.is_empty() {
            self.close_to(kept);
        }
        let nth = marked.map(|(nth, _)| nth);
        if nth != self.marked {
            self.close_marked();
        }
        for &at in &wanted[kept..] {
            self.open(at);
        }
        for at in std::mem::take(&mut self.unmarked) {
            self.mark(at); // of those too deep for an element
        }
        if role != self.role {
            self.out.push_str(match role {
                Some(Role::Source) => "<span class=\"source\">",
                Some(Role::Hedge) => "<span class=\"hedge\">",
                Some(Role::Cue) => "<span class=\"cue\">",
                None => "",
            });
            self.role = role;
        }
        if let Some((_, known)) = marked.filter(|_| nth != self.marked) {
            let _ = write!(self.out, "<span class=\"{}\"", known.class);
            if let Some(at) = &known.at {
                self.out.push_str(" data-at=\"");
                write_text(&mut self.out, at);
                self.out.push('"');
            }
            self.out.push_str(" title=\"");
            write_text(&mut self.out, &known.meaning);
            self.out.push_str("\">");
            self.marked = nth;
        }
        write_text(&mut self.out, words);
    }

    fn close_marked(&mut self) {
        if self.marked.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn open(&mut self, at: usize) {
        let entry = &self.entries[at];
        let height = entry.height.min(LINES - 1);
        let _ = write!(self.out, "<span class=\"said {} h{height}\" title=\"", entry.class);
        write_text(&mut self.out, &entry.title);
        self.out.push_str("\">");
        self.stack.push(at);
        if let Some(place) = self.unmarked.iter().position(|&unmarked| unmarked == at) {
            self.unmarked.remove(place);
            self.mark(at);
        }
    }

    /// The anchor of an assertion, which leads to its entry. It has no text of its own.
    fn mark(&mut self, at: usize) {
        let (entry, number) = (&self.entries[at], self.number);
        let nth = entry.nth;
        let _ = write!(
            self.out,
            "<a class=\"mark {}\" id=\"r{number}m{nth}\" href=\"#r{number}e{nth}\" data-mark=\"",
            entry.class
        );
        write_text(&mut self.out, &entry.mark);
        self.out.push_str("\" aria-label=\"");
        write_text(&mut self.out, &entry.label);
        self.out.push_str("\"></a>");
    }

    /// Closes all elements, also that of the article whose words they are.
    fn close_copied(&mut self) {
        self.close_to(0);
        if self.copied.take().is_some() {
            self.out.push_str("</mark>");
        }
    }

    /// Closes all elements but the outermost `kept`.
    fn close_to(&mut self, kept: usize) {
        self.close_marked();
        if self.role.take().is_some() {
            self.out.push_str("</span>");
        }
        while self.stack.len() > kept {
            self.stack.pop();
            self.out.push_str("</span>");
        }
    }
}

/// Text in HTML as it is. A carriage return is written as a reference, or it would be read as a line end; U+0000, which
/// HTML has no way to write, is shown as `␀`.
fn write_text(out: &mut String, text: &str) {
    for (at, piece) in text.split('\0').enumerate() {
        out.push_str(if at > 0 { "␀" } else { "" });
        for (at, piece) in piece.split('\r').enumerate() {
            out.push_str(if at > 0 { "&#13;" } else { "" });
            Html.write_escaped_str(&mut *out, piece).expect("memory takes any text");
        }
    }
}
