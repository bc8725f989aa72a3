//! From triggers to attributions: the models choose a content and a source for each, and conflicts are settled.

use selon_record::{Form, Span};

use super::content::{self, Candidate, Proposals};
use super::context::{Context, bucket};
use super::trigger::{self, Kind, Trigger};
use super::{Attribution, quotation, resolution, signal, signed, source, speaker};
use crate::certainty::Judge;
use crate::lexicon::{Cue, CuePos, FrameSource};
use crate::model::{Features, Model, Scale, Weights, softmax};
use crate::tree::Tree;

/// A content is taken when nothing at all is less likely than this.
const NONE_AT_MOST: f64 = 0.5;

/// Every attribution that the models choose.
pub(super) fn choose(judge: &Judge<'_>, weights: &Weights) -> Vec<Attribution> {
    let tree = judge.tree;
    let (context, words) = trigger::ready(judge);
    let mut found: Vec<Attribution> = Vec::new();
    for trigger in &words {
        found.extend(attribution(&context, weights, trigger, &Covered::default()));
    }
    settle(&mut found);
    found.extend(signed::find(tree.doc.text()));
    // Words that no cue claims: conditionals of hearsay and quotations on their own.
    let covered = Covered::by(tree, &found);
    for trigger in &trigger::alone(&context) {
        found.extend(attribution(&context, weights, trigger, &covered));
    }
    resolution::settle(&context, weights, &mut found);
    found
}

/// Which tokens stand in the content of an attribution that was found already.
#[derive(Default)]
pub(super) struct Covered {
    content: Vec<bool>,
}

impl Covered {
    pub(super) fn by(tree: &Tree<'_>, found: &[Attribution]) -> Self {
        Covered::of(tree, found.iter().flat_map(|a| a.content.iter().copied()))
    }

    pub(super) fn of(tree: &Tree<'_>, contents: impl Iterator<Item = Span>) -> Self {
        Covered { content: tree.covered(contents) }
    }

    /// How much of a run is covered: none, part, all.
    pub(super) fn share(&self, run: &std::ops::Range<usize>) -> &'static str {
        let covered = run.clone().filter(|&i| self.content.get(i).copied().unwrap_or(false)).count();
        match covered {
            0 => "none",
            n if n == run.len() => "all",
            _ => "part",
        }
    }
}

/// The scores of the choice of a content: of each candidate, and last of none.
fn scores(proposals: &Proposals<'_>, none: &Features<'_>) -> Vec<f32> {
    let score = |part: &usize| proposals.parts[*part].score();
    let candidate = |candidate: &Candidate| candidate.parts.iter().map(score).sum();
    let mut scores: Vec<f32> = proposals.candidates.iter().map(candidate).collect();
    scores.push(none.score());
    scores
}

fn attribution(
    context: &Context<'_>,
    weights: &Weights,
    trigger: &Trigger<'_>,
    covered: &Covered,
) -> Option<Attribution> {
    let scale = weights.scale(Model::Content);
    let proposals = content::propose(context, trigger, scale);
    if proposals.candidates.is_empty() {
        return None;
    }
    let none = none_features(context, trigger, &proposals, covered, scale);
    let probabilities = softmax(&scores(&proposals, &none));
    let (&none, likely) = probabilities.split_last()?;
    // « *de source policière* » says what it is: only its content is to be chosen.
    let none = if matches!(trigger.kind, Kind::Frame(FrameSource::Within)) { 0.0 } else { none };
    if none > NONE_AT_MOST {
        return None;
    }
    let best = (0..likely.len()).max_by(|&a, &b| likely[a].total_cmp(&likely[b]))?;
    let candidate = &proposals.candidates[best];
    let speakers = speaker::propose(context, trigger, candidate, weights.scale(Model::Source));
    let speaker_scores: Vec<f32> = speakers.iter().map(|speaker| speaker.features.score()).collect();
    let speaker_odds = softmax(&speaker_scores);
    let chosen = (0..speakers.len()).max_by(|&a, &b| speaker_odds[a].total_cmp(&speaker_odds[b]))?;
    let source = speakers[chosen]
        .head
        .map(|head| source::mention(context.tree, trigger, head, speaker::phrase(context, trigger, head)));
    let content = spans(context, candidate);
    let form = form(context, trigger, &content);
    let signal = signal::of(context, trigger, candidate, form);
    let (act, certainty) = context.judge.judge(weights, &signal, &content);
    Some(Attribution {
        cue: trigger.cue.clone(),
        source,
        form,
        act,
        certainty,
        construction: candidate.construction,
        confidence: (1.0 - none) * speaker_odds[chosen],
        content,
    })
}

