//! Contents around, before and behind an aside: frames, incises, and the clause of a conditional.

use std::ops::Range;

use super::boundary::{self, Shape};
use super::{Construction, Proposals};
use crate::attribution::context::{Context, bucket};
use crate::attribution::trigger::{Kind, Trigger};
use crate::attribution::verb;
use crate::lexicon::FrameSource;
use crate::model::{Features, Scale};

/// « *Selon X*, la ville est prise », « La ville, *selon X*, est prise », « La ville est prise, *selon X* ».
pub(super) fn frame(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let scope = scope(context, trigger.head);
    let tree = context.tree;
    let head = match trigger.kind {
        Kind::Frame(FrameSource::Within) => Some(trigger.words.end - 1),
        _ => frame_source(context, trigger.words.end..scope.end),
    };
    let Some(head) = head else { return };
    let phrase = context.phrase(head);
    let mut ends = vec![phrase.end.max(head + 1), aside_end(context, phrase.end.max(head + 1), scope.end)];
    // Where the parse loses the phrase: to the next comma.
    ends.extend((head..scope.end).find(|&i| tree.token(i).text() == ","));
    let kind = (Construction::Frame, "");
    asides(context, trigger, kind, ends.into_iter().map(|end| trigger.words.start..end).collect(), proposals);
}

/// The head of the noun phrase behind « selon ».
pub(in crate::attribution) fn frame_source(context: &Context<'_>, run: Range<usize>) -> Option<usize> {
    let tree = context.tree;
    for i in run.clone() {
        let token = tree.token(i);
        match token.pos() {
            "NOUN" | "PROPN" | "X" => return Some(i),
            "PRON" if token.feature("Person") != Some("1") && token.feature("PronType") != Some("Rel") => {
                // « certains experts »: what the tagger takes for a pronoun can be a determiner.
                let determines = run.contains(&(i + 1)) && tree.token(i + 1).pos() == "NOUN";
                return Some(if determines { i + 1 } else { i });
            }
            "PUNCT" if token.text() == "," => return None,
            "DET" | "ADJ" | "NUM" | "SPACE" | "ADV" | "PUNCT" | "ADP" => {}
            _ => return None,
        }
    }
    None
}

/// The end of what is said about the source in passing, up to the comma that closes it or the end of the sentence:
/// « Selon le site A, *qui cite B*, l'armée … ».
fn aside_end(context: &Context<'_>, from: usize, limit: usize) -> usize {
    let tree = context.tree;
    let relative = |i: usize| tree.token(i).feature("PronType") == Some("Rel");
    let Some(comma) = context.next(from).filter(|&i| i < limit && tree.token(i).text() == ",") else {
        return from;
    };
    if !context.next(comma + 1).is_some_and(|i| i < limit && relative(i)) {
        return from;
    }
    // A further relative clause (« lequel s'appuie sur … ») goes on with the aside.
    let closes = |i: &usize| {
        tree.token(*i).text() == ","
            && !context.next(i + 1).is_some_and(|next| next < limit && relative(next))
    };
    (comma + 1..limit).find(closes).unwrap_or(limit)
}

