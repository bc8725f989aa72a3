//! Why an attribution was read as it was: the rule, the words of the parse, and what weighed for it.

use selon_record::{Form, Span};

use super::Attribution;
use super::choice::{Covered, none_features, spans};
use super::content;
use super::context::Context;
use super::speaker;
use super::trigger::{self, Kind, Trigger};
use crate::certainty::Judge;
use crate::explanation::{Explanation, Reason};
use crate::model::{Features, Model, Scale, Weights, softmax};

/// How many reasons of each choice are kept, the weightiest first.
const MOST: usize = 6;

/// The explanations of some attributions of a text, each beside its attribution's number.
pub(crate) fn explain(
    judge: &Judge<'_>,
    weights: &Weights,
    attributions: &[Attribution],
) -> Vec<(usize, Explanation)> {
    let (context, words) = trigger::ready(judge);
    // What is left to conditionals and quotations is what no cue claims.
    let claimed = attributions.iter().filter(|a| a.form != Form::Hearsay && !a.cue.is_empty());
    let covered = Covered::of(judge.tree, claimed.flat_map(|a| a.content.iter().copied()));
    let nothing = Covered::default();
    let alone = trigger::alone(&context);
    let all = words.iter().map(|t| (t, &nothing)).chain(alone.iter().map(|t| (t, &covered)));
    let mut found = Vec::new();
    for (trigger, covered) in all {
        let same = |a: &Attribution| a.cue == trigger.cue && is_about(&context, trigger, &a.content);
        let Some(number) = attributions.iter().position(same) else { continue };
        if let Some(explanation) = one(&context, weights, trigger, covered, &attributions[number]) {
            found.push((number, explanation));
        }
    }
    found
}

/// A quotation on its own has no cue; its words tell which it is.
fn is_about(context: &Context<'_>, trigger: &Trigger<'_>, content: &[Span]) -> bool {
    match trigger.kind {
        Kind::Quotation(number) => content.iter().any(|part| part.overlaps(context.quotations[number].inner)),
        _ => true,
    }
}

fn one(
    context: &Context<'_>,
    weights: &Weights,
    trigger: &Trigger<'_>,
    covered: &Covered,
    attribution: &Attribution,
) -> Option<Explanation> {
    let proposals = content::propose(context, trigger, Scale::Names);
    let none = none_features(context, trigger, &proposals, covered, Scale::Names);
    let weigh =
        |features: &Features<'_>| weighed(weights, Model::Content, features).map(|(_, w)| w).sum::<f32>();
    let parts: Vec<f32> = proposals.parts.iter().map(weigh).collect();
    let score = |parts_of: &[usize]| parts_of.iter().map(|&part| parts[part]).sum::<f32>();
    let mut scores: Vec<f32> = proposals.candidates.iter().map(|candidate| score(&candidate.parts)).collect();
    scores.push(weigh(&none));
    let odds = softmax(&scores);
    let best = proposals.candidates.iter().position(|c| spans(context, c) == attribution.content)?;
    let candidate = &proposals.candidates[best];
    let parts = candidate.parts.iter().map(|&part| &proposals.parts[part]);
    let content = reasons(weights, Model::Content, parts);
    let speakers = speaker::propose(context, trigger, candidate, Scale::Names);
    let source = attribution.source.as_ref().and_then(|source| source.span);
    let chosen = speakers.iter().find(|speaker| match (speaker.head, source) {
        (Some(head), Some(source)) => source.overlaps(context.tree.token(head).range().into()),
        (None, None) => true,
        _ => false,
    });
    let head = context.tree.token(trigger.head);
    Some(Explanation {
        rule: attribution.construction.name(),
        cue: trigger.lemma(),
        complement: candidate.code,
        attributed: 1.0 - odds.last().copied().unwrap_or_default(),
        candidates: proposals.candidates.len(),
        parse: parse(context, trigger, candidate.runs.first().map_or(trigger.head, |run| run.start)),
        tag: head.pos().to_owned(),
        content,
        against: reasons(weights, Model::Content, std::iter::once(&none)),
        source: chosen
            .map_or_else(Vec::new, |s| reasons(weights, Model::Source, std::iter::once(&s.features))),
    })
}

/// The way from the cue to the first word of the content through the parse: « affirme ← ccomp ← partira ».
fn parse(context: &Context<'_>, trigger: &Trigger<'_>, from: usize) -> String {
    /// Longer ways say nothing.
    const LONGEST: usize = 8;
    let tree = context.tree;
    let mut words = tree.token(from).text().to_owned();
    let mut at = from;
    for _ in 0..LONGEST {
        if at == trigger.head {
            break;
        }
        let Some(head) = tree.head(at) else { break };
        words = format!("{words} —{}→ {}", tree.token(at).dep(), tree.token(head).text());
        at = head;
    }
    words
}

/// The features of a choice that weigh something.
fn weighed<'f>(
    weights: &'f Weights,
    model: Model,
    features: &'f Features<'_>,
) -> impl Iterator<Item = (&'f String, f32)> {
    features.names().iter().filter_map(move |name| Some((name, weights.weight(model, name)?)))
}

/// The weightiest features of a choice.
fn reasons<'a: 'f, 'f>(
    weights: &Weights,
    model: Model,
    parts: impl Iterator<Item = &'f Features<'a>>,
) -> Vec<Reason> {
    let mut all: Vec<Reason> = Vec::new();
    for features in parts {
        let reason = |(feature, weight): (&String, f32)| Reason { feature: feature.clone(), weight };
        all.extend(weighed(weights, model, features).map(reason));
    }
    all.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    all.truncate(MOST);
    all
}
