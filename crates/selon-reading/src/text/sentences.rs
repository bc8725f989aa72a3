//! One pass over the text that finds every place where a sentence may start and asks the [rules](super::rules).

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::LanguageRules;
use super::layout::{is_blank, is_line_break, wrapped_paragraphs};
use super::rules::{self, Mark};

/// The byte offset of every sentence's first character, in order.
///
/// A sentence starts at its first character that is not blank: an opening quotation mark, bracket or dash belongs to the
/// sentence it opens, a closing one to the sentence it closes. The first is where the text starts; a blank text has
/// none. Takes linear time on any text.
///
/// ```
/// use selon_reading::text::{LanguageRules, sentence_starts};
/// let french = LanguageRules::of("fr").unwrap();
/// let text = "Ils sont cinq.Le maire, M. Roux, se tait. « Pourquoi ? » demande Avia.pro.";
/// let sentences = sentence_starts(text, french).into_iter().map(|start| &text[start..]);
/// let words: Vec<_> = sentences.filter_map(|sentence| sentence.split(' ').next()).collect();
/// assert_eq!(words, ["Ils", "Le", "«"]);
/// ```
pub fn sentence_starts(text: &str, language: &LanguageRules) -> Vec<usize> {
    let mut scan = Scan {
        text,
        language,
        wrapped: wrapped_paragraphs(text).into_iter().peekable(),
        starts: Vec::new(),
        state: State::default(),
    };
    scan.run();
    scan.starts
}

/// What was seen so far.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Whether the sentence has a letter or digit yet.
    pub(super) said: bool,
    /// Where the sentence starts.
    pub(super) sentence: usize,
    /// Where the last round or square bracket opened that is still open.
    pub(super) bracket: Option<usize>,
    /// Whether an odd number of straight quotation marks stands in the paragraph so far.
    pub(super) quoting: bool,
    /// Whether the run of characters without blanks is an address: « https://… », « nom@site ».
    pub(super) address: bool,
    /// The last character that is neither blank nor closes a quotation or bracket.
    solid: Option<char>,
    /// The character before.
    last: Option<char>,
}

struct Scan<'t> {
    text: &'t str,
    language: &'t LanguageRules,
    wrapped: Peekable<IntoIter<Range<usize>>>,
    starts: Vec<usize>,
    state: State,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut decided = 0; // marks and line breaks before this offset were looked at
        for (at, c) in self.text.char_indices() {
            if self.starts.is_empty() && !is_blank(c) {
                self.starts.push(at);
            }
            if self.starts.last() == Some(&at) {
                self.state.sentence = at;
                self.state.said = false;
            }
            self.pass(at, c);
            if at >= decided && rules::is_mark(c) {
                let mark = Mark::read(self.text, at);
                decided = mark.end;
                self.start_after(&mark);
            } else if at >= decided && is_line_break(c) {
                decided = self.start_after_break(at);
            }
        }
    }

    /// Asks whether a sentence ends with the mark, and notes where the next one starts.
    fn start_after(&mut self, mark: &Mark) {
        let wrapped = self.in_wrapped(mark.end);
        let ahead = rules::Ahead::read(self.text, mark.end, wrapped, &self.state);
        if let Some(ahead) = ahead
            && rules::ends_sentence(self.text, mark, &ahead, &self.state, self.language)
        {
            self.starts.push(ahead.start);
        }
    }

    /// Handles a run of line breaks and blanks from `at`; returns where it ends.
    fn start_after_break(&mut self, at: usize) -> usize {
        let run = &self.text[at..];
        let end = at + run.find(|c| !is_blank(c)).unwrap_or(run.len());
        let breaks = self.text[at..end].replace("\r\n", "\n").chars().filter(|&c| is_line_break(c)).count();
        let rest = &self.text[end..];
        let starts_line = !rest.is_empty()
            && self.starts.last().is_some_and(|&start| start < end)
            && !(breaks == 1 && self.in_wrapped(at))
            && rules::line_starts_sentence(rest, breaks, self.state.solid);
        if starts_line {
            self.starts.push(end);
        }
        end
    }

    /// Whether the lines around an offset are only wrapped. Offsets must be asked in order.
    fn in_wrapped(&mut self, at: usize) -> bool {
        while self.wrapped.next_if(|paragraph| paragraph.end <= at).is_some() {}
        self.wrapped.peek().is_some_and(|paragraph| paragraph.contains(&at))
    }

    /// Takes one character into the state.
    fn pass(&mut self, at: usize, c: char) {
        let state = &mut self.state;
        if is_blank(c) {
            state.address = false;
            if is_line_break(c) {
                (state.quoting, state.bracket) = (false, None);
            }
        } else if !rules::always_closes(c) && c != '"' {
            state.solid = Some(c);
        }
        match c {
            '(' | '[' => state.bracket = Some(at),
            ')' | ']' => state.bracket = None,
            '"' => state.quoting = !state.quoting,
            '@' => state.address = true,
            '/' if state.last == Some('/') => state.address = true,
            '.' if self.text[..at].ends_with("www") => state.address = true,
            _ => {}
        }
        state.said |= c.is_alphanumeric();
        state.last = Some(c);
    }
}
