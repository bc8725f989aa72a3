//! Where an attribution may be signalled: a word of the table of cues, a frame, a quotation, a conditional.

use std::ops::Range;

use selon_record::Span;

use super::context::Context;
use super::verb;
use crate::certainty::Judge;
use crate::certainty::conditional::Found;
use crate::lexicon::{Cue, CuePos, FrameSource};
use crate::tree::plain_form;

/// A place where an attribution may be signalled.
pub(super) struct Trigger<'l> {
    pub(super) kind: Kind<'l>,
    /// The word that decides: the verb, the noun, the last word of the frame.
    pub(super) head: usize,
    /// Its words, white space apart: « a fait savoir », « selon ».
    pub(super) words: Range<usize>,
    /// The cue as the record has it.
    pub(super) cue: Vec<Span>,
}

/// What signals an attribution.
#[derive(Clone, Copy)]
pub(super) enum Kind<'l> {
    /// A word of the table of cues: « affirme », « l'annonce », « convaincu ».
    Word(&'l Cue),
    /// A verb with its subject behind it, of which the table knows nothing: « « … », *s'amuse* le maire ».
    Inverted,
    /// « selon », « d'après ».
    Frame(FrameSource),
    /// Words between marks, by their number.
    Quotation(usize),
    /// « aurait tué »
    Conditional,
}

impl Trigger<'_> {
    /// The signal as features name it.
    pub(super) fn lemma(&self) -> String {
        match self.kind {
            Kind::Word(cue) => {
                let reflexive = if cue.reflexive { "se " } else { "" };
                format!("{reflexive}{}", cue.lemma)
            }
            Kind::Inverted => "(inverted)".to_owned(),
            Kind::Frame(_) => "(frame)".to_owned(),
            Kind::Quotation(_) => "(quotation)".to_owned(),
            Kind::Conditional => "(conditional)".to_owned(),
        }
    }

    /// The part of speech as features name it.
    pub(super) fn class(&self) -> &'static str {
        match self.kind {
            Kind::Word(cue) => match cue.pos {
                CuePos::Verb => "verb",
                CuePos::Noun => "noun",
                CuePos::Adjective => "adjective",
            },
            Kind::Inverted => "inverted",
            Kind::Frame(_) => "frame",
            Kind::Quotation(_) => "quotation",
            Kind::Conditional => "conditional",
        }
    }
}

/// A text ready for the rules, its cues noted, and its triggers that are words.
pub(super) fn ready<'a>(judge: &'a Judge<'a>) -> (Context<'a>, Vec<Trigger<'a>>) {
    let mut context = Context::new(judge);
    let words = words(&context);
    context.note_cues(words.iter().map(|trigger| trigger.head));
    (context, words)
}

/// The triggers that no cue signals: conditionals, then words between marks.
pub(super) fn alone<'a>(context: &Context<'_>) -> Vec<Trigger<'a>> {
    let mut found = conditionals(context);
    found.extend(quotations(context));
    found
}

/// The triggers of a text that are words: cues and frames, in order.
fn words<'a>(context: &Context<'a>) -> Vec<Trigger<'a>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < context.tree.doc.len() {
        let trigger = frame(context, i).or_else(|| cue(context, i)).or_else(|| inverted(context, i));
        i = trigger.as_ref().map_or(i + 1, |trigger| trigger.words.end.max(i + 1));
        found.extend(trigger);
    }
    found
}

/// The conditionals of a text that may be hearsay: those of the third person.
fn conditionals<'a>(context: &Context<'_>) -> Vec<Trigger<'a>> {
    let others = |found: &&Found| {
        let person = context.tree.token(found.finite).feature("Person");
        !matches!(person, Some("1" | "2"))
    };
    let trigger = |found: &Found| {
        let (finite, head) = (found.finite, found.verb);
        let words = finite.min(head)..finite.max(head) + 1;
        Trigger { kind: Kind::Conditional, head, words, cue: verb::group(context.tree, head) }
    };
    context.judge.conditionals.all().iter().filter(others).map(trigger).collect()
}

