//! Words as they are compared: folded, cut to their beginning, and the more telling the less often their article has them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::Lexicon;

/// Letters of a word that are compared. Measured on claim-pairs-fr: five tell the same claim from a related one better than
/// six, than suffixes cut off by rule, and than whole words (`docs/evaluation.md`).
const STEM: usize = 5;

/// A word of a content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Word {
    /// The beginning of the folded word, or a number's digits.
    pub(super) stem: String,
    /// How much it tells: 1 for a word that the article has once, less for one that it is about.
    pub(super) weight: f32,
}

/// A word of a text: folded, and where it stands in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) form: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn is_number(&self) -> bool {
        self.form.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether folding took something from it: « né » is not « ne ».
    pub(super) fn is_folded(&self) -> bool {
        self.end - self.start != self.form.len()
    }

    pub(super) fn stem(&self) -> &str {
        if self.is_number() { &self.form } else { stem(&self.form) }
    }
}

/// A word without capitals and accents.
pub(super) fn fold(word: &str) -> String {
    let plain = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain.fold(String::with_capacity(word.len()), |mut folded, c| {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            c => folded.push(c),
        }
        folded
    })
}

/// What a folded word is compared by.
pub(super) fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}

/// The words of a text: runs of letters or digits. Groups of three digits are one number: « 69 000 », « 69.000 », « 69'000 ».
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let digits = first.is_ascii_digit();
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = rest.peek() {
            if !c.is_alphanumeric() && !is_combining_mark(c) || c.is_ascii_digit() != digits {
                break;
            }
            end = at + c.len_utf8();
            rest.next();
        }
        let form = fold(&text[start..end]);
        match tokens.last_mut() {
            Some(last) if digits && end - start == 3 && groups(last, &text[last.end..start]) => {
                last.form.push_str(&form);
                last.end = end;
            }
            _ => tokens.push(Token { form, start, end }),
        }
    }
    tokens
}

/// Whether a number goes on after what stands between it and three more digits.
fn groups(number: &Token, between: &str) -> bool {
    number.is_number()
        && (number.form.len() <= 3
            || number.form.len().is_multiple_of(3)
            || number.end - number.start > number.form.len())
        && matches!(between, " " | "." | "," | "'" | "’" | "\u{a0}" | "\u{202f}" | "\u{2009}")
}

/// How often an article has each stem.
#[derive(Debug)]
pub(super) struct Frequencies(HashMap<String, u32>);

impl Frequencies {
    pub(super) fn of(text: &[Token]) -> Self {
        let mut counts = HashMap::new();
        for token in text {
            *counts.entry(token.stem().to_owned()).or_insert(0) += 1;
        }
        Frequencies(counts)
    }

    /// The words of a stretch of the text that say something.
    pub(super) fn telling(&self, tokens: &[Token], lexicon: &Lexicon) -> Vec<Word> {
        tokens
            .iter()
            .filter(|token| token.is_number() || token.form.chars().nth(1).is_some())
            .filter(|token| !lexicon.is_empty_word(&token.form))
            .map(|token| {
                let count = self.0.get(token.stem()).copied().unwrap_or(1);
                Word { stem: token.stem().to_owned(), weight: 1.0 / (1.0 + (count as f32).ln()) }
            })
            .collect()
    }

    /// The stems of the article, each once.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form).collect()
    }

    #[test]
    fn numbers_are_one_word_however_they_are_grouped() {
        for text in ["69 000", "69.000", "69'000", "69\u{202f}000", "69000"] {
            assert_eq!(forms(text), ["69000"], "{text}");
        }
        assert_eq!(forms("1 234 567 morts"), ["1234567", "morts"]);
        assert_eq!(forms("64,5 %"), ["64", "5"]);
    }

    #[test]
    fn words_are_folded_and_apostrophes_part_them() {
        assert_eq!(forms("L’Élysée, cœur"), ["l", "elysee", "coeur"]);
        assert_eq!(stem("manifestants"), "manif");
    }
}