/// The bytes of a candidate, with the marks of quotations settled.
pub(super) fn spans(context: &Context<'_>, candidate: &Candidate) -> Vec<Span> {
    let runs = candidate.runs.iter().filter(|run| !run.is_empty());
    runs.map(|run| quotation::settle(&context.quotations, context.tree.span(run.clone()))).collect()
}

/// What speaks for a trigger that attributes nothing.
pub(super) fn none_features<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    proposals: &Proposals<'_>,
    covered: &Covered,
    scale: Scale<'w>,
) -> Features<'w> {
    let tree = context.tree;
    let mut features = Features::new(scale);
    let class = trigger.class();
    let lemma = trigger.lemma();
    let form = context.form(trigger.head);
    let subject = context.subject_class(trigger.head);
    features.add(&["none"]);
    features.add(&["none ", class]);
    features.add(&["none lemma=", &lemma]);
    features.add(&["none ", class, " form=", form]);
    features.add(&["none ", class, " subject=", subject]);
    features.add(&["none ", class, " form=", form, " subject=", subject]);
    features.add(&["none relation=", tree.token(trigger.head).dep(), " form=", form]);
    features.add(&["none lemma=", &lemma, " form=", form]);
    features.add(&["none person=", tree.token(trigger.head).feature("Person").unwrap_or("")]);
    if context.quotation_of(trigger.head).is_some() && !matches!(trigger.kind, Kind::Quotation(_)) {
        features.add(&["none quoted"]);
        features.add(&["none quoted ", class, " subject=", subject]);
    }
    features.add(&["none previous=", context.class(context.previous(trigger.words.start))]);
    features.add(&["none next=", context.class(context.next(trigger.words.end))]);
    features.add(&["none candidates=", bucket(proposals.candidates.len())]);
    let mut listed: Vec<&str> = Vec::new();
    if let Kind::Word(cue) = trigger.kind {
        // The candidates of one construction stand together.
        for same in proposals.candidates.chunk_by(|a, b| a.code == b.code) {
            let code = same[0].code;
            let known = cue.complement(code).is_some_and(|c| !c.doubtful);
            if known && !listed.contains(&code) {
                listed.push(code);
            }
        }
        features.add(&["none ", class, " listed=", bucket(listed.len())]);
        for code in &listed {
            features.add(&["none ", class, " has ", code]);
        }
        if let Some(up) = tree.head(trigger.head) {
            let governor = if context.is_cue(up) { "cue" } else { "word" };
            features.add(&["none ", class, " under ", governor, " ", tree.token(trigger.head).dep()]);
        }
        trigger_features(context, trigger, cue, &lemma, &mut features);
    }
    if matches!(trigger.kind, Kind::Conditional | Kind::Quotation(_)) {
        features.add(&["none ", class, " covered=", covered.share(&trigger.words)]);
    }
    if matches!(trigger.kind, Kind::Conditional) {
        let (sense, hearsay) = signal::hearsay(context, trigger);
        features.add(&["none conditional sense=", sense]);
        features.add(&["none conditional hearsay=", hearsay]);
        let compound = trigger.words.len() > 1;
        features.add(&[
            "none conditional ",
            if compound { "compound" } else { "simple" },
            " covered=",
            covered.share(&trigger.words),
        ]);
    }
    features
}

