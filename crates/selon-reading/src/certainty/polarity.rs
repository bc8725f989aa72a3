//! Whether a content is affirmed or negated.

use selon_record::{Polarity, Span};

use super::facts::main_word;
use crate::tree::Tree;

/// Negative when the main word of the content is negated: « il *n'a pas* vu », « *aucun* blessé ». A negation further
/// down is another clause's; *ne … que* restricts and negates nothing.
pub(super) fn of(tree: &Tree<'_>, content: &[Span]) -> Polarity {
    let negated = main_word(tree, content).is_some_and(|main| is_negated(tree, main));
    if negated { Polarity::Negative } else { Polarity::Positive }
}

/// Whether a negation hangs on a word.
pub(super) fn is_negated(tree: &Tree<'_>, word: usize) -> bool {
    let children = || tree.children(word).iter().map(|&i| tree.token(i));
    let has_que = || {
        let sentence = tree.sentence(word);
        (word + 1..sentence.end.min(word + 4)).any(|i| {
            let token = tree.token(i);
            token.lemma() == "que" && token.pos() != "SCONJ" && token.pos() != "PRON"
        })
    };
    let second = || children().any(|t| t.lemma() != "ne" && t.feature("Polarity") == Some("Neg"));
    let particle = children().any(|t| t.lemma() == "ne" || t.dep() == "neg");
    let determiner = children().any(|t| t.dep() == "det" && t.lemma() == "aucun");
    determiner || particle && (second() || !has_que())
}
