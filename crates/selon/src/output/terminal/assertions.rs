//! The assertions in reading order: the chain of each, how it is said, the words that show it.

use std::ops::Range;

use selon_record::{Assertion, Level, Polarity, Reading, SourceKind};

use super::evidence::{Evidence, legend};
use super::page::{Margin, Page, joined, width};
use super::passages::Passages;
use super::speaker::{Speaker, own_name, unquoted};
use super::summary::{level_ink, sign};
use super::visible::{phrase, visible};
use super::{Ink, Run, tree};
use crate::messages::Label;

/// Columns an assertion stands further in than the one it is part of.
const STEP: usize = 4;

/// The deepest that is shown deeper.
const DEEPEST: usize = 4;

/// Below this a reading is said to be unsure.
const SURE: f64 = 0.5;

/// Every assertion; with `context` also the text between them.
pub(super) fn write(page: &mut Page, reading: &Reading, context: bool) {
    if reading.assertions.is_empty() && !context {
        return;
    }
    let passages = Passages::new(reading);
    page.heading(Label::Assertions);
    if !reading.assertions.is_empty() {
        write_legend(page);
    }
    let mut section = Section { page, own: String::new(), passages, shown: Vec::new(), read: 0 };
    section.own = own_name(section.page, reading);
    for (at, depth) in tree::in_order(reading, &section.passages) {
        section.assertion(&reading.assertions[at], depth, context);
    }
    if context {
        section.text_up_to(section.passages.text().len());
    }
}

fn write_legend(page: &mut Page) {
    let words = [Label::WhatIsSaid, Label::Source, Label::Cue, Label::Hedge].map(|label| page.say(label));
    let [said, source, cue, hedge] = &words;
    let runs = joined(legend(said, source, cue, hedge, page.colours()), " · ");
    page.lines(&Margin::blank(2), &runs);
}

struct Section<'p, 'r> {
    page: &'p mut Page,
    /// Who speaks where nobody else does.
    own: String,
    passages: Passages<'r>,
    /// The sentences that were shown last.
    shown: Vec<Range<usize>>,
    /// How far the text was shown, in bytes.
    read: usize,
}

impl Section<'_, '_> {
    fn assertion(&mut self, assertion: &Assertion, depth: usize, context: bool) {
        let evidence = Evidence::of(assertion, &self.passages);
        let speaker = Speaker::of(assertion, self.passages.offsets());
        let is_known = evidence.is_within(&self.shown);
        if context && let Some(first) = evidence.passages.first() {
            self.text_up_to(first.start);
        }
        let indent = depth.min(DEEPEST) * STEP;
        self.page.blank();
        self.head(assertion, &speaker, &evidence, indent);
        self.manner(assertion, &speaker, indent + 2);
        self.unknowns(assertion, &speaker, &evidence, indent + 2);
        let (text, colours) = (self.passages.text(), self.page.colours());
        let words =
            if is_known { evidence.excerpt(text, colours) } else { evidence.sentences(text, colours) };
        let bar = vec![Ink::Plain.run(" ".repeat(indent + 2)), Ink::Dim.run("│ ")];
        self.page.lines(&Margin::all(bar), &words);
        if !is_known {
            self.read = evidence.passages.iter().map(|passage| passage.end).fold(self.read, usize::max);
            self.shown = evidence.passages;
        }
    }

    /// The chain, and at the right edge where it stands.
    fn head(&mut self, assertion: &Assertion, speaker: &Speaker, evidence: &Evidence, indent: usize) {
        let level = assertion.certainty.level;
        let start =
            vec![Ink::Plain.run(" ".repeat(indent)), level_ink(level).run(sign(level)), Ink::Plain.run(" ")];
        let mut runs = self.chain(assertion, speaker);
        let place = self.place(assertion, evidence);
        let free = self
            .page
            .width()
            .saturating_sub(width(&start) + width(&runs) + width(std::slice::from_ref(&place)));
        // No-break spaces, which the wrapping keeps: the place is at the edge or on the next line.
        runs.push(Ink::Plain.run(if free >= 2 { "\u{A0}".repeat(free) } else { " ".into() }));
        runs.push(place);
        self.page.lines(&Margin::hanging(start), &runs);
    }

