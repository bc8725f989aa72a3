//! Decisions as the models see them, with what people chose: the examples that the weights are trained on.

use selon_record::{Act, CodePointSpan, Form, Level, Offsets, Span};

use super::antecedent::Sources;
use super::choice::{Covered, form, none_features, spans};
use super::content::{self, Proposals};
use super::context::Context;
use super::referent::Referents;
use super::trigger::{self, Kind, Trigger};
use super::{Mention, antecedent, kind, signal, source, speaker};
use crate::certainty::Judge;
use crate::model::{Features, Model, Scale};
use crate::training::{Decision, Examples, Gold, names_agree};
use crate::tree::Tree;

/// A candidate that shares less with the content that people chose is no example of it.
const LEAST: f64 = 0.3;

/// The decisions about the contents and sources of a text.
pub(crate) fn decisions(judge: &Judge<'_>, offsets: &Offsets<'_>, gold: &[Gold]) -> Examples {
    let tree = judge.tree;
    let (context, words) = trigger::ready(judge);
    let chosen: Vec<Chosen> = gold.iter().map(|gold| Chosen::new(gold, offsets)).collect();
    let signalled = chosen.iter().filter(|gold| !gold.cue.is_empty() && !gold.hearsay);
    let covered = covered(tree, signalled);
    let nothing = Covered::default();
    let alone = trigger::alone(&context);
    let all: Vec<(&Trigger<'_>, &Covered)> =
        words.iter().map(|t| (t, &nothing)).chain(alone.iter().map(|t| (t, &covered))).collect();
    let proposals: Vec<Proposals<'_>> =
        all.iter().map(|(trigger, _)| content::propose(&context, trigger, Scale::Names)).collect();
    let mut reach = vec![0.0; chosen.len()];
    let owners = owners(&context, &all, &proposals, &chosen, &mut reach);
    let mut decisions = Vec::new();
    let mut sources: Vec<(Mention, &Gold)> = Vec::new();
    for (number, (trigger, covered)) in all.iter().enumerate() {
        let proposals = &proposals[number];
        if proposals.candidates.is_empty() {
            continue;
        }
        let none = none_features(&context, trigger, proposals, covered, Scale::Names);
        let mut right = vec![false; proposals.candidates.len() + 1];
        let mut best = None;
        match owners[number] {
            None => right[proposals.candidates.len()] = true,
            Some(owner) => {
                let likeness: Vec<f64> = proposals
                    .candidates
                    .iter()
                    .map(|candidate| dice(&spans(&context, candidate), &chosen[owner].content))
                    .collect();
                let top = likeness.iter().copied().fold(0.0, f64::max);
                if top < LEAST {
                    continue;
                }
                for (i, likeness) in likeness.iter().enumerate() {
                    right[i] = *likeness >= top - 1e-9;
                }
                best = right.iter().position(|&right| right).map(|i| (i, owner));
            }
        }
        decisions.push(content_decision(proposals, &none, right));
        if let Some((candidate, owner)) = best {
            let candidate = &proposals.candidates[candidate];
            let speakers = speaker::propose(&context, trigger, candidate, Scale::Names);
            if let Some((decision, head)) = source_decision(&context, trigger, &speakers, &chosen[owner]) {
                decisions.push(decision);
                sources.extend(head.map(|head| {
                    let phrase = speaker::phrase(&context, trigger, head);
                    (source::mention(tree, trigger, head, phrase), &gold[owner])
                }));
            }
            let content = spans(&context, candidate);
            let signal = signal::of(&context, trigger, candidate, form(&context, trigger, &content));
            let Chosen { act, certainty, .. } = chosen[owner];
            decisions.extend(context.judge.decisions(&signal, &content, act, certainty));
        }
    }
    decisions.extend(naming_decisions(&context, sources));
    Examples { decisions, reach }
}

/// What people chose, in bytes.
struct Chosen {
    cue: Vec<Span>,
    source: Vec<Span>,
    content: Vec<Span>,
    hearsay: bool,
    act: Act,
    certainty: Level,
}

impl Chosen {
    /// Spans that are not of this text are left out.
    fn new(gold: &Gold, offsets: &Offsets<'_>) -> Chosen {
        let bytes = |spans: &[CodePointSpan]| spans.iter().filter_map(|&s| offsets.span(s).ok()).collect();
        Chosen {
            cue: bytes(&gold.cue),
            source: bytes(&gold.source),
            content: bytes(&gold.content),
            hearsay: gold.form == Form::Hearsay,
            act: gold.act,
            certainty: gold.certainty,
        }
    }
}

fn covered<'c>(tree: &Tree<'_>, chosen: impl Iterator<Item = &'c Chosen>) -> Covered {
    Covered::of(tree, chosen.flat_map(|gold| gold.content.iter().copied()))
}

