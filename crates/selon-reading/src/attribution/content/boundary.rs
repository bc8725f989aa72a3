//! Where a stretch may begin and end, and what speaks for each place.

use std::ops::Range;

use crate::attribution::context::{Context, bucket};
use crate::model::{Features, Scale};
use crate::tree::Tree;

/// A place where a stretch may end (or begin), with what speaks for it.
pub(super) struct Boundary<'w> {
    /// The token behind the end; for a beginning the first token.
    pub(super) at: usize,
    pub(super) features: Features<'w>,
}

/// The most ends that are tried for one beginning.
const MOST: usize = 14;

/// How a stretch grows: what may follow a clause differs from what may follow a noun phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// « … que *la ville est prise* »
    Clause,
    /// « … de *quitter la ville* »
    Infinitive,
    /// « … dénonce *une décision injuste* »
    Phrase,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Shape::Clause => "clause",
            Shape::Infinitive => "infinitive",
            Shape::Phrase => "phrase",
        }
    }
}

/// The places where a stretch that begins at `start` may end, up to `limit`. `head` is the word the parse takes for
/// its head, `governor` the word of the cue.
pub(super) fn ends<'w>(
    context: &Context<'_>,
    shape: Shape,
    start: usize,
    (head, governor): (usize, usize),
    limit: usize,
    scale: Scale<'w>,
) -> Vec<Boundary<'w>> {
    let tree = context.tree;
    let subtree = (tree.edges(head).1 + 1).clamp(start + 1, limit);
    let phrase = context.phrase(head).end.clamp(start + 1, limit);
    let mut places: Vec<usize> = vec![limit, subtree];
    if shape == Shape::Phrase {
        places.push(phrase);
    }
    places.extend((start + 1..limit).filter(|&i| may_end_before(context, shape, i)).take(MOST));
    let mut places: Vec<usize> = places.into_iter().map(|end| tree.trim(start..end).end).collect();
    places.retain(|&end| end > start);
    places.sort_unstable();
    places.dedup();
    let whole = |end: usize| tree.trim(start..end).end;
    let (subtree, phrase, limit) = (whole(subtree), whole(phrase), whole(limit));
    let crossings = Crossings::of(tree, start..tree.sentence(start).end, places.last().copied());
    let place = |at: usize| {
        let kind = match at {
            _ if at == subtree && at == limit => "tree+all",
            _ if at == subtree => "tree",
            _ if at == limit => "all",
            _ if shape == Shape::Phrase && at == phrase => "phrase",
            _ => "inside",
        };
        let features = end_features(context, shape, start..at, (kind, governor), crossings.at(at), scale);
        Boundary { at, features }
    };
    places.into_iter().map(place).collect()
}

/// A mark, a conjunction, a relative pronoun or another cue; behind a noun phrase a preposition as well.
fn may_end_before(context: &Context<'_>, shape: Shape, i: usize) -> bool {
    let token = context.tree.token(i);
    match token.pos() {
        "PUNCT" => !matches!(token.text(), "'" | "’" | "-"),
        "CCONJ" | "SCONJ" => true,
        "PRON" => token.feature("PronType") == Some("Rel"),
        "ADP" | "ADV" => true,
        "VERB" => token.feature("VerbForm") == Some("Part") || shape == Shape::Phrase,
        "NOUN" => shape == Shape::Phrase && matches!(token.dep(), "obl:mod" | "obl:arg" | "nmod"),
        _ => token.text() == "\n",
    }
}

