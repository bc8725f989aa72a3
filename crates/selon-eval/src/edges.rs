//! Where an expression begins and ends when the small words at its beginning and the marks at its ends do not count.

use std::sync::LazyLock;

use selon_record::CodePointSpan;

/// Language and words, a line each: see the head of the file.
const TABLE: &str = include_str!("../data/edge_words.tsv");

static WORDS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(language, words)| (language, words.split(' ').collect()))
        .collect()
});

/// A text as characters, whose spans can be cut to their core.
#[derive(Debug)]
pub(crate) struct Edges {
    characters: Vec<char>,
    small: &'static [&'static str],
}

impl Edges {
    /// A text in a language (`fr`, `en-AU`).
    pub(crate) fn new(text: &str, language: &str) -> Edges {
        let row = WORDS.iter().find(|(code, _)| language.starts_with(code));
        Edges { characters: text.chars().collect(), small: row.map_or(&[], |(_, words)| words) }
    }

    /// The span of the whole text.
    pub(crate) fn whole(&self) -> CodePointSpan {
        CodePointSpan::new(0, self.characters.len())
    }

    /// A span without the marks at its ends and the small words at its beginning: « depuis le 4 mars, » is « 4 mars ». A
    /// span of small words only keeps the last.
    pub(crate) fn core(&self, span: CodePointSpan) -> CodePointSpan {
        let counts = |at: &usize| self.characters.get(*at).is_some_and(|c| c.is_alphanumeric());
        let end = (span.start..span.end).rev().find(counts).map_or(span.start, |last| last + 1);
        let mut start = (span.start..end).find(counts).unwrap_or(end);
        loop {
            let word_end = (start..end).find(|at| !counts(at)).unwrap_or(end);
            let word: String = self.characters[start..word_end].iter().collect::<String>().to_lowercase();
            match (word_end..end).find(counts) {
                Some(next) if self.small.contains(&word.as_str()) => start = next,
                _ => return CodePointSpan::new(start, end),
            }
        }
    }

    /// Whether two spans have the same core.
    pub(crate) fn agree(&self, one: CodePointSpan, other: CodePointSpan) -> bool {
        self.core(one) == self.core(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_and_marks_do_not_count() {
        let text = "Depuis le 4 mars, il pleut";
        let edges = Edges::new(text, "fr");
        assert_eq!(edges.core(CodePointSpan::new(0, 17)), CodePointSpan::new(10, 16));
        assert!(edges.agree(CodePointSpan::new(7, 16), CodePointSpan::new(0, 17)));
        assert!(!edges.agree(CodePointSpan::new(10, 11), CodePointSpan::new(0, 17)));
    }

    #[test]
    fn spans_without_a_core_are_no_trouble() {
        let edges = Edges::new("l'un, à", "fr");
        assert_eq!(edges.core(edges.whole()), CodePointSpan::new(6, 7));
        let nothing = Edges::new(" … ", "und");
        assert_eq!(nothing.core(nothing.whole()), CodePointSpan::new(0, 0));
        assert_eq!(nothing.core(CodePointSpan::new(2, 9)).len(), 0);
    }
}
