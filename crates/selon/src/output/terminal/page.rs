//! The page a reading is written on: paragraphs with margins, wrapped and in their looks.

use std::fmt::Write;

use super::wrap::{columns, wrap};
use super::{Ink, Look, Run};
use crate::messages::{Interface, Label};
use selon_view::{END_OF_ISOLATE, ISOLATE, is_right_to_left};

/// A page that grows downwards.
pub(super) struct Page {
    interface: Interface,
    width: usize,
    colours: bool,
    out: String,
}

impl Page {
    /// An empty page.
    pub(super) fn new(look: &Look) -> Self {
        Page { interface: look.interface, width: look.width, colours: look.colours, out: String::new() }
    }

    /// The language of all that is not the article's.
    pub(super) fn interface(&self) -> Interface {
        self.interface
    }

    /// The words for a label.
    pub(super) fn say(&self, label: Label<'_>) -> String {
        label.text(self.interface)
    }

    /// Whether looks are shown; marks are needed otherwise.
    pub(super) fn colours(&self) -> bool {
        self.colours
    }

    /// Columns from edge to edge.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line across the page.
    pub(super) fn rule(&mut self) {
        self.lines(&Margin::blank(0), &[Ink::Dim.run("━".repeat(self.width))]);
    }

    /// The heading of a part, after an empty line.
    pub(super) fn heading(&mut self, label: Label<'_>) {
        let words = self.say(label);
        let rest = self.width.saturating_sub(columns(&words) + 1);
        self.blank();
        let runs = [Ink::Bold.run(words), Ink::Dim.run(format!(" {}", "─".repeat(rest)))];
        self.lines(&Margin::blank(0), &runs);
    }

    /// A paragraph, wrapped between its margin and the right edge. Nothing where there are no words.
    pub(super) fn lines(&mut self, margin: &Margin, runs: &[Run]) {
        let width = self.width.saturating_sub(margin.columns()).max(LEAST);
        let mut start = &margin.first;
        for line in wrap(runs, width) {
            for run in start {
                self.write(&run.text, run.ink);
            }
            let turned = line.iter().any(|run| is_right_to_left(&run.text));
            self.out.push_str(if turned { ISOLATE } else { "" });
            for run in &line {
                self.write(&run.text, run.ink);
            }
            self.out.push_str(if turned { END_OF_ISOLATE } else { "" });
            self.blank();
            start = &margin.rest;
        }
    }

    /// A paragraph for each sort of things: its name, and beside it what there is.
    pub(super) fn glossary(&mut self, rows: Vec<(Label<'_>, Vec<Vec<Run>>)>) {
        let sorts: Vec<String> = rows.iter().map(|(label, _)| self.say(*label)).collect();
        let widest = sorts.iter().map(|sort| columns(sort)).max().unwrap_or(0);
        for ((_, things), sort) in rows.into_iter().zip(sorts) {
            let blanks = " ".repeat(widest - columns(&sort) + 2);
            let start = vec![Ink::Plain.run("  "), Ink::Bold.run(sort), Ink::Plain.run(blanks)];
            self.lines(&Margin::hanging(start), &joined(things, " · "));
        }
    }

    /// All that was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn write(&mut self, text: &str, ink: Ink) {
        if self.colours && ink != Ink::Plain {
            let style = ink.style();
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }
}

/// Columns for words that are left to them however wide the margin is.
const LEAST: usize = 10;

/// What stands at the left of a paragraph's first line, and of its other lines: equally wide.
pub(super) struct Margin {
    pub(super) first: Vec<Run>,
    pub(super) rest: Vec<Run>,
}

impl Margin {
    /// Blanks.
    pub(super) fn blank(columns: usize) -> Self {
        Margin::all(vec![Ink::Plain.run(" ".repeat(columns))])
    }

    /// The same before every line.
    pub(super) fn all(runs: Vec<Run>) -> Self {
        Margin { first: runs.clone(), rest: runs }
    }

    /// Words before the first line, blanks as wide before the others.
    pub(super) fn hanging(first: Vec<Run>) -> Self {
        let rest = Ink::Plain.run(" ".repeat(width(&first)));
        Margin { first, rest: vec![rest] }
    }

    fn columns(&self) -> usize {
        width(&self.first).max(width(&self.rest))
    }
}

/// Columns that runs take on one line.
pub(super) fn width(runs: &[Run]) -> usize {
    runs.iter().map(|run| columns(&run.text)).sum()
}

/// A short fact that stands on one line.
pub(super) fn unbroken(fact: &str) -> String {
    fact.replace(' ', "\u{A0}")
}

/// Lists of runs with something between them.
pub(super) fn joined(parts: Vec<Vec<Run>>, between: &str) -> Vec<Run> {
    let mut out = Vec::new();
    for part in parts {
        if !out.is_empty() {
            out.push(Ink::Dim.run(between));
        }
        out.extend(part);
    }
    out
}