/// Words between marks.
fn quotations<'a>(context: &Context<'_>) -> Vec<Trigger<'a>> {
    let trigger = |number: usize| {
        let words = context.tree.tokens_in(context.quotations[number].inner);
        let kind = Kind::Quotation(number);
        (!words.is_empty()).then(|| Trigger { kind, head: words.start, words, cue: Vec::new() })
    };
    (0..context.quotations.len()).filter_map(trigger).collect()
}

/// « selon », « d'après », « de source », and « pour » where it opens a clause before a comma.
fn frame<'a>(context: &Context<'a>, i: usize) -> Option<Trigger<'a>> {
    let tree = context.tree;
    let (words, place) = match tree.longest_form(i, &context.lexicon.frames) {
        Some((words, &place)) => (words, place),
        None => (opening_preposition(context, i)?, FrameSource::After),
    };
    let cue = match place {
        FrameSource::After => tree.span(words.clone()),
        FrameSource::Within => tree.span(words.start..(words.end - 1).max(words.start + 1)),
    };
    Some(Trigger { kind: Kind::Frame(place), head: words.end - 1, words, cue: vec![cue] })
}

/// « *Pour* le député, la loi est mauvaise » and « La loi, *pour* le député, est mauvaise »: at the head of a clause,
/// before somebody who can speak.
fn opening_preposition(context: &Context<'_>, i: usize) -> Option<Range<usize>> {
    let tree = context.tree;
    let form = plain_form(tree.token(i).text());
    if !context.lexicon.opening_frames.contains(&form) {
        return None;
    }
    let opens = context.previous(i).is_none_or(|before| {
        before < tree.sentence(i).start
            || matches!(tree.token(before).text(), "," | "«" | "\"" | "“" | "»" | ":" | ";")
            || matches!(tree.token(before).pos(), "CCONJ" | "SCONJ")
    });
    let noun = |j: &usize| matches!(tree.token(*j).pos(), "NOUN" | "PROPN" | "PRON");
    let head = (i + 1..tree.sentence(i).end.min(i + 6)).find(noun);
    // « Pour réduire la dette »: a purpose.
    let purpose = |head: usize| (i..head).any(|j| tree.token(j).feature("VerbForm") == Some("Inf"));
    let speaks = head.is_some_and(|head| !purpose(head));
    (opens && speaks).then_some(i..i + 1)
}

/// A word of the table of cues. Of several rows the longest expression, and the one that is reflexive like the text.
fn cue<'a>(context: &Context<'a>, i: usize) -> Option<Trigger<'a>> {
    let token = context.tree.token(i);
    let cues = &context.lexicon.cues;
    let lemma = token.lemma().to_lowercase();
    let form = plain_form(token.text());
    let matching = |head: &str, pos: CuePos| -> Option<Trigger<'a>> {
        let reflexive = pos == CuePos::Verb && is_reflexive(context, i);
        let found = cues.of(head, pos).filter_map(|cue| Some((cue, expression(context, i, cue)?)));
        let rank = |(cue, words): &(&Cue, Range<usize>)| {
            (words.len(), cue.reflexive == reflexive, std::cmp::Reverse(cue.reflexive))
        };
        let (cue, words) = found.max_by_key(rank)?;
        Some(trigger(context, cue, i, words))
    };
    let by_ending = || context.lexicon.verbs_of(&form).find_map(|verb| matching(&verb, CuePos::Verb));
    match token.pos() {
        "VERB" | "AUX" => matching(&lemma, CuePos::Verb)
            // « convaincu », « favorable »: participles and adjectives that the tagger takes for verbs.
            .or_else(|| matching(&form, CuePos::Adjective))
            .or_else(|| matching(&lemma, CuePos::Adjective))
            .or_else(by_ending),
        "NOUN" | "PROPN" if is_determined(context, i) => {
            matching(&lemma, CuePos::Noun).or_else(|| matching(&form, CuePos::Noun))
        }
        // « L'association *réclame* »: the tagger takes verbs for nouns.
        "NOUN" | "PROPN" => matching(&lemma, CuePos::Noun)
            .or_else(|| matching(&form, CuePos::Noun))
            .filter(|_| !follows_noun(context, i))
            .or_else(by_ending)
            .or_else(|| matching(&lemma, CuePos::Noun)),
        "ADJ" | "ADV" | "X" | "ADP" | "INTJ" => matching(&lemma, CuePos::Adjective)
            .or_else(|| matching(&form, CuePos::Adjective))
            .or_else(by_ending),
        _ => None,
    }
}

