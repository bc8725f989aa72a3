//! Contents behind their cue: clauses, infinitives, noun phrases.

use std::ops::Range;

use super::around::scope;
use super::boundary::{self, Shape};
use super::{Construction, Proposals};
use crate::attribution::context::Context;
use crate::attribution::trigger::Trigger;
use crate::tree::plain_form;

/// How far behind its cue a complement may begin, in tokens: « a affirmé mardi devant les députés *que* ».
const REACH: usize = 24;

/// The complements behind the words of a trigger.
pub(super) fn propose(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let limit = scope(context, trigger.head).end;
    let scope = trigger.words.end..limit.max(trigger.words.end);
    clause(context, trigger, scope.clone(), proposals);
    question(context, trigger, scope.clone(), proposals);
    infinitive(context, trigger, scope.clone(), proposals);
    object(context, trigger, scope.clone(), proposals);
    prepositional(context, trigger, scope.clone(), proposals);
    attribute(context, trigger, scope.clone(), proposals);
    colon(context, trigger, scope, proposals);
}

/// Proposes a stretch from `start` with every end it may have.
#[expect(clippy::single_range_in_vec_init, reason = "a content is a list of runs; this one has one")]
pub(super) fn stretch(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    kind: (Construction, &'static str),
    shape: Shape,
    (start, head): (usize, usize),
    limit: usize,
    proposals: &mut Proposals<'_>,
) {
    if start >= limit {
        return;
    }
    let base = proposals.base(context, trigger, kind, start, head);
    for end in boundary::ends(context, shape, start, (head, trigger.head), limit, proposals.scale) {
        let part = proposals.share(end.features);
        proposals.push(kind, [start..end.at], &[base, part]);
    }
}

/// « affirme *que* la ville est prise », « la rumeur selon *laquelle* il est mort ». The first two are tried, for the
/// first can belong to a phrase in between: « le maire, dont on sait *qu'*il … , affirme que ».
fn clause(context: &Context<'_>, trigger: &Trigger<'_>, scope: Range<usize>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    let opens = |i: &usize| {
        let token = tree.token(*i);
        let form = plain_form(token.text());
        let relative = matches!(form.as_str(), "laquelle" | "lequel" | "lesquels" | "lesquelles");
        matches!(form.as_str(), "que" | "qu'" | "qu" | "that") || relative && context.follows_frame(*i)
    };
    for opener in scope.clone().take(REACH).filter(opens).take(2) {
        let Some(start) = context.next(opener + 1).filter(|&start| start < scope.end) else { continue };
        let head = tree.head(opener).filter(|head| scope.contains(head)).unwrap_or(start);
        let kind = (Construction::Que, "que");
        stretch(context, trigger, kind, Shape::Clause, (start, head), scope.end, proposals);
    }
}

/// « demande *si* la ville est prise », « ignore *pourquoi* il part ». *Si* stays out, question words stay in.
fn question(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    scope: Range<usize>,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let asks = |i: &usize| {
        let token = tree.token(*i);
        let form = plain_form(token.text());
        context.lexicon.question_words.contains(&form)
    };
    let Some(opener) = scope.clone().take(REACH).find(asks) else { return };
    let form = plain_form(tree.token(opener).text());
    let conjunction = matches!(form.as_str(), "si" | "s'" | "whether" | "if");
    let start = if conjunction { context.next(opener + 1) } else { Some(opener) };
    let Some(start) = start.filter(|&start| start < scope.end) else { return };
    let head = tree.head(opener).filter(|head| scope.contains(head)).unwrap_or(start);
    let kind = (Construction::Question, "si");
    stretch(context, trigger, kind, Shape::Clause, (start, head), scope.end, proposals);
}

/// « dit *avoir vu* », « promet de *partir* », « appelle à *se taire* »: the infinitive with its pronouns and negation.
fn infinitive(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    scope: Range<usize>,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let is_infinitive = |i: &usize| tree.token(*i).feature("VerbForm") == Some("Inf");
    for verb in scope.clone().take(REACH).filter(is_infinitive).take(2) {
        let before = |i: usize| matches!(tree.token(i).pos(), "PRON" | "ADV" | "PART" | "SPACE");
        let start = (scope.start..verb).rev().take_while(|&i| before(i)).last().unwrap_or(verb);
        let start = context.next(start).unwrap_or(start);
        let opener = context.previous(start).filter(|&i| i >= scope.start);
        let code = match plain_form(context.text(opener)).as_str() {
            "de" | "d'" => "de-inf",
            "à" => "à-inf",
            "to" => "inf",
            "pour" => "pour-inf",
            _ => "inf",
        };
        let auxiliary = tree.token(verb).pos() == "AUX";
        let head = tree.head(verb).filter(|h| auxiliary && scope.contains(h)).unwrap_or(verb);
        let kind = (Construction::Infinitive, code);
        stretch(context, trigger, kind, Shape::Infinitive, (start, head), scope.end, proposals);
    }
}

/// « dénonce *une décision injuste* »: the object of the parse, and the first noun phrase behind the cue.
fn object(context: &Context<'_>, trigger: &Trigger<'_>, scope: Range<usize>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    let is_noun = |i: usize| matches!(tree.token(i).pos(), "NOUN" | "PROPN" | "NUM" | "PRON");
    let parsed = tree
        .dependants(trigger.head, &["obj", "dobj", "nsubj", "nsubj:pass"])
        .find(|&i| scope.contains(&i) && is_noun(i));
    let passes = |i: usize| matches!(tree.token(i).pos(), "DET" | "ADJ" | "NUM" | "ADV" | "SPACE" | "PUNCT");
    let near = scope.clone().take_while(|&i| is_noun(i) || passes(i)).find(|&i| is_noun(i));
    let mut heads: Vec<usize> = parsed.into_iter().chain(near).collect();
    heads.dedup();
    for head in heads {
        let start = context.phrase(head).start.max(scope.start);
        let kind = (Construction::NounPhrase, "np");
        stretch(context, trigger, kind, Shape::Phrase, (start, head), scope.end, proposals);
    }
}

/// « s'inquiète de *la hausse* », « appelle au *calme* »: behind the first prepositions after the cue.
fn prepositional(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    scope: Range<usize>,
    proposals: &mut Proposals<'_>,
) {
    /// The prepositions that are tried.
    const MOST: usize = 3;
    let tree = context.tree;
    let is_preposition = |i: &usize| {
        tree.token(*i).pos() == "ADP" || context.lexicon.preposition(tree.token(*i).text()).is_some()
    };
    for preposition in scope.clone().take(REACH).filter(is_preposition).take(MOST) {
        let Some(code) = context.lexicon.preposition(tree.token(preposition).text()) else { continue };
        let Some(start) = context.next(preposition + 1).filter(|&start| start < scope.end) else { continue };
        let noun = (start..scope.end.min(start + 6))
            .find(|&i| matches!(tree.token(i).pos(), "NOUN" | "PROPN" | "PRON" | "NUM"));
        let Some(head) =
            noun.filter(|&noun| (start..noun).all(|i| tree.token(i).feature("VerbForm").is_none()))
        else {
            continue;
        };
        let kind = (Construction::Prepositional, code);
        stretch(context, trigger, kind, Shape::Phrase, (start, head), scope.end, proposals);
    }
}

/// « juge *la mesure insuffisante* », « se dit *favorable à la paix* », « qualifiées d'*antisociales* ».
fn attribute(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    scope: Range<usize>,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let passes = |i: usize| matches!(tree.token(i).pos(), "ADV" | "SPACE" | "PUNCT" | "ADP" | "DET");
    let adjective =
        |i: usize| tree.token(i).pos() == "ADJ" || tree.token(i).feature("VerbForm") == Some("Part");
    let Some(head) = scope.clone().find(|&i| !passes(i)).filter(|&i| adjective(i)) else { return };
    let is_degree = |i: usize| matches!(tree.token(i).pos(), "ADV" | "SPACE");
    let start = (scope.start..head).rev().take_while(|&i| is_degree(i)).last().unwrap_or(head);
    let kind = (Construction::Attribute, "attr");
    stretch(context, trigger, kind, Shape::Phrase, (start, head), scope.end, proposals);
}

/// « prévient : *il faut partir* », with or without marks.
fn colon(context: &Context<'_>, trigger: &Trigger<'_>, scope: Range<usize>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    let Some(colon) = scope.clone().find(|&i| tree.token(i).text() == ":") else { return };
    let Some(start) = context.next(colon + 1).filter(|&start| start < tree.doc.len()) else { return };
    // The parser often begins a new sentence behind the colon.
    let limit = if start < scope.end { scope.end } else { tree.sentence(start).end };
    if context.is_quoted_from(start) {
        return;
    }
    let kind = (Construction::Colon, "quote");
    stretch(context, trigger, kind, Shape::Clause, (start, start), limit, proposals);
}
