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

use super::entry::Entry;
use crate::Interface;
use crate::{Figure, Passages, links};

/// How many elements stand in each other. What is deeper has its mark and no line.
const DEEPEST: usize = 6;

/// How many lines fit under each other.
const LINES: usize = 4;

/// The text of section `number`. All that is shown of it are its own characters; marks are drawn by the style sheet.
pub(super) fn text(
    reading: &Reading,
    passages: &Passages<'_>,
    entries: &[Entry],
    number: usize,
    interface: Interface,
) -> String {
    let text = passages.text();
    let roles = Roles::new(&reading.assertions, passages);
    let marked = Marked::new(reading, passages, interface);
    let mut changes: Vec<(usize, Change)> = paragraphs(text)
        .into_iter()
        .flat_map(|(words, end)| {
            [(words.start, Change::Paragraph), (words.end, Change::Gap), (end, Change::EndOfParagraph)]
        })
        .collect();
    for (at, entry) in entries.iter().enumerate() {
        for range in &entry.ranges {
            changes.extend([(range.start, Change::Open(at)), (range.end, Change::Close(at))]);
        }
    }
    changes.extend(roles.places().chain(marked.places()).map(|at| (at, Change::Cut)));
    changes.sort_unstable();
    let mut writer = Writer {
        out: String::with_capacity(text.len() * 2),
        entries,
        number,
        within: BTreeSet::new(),
        stack: Vec::new(),
        role: None,
        marked: None,
        is_marked: vec![false; entries.len()],
        unmarked: Vec::new(),
    };
    let mut at = 0;
    for (place, change) in changes {
        if at < place {
            writer.words(&text[at..place], roles.at(at), marked.at(at));
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

/// Where times, quantities and recognised names stand, in order and apart: each with its class, and what it comes to.
struct Marked(Vec<(Range<usize>, &'static str, String)>);

impl Marked {
    /// Those of a reading; of two that overlap the first.
    fn new(reading: &Reading, passages: &Passages<'_>, interface: Interface) -> Self {
        let times = reading.times.iter().map(|time| {
            let figure = Figure::of_time(time, passages.offsets(), interface);
            (time.span, if figure.is_undated { "time undated" } else { "time" }, figure.detail)
        });
        let quantities = reading
            .quantities
            .iter()
            .map(|quantity| (quantity.span, "quantity", Figure::of_quantity(quantity, interface).detail));
        let names = links(reading).map(|(span, link)| (span, "known", link));
        let mut all: Vec<_> = times
            .chain(quantities)
            .chain(names)
            .filter_map(|(span, class, meaning)| Some((passages.ranges(&[span]).pop()?, class, meaning)))
            .collect();
        all.sort_by_key(|(range, ..)| (range.start, range.end));
        let mut end = 0;
        all.retain(|(range, ..)| {
            let is_apart = end <= range.start;
            end = if is_apart { range.end } else { end };
            is_apart
        });
        Marked(all)
    }

    /// Where one starts or ends.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flat_map(|(range, ..)| [range.start, range.end])
    }

    /// The one at a byte.
    fn at(&self, byte: usize) -> Option<(usize, &'static str, &str)> {
        let at = self.0.partition_point(|(range, ..)| range.end <= byte);
        let (range, class, meaning) = self.0.get(at)?;
        range.contains(&byte).then_some((at, *class, &**meaning))
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
            Change::Paragraph => self.out.push_str("<p>"),
            Change::Gap => {
                self.close_to(0);
                self.out.push_str("<span class=\"gap\">");
            }
            Change::EndOfParagraph => {
                self.close_to(0);
                self.out.push_str("</span></p>");
            }
        }
    }

    /// Words in which nothing changes.
    fn words(&mut self, words: &str, role: Option<Role>, marked: Option<(usize, &str, &str)>) {
        let wanted: Vec<usize> = self.within.iter().copied().take(DEEPEST).collect();
        let kept = wanted.iter().zip(&self.stack).take_while(|(wanted, open)| wanted == open).count();
        if kept < self.stack.len() || kept < wanted.len() || role != self.role || !self.unmarked.is_empty() {
            self.close_to(kept);
        }
        let nth = marked.map(|(nth, ..)| nth);
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
        if let Some((_, class, meaning)) = marked.filter(|_| nth != self.marked) {
            let _ = write!(self.out, "<span class=\"{class}\" title=\"");
            write_text(&mut self.out, meaning);
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
