//! Contents between marks: behind, before and around the cue, or with no cue at all.

use std::ops::Range;

use selon_record::Span;

use super::{Construction, Proposals};
use crate::attribution::context::{Context, bucket};
use crate::attribution::quotation::Quotation;
use crate::attribution::trigger::Trigger;
use crate::model::{Features, Scale};

/// How far from the marks a cue may stand, in tokens.
const REACH: usize = 40;

/// The quotations near a trigger that is not inside one, and the parts of the one that it stands in as an incise.
pub(super) fn propose(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    if let Some(number) = context.quotation_of(trigger.head) {
        return inside(context, trigger, &context.quotations[number], proposals);
    }
    let at = tree.token(trigger.head).range().start;
    let after = context.quotations.partition_point(|quotation| quotation.outer.start <= at);
    let near = |quotation: &&Quotation| {
        let run = tree.tokens_in(quotation.inner);
        let gap = if run.end <= trigger.head { trigger.head - run.end } else { run.start - trigger.head };
        gap <= REACH && !run.is_empty()
    };
    let before: Vec<&Quotation> = context.quotations[..after].iter().rev().take(2).take_while(near).collect();
    let behind: Vec<&Quotation> = context.quotations[after..].iter().take(3).take_while(near).collect();
    for quotation in &before {
        one(context, trigger, &[quotation], "quote-before", proposals);
    }
    for quotation in &behind {
        one(context, trigger, &[quotation], "quote-behind", proposals);
    }
    if let (Some(first), Some(second)) = (before.first(), behind.first()) {
        one(context, trigger, &[first, second], "quote-around", proposals);
    }
    if let [first, second, ..] = behind[..] {
        one(context, trigger, &[first, second], "quotes-behind", proposals);
    }
    if let [second, first] = before[..] {
        one(context, trigger, &[first, second], "quotes-before", proposals);
    }
}

fn one(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    quotations: &[&Quotation],
    code: &'static str,
    proposals: &mut Proposals<'_>,
) {
    let kind = (Construction::Quotation, code);
    let runs: Vec<Range<usize>> = quotations.iter().map(|q| context.tree.tokens_in(q.inner)).collect();
    let base = proposals.base(context, trigger, kind, runs[0].start, trigger.head);
    let features = between_features(context, trigger, quotations, code, proposals.scale);
    let part = proposals.share(features);
    proposals.push(kind, runs, &[base, part]);
}

/// What stands between the marks and the cue, and what is between the marks.
fn between_features<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    quotations: &[&Quotation],
    code: &str,
    scale: Scale<'w>,
) -> Features<'w> {
    let tree = context.tree;
    let mut features = Features::new(scale);
    for quotation in quotations {
        let run = tree.tokens_in(quotation.outer);
        let before = run.end <= trigger.head;
        let side = if before { "before" } else { "behind" };
        let gap = if before {
            run.end..trigger.words.start
        } else {
            trigger.words.end..run.start.max(trigger.words.end)
        };
        features.add(&["gap ", code, " ", side, " length=", bucket(gap.len())]);
        let link = if before { context.next(run.end) } else { context.previous(run.start) };
        features.add(&["gap ", code, " ", side, " link=", context.class(link)]);
        let second = if before {
            link.and_then(|i| context.next(i + 1))
        } else {
            link.and_then(|i| context.previous(i))
        };
        features.add(&[
            "gap ",
            code,
            " ",
            side,
            " link=",
            context.class(link),
            " then=",
            context.class(second),
        ]);
        let cues = context.cue_count.within(&gap);
        features.add(&["gap ", code, " ", side, " cues=", bucket(cues)]);
        let verbs = context.verb_count.within(&gap);
        features.add(&["gap ", code, " ", side, " verbs=", bucket(verbs)]);
        let sentences = gap.clone().filter(|&i| tree.sentence(i).start == i).count();
        features.add(&["gap ", code, " ", side, " sentences=", bucket(sentences)]);
        let lines = gap.filter(|&i| tree.token(i).text().contains('\n')).count();
        features.add(&["gap ", code, " ", side, " lines=", bucket(lines)]);
        let own = match context.previous(run.start) {
            None => "first",
            Some(i) if tree.token(i + 1).is_space() && tree.token(i + 1).text().contains('\n') => "line",
            Some(i) if i < tree.sentence(run.start).start => "sentence",
            Some(_) => "inside",
        };
        features.add(&["gap ", code, " ", side, " opens=", own]);
        let embedded = context.class(context.previous(run.start).filter(|_| own == "inside"));
        features.add(&["gap ", code, " ", side, " embedded=", embedded]);
        let rest = context.class(context.next(run.end));
        features.add(&["gap ", code, " ", side, " followed=", rest]);
        quoted_features(context, quotation, code, &mut features);
    }
    features
}

