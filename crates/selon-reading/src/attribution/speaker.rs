//! Who may be the source of a cue: the noun phrases and pronouns near it, with what speaks for each.

use std::ops::Range;

use super::content::{Candidate, Construction, frame_source};
use super::context::{Context, bucket};
use super::trigger::{Kind, Trigger};
use super::verb;
use crate::lexicon::FrameSource;
use crate::model::{Features, Scale};
use crate::tree::plain_form;

/// One who may be the source; `head` is `None` for the choice of nobody.
pub(super) struct Speaker<'w> {
    pub(super) head: Option<usize>,
    pub(super) features: Features<'w>,
}

/// Everybody who may be the source of a trigger with this content, nobody first.
pub(super) fn propose<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    candidate: &Candidate,
    scale: Scale<'w>,
) -> Vec<Speaker<'w>> {
    let mut found = vec![nobody(context, trigger, candidate, scale)];
    let heads: Vec<usize> = match trigger.kind {
        Kind::Frame(FrameSource::Within) => vec![trigger.words.end - 1],
        Kind::Frame(FrameSource::After) => {
            let end = context.tree.sentence(trigger.head).end;
            frame_source(context, trigger.words.end..end).into_iter().collect()
        }
        Kind::Conditional => Vec::new(),
        Kind::Quotation(_) => before_colon(context, trigger),
        Kind::Word(_) | Kind::Inverted => near(context, trigger, candidate),
    };
    for (number, &head) in heads.iter().enumerate() {
        let features = features(context, trigger, candidate, &heads, number, scale);
        found.push(Speaker { head: Some(head), features });
    }
    found
}

/// The nouns and pronouns of the sentence outside of the content, on the same side of the marks as the trigger.
fn near(context: &Context<'_>, trigger: &Trigger<'_>, candidate: &Candidate) -> Vec<usize> {
    /// The most that are looked at, the nearest to the cue first.
    const MOST: usize = 24;
    let tree = context.tree;
    let quotation = context.quotation_of(trigger.head);
    let outside = |i: usize| !candidate.runs.iter().any(|run| run.contains(&i));
    let own = |i: usize| trigger.words.contains(&i);
    let sentence = tree.sentence(trigger.head);
    let mut heads: Vec<usize> = sentence
        .filter(|&i| outside(i) && context.quotation_of(i) == quotation && may_speak(context, trigger, i))
        .filter(|&i| !own(i) || tree.token(i).pos() == "PRON")
        .collect();
    heads.sort_by_key(|&i| i.abs_diff(trigger.head));
    heads.truncate(MOST);
    heads.sort_unstable();
    heads
}

/// « *Claire Morin* : « … » », « — *Claire Morin* »: who stands on the line before a quotation without a cue.
fn before_colon(context: &Context<'_>, trigger: &Trigger<'_>) -> Vec<usize> {
    /// No speaker of a headline is longer, in tokens.
    const LONGEST: usize = 14;
    let tree = context.tree;
    let Some(mark) = context.previous(trigger.words.start) else { return Vec::new() };
    let Some(colon) = context.previous(mark).filter(|&i| tree.token(i).text() == ":") else {
        return Vec::new();
    };
    let line =
        (colon.saturating_sub(LONGEST)..colon).rev().take_while(|&i| !tree.token(i).text().contains('\n'));
    let mut heads: Vec<usize> = line.filter(|&i| may_speak(context, trigger, i)).collect();
    heads.reverse();
    heads
}

fn may_speak(context: &Context<'_>, trigger: &Trigger<'_>, i: usize) -> bool {
    let tree = context.tree;
    let token = tree.token(i);
    match token.pos() {
        "NOUN" => true,
        "PROPN" | "X" => {
            // « Pierre | Untel »: the first word stands for the name.
            let part = matches!(token.dep(), "flat:name" | "flat:foreign" | "flat" | "fixed" | "compound");
            !part
        }
        "PRON" => {
            let form = plain_form(token.text());
            let silent =
                matches!(form.as_str(), "se" | "s'" | "que" | "qu'" | "dont" | "où" | "y" | "en" | "-t");
            !silent && !form.is_empty()
        }
        "DET" => trigger.class() == "noun" && token.feature("Poss") == Some("Yes"),
        _ => false,
    }
}

