//! Frames: « selon X », « d'après X », « de source policière », around, before or after what they attribute.

use std::ops::Range;

use selon_record::{Act, Form, Span};

use super::quotation::{self, Quotation};
use super::{Attribution, source};
use crate::lexicon::{FrameSource, Lexicon};
use crate::tree::Tree;

/// The attributions of frames.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, quotations: &[Quotation]) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    let mut taken = 0;
    for i in 0..tree.doc.len() {
        if i < taken {
            continue;
        }
        let Some((cue, &place)) = tree.longest_form(i, &lexicon.frames) else { continue };
        if let Some((attribution, end)) = attribute(tree, lexicon, quotations, cue, place) {
            taken = end;
            found.push(attribution);
        }
    }
    found
}

fn attribute(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    quotations: &[Quotation],
    cue: Range<usize>,
    place: FrameSource,
) -> Option<(Attribution, usize)> {
    let sentence = sentence_within(tree, quotations, cue.start);
    let head = match place {
        FrameSource::After => head_behind(tree, cue.end..sentence.end)?,
        FrameSource::Within => cue.end - 1,
    };
    let phrase = match tree.token(head).pos() {
        "PRON" => head..head + 1,
        _ => tree.noun_phrase(head),
    };
    let phrase = phrase.start.max(cue.end - usize::from(place == FrameSource::Within))..phrase.end;
    let source = source::mention_in(tree, lexicon, head, phrase.clone());
    let cue_span = match place {
        FrameSource::After => tree.span(cue.clone()),
        FrameSource::Within => tree.span(cue.start..cue.end - 1),
    };
    let end = clause_behind(tree, phrase.end, sentence.end);
    let clause = clause(tree, head, sentence.clone());
    let clause = clause.start.max(sentence.start)..clause.end.min(sentence.end);
    let content = content(tree, quotations, clause, cue.start..end);
    let attribution = Attribution {
        content,
        cue: vec![cue_span],
        source: Some(source),
        form: Form::Frame,
        act: Act::Assert,
        confidence: 0.85,
    };
    Some((attribution, end))
}

/// The sentence around a frame, as far as it stands between the same marks: « *Selon X, il pleut* », dit Y.
fn sentence_within(tree: &Tree<'_>, quotations: &[Quotation], at: usize) -> Range<usize> {
    let sentence = tree.sentence(at);
    let Some(quotation) = quotation::around(quotations, tree.token(at).range().into()) else {
        return sentence;
    };
    let quoted = tree.tokens_in(quotation.inner);
    sentence.start.max(quoted.start)..sentence.end.min(quoted.end)
}

/// The head of the noun phrase behind a frame. « selon que » and « selon moi » have none that speaks.
fn head_behind(tree: &Tree<'_>, run: Range<usize>) -> Option<usize> {
    for i in run {
        let token = tree.token(i);
        match token.pos() {
            "NOUN" | "PROPN" => return Some(i),
            "PRON" if token.feature("Person") != Some("1") && token.feature("PronType") != Some("Rel") => {
                // « certains experts »: what the tagger takes for a pronoun can be a determiner.
                let determines = tree.doc.len() > i + 1 && tree.token(i + 1).pos() == "NOUN";
                return Some(if determines { i + 1 } else { i });
            }
            "PUNCT" if token.text() == "," => return None,
            "DET" | "ADJ" | "NUM" | "SPACE" | "ADV" | "PUNCT" | "X" => {}
            _ => return None,
        }
    }
    None
}

/// The end of what is said about the source in passing, up to the comma that closes it or the end of the sentence:
/// « Selon le site A, *qui cite B*, l'armée … ».
pub(super) fn clause_behind(tree: &Tree<'_>, from: usize, end: usize) -> usize {
    let next = (from..end).filter(|&i| !tree.token(i).is_space()).take(2).collect::<Vec<_>>();
    let [comma, pronoun] = next[..] else { return from };
    let relative = |i: usize| tree.token(i).feature("PronType") == Some("Rel");
    if tree.token(comma).text() != "," || !relative(pronoun) {
        return from;
    }
    // A further relative clause (« lequel s'appuie sur … ») goes on with the aside.
    let mut i = pronoun;
    while i < end {
        if tree.token(i).text() == "," {
            let next = (i + 1..end).find(|&n| !tree.token(n).is_space());
            if !next.is_some_and(relative) {
                return i;
            }
        }
        i += 1;
    }
    end
}

/// The clause that a frame stands in: the complement or relative clause around it, else the sentence.
/// « Elle rapporte que, *selon un collègue*, une trentaine de corps auraient été déposés. »
fn clause(tree: &Tree<'_>, head: usize, sentence: Range<usize>) -> Range<usize> {
    let Some(verb) = tree.clause_head(head) else { return between_semicolons(tree, head, sentence) };
    let tokens = tree.subtree(verb);
    let opener =
        |i: &usize| tree.token(*i).dep() == "mark" || tree.token(*i).feature("PronType") == Some("Rel");
    match tokens.iter().find(|i| !opener(i)) {
        Some(&first) => first..tokens[tokens.len() - 1] + 1,
        None => sentence,
    }
}

/// A frame attributes its own member of a sentence cut by semicolons:
/// « D'après les uns, elle était préparée ; *d'après les autres*, elle a surpris. »
fn between_semicolons(tree: &Tree<'_>, at: usize, sentence: Range<usize>) -> Range<usize> {
    let semicolon = |i: &usize| tree.token(*i).text() == ";";
    let start = (sentence.start..at).rev().find(semicolon).map_or(sentence.start, |i| i + 1);
    start..(at..sentence.end).find(semicolon).unwrap_or(sentence.end)
}

/// The sentence without the frame and the commas beside it; all of it between quotation marks: without the marks.
fn content(
    tree: &Tree<'_>,
    quotations: &[Quotation],
    sentence: Range<usize>,
    frame: Range<usize>,
) -> Vec<Span> {
    let start = behind_dateline(tree, sentence.clone());
    let content = tree.without(start..sentence.end, frame);
    content.into_iter().map(|span| quotation::settle(quotations, span)).collect()
}

/// Where a sentence begins behind an agency's dateline: « ALMATY (Kazakhstan), 9 jan 2022 (AM) - Les émeutes ».
pub(super) fn behind_dateline(tree: &Tree<'_>, sentence: Range<usize>) -> usize {
    /// No dateline is longer, in tokens.
    const LONGEST: usize = 24;
    let capitals = |text: &str| text.chars().count() > 2 && text.chars().all(char::is_uppercase);
    if !capitals(tree.token(sentence.start).text()) {
        return sentence.start;
    }
    let dash = sentence.clone().take(LONGEST).find(|&i| matches!(tree.token(i).text(), "-" | "–" | "—"));
    dash.filter(|&i| i > sentence.start && tree.token(i - 1).text() == ")").map_or(sentence.start, |i| i + 1)
}
