//! The group of a verb: its auxiliaries, its negation, the pronoun hyphenated to it.

use std::ops::Range;

use selon_record::Span;
use selon_spacy::Token;

use crate::tree::Tree;

/// Whether a verb or its auxiliary is finite: « dit », « a répondu », and not « interrogée ».
pub(super) fn is_finite(tree: &Tree<'_>, verb: usize) -> bool {
    let finite = |i: usize| tree.token(i).feature("VerbForm") == Some("Fin");
    finite(verb) || tree.dependants(verb, &["aux"]).any(finite) || is_past_like_participle(tree, verb)
}

/// « the agency (AM) *reported* »: behind a bracket the tagger takes the past tense for the participle that is written like it. At
/// the head of its sentence, with a subject before it and no auxiliary, it is none. French participles have other tags.
pub(super) fn is_past_like_participle(tree: &Tree<'_>, verb: usize) -> bool {
    let token = tree.token(verb);
    token.tag() == "VBN"
        && token.dep() == "ROOT"
        && tree.dependants(verb, &["nsubj"]).any(|i| i < verb)
        && tree.dependants(verb, &["aux", "auxpass"]).next().is_none()
}

/// The verb group as one run: auxiliaries, negation, *se*, the verb and an inverted pronoun (« n'a pas confirmé »,
/// « a-t-il ajouté »).
pub(super) fn group(tree: &Tree<'_>, verb: usize) -> Vec<Span> {
    group_with(tree, verb, verb..verb + 1)
}

/// The verb group around the words of an expression: « *a* fait savoir ».
pub(super) fn group_with(tree: &Tree<'_>, verb: usize, words: Range<usize>) -> Vec<Span> {
    let sentence = tree.sentence(verb);
    // What is between the auxiliary and the verb is theirs; an auxiliary beyond another word belongs elsewhere.
    let inside = |i: usize| matches!(tree.token(i).pos(), "AUX" | "ADV" | "PRON" | "PART" | "SPACE" | "VERB");
    let run = (sentence.start..verb).rev().take_while(|&i| inside(i));
    let limit = run.last().unwrap_or(verb);
    let own = tree.children(verb).iter().copied().filter(|&i| {
        let token = tree.token(i);
        let auxiliary = matches!(token.dep(), "aux" | "aux:tense" | "aux:pass" | "auxpass" | "neg" | "cop");
        auxiliary || is_negation(token) || i < verb && is_reflexive_pronoun(token)
    });
    let own: Vec<usize> = own.filter(|&i| i >= limit && sentence.contains(&i)).collect();
    let first = own.iter().copied().chain([verb]).min().unwrap_or(verb);
    let mut end = own.iter().map(|&i| i + 1).chain([words.end]).max().unwrap_or(verb + 1);
    // What is hyphenated to the group belongs to it: « dit » « -il ».
    let tied = |i: usize| tree.token(i).text().starts_with('-') && tree.token(i).text().len() > 1;
    while end < sentence.end && tied(end) {
        end += 1;
    }
    vec![tree.span(first..end)]
}

/// « se », « s' » before a verb.
pub(super) fn is_reflexive_pronoun(token: Token<'_>) -> bool {
    token.pos() == "PRON" && token.feature("Reflex") == Some("Yes")
        || matches!(token.text(), "se" | "s'" | "s’" | "Se" | "S'" | "S’")
}

fn is_negation(token: Token<'_>) -> bool {
    token.feature("Polarity") == Some("Neg")
        || matches!(token.lemma(), "ne" | "pas" | "plus" | "jamais" | "not")
}

/// The pronoun hyphenated to a verb group: « a-t-*il* ajouté », « dit-*on* ».
pub(super) fn inverted_pronoun(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let first = tree.dependants(verb, &["aux"]).next().unwrap_or(verb).min(verb);
    let end = (verb + 3).min(tree.sentence(verb).end);
    (first + 1..end).find(|&i| {
        let word = tree.token(i).text();
        let tied = (first + 1..i).all(|j| j == verb || tree.token(j).text() == "-t");
        tied && word.starts_with('-')
            && word != "-t"
            && word.len() > 2
            && tree.token(i).feature("Person") != Some("1")
    })
}