/// What the words around a cue say against it: its determiner and preposition, its tense, its negation, its line.
fn trigger_features(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    cue: &Cue,
    lemma: &str,
    features: &mut Features,
) {
    let tree = context.tree;
    let token = tree.token(trigger.head);
    let class = trigger.class();
    let tense = token.feature("Tense").unwrap_or("");
    let mood = token.feature("Mood").unwrap_or("");
    features.add(&["none ", class, " tense=", tense, " mood=", mood]);
    features.add(&["none ", class, " act=", &format!("{:?}", cue.act)]);
    let negated =
        tree.children(trigger.head).iter().any(|&i| tree.token(i).feature("Polarity") == Some("Neg"));
    if negated {
        features.add(&["none ", class, " negated"]);
    }
    if cue.pos != CuePos::Verb {
        let determiner = context.determiner(trigger.head);
        features.add(&["none ", class, " determiner=", determiner]);
        features.add(&["none ", class, " determiner=", determiner, " relation=", token.dep()]);
        let preposition = context.class(context.previous(context.phrase(trigger.head).start));
        features.add(&["none ", class, " behind=", preposition]);
        if let Some(governor) = tree.head(trigger.head) {
            features.add(&["none ", class, " ", token.dep(), " of ", tree.token(governor).lemma()]);
        }
        let number = token.feature("Number").unwrap_or("");
        features.add(&["none lemma=", lemma, " number=", number]);
    }
    if let Some(subject) = tree.dependants(trigger.head, &["nsubj"]).next() {
        features.add(&["none ", class, " subject-noun=", tree.token(subject).lemma()]);
    }
    let modal = tree.head(trigger.head).filter(|_| matches!(token.dep(), "xcomp" | "ccomp"));
    if let Some(modal) = modal {
        features.add(&["none ", class, " ", token.dep(), " under ", tree.token(modal).lemma()]);
    }
}

pub(super) fn form(context: &Context<'_>, trigger: &Trigger<'_>, content: &[Span]) -> Form {
    match trigger.kind {
        Kind::Frame(_) => return Form::Frame,
        Kind::Conditional => return Form::Hearsay,
        Kind::Quotation(_) => return Form::Direct,
        _ => {}
    }
    if context.quotation_of(trigger.head).is_some() && !content.is_empty() {
        let outer = context.quotation_of(trigger.head);
        let same =
            context.tree.tokens_in(content[0]).next().is_some_and(|i| context.quotation_of(i) == outer);
        let incise = content.len() > 1;
        if same && !incise {
            return Form::Indirect;
        }
    }
    let inside = |span: &Span| quotation::around(&context.quotations, *span).is_some();
    if content.iter().all(inside) {
        return Form::Direct;
    }
    let quoted =
        content.iter().any(|&span| quotation::overlapping(&context.quotations, span).next().is_some());
    if quoted { Form::Mixed } else { Form::Indirect }
}

/// Of attributions that claim the same words only the likeliest stays.
fn settle(found: &mut Vec<Attribution>) {
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let rivals = rivals(found);
    let mut kept = vec![true; found.len()];
    for i in 0..found.len() {
        kept[i] = !rivals[i].iter().any(|&likelier| kept[likelier]);
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
}

/// For each attribution the ones before it whose content is nearly the same; a longer content around a shorter one is a
/// chain. Only contents that overlap are compared.
fn rivals(found: &[Attribution]) -> Vec<Vec<usize>> {
    let length = |a: &Attribution| a.content.iter().map(|span| span.len()).sum::<usize>();
    let shared = |a: &Attribution, b: &Attribution| {
        let common = a.content.iter().flat_map(|x| {
            b.content.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))
        });
        common.sum::<usize>()
    };
    let start = |i: usize| found[i].content.iter().map(|span| span.start).min().unwrap_or(0);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| start(i));
    let mut rivals = vec![Vec::new(); found.len()];
    for (place, &i) in order.iter().enumerate() {
        let end = found[i].content.iter().map(|span| span.end).max().unwrap_or(0);
        for &j in order[place + 1..].iter().take_while(|&&j| start(j) < end) {
            let longer = length(&found[i]).max(length(&found[j]));
            if shared(&found[i], &found[j]) * 10 >= longer * 9 {
                rivals[i.max(j)].push(i.min(j));
            }
        }
    }
    rivals
}