fn nobody<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    candidate: &Candidate,
    scale: Scale<'w>,
) -> Speaker<'w> {
    let mut features = Features::new(scale);
    let construction = name(candidate);
    let form = context.form(trigger.head);
    features.add(&["nobody"]);
    features.add(&["nobody ", trigger.class()]);
    features.add(&["nobody ", trigger.class(), " form=", form]);
    features.add(&["nobody ", trigger.class(), " ", construction]);
    features.add(&["nobody lemma=", &trigger.lemma()]);
    features.add(&["nobody form=", form, " subject=", context.subject_class(trigger.head)]);
    features.add(&["nobody relation=", context.tree.token(trigger.head).dep(), " form=", form]);
    Speaker { head: None, features }
}

fn name(candidate: &Candidate) -> &'static str {
    if candidate.code.is_empty() { candidate.construction.name() } else { candidate.code }
}

fn features<'w>(
    context: &Context<'_>,
    trigger: &Trigger<'_>,
    candidate: &Candidate,
    heads: &[usize],
    number: usize,
    scale: Scale<'w>,
) -> Features<'w> {
    let tree = context.tree;
    let mut features = Features::new(scale);
    let head = heads[number];
    let token = tree.token(head);
    let class = trigger.class();
    let form = context.form(trigger.head);
    let who = context.noun_class(head);
    let construction = name(candidate);
    let path = path(context, trigger.head, head);
    let preposition = preposition(context, head);
    let side = if head < trigger.head { "before" } else { "behind" };
    let between = head.min(trigger.head) + 1..head.max(trigger.head);
    let heads_between = heads.iter().filter(|&&h| between.contains(&h)).count();
    features.add(&["who=", who]);
    features.add(&["who=", who, " ", class]);
    features.add(&["path ", class, " ", &path]);
    features.add(&["path ", class, " form=", form, " ", &path]);
    features.add(&["path ", &path, " who=", who]);
    features.add(&["path ", &path, " with=", &preposition]);
    features.add(&["with=", &preposition, " ", class, " ", side]);
    features.add(&["with=", &preposition, " form=", form]);
    features.add(&[side, " ", class, " form=", form]);
    features.add(&[side, " ", construction]);
    features.add(&[side, " ", construction, " between=", bucket(heads_between)]);
    features.add(&[side, " ", class, " form=", form, " between=", bucket(heads_between)]);
    features.add(&[side, " distance=", bucket(between.len())]);
    features.add(&["pos=", token.pos(), " ", side, " form=", form]);
    features.add(&["agrees=", agreement(context, trigger, head), " form=", form]);
    features.add(&["person=", token.feature("Person").unwrap_or("")]);
    features.add(&["relation=", token.dep()]);
    features.add(&["relation=", token.dep(), " ", side, " ", construction]);
    let climb = climb(context, trigger.head, head);
    features.add(&["climb=", climb, " ", class]);
    features.add(&["climb=", climb, " form=", form]);
    features.add(&["climb=", climb, " who=", who]);
    features.add(&["climb=", climb, " ", construction]);
    if token.dep().starts_with("nsubj") {
        let nearest =
            heads.iter().rev().find(|&&h| h < trigger.head && tree.token(h).dep().starts_with("nsubj"));
        features.add(&[
            "subject ",
            if nearest == Some(&head) { "nearest" } else { "other" },
            " ",
            side,
            " form=",
            form,
        ]);
        let root = tree.head(head).is_some_and(|verb| tree.head(verb).is_none());
        features.add(&[
            "subject ",
            if root { "of the sentence" } else { "within" },
            " form=",
            form,
            " ",
            class,
        ]);
    }
    let inverted = verb::inverted_pronoun(tree, trigger.head) == Some(head);
    if inverted {
        features.add(&["inverted"]);
    }
    let group = trigger.cue.first().map_or(trigger.words.clone(), |cue| tree.tokens_in(*cue));
    let phrase = context.phrase(head);
    let touching = if head < trigger.head {
        context.next(phrase.end) == Some(group.start)
    } else {
        context.next(group.end) == Some(phrase.start)
    };
    features.add(&[if touching { "touches " } else { "apart " }, side, " ", construction]);
    features.add(&[if touching { "touches " } else { "apart " }, side, " form=", form, " who=", who]);
    let commas = context.comma_count.within(&between);
    features.add(&[side, " commas=", bucket(commas), " ", class]);
    let verbs = context.verb_count.within(&between);
    features.add(&[side, " verbs=", bucket(verbs), " ", class]);
    let cues = context.cue_count.within(&between);
    features.add(&[side, " cues=", bucket(cues), " ", class]);
    if number == 0 {
        features.add(&["first ", class]);
    }
    if indefinite(context, head) {
        features.add(&["indefinite ", class]);
    }
    let lemma = token.lemma().to_lowercase();
    features.add(&["noun=", &lemma]);
    if !matches!(trigger.kind, Kind::Word(_)) || candidate.construction == Construction::Subject {
        features.add(&[construction, " who=", who, " with=", &preposition]);
    }
    features.add(&["lemma=", &trigger.lemma(), " with=", &preposition, " ", side]);
    features
}