/// « La ville est prise, *affirme X* », « La ville, *dit-il*, est prise », « *Comme l'a dit X*, la ville est prise ».
pub(super) fn incise(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    /// The most words between what opens an incise and its verb.
    const BETWEEN: usize = 4;
    let tree = context.tree;
    let scope = scope(context, trigger.head);
    if !matches!(trigger.class(), "verb" | "inverted") || !verb::is_finite(tree, trigger.head) {
        return;
    }
    let first = trigger.cue.first().map_or(trigger.head, |cue| tree.tokens_in(*cue).start);
    // Nothing but the words of a comparison or the speaker stands between: « comme l'a dit X », « le maire a dit ».
    let opens = |i: &usize| {
        let token = tree.token(*i);
        matches!(token.text(), "," | "(" | "–" | "—" | "-")
            || context.lexicon.comparisons.contains(&token.text().to_lowercase())
    };
    let named = behind_brackets(context, scope.start, first);
    let opener = (scope.start.max(named.saturating_sub(BETWEEN + 1))..named).rev().find(opens);
    // « …, *the French-language news agency Agence Méridienne (AM)* reported »: a speaker of many words.
    let opener =
        opener.or_else(|| (named < first).then(|| speaker_before(context, trigger.head, named)).flatten());
    // An incise at the head of its scope goes on with the sentence before; that is a sentence of its own.
    let Some(opener) = opener.filter(|&opener| opener >= scope.start) else { return };
    let phrase = speaker_behind(context, trigger, scope.end);
    let behind = phrase.max(trigger.words.end);
    let mut ends = vec![behind, aside_end(context, behind, scope.end)];
    ends.extend((behind..scope.end).find(|&i| matches!(tree.token(i).text(), "," | ")" | "–" | "—")));
    ends.push(scope.end);
    let kind = (Construction::Incise, "quote");
    asides(context, trigger, kind, ends.into_iter().map(|end| opener..end).collect(), proposals);
}

/// The end of what a speaker is named by before a verb, without the brackets that may stand behind it: « l'agence X *(AM)* a dit ».
fn behind_brackets(context: &Context<'_>, start: usize, first: usize) -> usize {
    let tree = context.tree;
    let last = context.previous(first).filter(|&i| i >= start && tree.token(i).text() == ")");
    last.and_then(|last| (start..last).rev().find(|&i| tree.token(i).text() == "(")).unwrap_or(first)
}

/// The comma or dash right before the subject of a verb, where the phrase of the subject is all that stands before `end`.
fn speaker_before(context: &Context<'_>, verb: usize, end: usize) -> Option<usize> {
    let tree = context.tree;
    let subject = tree.dependants(verb, &["nsubj"]).find(|&i| i < end)?;
    let phrase = context.phrase(subject);
    let opener = context.previous(phrase.start)?;
    (phrase.end >= end && matches!(tree.token(opener).text(), "," | "–" | "—" | "-")).then_some(opener)
}

/// The end of the noun phrase right behind a verb group: « a indiqué *le ministre de l'Intérieur* ».
fn speaker_behind(context: &Context<'_>, trigger: &Trigger<'_>, limit: usize) -> usize {
    let tree = context.tree;
    let end = trigger.cue.first().map_or(trigger.words.end, |cue| tree.tokens_in(*cue).end);
    let noun = (end..limit.min(end + 6)).find(|&i| matches!(tree.token(i).pos(), "NOUN" | "PROPN"));
    noun.map_or(end, |noun| context.phrase(noun).end)
}