/// For each trigger the choice of people that it signals. Of several triggers within one cue (« exprime ses doutes ») the
/// one whose candidates come nearest has it.
fn owners(
    context: &Context<'_>,
    triggers: &[(&Trigger<'_>, &Covered)],
    proposals: &[Proposals<'_>],
    chosen: &[Chosen],
    reach: &mut [f64],
) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (owner, gold) in chosen.iter().enumerate() {
        for (number, (trigger, _)) in triggers.iter().enumerate() {
            if !signals(context, trigger, gold) {
                continue;
            }
            let likeness = proposals[number].candidates.iter();
            let top = likeness.map(|c| dice(&spans(context, c), &gold.content)).fold(0.0, f64::max);
            reach[owner] = top.max(reach[owner]);
            pairs.push((top, number, owner));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut owners = vec![None; triggers.len()];
    let mut taken = vec![false; chosen.len()];
    for (_, number, owner) in pairs {
        if owners[number].is_none() && !taken[owner] {
            owners[number] = Some(owner);
            taken[owner] = true;
        }
    }
    owners
}

fn signals(context: &Context<'_>, trigger: &Trigger<'_>, gold: &Chosen) -> bool {
    let head = Span::from(context.tree.token(trigger.head).range());
    let words = trigger.cue.first().copied().unwrap_or(head);
    match trigger.kind {
        Kind::Quotation(number) => {
            let inner = context.quotations[number].inner;
            gold.cue.is_empty() && gold.content.iter().any(|part| part.overlaps(inner))
        }
        Kind::Conditional => gold.hearsay && gold.cue.iter().any(|part| part.overlaps(words)),
        Kind::Frame(_) => gold.cue.iter().any(|part| part.overlaps(words)),
        _ => !gold.hearsay && gold.cue.iter().any(|part| part.overlaps(head)),
    }
}

fn content_decision(proposals: &Proposals<'_>, none: &Features<'_>, right: Vec<bool>) -> Decision {
    let mut parts: Vec<Vec<String>> = proposals.parts.iter().map(|part| part.names().to_vec()).collect();
    parts.push(none.names().to_vec());
    let mut candidates: Vec<Vec<usize>> =
        proposals.candidates.iter().map(|candidate| candidate.parts.to_vec()).collect();
    candidates.push(vec![parts.len() - 1]);
    Decision { model: Model::Content.name(), parts, candidates, right }
}

/// The choice of a source, and the head of the right one, if it is somebody; nothing where nobody of those proposed is
/// the one that people chose.
fn source_decision(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    speakers: &[speaker::Speaker<'_>],
    gold: &Chosen,
) -> Option<(Decision, Option<usize>)> {
    let likeness: Vec<f64> = speakers
        .iter()
        .map(|speaker| match speaker.head {
            None => f64::from(u8::from(gold.source.is_empty())),
            Some(head) => {
                let phrase = speaker::phrase(context, trigger, head);
                dice(&[context.tree.span(phrase)], &gold.source)
            }
        })
        .collect();
    let top = likeness.iter().copied().fold(0.0, f64::max);
    if top < LEAST {
        return None;
    }
    let right: Vec<bool> = likeness.iter().map(|likeness| *likeness >= top - 1e-9).collect();
    let head = right.iter().position(|&right| right).and_then(|best| speakers[best].head);
    let features = speakers.iter().map(|speaker| &speaker.features);
    Some((decision(Model::Source, features, right), head))
}

/// The choices of what each source is and whom it stands for, each with the sources before it.
fn naming_decisions(context: &Context<'_>, mut sources: Vec<(Mention, &Gold)>) -> Vec<Decision> {
    let referents = Referents::find(context);
    let mut before = Sources::default();
    let mut decisions = Vec::new();
    sources.sort_by_key(|(mention, _)| mention.span);
    for (mention, gold) in &sources {
        let mut referent = antecedent::certain(context, &referents, mention);
        let candidates = antecedent::candidates(context, &referents, &before, mention, Scale::Names);
        if let Some(candidates) = candidates.filter(|_| referent.is_none()) {
            let right = antecedents(context, &referents, mention, &candidates, gold);
            let chosen = right.iter().position(|&right| right);
            referent = chosen.and_then(|chosen| candidates[chosen].referent);
            decisions.push(decision(Model::Antecedent, candidates.iter().map(|c| &c.features), right));
        }
        let noun = referent.map(|referent| referents.all[referent].noun);
        decisions.extend(kind_decision(context, mention, noun, gold));
        before.note(mention.head, referent.or_else(|| referents.of(mention.head)));
    }
    decisions
}

/// Which candidates have the name that people gave; nobody where none has, or where that is the source's own words.
fn antecedents(
    context: &Context<'_>,
    referents: &Referents,
    mention: &Mention,
    candidates: &[antecedent::Candidate<'_>],
    gold: &Gold,
) -> Vec<bool> {
    let name = gold.source_is_named_as.as_deref().filter(|name| !names_agree(name, &mention.words));
    let agrees = |referent: Option<usize>| {
        let own = referent.and_then(|referent| referents.name(context, referent));
        name.zip(own).is_some_and(|(name, own)| names_agree(name, &own))
    };
    let mut right: Vec<bool> = candidates.iter().map(|candidate| agrees(candidate.referent)).collect();
    if !right.contains(&true) {
        right[0] = true;
    }
    right
}

/// The choice of what a source is; none where people chose nobody.
fn kind_decision(
    context: &Context<'_>,
    mention: &Mention,
    antecedent: Option<usize>,
    gold: &Gold,
) -> Option<Decision> {
    let right: Vec<bool> = kind::KINDS.iter().map(|(kind, _)| *kind == gold.source_kind).collect();
    let candidates = kind::candidates(context, mention, antecedent, Scale::Names);
    right.contains(&true).then(|| decision(Model::Kind, candidates.iter(), right))
}

/// A decision whose candidates share nothing.
fn decision<'f>(
    model: Model,
    candidates: impl Iterator<Item = &'f Features<'f>>,
    right: Vec<bool>,
) -> Decision {
    let parts: Vec<Vec<String>> = candidates.map(|features| features.names().to_vec()).collect();
    let candidates = (0..parts.len()).map(|part| vec![part]).collect();
    Decision { model: model.name(), parts, candidates, right }
}

/// Dice's coefficient of the bytes of two sets of spans, none overlapping within a set.
fn dice(a: &[Span], b: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let common: usize = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    let all = length(a) + length(b);
    if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
}
