//! The rules of most languages (spaCy's `Lemmatizer.rule_lemmatize`).

use std::borrow::Cow;

use super::{LemmaView, PosView};
use crate::vocab::lexeme::lower;
use crate::vocab::strings::hash_string;
use crate::vocab::unicode;

/// Parts of speech (in lower case) whose words are only put in lower case.
pub(super) fn is_unanalysed(pos: &str) -> bool {
    matches!(pos, "" | "eol" | "space")
}

/// The base form: the last exception, else the last rule whose result is a known base form, else the first rule that
/// applied, else the word as it stands.
pub(super) fn lemma<'a>(tables: &LemmaView<'a>, word: &'a str, pos: &str) -> Cow<'a, str> {
    let pos = pos.to_lowercase();
    if is_unanalysed(&pos) {
        return lower(word);
    }
    let of_pos = tables.pos(&pos);
    if of_pos.is_empty() {
        return if pos == "propn" { Cow::Borrowed(word) } else { lower(word) };
    }
    let lowered = lower(word);
    let mut forms = candidates(of_pos, &lowered);
    // Exceptions go to the front one by one, so that the last of them wins.
    let mut exceptions = Vec::new();
    for form in of_pos.exceptions.get(hash_string(&lowered)) {
        if !forms.attested(form) && !exceptions.contains(&form) {
            exceptions.push(form);
        }
    }
    match exceptions.pop() {
        Some(form) => Cow::Borrowed(form),
        None => forms.take_best().map_or(Cow::Borrowed(word), Cow::Owned),
    }
}

/// What the suffix rules make of a word.
#[derive(Default)]
struct Candidates {
    /// Forms of the index (the latest first) and forms with other characters than letters, in spaCy's order.
    attested: Vec<String>,
    /// The first form that is neither.
    unknown: Option<String>,
}

fn candidates(of_pos: PosView<'_>, lowered: &str) -> Candidates {
    let mut found = Candidates::default();
    for (old, new) in of_pos.rules {
        let Some(form) = rewrite(lowered, old, new) else { continue };
        if of_pos.knows(&form) {
            found.attested.insert(0, form);
        } else if !is_alpha(&form) {
            found.attested.push(form);
        } else {
            found.unknown.get_or_insert(form);
        }
    }
    found
}

impl Candidates {
    fn attested(&self, form: &str) -> bool {
        self.attested.iter().any(|attested| attested == form)
    }

    fn take_best(&mut self) -> Option<String> {
        self.attested.drain(..).next().or(self.unknown.take())
    }
}

/// The word with one ending put for another: *chevaux* by `aux` → `al` is *cheval*. No rule makes the empty word.
pub(super) fn rewrite(word: &str, old: &str, new: &str) -> Option<String> {
    let stem = word.strip_suffix(old)?;
    (!stem.is_empty() || !new.is_empty()).then(|| [stem, new].concat())
}

/// `str.isalpha()`.
pub(super) fn is_alpha(word: &str) -> bool {
    !word.is_empty() && word.chars().all(unicode::is_alpha)
}

#[cfg(test)]
mod tests {
    use super::super::tables::tests::tables;
    use super::*;

    #[test]
    fn what_the_index_knows_goes_before_what_it_does_not() {
        let tables = tables();
        // Both `s → ""` and `ées → é` apply; only the second makes a form of the index.
        assert_eq!(lemma(&tables.view(), "Musées", "NOUN"), "musé");
        assert_eq!(lemma(&tables.view(), "tapis", "NOUN"), "tapi");
    }

    #[test]
    fn the_last_exception_wins() {
        assert_eq!(lemma(&tables().view(), "cieux", "NOUN"), "céleste");
    }

    #[test]
    fn parts_of_speech_without_tables() {
        let tables = tables();
        assert_eq!(lemma(&tables.view(), "Fées", "PROPN"), "Fées");
        assert_eq!(lemma(&tables.view(), "Fées", "INTJ"), "fées");
        assert_eq!(lemma(&tables.view(), "\u{a0}A", "SPACE"), "\u{a0}a");
    }

    #[test]
    fn a_word_no_rule_meets_stands_as_it_is() {
        assert_eq!(lemma(&tables().view(), "OTAN", "NOUN"), "OTAN");
    }
}
