//! French: base forms of the index, then exceptions, then rules, then the look-up.

use std::borrow::Cow;

use super::rule::{is_alpha, is_unanalysed, rewrite};
use super::{LemmaView, lookup};
use crate::vocab::lexeme::lower;
use crate::vocab::strings::hash_string;

/// The base form. Proper nouns, numerals and other parts of speech not named here are only looked up.
pub(super) fn lemma<'a>(tables: &LemmaView<'a>, word: &'a str, pos: &str) -> Cow<'a, str> {
    let pos = pos.to_lowercase();
    if is_unanalysed(&pos) {
        return lower(word);
    }
    if !is_analysed(&pos) {
        return Cow::Borrowed(lookup::lemma(tables, word));
    }
    let of_pos = tables.pos(&pos);
    let lowered = lower(word);
    let key = hash_string(&lowered);
    if of_pos.knows(&lowered) {
        return lowered;
    }
    if let Some(exception) = of_pos.exceptions.first(key) {
        return Cow::Borrowed(exception);
    }
    let mut unknown = None;
    for (old, new) in of_pos.rules {
        let Some(form) = rewrite(&lowered, old, new) else { continue };
        if of_pos.knows(&form) || !is_alpha(&form) {
            return Cow::Owned(form);
        }
        unknown.get_or_insert(form);
    }
    match unknown {
        Some(form) => Cow::Owned(form),
        None => tables.lookup.first(key).map_or(lowered, Cow::Borrowed),
    }
}

/// Parts of speech (in lower case) that have rules in French.
fn is_analysed(pos: &str) -> bool {
    matches!(
        pos,
        "noun" | "verb" | "adj" | "adp" | "adv" | "aux" | "cconj" | "det" | "pron" | "punct" | "sconj"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tables::tests::tables;
    use super::*;

    #[test]
    fn each_source_in_its_turn() {
        let tables = tables();
        let lemma = |word, pos| lemma(&tables.view(), word, pos).into_owned();
        assert_eq!(lemma("Musé", "NOUN"), "musé", "of the index");
        assert_eq!(lemma("Cieux", "NOUN"), "ciel", "the first exception");
        assert_eq!(lemma("Musées", "NOUN"), "musé", "the first rule with a known result");
        assert_eq!(lemma("tapis", "NOUN"), "tapi", "the first rule");
        assert_eq!(lemma("Fées", "VERB"), "fée", "the look-up");
        assert_eq!(lemma("OTAN", "NOUN"), "otan", "none");
    }

    #[test]
    fn names_are_looked_up_as_they_stand() {
        let tables = tables();
        assert_eq!(lemma(&tables.view(), "Fées", "PROPN"), "Fées");
        assert_eq!(lemma(&tables.view(), "fées", "PROPN"), "fée");
    }
}
