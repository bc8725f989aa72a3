//! Incises without quotation marks: « La situation s'est stabilisée, *a-t-on appris* auprès de la présidence. »

use selon_record::{Form, Span};

use super::{Attribution, source, verb};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The attributions of verbs of saying with an inverted subject behind a comma. `found` have their verb already.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, found: &[Attribution]) -> Vec<Attribution> {
    let taken = tree.covered(found.iter().flat_map(|a| a.cue.iter().copied()));
    tree.doc.tokens().filter_map(|token| attribute(tree, lexicon, &taken, token.i())).collect()
}

fn attribute(tree: &Tree<'_>, lexicon: &Lexicon, taken: &[bool], verb: usize) -> Option<Attribution> {
    let act = verb::act(lexicon, tree.token(verb))?;
    let speaker = verb::inverted_pronoun(tree, verb).or_else(|| inverted_noun(tree, lexicon, verb))?;
    let cue = verb::group(tree, verb);
    if cue.iter().any(|&part| tree.tokens_in(part).any(|i| taken[i])) {
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
    let aside = super::frame::clause_behind(tree, last + 1, sentence.end);
    let end = (aside..sentence.end).find(|&i| tree.token(i).text() == ",").unwrap_or(sentence.end);
    let start = super::frame::behind_dateline(tree, sentence.clone());
    Some(Attribution {
        content: tree.without(start..sentence.end, comma..end),
        cue,
        source: Some(source::mention(tree, lexicon, speaker)),
        form: Form::Indirect,
        act,
        confidence: 0.85,
    })
}

/// « …, *rapporte le site Orda*. »: a finite verb with its subject right behind, up to the next comma or the end.
fn inverted_noun(tree: &Tree<'_>, lexicon: &Lexicon, verb: usize) -> Option<usize> {
    if !verb::is_finite(tree, verb) || tree.dependants(verb, &["nsubj"]).any(|i| i < verb) {
        return None;
    }
    // The parser mostly takes the subject behind its verb for an object.
    let speaks = |i: usize| tree.token(i).dep() == "nsubj" || source::can_speak(tree, lexicon, i);
    let subject = tree.dependants(verb, &["nsubj", "obj"]).find(|&i| i > verb && speaks(i))?;
    let phrase = tree.noun_phrase(subject);
    let sentence = tree.sentence(verb);
    let closed = |i: usize| matches!(tree.token(i).text(), "," | "." | "!" | "?" | "…");
    let next = (phrase.end..sentence.end).find(|&i| !tree.token(i).is_space());
    // Only when it was said comes between: « a annoncé *mardi* le parquet ».
    let time =
        |i: usize| tree.token(i).head().i() == verb && matches!(tree.token(i).dep(), "obl:mod" | "advmod");
    ((verb + 1..phrase.start).all(time) && next.is_none_or(closed)).then_some(subject)
}
