//! Cuts a text into the words that grammars speak of: a run of letters, a run of digits, or one other character.

use std::ops::Range;

use foldhash::HashMap;

/// The number of a word that the grammar knows.
pub(crate) type Term = u32;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// Which word of the grammar it is.
    pub(super) term: Option<Term>,
    /// Whether it is a run of digits.
    pub(super) digits: bool,
    /// Whether its first character is a capital letter.
    pub(super) capital: bool,
    /// What parts it from the word before.
    pub(super) gap: Gap,
}

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Blanks.
    Space,
    /// The end of a line, or the beginning of the text.
    Line,
}

/// The words that a grammar knows, in lower case and with straight apostrophes.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    terms: HashMap<String, Term>,
    /// Terms written without their accents, where that is no term itself.
    plain: HashMap<String, Term>,
}

/// No word of a grammar is longer, in bytes; a longer run of letters in a text is none of them.
const LONGEST: usize = 64;

impl Vocabulary {
    /// The term of a word of the grammar, a new one if need be.
    pub(super) fn term(&mut self, word: &str) -> Term {
        let next = Term::try_from(self.terms.len()).unwrap_or(Term::MAX);
        *self.terms.entry(folded(word)).or_insert(next)
    }

    /// To be called when all terms are known: learns them without their accents.
    pub(super) fn without_accents(&mut self) {
        // In the order of the terms: of two that are one without their accents the first is meant, in every run.
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_unstable_by_key(|(_, term)| **term);
        for (word, &term) in terms {
            let plain: String = word.chars().map(without_accent).collect();
            if plain != *word && !self.terms.contains_key(&plain) {
                self.plain.entry(plain).or_insert(term);
            }
        }
    }

    /// The term of a word of a text. `buffer` is overwritten.
    fn find(&self, word: &str, buffer: &mut String) -> Option<Term> {
        if word.len() > LONGEST {
            return None;
        }
        buffer.clear();
        if word.is_ascii() {
            // Most words, and folded in no time.
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(word.chars().flat_map(fold));
        }
        self.terms.get(buffer.as_str()).or_else(|| self.plain.get(buffer.as_str())).copied()
    }
}

fn fold(letter: char) -> impl Iterator<Item = char> {
    let letter = if letter == '’' { '\'' } else { letter };
    letter.to_lowercase()
}

/// A word in lower case, with straight apostrophes.
fn folded(word: &str) -> String {
    word.chars().flat_map(fold).collect()
}

/// The letter under an accent of western European languages.
fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ñ' => 'n',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => 'o',
        'û' | 'ü' | 'ù' | 'ú' => 'u',
        'ÿ' | 'ý' => 'y',
        other => other,
    }
}

/// The kind of a character, as words are cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Blank,
    Other,
}

fn kind(character: char) -> Kind {
    match character {
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        ' ' => Kind::Blank,
        _ if character.is_whitespace() || character == '\u{feff}' || character == '\u{200b}' => Kind::Blank,
        _ if character.is_alphabetic() => Kind::Letter,
        _ => Kind::Other,
    }
}

/// The ranges of the words of a text with what parts each from the one before.
pub(super) fn cut(text: &str) -> impl Iterator<Item = (Range<usize>, Gap)> {
    let mut at = 0;
    let mut gap = Gap::Line;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let first = rest.chars().next()?;
            let kind_of_first = kind(first);
            let length = match kind_of_first {
                Kind::Other => first.len_utf8(),
                kind_of_run => rest.find(|c| kind(c) != kind_of_run).unwrap_or(rest.len()),
            };
            let range = at..at + length;
            at = range.end;
            if kind_of_first == Kind::Blank {
                let line = text[range].contains(['\n', '\r', '\u{2028}', '\u{2029}']) || gap == Gap::Line;
                gap = if line { Gap::Line } else { Gap::Space };
                continue;
            }
            let before = std::mem::replace(&mut gap, Gap::None);
            return Some((range, before));
        }
    })
}

/// The words of a text.
pub(super) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut buffer = String::new();
    let mut words = Vec::with_capacity(text.len() / 4);
    words.extend(cut(text).map(|(range, gap)| {
        let form = &text[range.clone()];
        let first = form.chars().next();
        Word {
            term: vocabulary.find(form, &mut buffer),
            digits: first.is_some_and(|c| c.is_ascii_digit()),
            capital: first.is_some_and(char::is_uppercase),
            range,
            gap,
        }
    }));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(text: &str) -> Vec<&str> {
        cut(text).map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn words_are_finer_than_tokens() {
        assert_eq!(
            cut_of("d'ici mi-2022, à 18h30"),
            ["d", "'", "ici", "mi", "-", "2022", ",", "à", "18", "h", "30"]
        );
        assert_eq!(cut_of("  «\u{a0}1er\u{a0}» "), ["«", "1", "er", "»"]);
        assert_eq!(cut_of(""), [""; 0]);
    }

    #[test]
    fn lines_part_words() {
        let gaps: Vec<_> = cut("un\n deux trois-4").map(|(_, gap)| gap).collect();
        assert_eq!(gaps, [Gap::Line, Gap::Line, Gap::Space, Gap::None, Gap::None]);
    }

    #[test]
    fn a_missing_accent_is_forgiven_where_nothing_else_is_meant() {
        let mut vocabulary = Vocabulary::default();
        let (february, has, to) = (vocabulary.term("février"), vocabulary.term("a"), vocabulary.term("à"));
        vocabulary.without_accents();
        let terms: Vec<_> = words("Fevrier FÉVRIER a À", &vocabulary).iter().map(|word| word.term).collect();
        assert_eq!(terms, [Some(february), Some(february), Some(has), Some(to)]);
    }
}