    /// The sources behind each other, outermost first; a question mark for nobody.
    fn chain(&self, assertion: &Assertion, speaker: &Speaker) -> Vec<Run> {
        let mut links: Vec<Vec<Run>> = Vec::new();
        for (link, is_last) in assertion.chain.iter().zip((1..).map(|nth| nth == assertion.chain.len())) {
            let name = phrase(&link.name);
            let is_unknown = is_last && matches!(speaker, Speaker::Unidentified { .. } | Speaker::Nobody);
            let run = match link.kind {
                SourceKind::Unnamed => Ink::Unknown.run(self.quoted(&name)),
                SourceKind::None => Ink::Unknown.run("?"),
                _ if is_unknown && !links.is_empty() => Ink::Unknown.run(self.quoted(&name)),
                _ if is_last && *speaker != Speaker::Own && !links.is_empty() => Ink::Source.run(name),
                _ => Ink::Plain.run(name),
            };
            links.push(vec![run]);
        }
        if links.is_empty() {
            links.push(vec![Ink::Plain.run(&self.own)]);
            match speaker {
                Speaker::Named { name, .. } => links.push(vec![Ink::Source.run(name)]),
                Speaker::Unnamed { words } | Speaker::Unidentified { words } => {
                    links.push(vec![Ink::Unknown.run(self.quoted(words))]);
                }
                Speaker::Own | Speaker::Nobody => {}
            }
        }
        if *speaker == Speaker::Nobody
            && assertion.chain.last().is_none_or(|link| link.kind != SourceKind::None)
        {
            links.push(vec![Ink::Unknown.run("?")]);
        }
        joined(links, " ← ")
    }

    fn quoted(&self, words: &str) -> String {
        self.page.say(Label::Quoted(&unquoted(words)))
    }

    /// Identifier, paragraph, code points.
    fn place(&self, assertion: &Assertion, evidence: &Evidence) -> Run {
        let mut place = vec![phrase(&assertion.id)];
        if let Some(extent) = evidence.extent() {
            place.push(format!("§\u{A0}{}", self.passages.paragraph(extent.start)));
            let offsets = self.passages.offsets();
            if let (Ok(start), Ok(end)) = (offsets.code_point(extent.start), offsets.code_point(extent.end)) {
                place.push(format!("{start}–{end}"));
            }
        }
        Ink::Dim.run(place.join("\u{A0}·\u{A0}"))
    }

    /// Kind of source, act, form, certainty with its words.
    fn manner(&mut self, assertion: &Assertion, speaker: &Speaker, indent: usize) {
        let say = |label| Ink::Plain.run(self.page.say(label));
        let mut parts = Vec::new();
        match speaker {
            Speaker::Named { kind, .. } => parts.push(vec![say(Label::Kind(*kind))]),
            Speaker::Unnamed { .. } => parts.push(vec![say(Label::Kind(SourceKind::Unnamed))]),
            Speaker::Unidentified { .. } | Speaker::Own | Speaker::Nobody => {}
        }
        parts.push(vec![say(Label::Act(assertion.act))]);
        parts.push(vec![say(Label::Form(assertion.form))]);
        parts.push(self.certainty(assertion));
        if assertion.confidence < SURE {
            // At least 0 and less than 50, also for a number that is none.
            let percent = (assertion.confidence * 100.0).round().max(0.0) as u8;
            parts.push(vec![Ink::Unknown.run(self.page.say(Label::Unsure(percent)))]);
        }
        self.page.lines(&Margin::blank(indent), &joined(parts, " · "));
    }

    fn certainty(&self, assertion: &Assertion) -> Vec<Run> {
        let level = assertion.certainty.level;
        let mut runs = vec![level_ink(level).run(self.page.say(Label::Level(level)))];
        if assertion.certainty.polarity == Polarity::Negative {
            runs.push(Ink::Plain.run(format!(", {}", self.page.say(Label::Negative))));
        }
        let cues = assertion.certainty.cues.iter();
        let cues: Vec<Vec<Run>> = cues
            .filter_map(|&span| self.passages.offsets().slice(span).ok())
            .filter(|words| !words.trim().is_empty())
            .map(|words| vec![Ink::Plain.run(self.page.say(Label::Quoted(&phrase(words))))])
            .collect();
        if !cues.is_empty() {
            runs.push(Ink::Dim.run(self.page.say(Label::Colon)));
            runs.extend(joined(cues, ", "));
        }
        runs
    }

    /// What is not known about it, in words.
    fn unknowns(&mut self, assertion: &Assertion, speaker: &Speaker, evidence: &Evidence, indent: usize) {
        let label = match speaker {
            Speaker::Nobody if assertion.certainty.level == Level::Hearsay => Some(Label::HearsayFromNobody),
            Speaker::Nobody => Some(Label::Nobody),
            Speaker::Unidentified { .. } => Some(Label::Unidentified),
            Speaker::Named { .. } | Speaker::Unnamed { .. } | Speaker::Own => None,
        };
        let missing = evidence.passages.is_empty().then_some(Label::NoEvidence);
        for label in label.into_iter().chain(missing) {
            let words = self.page.say(label);
            let start = vec![Ink::Plain.run(" ".repeat(indent)), Ink::Unknown.run("? ")];
            self.page.lines(&Margin::hanging(start), &[Ink::Unknown.run(words)]);
        }
    }

    /// The text that was not shown yet, up to a byte.
    fn text_up_to(&mut self, end: usize) {
        let start = self.read;
        self.read = start.max(end);
        let Some(text) = self.passages.text().get(start..end) else { return };
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            self.page.blank();
            self.page.lines(&Margin::blank(2), &[Ink::Dim.run(visible(line))]);
        }
    }
}