fn end_features<'w>(
    context: &Context<'_>,
    shape: Shape,
    run: Range<usize>,
    (kind, governor): (&str, usize),
    crossing: Crossing,
    scale: Scale<'w>,
) -> Features<'w> {
    let tree = context.tree;
    let mut features = Features::new(scale);
    let shape = shape.name();
    let next = context.next(run.end);
    let after = next.and_then(|i| context.next(i + 1));
    let next_class = context.class(next);
    let after_class = context.class(after);
    let sentence = tree.sentence(run.start);
    let ends_sentence = next.is_none_or(|i| !sentence.contains(&i));
    let next_class = if ends_sentence { "(end)" } else { next_class };
    features.add(&["end ", shape, " ", kind]);
    features.add(&["end ", shape, " next=", next_class]);
    features.add(&["end ", shape, " ", kind, " next=", next_class]);
    features.add(&["end next=", next_class, " after=", after_class]);
    features.add(&["end ", shape, " last=", context.class(Some(run.end - 1))]);
    features.add(&["end ", shape, " length=", bucket(run.len())]);
    let inside = |i: usize| run.contains(&i);
    let head_inside = |i: Option<usize>| i.and_then(|i| tree.head(i)).is_some_and(inside);
    let into = if head_inside(next) || head_inside(after) { "into" } else { "apart" };
    features.add(&["end ", shape, " ", into]);
    features.add(&["end ", shape, " ", into, " next=", next_class]);
    let verb = next.and_then(|next| next_verb(context, next, sentence.end));
    if let Some(verb) = verb.filter(|_| !ends_sentence) {
        let whose = whose(context, verb, governor, &run);
        features.add(&["end ", shape, " next=", next_class, " verb-of=", whose]);
        features.add(&[
            "end ",
            shape,
            " verb-of=",
            whose,
            " ",
            if has_subject(context, verb) { "subject" } else { "bare" },
        ]);
        let like = tense(context, verb) == tense(context, governor);
        features.add(&[
            "end ",
            shape,
            " next=",
            next_class,
            " ",
            if like { "like cue" } else { "unlike cue" },
        ]);
    }
    features.add(&["end ", shape, " heads-behind=", bucket(crossing.heads_behind)]);
    features.add(&["end ", shape, " heads-before=", bucket(crossing.heads_before)]);
    features.add(&["end ", shape, " left-behind=", bucket(crossing.left_behind)]);
    features.add(&["end ", shape, " commas=", bucket(context.comma_count.within(&run))]);
    features.add(&["end ", shape, " quotes=", quotes(context, &run)]);
    features.add(&["end ", shape, " verbs=", bucket(context.verb_count.within(&run))]);
    let cue = [next, after].into_iter().flatten().find(|&i| context.is_cue(i));
    if cue.is_some() {
        features.add(&["end ", shape, " before-cue"]);
        features.add(&["end before-cue next=", next_class]);
    }
    if next.is_some_and(|i| !tree.names(i..i + 1).is_empty()) {
        features.add(&["end ", shape, " before-name"]);
    }
    if next.is_some_and(|i| matches!(tree.token(i).dep(), "obl:mod" | "advmod" | "advcl")) {
        features.add(&["end ", shape, " before-adverbial"]);
    }
    features
}

/// The ties of the parse between a stretch and what stands around it.
#[derive(Clone, Copy, Default)]
struct Crossing {
    /// Its tokens whose head stands behind it.
    heads_behind: usize,
    /// Its tokens whose head stands before it.
    heads_before: usize,
    /// The tokens behind it whose head stands in it.
    left_behind: usize,
}

/// The ties at every place where a stretch may end, counted in one pass.
struct Crossings {
    start: usize,
    at: Vec<Crossing>,
}

impl Crossings {
    /// Of the stretches that begin with a run, none of which ends behind `last`.
    fn of(tree: &Tree<'_>, run: Range<usize>, last: Option<usize>) -> Self {
        let start = run.start;
        // What changes with each place, then the sums. A tie from a token to a head behind it crosses the places between
        // them, and so does one from a token behind.
        let mut behind = vec![0i32; run.len() + 2];
        let mut left = behind.clone();
        let mut before = behind.clone();
        for i in run {
            let Some(head) = tree.head(i) else { continue };
            let at = i + 1 - start;
            if head > i {
                behind[at] += 1;
                behind[head + 1 - start] -= 1;
            } else if head >= start {
                left[head + 1 - start] += 1;
                left[at] -= 1;
            } else {
                before[at] += 1;
            }
        }
        let mut sum = (0, 0, 0);
        let places = last.map_or(0, |last| last + 1 - start);
        let sums = behind.into_iter().zip(before).zip(left).map(|((behind, before), left)| {
            sum = (sum.0 + behind, sum.1 + before, sum.2 + left);
            let count = |sum: i32| usize::try_from(sum).unwrap_or(0);
            Crossing { heads_behind: count(sum.0), heads_before: count(sum.1), left_behind: count(sum.2) }
        });
        Crossings { start, at: sums.take(places).collect() }
    }

    fn at(&self, end: usize) -> Crossing {
        self.at.get(end - self.start).copied().unwrap_or_default()
    }
}

/// The next verb or participle within reach.
fn next_verb(context: &Context<'_>, from: usize, limit: usize) -> Option<usize> {
    /// How far it is looked for, in tokens.
    const REACH: usize = 5;
    let is_verb = |i: &usize| matches!(context.tree.token(*i).pos(), "VERB" | "AUX");
    let verb = (from..limit.min(from + REACH)).find(is_verb)?;
    let auxiliary = context.tree.token(verb).dep().starts_with("aux");
    Some(context.tree.head(verb).filter(|_| auxiliary).unwrap_or(verb))
}