/// Whether a determiner, preposition or adjective stands right before a noun.
fn is_determined(context: &Context<'_>, i: usize) -> bool {
    let before = context.previous(i).filter(|&before| before >= context.tree.sentence(i).start);
    before.is_some_and(|before| matches!(context.tree.token(before).pos(), "DET" | "ADP" | "ADJ" | "NUM"))
}

/// Whether a name, noun or pronoun stands right before a word, as a subject before its verb does.
fn follows_noun(context: &Context<'_>, i: usize) -> bool {
    let before = context.previous(i).filter(|&before| before >= context.tree.sentence(i).start);
    before.is_some_and(|before| matches!(context.tree.token(before).pos(), "NOUN" | "PROPN" | "PRON"))
}

fn trigger<'a>(context: &Context<'a>, cue: &'a Cue, i: usize, words: Range<usize>) -> Trigger<'a> {
    let tree = context.tree;
    let spans = match cue.pos {
        CuePos::Verb => verb::group_with(tree, i, words.clone()),
        CuePos::Noun | CuePos::Adjective => vec![tree.span(words.clone())],
    };
    Trigger { kind: Kind::Word(cue), head: i, words, cue: spans }
}

/// The words of an expression, from its first one; adverbs may stand between: « a fait *également* savoir ».
fn expression(context: &Context<'_>, i: usize, cue: &Cue) -> Option<Range<usize>> {
    let tree = context.tree;
    let sentence = tree.sentence(i);
    let mut at = i + 1;
    for word in &cue.rest {
        let same = |j: usize| {
            let token = tree.token(j);
            let form = plain_form(token.text());
            // « ses » of the table stands for every possessive.
            let possessive =
                token.feature("Poss") == Some("Yes") && matches!(word.as_str(), "son" | "sa" | "ses");
            form.trim_end_matches('\'') == word || token.lemma() == word || possessive
        };
        let passes = |j: usize| matches!(tree.token(j).pos(), "ADV" | "SPACE" | "PART");
        let found = (at..sentence.end.min(at + 4)).take_while(|&j| (at..j).all(passes)).find(|&j| same(j))?;
        at = found + 1;
    }
    Some(i..at)
}

/// « *se* félicite », « *s'*est inquiété ».
fn is_reflexive(context: &Context<'_>, verb: usize) -> bool {
    let tree = context.tree;
    tree.children(verb).iter().any(|&i| i < verb && verb::is_reflexive_pronoun(tree.token(i)))
}

/// A finite verb with its subject behind it, beside a comma or a mark, of which the table knows nothing:
/// « « … », *s'amuse* le maire », « …, *plaisante-t-il* ».
fn inverted<'a>(context: &Context<'a>, i: usize) -> Option<Trigger<'a>> {
    let tree = context.tree;
    if tree.token(i).pos() != "VERB" || !verb::is_finite(tree, i) {
        return None;
    }
    let cue = verb::group_with(tree, i, i..i + 1);
    let first = tree.tokens_in(Span::new(cue[0].start, cue[0].end)).start;
    let before = context.previous(first)?;
    let beside = matches!(tree.token(before).text(), "," | "»" | "\"" | "”");
    let own = tree.dependants(i, &["nsubj"]).any(|subject| subject < i);
    let behind = verb::inverted_pronoun(tree, i).is_some()
        || tree.dependants(i, &["nsubj", "obj"]).any(|subject| subject == i + 1 || subject == i + 2);
    (beside && !own && behind && tree.sentence(i).contains(&before)).then_some(Trigger {
        kind: Kind::Inverted,
        head: i,
        words: i..i + 1,
        cue,
    })
}
