//! The list beside the text: who, how, what, for each assertion in reading order.

use std::ops::Range;

use selon_record::{Assertion, Reading};

use super::beside::Pointer;
use super::look::{kind_class, level_class, mark};
use crate::{
    Figure, Figures, LinkRole, Manner, Passages, ShownLink, Speaker, Voices, chain, in_order, own_name,
    phrase, place,
};
use crate::{Interface, Label};

/// The deepest that is shown deeper.
const DEEPEST: usize = 4;

/// Characters of a content that the list shows.
const LONGEST: usize = 400;

/// An assertion as the list shows it, and as its words in the text refer to it.
pub(super) struct Entry {
    /// Its number in the list, from 1.
    pub(super) nth: usize,
    /// What stands for it in the text.
    pub(super) mark: String,
    /// Kind and level, as classes; `own` for the article's own voice.
    pub(super) class: String,
    /// How many of others it stands in, [`DEEPEST`] at most.
    pub(super) depth: usize,
    /// The mark of the one it stands in.
    within: Option<String>,
    /// How many of others stand in it, one in the other.
    pub(super) height: usize,
    pub(super) is_own: bool,
    pub(super) chain: Vec<ShownLink>,
    /// Kind, act, form, certainty.
    pub(super) how: String,
    /// When and how much: what the line is about, and what stands in it.
    pub(super) figures: Vec<(String, Vec<Figure>)>,
    /// What is not known about it.
    pub(super) unknowns: Vec<String>,
    /// The words of the content.
    pub(super) what: String,
    /// Identifier, paragraph, code points, what it stands in.
    pub(super) place: String,
    /// Where its content stands, in bytes: in order, apart from each other.
    pub(super) ranges: Vec<Range<usize>>,
    /// Who and how, as the words in the text say it.
    pub(super) title: String,
    /// Its mark and its title, as the mark in the text is called.
    pub(super) label: String,
    /// What the way back to the text is called.
    pub(super) back: String,
    /// Its claim.
    pub(super) claim: Option<Pointer>,
}

impl Entry {
    /// Whether a link of its chain is whom it stands on, for the template.
    pub(super) fn role(&self, link: &ShownLink) -> &'static str {
        match link.role {
            LinkRole::Relay => "relay",
            LinkRole::Source => "source",
            LinkRole::Unknown => "unknown",
        }
    }
}

/// The list of a reading; `claims` has the claim of each of its assertions, in its order.
pub(super) fn entries(
    reading: &Reading,
    passages: &Passages<'_>,
    claims: &[Option<Pointer>],
    interface: Interface,
) -> Vec<Entry> {
    let (own, figures) = (own_name(reading, interface), Figures::of(reading, interface));
    let list = List { passages, interface, own, figures };
    let order = in_order(reading, passages, |_| true);
    let mut numbers = 1..;
    let mut entries: Vec<Entry> = (1..)
        .zip(&order)
        .map(|(nth, &(at, _))| Entry {
            claim: claims.get(at).cloned().flatten(),
            ..list.entry(&reading.assertions[at], nth, &mut numbers)
        })
        .collect();
    nest(&mut entries, &order.iter().map(|&(_, depth)| depth).collect::<Vec<_>>());
    for entry in &mut entries {
        if let Some(mark) = &entry.within {
            entry.place += &format!(" · {}", Label::Within(mark).text(interface));
        }
    }
    entries
}

/// Says of each entry what it stands in and how many stand in it. What the article says in its own voice is no step: it
/// may not be shown. `depths` count it.
fn nest(entries: &mut [Entry], depths: &[usize]) {
    let mut above: Vec<usize> = Vec::new();
    for (at, &depth) in depths.iter().enumerate() {
        above.truncate(depth);
        if let Some(&parent) = above.last() {
            let parent = &entries[parent];
            let step = usize::from(!parent.is_own);
            let (depth, within) = (
                parent.depth + step,
                if parent.is_own { parent.within.clone() } else { Some(parent.mark.clone()) },
            );
            (entries[at].depth, entries[at].within) = (depth.min(DEEPEST), within);
        }
        above.push(at);
    }
    // From the last to the first, so that those within come before what they are within.
    let mut heights = vec![0; depths.iter().max().map_or(0, |deepest| deepest + 2)];
    for (entry, &depth) in entries.iter_mut().zip(depths).rev() {
        entry.height = std::mem::take(&mut heights[depth + 1]);
        heights[depth] = heights[depth].max(entry.height + usize::from(!entry.is_own));
    }
}

struct List<'p, 'r> {
    passages: &'p Passages<'r>,
    interface: Interface,
    own: String,
    figures: Figures<'r>,
}

impl List<'_, '_> {
    fn entry(&self, assertion: &Assertion, nth: usize, numbers: &mut impl Iterator<Item = usize>) -> Entry {
        let speaker = Speaker::of(assertion, self.passages.offsets());
        let is_own = !Voices::Others.show(assertion, &speaker);
        let (kind, level) = (speaker.kind(assertion), assertion.certainty.level);
        let number = if is_own { None } else { numbers.next() };
        let chain = chain(assertion, &speaker, &self.own, self.interface);
        let how = self.how(assertion, &speaker);
        let ranges = apart(self.passages.ranges(&assertion.content));
        let extent = ranges.first().zip(ranges.last()).map(|(first, last)| first.start..last.end);
        let missing = ranges.is_empty().then_some(Label::NoEvidence);
        let unknowns = speaker.unknown(assertion).into_iter().chain(missing);
        let who: Vec<&str> = chain.iter().map(|link| &*link.words).collect();
        let mut class = format!("{} {}", kind_class(kind), level_class(level));
        if is_own {
            class += " own";
        }
        let mark = mark(kind, number, level);
        let title = format!("{} · {how}", who.join(" ← "));
        let say = |label: Label<'_>| label.text(self.interface);
        let lines = self.figures.lines(assertion).into_iter();
        Entry {
            nth,
            class,
            depth: 0,
            within: None,
            height: 0,
            is_own,
            label: [&mark, &*Label::Colon.text(self.interface), &title].concat(),
            back: Label::BackToText(&mark).text(self.interface),
            title,
            claim: None,
            mark,
            chain,
            how,
            figures: lines.map(|(label, figures)| (say(label) + &say(Label::Colon), figures)).collect(),
            unknowns: unknowns.map(|label| label.text(self.interface)).collect(),
            what: what(self.passages.text(), &ranges),
            place: place(assertion, extent, self.passages).join(" · "),
            ranges,
        }
    }

    /// Kind of source, act, form, certainty with its words.
    fn how(&self, assertion: &Assertion, speaker: &Speaker) -> String {
        Manner::of(assertion, speaker, self.passages.offsets(), self.interface).line(self.interface)
    }
}

/// The words of ranges, as many as a list can show: the whole of them is in the text.
fn what(text: &str, ranges: &[Range<usize>]) -> String {
    let parts = ranges.iter().enumerate().map(|(nth, range)| {
        let gap = if nth > 0 { " […] " } else { "" };
        gap.chars().chain(text[range.clone()].chars())
    });
    let mut chars = parts.flatten();
    let mut words: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() {
        words.push('…');
    }
    phrase(&words)
}

/// The ranges in order; those that overlap or touch are one.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}
