//! Incises without quotation marks: « La situation s'est stabilisée, *a-t-on appris* auprès de la présidence. »

use selon_record::{Form, Span};

use super::{Attribution, source, verb};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The attributions of verbs of saying with an inverted subject behind a comma. `found` have their verb already.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, found: &[Attribution]) -> Vec<Attribution> {
    tree.doc.tokens().filter_map(|token| attribute(tree, lexicon, found, token.i())).collect()
}

fn attribute(tree: &Tree<'_>, lexicon: &Lexicon, found: &[Attribution], verb: usize) -> Option<Attribution> {
    let act = verb::act(lexicon, tree.token(verb))?;
    let speaker = verb::inverted_pronoun(tree, verb).or_else(|| inverted_noun(tree, verb))?;
    let cue = verb::group(tree, verb);
    if found.iter().any(|a| a.cue.iter().any(|c| cue.iter().any(|mine| c.overlaps(*mine)))) {
        return None;
    }
    let sentence = tree.sentence(verb);
    let first = tree.tokens_in(Span::new(cue[0].start, cue[0].end)).start;
    let comma = (sentence.start..first).rev().find(|&i| !tree.token(i).is_space())?;
    if tree.token(comma).text() != "," {
        return None;
    }
    let last = verb.max(tree.noun_phrase(speaker).end - 1);
    // The incise ends at the next comma, else with its sentence.
    let end = (last + 1..sentence.end).find(|&i| tree.token(i).text() == ",").unwrap_or(sentence.end);
    let start = super::frame::behind_dateline(tree, sentence.clone());
    let parts = [tree.trim(start.min(comma)..comma), tree.trim(end..sentence.end)];
    Some(Attribution {
        content: parts.into_iter().filter(|part| !part.is_empty()).map(|part| tree.span(part)).collect(),
        cue,
        source: Some(source::mention(tree, lexicon, speaker)),
        form: Form::Indirect,
        act,
        confidence: 0.85,
    })
}

/// « …, *rapporte le site Orda*. »: a finite verb with its subject right behind, up to the next comma or the end.
fn inverted_noun(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let finite = |i: usize| tree.token(i).feature("VerbForm") == Some("Fin");
    if !finite(verb) && !tree.dependants(verb, &["aux"]).any(finite) {
        return None;
    }
    let subject = tree.dependants(verb, &["nsubj"]).find(|&i| i > verb)?;
    let phrase = tree.noun_phrase(subject);
    let sentence = tree.sentence(verb);
    let closed = |i: usize| matches!(tree.token(i).text(), "," | "." | "!" | "?" | "…");
    let next = (phrase.end..sentence.end).find(|&i| !tree.token(i).is_space());
    (phrase.start == verb + 1 && next.is_none_or(closed)).then_some(subject)
}