/// How many verbs up from the cue the one is whose subject this is; « - » where it is the subject of none of them.
fn climb(context: &Context<'_>, from: usize, to: usize) -> &'static str {
    /// Subjects further up say nothing.
    const STEPS: [&str; 4] = ["0", "1", "2", "3"];
    let tree = context.tree;
    let verb = tree.head(to).filter(|_| tree.token(to).dep().starts_with("nsubj"));
    let Some(verb) = verb else { return "-" };
    let ancestors = std::iter::successors(Some(from), |&i| tree.head(i)).take(8);
    let verbs =
        ancestors.filter(|&i| i == from || matches!(tree.token(i).pos(), "VERB" | "AUX" | "ADJ" | "NOUN"));
    verbs.zip(STEPS).find(|&(i, _)| i == verb).map_or("-", |(_, step)| step)
}

/// The way through the parse from one word to another: up by relations, then down: `^conj /nsubj`.
fn path(context: &Context<'_>, from: usize, to: usize) -> String {
    /// Longer ways say nothing.
    const LONGEST: usize = 4;
    let tree = context.tree;
    let ancestors = |i: usize| -> Vec<usize> {
        std::iter::successors(Some(i), |&at| tree.head(at)).take(LONGEST + 1).collect()
    };
    let (up, down) = (ancestors(from), ancestors(to));
    for (steps_up, common) in up.iter().enumerate() {
        let Some(steps_down) = down.iter().position(|i| i == common) else { continue };
        if steps_up + steps_down > LONGEST {
            break;
        }
        let mut words = String::new();
        for &i in &up[..steps_up] {
            words.push('^');
            words.push_str(tree.token(i).dep());
        }
        for &i in down[..steps_down].iter().rev() {
            words.push('/');
            words.push_str(tree.token(i).dep());
        }
        return words;
    }
    "far".to_owned()
}

/// The preposition before a noun phrase.
fn preposition(context: &Context<'_>, head: usize) -> String {
    let tree = context.tree;
    let own = tree.dependants(head, &["case", "prep"]).find(|&i| i < head);
    let before = own
        .or_else(|| context.previous(context.phrase(head).start).filter(|&i| tree.token(i).pos() == "ADP"));
    before.map_or_else(|| "-".to_owned(), |i| plain_form(tree.token(i).text()))
}

/// Whether the number of a verb and of its would-be subject agree.
fn agreement(context: &Context<'_>, trigger: &Trigger<'_>, head: usize) -> &'static str {
    let tree = context.tree;
    let auxiliary = tree.dependants(trigger.head, &["aux"]).find(|&i| context.is_finite(i));
    let verb = tree.token(auxiliary.unwrap_or(trigger.head)).feature("Number");
    match (verb, tree.token(head).feature("Number")) {
        (Some(verb), Some(noun)) if verb == noun => "yes",
        (Some(_), Some(_)) => "no",
        _ => "unknown",
    }
}

fn indefinite(context: &Context<'_>, head: usize) -> bool {
    super::source::is_indefinite(context.tree, context.lexicon, head)
}

/// The words of a source.
pub(super) fn phrase(context: &Context<'_>, trigger: &Trigger<'_>, head: usize) -> Range<usize> {
    let tree = context.tree;
    if matches!(tree.token(head).pos(), "PRON" | "DET") {
        return head..head + 1;
    }
    let phrase = context.phrase(head);
    match trigger.kind {
        // « de *source policière* »: the head is the last word of the frame.
        Kind::Frame(FrameSource::Within) => phrase.start.max(trigger.words.end - 1)..phrase.end,
        Kind::Frame(FrameSource::After) => phrase.start.max(trigger.words.end)..phrase.end,
        _ => phrase,
    }
}
