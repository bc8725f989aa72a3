//! The look-up: one table of forms, whatever their part of speech.

use super::LemmaView;
use crate::vocab::strings::hash_string;

/// The word's entry in `lemma_lookup`, else the word as it stands.
pub(super) fn lemma<'a>(tables: &LemmaView<'a>, word: &'a str) -> &'a str {
    tables.lookup.first(hash_string(word)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::tables::tests::tables;
    use super::*;

    #[test]
    fn the_form_is_searched_as_it_stands() {
        let tables = tables();
        assert_eq!(lemma(&tables.view(), "fées"), "fée");
        assert_eq!(lemma(&tables.view(), "Fées"), "Fées");
    }
}