/// What a verb behind a stretch hangs on: the cue, the stretch, or something else.
fn whose(context: &Context<'_>, verb: usize, governor: usize, run: &Range<usize>) -> &'static str {
    /// No chain of heads that matters is longer than this.
    const LONGEST: usize = 3;
    let mut at = verb;
    for _ in 0..LONGEST {
        let Some(head) = context.tree.head(at) else { break };
        if head == governor {
            return "cue";
        }
        if run.contains(&head) {
            return "content";
        }
        at = head;
    }
    "other"
}

fn has_subject(context: &Context<'_>, verb: usize) -> bool {
    context.tree.dependants(verb, &["nsubj", "expl:subj"]).next().is_some()
}

/// Tense and mood of a verb or of its auxiliary.
fn tense<'c>(context: &'c Context<'_>, verb: usize) -> (Option<&'c str>, Option<&'c str>) {
    let tree = context.tree;
    let auxiliary = tree.dependants(verb, &["aux"]).find(|&i| context.is_finite(i));
    let finite = tree.token(auxiliary.unwrap_or(verb));
    (finite.feature("Tense"), finite.feature("VerbForm"))
}

/// How the marks of quotations stand in a stretch: closed, cut, at its end.
pub(super) fn quotes(context: &Context<'_>, run: &Range<usize>) -> &'static str {
    let span = context.tree.span(run.clone());
    let mut found = "none";
    for quotation in super::quotation::overlapping(&context.quotations, span) {
        if quotation.outer.contains(span) {
            return "within";
        }
        if !span.contains(quotation.inner) {
            return "cut";
        }
        found = if quotation.inner.end >= span.end {
            if quotation.inner.start <= span.start { "all" } else { "last" }
        } else if quotation.inner.start <= span.start {
            "first"
        } else {
            "inside"
        };
    }
    found
}

/// The places where a clause around `at` may begin, from `floor` on.
pub(super) fn starts<'w>(
    context: &Context<'_>,
    at: usize,
    floor: usize,
    scale: Scale<'w>,
) -> Vec<Boundary<'w>> {
    /// The most openings within the sentence that are tried, and how far up the parse is followed.
    const OPENINGS: usize = 4;
    const HIGHEST: usize = 24;
    let tree = context.tree;
    let opens_behind = |i: &usize| {
        let token = tree.token(*i);
        matches!(token.text(), "," | ";" | ":" | "-" | "–" | "—" | "«" | "“" | "\"" | "(" | ")")
            || matches!(token.pos(), "CCONJ" | "SCONJ")
            || token.feature("PronType") == Some("Rel")
    };
    let mut places: Vec<usize> =
        (floor..at).rev().filter(opens_behind).take(OPENINGS).map(|i| i + 1).collect();
    places.push(floor);
    let up = std::iter::successors(Some(at), |&i| tree.head(i)).take(HIGHEST);
    places.extend(up.map(|i| tree.edges(i).0.max(floor)));
    let mut places: Vec<usize> =
        places.into_iter().filter(|&start| start < at).map(|start| tree.trim(start..at).start).collect();
    places.retain(|&start| start < at);
    places.sort_unstable();
    places.dedup();
    let clause = std::iter::successors(Some(at), |&i| tree.head(i))
        .take(HIGHEST)
        .find(|&i| i != at && matches!(tree.token(i).pos(), "VERB" | "AUX"))
        .map(|verb| tree.edges(verb).0);
    places
        .into_iter()
        .map(|start| {
            let features = start_features(context, start..at, floor, clause, scale);
            Boundary { at: start, features }
        })
        .collect()
}

fn start_features<'w>(
    context: &Context<'_>,
    run: Range<usize>,
    floor: usize,
    clause: Option<usize>,
    scale: Scale<'w>,
) -> Features<'w> {
    let (start, at) = (run.start, run.end);
    let tree = context.tree;
    let mut features = Features::new(scale);
    let previous = context.previous(start).filter(|&i| i >= floor);
    let before = context.class(previous);
    let first = context.class(Some(start));
    let kind = if previous.is_none() { "sentence" } else { "inside" };
    features.add(&["start ", kind]);
    features.add(&["start before=", before]);
    features.add(&["start before=", before, " first=", first]);
    features.add(&["start length=", bucket(at - start)]);
    let inside = |i: usize| (start..at).contains(&i);
    let out = (start..at).filter(|&i| tree.head(i).is_some_and(|head| head < start)).count();
    features.add(&["start heads-before=", bucket(out)]);
    let left = (floor..start).filter(|&i| tree.head(i).is_some_and(inside)).count();
    features.add(&["start left-before=", bucket(left)]);
    features.add(&[
        "start ",
        if clause == Some(start) { "of its clause" } else { "elsewhere" },
        " before=",
        before,
    ]);
    features.add(&["start verbs=", bucket(context.verb_count.within(&run))]);
    features.add(&["start subjects=", bucket(context.subject_count.within(&run))]);
    features.add(&["start quotes=", quotes(context, &run)]);
    if context.cue_count.within(&(floor..start)) > 0 {
        features.add(&["start cue-before ", kind]);
    }
    if previous.is_some_and(|i| context.is_cue(i)) {
        features.add(&["start behind-cue"]);
    }
    features
}
