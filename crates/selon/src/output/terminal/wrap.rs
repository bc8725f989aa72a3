//! Runs to lines of a width, broken at blanks; a word wider than a line is broken where the line ends.

use unicode_width::UnicodeWidthChar;

use super::{Ink, Run};

/// The lines, without blanks at their ends. Columns are counted as terminals do: wide characters take two.
pub(super) fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let mut lines = Lines { width: width.max(1), done: Vec::new(), line: Line::default() };
    let mut word = Line::default();
    let mut blank = None;
    for (c, ink) in runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.ink))) {
        if is_break(c) {
            lines.add(std::mem::take(&mut word), blank);
            blank = Some(ink);
        } else if !c.is_control() {
            if word.runs.is_empty() && blank.is_some_and(|blank| blank != ink) {
                // A blank between two looks has the plainer one: no line is drawn under it.
                blank = Some(if ink == Ink::Dim { Ink::Dim } else { Ink::Plain });
            }
            if word.width + width_of(c) > lines.width {
                lines.add(std::mem::take(&mut word), blank.take());
                lines.end();
            }
            word.push(c, ink);
        }
    }
    lines.add(word, blank);
    lines.end();
    lines.done
}

/// How many columns words take.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// White space where a line may end: not the no-break spaces.
fn is_break(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

fn width_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

struct Lines {
    width: usize,
    done: Vec<Vec<Run>>,
    line: Line,
}

impl Lines {
    /// Adds a word after a blank in this look.
    fn add(&mut self, word: Line, blank: Option<Ink>) {
        if word.runs.is_empty() {
            return;
        }
        let gap = usize::from(blank.is_some());
        if !self.line.runs.is_empty() {
            if self.line.width + gap + word.width > self.width {
                self.end();
            } else if let Some(ink) = blank {
                self.line.push(' ', ink);
            }
        }
        for run in word.runs {
            for c in run.text.chars() {
                self.line.push(c, run.ink);
            }
        }
    }

    /// Ends the line.
    fn end(&mut self) {
        if !self.line.runs.is_empty() {
            self.done.push(std::mem::take(&mut self.line).runs);
        }
    }
}

#[derive(Default)]
struct Line {
    runs: Vec<Run>,
    width: usize,
}

impl Line {
    fn push(&mut self, c: char, ink: Ink) {
        self.width += width_of(c);
        match self.runs.last_mut() {
            Some(run) if run.ink == ink => run.text.push(c),
            _ => self.runs.push(ink.run(c)),
        }
    }
}
