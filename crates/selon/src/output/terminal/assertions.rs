//! The assertions in reading order: the chain of each, how it is said, the words that show it.

use std::ops::Range;

use selon_record::{Act, Assertion, Level, Reading};

use super::evidence::{Evidence, legend};
use super::figures::shown;
use super::page::{Margin, Page, joined, width};
use super::summary::level_ink;
use super::{Ink, Look, Run};
use crate::messages::Label;
use selon_view::{
    Figure, Figures, LinkRole, Manner, Passages, ShownLink, Speaker, Voices, chain, in_order, own_name,
    place, sign, visible,
};

/// Columns an assertion stands further in than the one it is part of.
const STEP: usize = 4;

/// The deepest that is shown deeper.
const DEEPEST: usize = 4;

/// The assertions of the voices asked for; with context also the text between them.
pub(super) fn write(page: &mut Page, reading: &Reading, look: &Look) {
    if reading.assertions.is_empty() && !look.context {
        return;
    }
    let passages = Passages::new(reading);
    let is_shown =
        |assertion: &Assertion| look.voices.show(assertion, &Speaker::of(assertion, passages.offsets()));
    let shown = in_order(reading, &passages, is_shown);
    page.heading(Label::Assertions);
    if !shown.is_empty() {
        write_legend(page);
    }
    let own = own_name(reading, look.interface);
    let hidden = reading.assertions.len() - shown.len();
    if hidden > 0 {
        let words = page.say(Label::OwnVoiceHidden { name: &own, count: hidden });
        page.lines(&Margin::blank(2), &[Ink::Dim.run(words)]);
    }
    let figures = Figures::of(reading, look.interface);
    let mut section = Section { page, own, passages, figures, shown: Vec::new(), read: 0 };
    for (at, depth) in shown {
        section.assertion(&reading.assertions[at], depth, look.context);
    }
    if look.context {
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
    figures: Figures<'r>,
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
        // What the article says in its own voice is the ground on which the others stand.
        let is_quiet = !Voices::Others.show(assertion, &speaker);
        if context && let Some(first) = evidence.passages.first() {
            self.text_up_to(first.start);
        }
        let indent = depth.min(DEEPEST) * STEP;
        self.page.blank();
        self.head(assertion, &speaker, &evidence, indent, is_quiet);
        if !is_quiet || assertion.act != Act::Assert || assertion.certainty.level != Level::Certain {
            self.manner(assertion, &speaker, indent + 2);
        }
        for (label, figures) in self.figures.lines(assertion) {
            self.figures(label, &figures, indent + 2);
        }
        self.unknowns(assertion, &speaker, &evidence, indent + 2);
        let (text, colours) = (self.passages.text(), self.page.colours());
        let words =
            if is_known { evidence.excerpt(text, colours) } else { evidence.sentences(text, colours) };
        let bar = vec![Ink::Plain.run(" ".repeat(indent + 2)), Ink::Dim.run("│ ")];
        self.page.lines(&Margin::all(bar), &if is_quiet { quiet(words) } else { words });
        if !is_known {
            self.read = evidence.passages.iter().map(|passage| passage.end).fold(self.read, usize::max);
            self.shown = evidence.passages;
        }
    }

    /// The chain, and at the right edge where it stands.
    fn head(
        &mut self,
        assertion: &Assertion,
        speaker: &Speaker,
        evidence: &Evidence,
        indent: usize,
        is_quiet: bool,
    ) {
        let level = assertion.certainty.level;
        let start =
            vec![Ink::Plain.run(" ".repeat(indent)), level_ink(level).run(sign(level)), Ink::Plain.run(" ")];
        let mut runs = self.chain(assertion, speaker);
        if is_quiet {
            runs = quiet(runs);
        }
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
        let links = chain(assertion, speaker, &self.own, self.page.interface());
        let run = |link: ShownLink| match link.role {
            LinkRole::Relay => Ink::Plain.run(link.words),
            LinkRole::Source => Ink::Source.run(link.words),
            LinkRole::Unknown => Ink::Unknown.run(link.words),
        };
        joined(links.into_iter().map(|link| vec![run(link)]).collect(), " ← ")
    }

    /// Identifier, paragraph, code points.
    fn place(&self, assertion: &Assertion, evidence: &Evidence) -> Run {
        let place = place(assertion, evidence.extent(), &self.passages);
        Ink::Dim.run(place.join("\u{A0}·\u{A0}"))
    }

    /// Kind of source, act, form, certainty with its words.
    fn manner(&mut self, assertion: &Assertion, speaker: &Speaker, indent: usize) {
        let manner = Manner::of(assertion, speaker, self.passages.offsets(), self.page.interface());
        let plain = |words: String| vec![Ink::Plain.run(words)];
        let mut certainty = vec![level_ink(assertion.certainty.level).run(manner.level)];
        if let Some(negative) = manner.negative {
            certainty.push(Ink::Plain.run(format!(", {negative}")));
        }
        if !manner.hedges.is_empty() {
            certainty.push(Ink::Dim.run(self.page.say(Label::Colon)));
            certainty.extend(joined(manner.hedges.into_iter().map(plain).collect(), ", "));
        }
        let mut parts: Vec<Vec<Run>> =
            [manner.kind, Some(manner.act), Some(manner.form)].into_iter().flatten().map(plain).collect();
        parts.push(certainty);
        parts.extend(manner.unsure.map(|unsure| vec![Ink::Unknown.run(unsure)]));
        self.page.lines(&Margin::blank(indent), &joined(parts, " · "));
    }

    /// Its times or its quantities.
    fn figures(&mut self, label: Label<'_>, figures: &[Figure], indent: usize) {
        let start = self.page.say(label) + &self.page.say(Label::Colon);
        let start = vec![Ink::Plain.run(" ".repeat(indent)), Ink::Dim.run(start)];
        let figures = figures.iter().map(|figure| shown(figure, Ink::Dim)).collect();
        self.page.lines(&Margin::hanging(start), &joined(figures, " · "));
    }

    /// What is not known about it, in words.
    fn unknowns(&mut self, assertion: &Assertion, speaker: &Speaker, evidence: &Evidence, indent: usize) {
        let missing = evidence.passages.is_empty().then_some(Label::NoEvidence);
        for label in speaker.unknown(assertion).into_iter().chain(missing) {
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

/// Plain words as those that are not looked at first.
fn quiet(runs: Vec<Run>) -> Vec<Run> {
    let dimmed = |ink| if ink == Ink::Plain { Ink::Dim } else { ink };
    runs.into_iter().map(|run| Run { ink: dimmed(run.ink), ..run }).collect()
}