/// Whether words between marks look like speech or like words held at arm's length (« erreur technique »).
fn quoted_features(context: &Context<'_>, quotation: &Quotation, code: &str, features: &mut Features) {
    let tree = context.tree;
    let run = tree.tokens_in(quotation.inner);
    let words = run.clone().filter(|&i| !matches!(tree.token(i).pos(), "PUNCT" | "SPACE")).count();
    let finite = context.verb_count.within(&run) > 0;
    let capital = tree.doc.text()[quotation.inner.range()].starts_with(char::is_uppercase);
    let marks = (if finite { "verb" } else { "verbless" }, if capital { "capital" } else { "small" });
    features.add(&["quoted ", code, " words=", bucket(words), " ", marks.0]);
    features.add(&["quoted ", code, " ", marks.0, " ", marks.1]);
    features.add(&["quoted ", code, " words=", bucket(words), " ", marks.1]);
    let last = context.class(run.end.checked_sub(1));
    features.add(&["quoted ", code, " last=", last]);
}

/// « Ils savaient tout, *écrit un internaute*. Ils attendaient. »: an incise between the marks.
fn inside(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    quotation: &Quotation,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let run = tree.tokens_in(quotation.inner);
    let first = trigger.cue.first().map_or(trigger.head, |cue| tree.tokens_in(*cue).start);
    let Some(comma) = context.previous(first).filter(|&i| i > run.start && tree.token(i).text() == ",")
    else {
        return;
    };
    let closes = |i: &usize| matches!(tree.token(*i).text(), "," | "." | "!" | "?" | "…");
    let end = (trigger.words.end..run.end).find(closes).map_or(run.end, |i| i + 1);
    let runs = [tree.trim(run.start..comma), tree.trim(end..run.end)];
    let kind = (Construction::Quotation, "quote-inside");
    let base = proposals.base(context, trigger, kind, run.start, trigger.head);
    let runs = runs.into_iter().filter(|run| !run.is_empty());
    proposals.push(kind, runs, &[base]);
}

/// Words between marks that no cue claims: a further sentence of the same voice, a headline, a slogan, or no speech.
pub(super) fn alone(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    number: usize,
    proposals: &mut Proposals<'_>,
) {
    let tree = context.tree;
    let quotation = &context.quotations[number];
    let kind = (Construction::Quotation, "alone");
    let run = tree.tokens_in(quotation.inner);
    let base = proposals.base(context, trigger, kind, run.start, run.start);
    let mut features = Features::new(proposals.scale);
    quoted_features(context, quotation, "alone", &mut features);
    let outer = tree.tokens_in(quotation.outer);
    let previous = context.previous(outer.start);
    let next = context.next(outer.end);
    let line = |i: Option<usize>| i.is_none_or(|i| tree.token(i).text().contains('\n'));
    let starts_line = line(outer.start.checked_sub(1));
    let ends_line = line(Some(outer.end).filter(|&i| i < tree.doc.len()));
    let place = match (starts_line, ends_line) {
        (true, true) => "whole line",
        (true, false) => "opens line",
        (false, true) => "ends line",
        (false, false) => "inside",
    };
    features.add(&["alone ", place]);
    features.add(&["alone previous=", context.class(previous)]);
    features.add(&["alone next=", context.class(next)]);
    features.add(&["alone previous=", context.class(previous), " next=", context.class(next)]);
    let sentence = tree.sentence(run.start);
    let alone = sentence.start >= outer.start && sentence.end <= outer.end + 1;
    features.add(&["alone ", if alone { "sentence of its own" } else { "in a sentence" }, " ", place]);
    let spoken = number.checked_sub(1).and_then(|n| context.quotations.get(n)).is_some_and(|before| {
        let gap = Span::new(before.outer.end, quotation.outer.start);
        gap.start <= gap.end && !tree.doc.text()[gap.range()].contains(['.', '\n'])
    });
    features.add(&["alone ", if spoken { "behind a quotation" } else { "apart" }]);
    let part = proposals.share(features);
    proposals.push(kind, [run], &[base, part]);
}