/// Proposes what stands around some asides: every beginning before them with every end behind them.
fn asides(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    kind: (Construction, &'static str),
    mut asides: Vec<Range<usize>>,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let scope = scope(context, trigger.head);
    asides.retain(|aside| !aside.is_empty() && aside.end <= scope.end);
    asides.sort_unstable_by_key(|aside| aside.end);
    asides.dedup();
    for aside in asides {
        let behind = tree.trim(aside.end..scope.end);
        let starts = boundary::starts(context, aside.start, scope.start, proposals.scale);
        let base = proposals.base(context, trigger, kind, aside.start, trigger.head);
        let around = aside_features(context, &kind, &scope, &aside, proposals.scale);
        let around = proposals.share(around);
        let mut tails: Vec<(Range<usize>, usize)> = Vec::new();
        if !behind.is_empty() {
            let head = tree.head(behind.start).filter(|head| behind.contains(head)).unwrap_or(behind.start);
            for end in boundary::ends(
                context,
                Shape::Clause,
                behind.start,
                (head, trigger.head),
                scope.end,
                proposals.scale,
            ) {
                let part = proposals.share(end.features);
                tails.push((behind.start..end.at, part));
            }
        }
        let mut heads: Vec<(Range<usize>, usize)> = Vec::new();
        for start in starts {
            let run = tree.trim(start.at..aside.start);
            let part = proposals.share(start.features);
            heads.push((run, part));
        }
        heads.retain(|(run, _)| !run.is_empty());
        let only = |place: &str, proposals: &mut Proposals| {
            let mut features = Features::new(proposals.scale);
            features.add(&["place ", kind.0.name(), " ", place]);
            features.add(&[
                "place ",
                kind.0.name(),
                " ",
                place,
                " next=",
                context.class(context.next(aside.end)),
            ]);
            let last = context.class(context.previous(aside.start).filter(|&i| i >= scope.start));
            features.add(&["place ", kind.0.name(), " ", place, " previous=", last]);
            features.add(&[
                "place ",
                kind.0.name(),
                " ",
                place,
                " before=",
                bucket(aside.start - scope.start),
            ]);
            features.add(&["place ", kind.0.name(), " ", place, " behind=", bucket(behind.len())]);
            proposals.share(features)
        };
        let before = only("before", proposals);
        for (run, part) in &heads {
            proposals.push(kind, [run.clone()], &[base, around, before, *part]);
        }
        let after = only("behind", proposals);
        for (run, part) in &tails {
            proposals.push(kind, [run.clone()], &[base, around, after, *part]);
        }
        let both = only("around", proposals);
        for (head, start) in &heads {
            for (tail, end) in &tails {
                let runs = [head.clone(), tail.clone()];
                proposals.push(kind, runs, &[base, around, both, *start, *end]);
            }
        }
    }
}

fn aside_features<'w>(
    context: &Context<'_>,
    kind: &(Construction, &'static str),
    scope: &Range<usize>,
    aside: &Range<usize>,
    scale: Scale<'w>,
) -> Features<'w> {
    let name = kind.0.name();
    let mut features = Features::new(scale);
    let next = context.next(aside.end).filter(|&i| i < scope.end);
    features.add(&["aside ", name, " next=", context.class(next)]);
    features.add(&["aside ", name, " last=", context.class(Some(aside.end - 1))]);
    features.add(&["aside ", name, " length=", bucket(aside.len())]);
    let inside = (aside.end..scope.end).filter(|&i| context.tree.head(i).is_some_and(|h| aside.contains(&h)));
    features.add(&["aside ", name, " left-behind=", bucket(inside.count())]);
    features
}

/// « *l'armée aurait tué douze civils* »: the clause of a conditional, its own words included.
#[expect(clippy::single_range_in_vec_init, reason = "a content is a list of runs; this one has one")]
pub(super) fn conditional(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let scope = scope(context, trigger.head);
    let kind = (Construction::Conditional, "");
    let at = trigger.words.start;
    let starts = boundary::starts(context, at, scope.start, proposals.scale);
    let ends =
        boundary::ends(context, Shape::Clause, at, (trigger.head, trigger.head), scope.end, proposals.scale);
    let base = proposals.base(context, trigger, kind, at, trigger.head);
    let mut starts: Vec<(usize, usize)> =
        starts.into_iter().map(|start| (start.at, proposals.share(start.features))).collect();
    if starts.is_empty() {
        starts.push((at, base));
    }
    let ends: Vec<(usize, usize)> =
        ends.into_iter().map(|end| (end.at, proposals.share(end.features))).collect();
    for (start, start_part) in &starts {
        for (end, end_part) in ends.iter().filter(|(end, _)| *end >= trigger.words.end) {
            proposals.push(kind, [*start..*end], &[base, *start_part, *end_part]);
        }
    }
}

/// The sentence of a trigger behind its dateline, or the part of it within the same quotation.
pub(super) fn scope(context: &Context<'_>, at: usize) -> Range<usize> {
    let tree = context.tree;
    let sentence = tree.sentence(at);
    match context.quotation_of(at) {
        Some(number) => {
            let quoted = tree.tokens_in(context.quotations[number].inner);
            sentence.start.max(quoted.start)..sentence.end.min(quoted.end)
        }
        None => context.behind_dateline(sentence.clone())..sentence.end,
    }
}
