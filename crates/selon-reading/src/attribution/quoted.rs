//! Direct speech: quotations with the verb of saying and the speaker beside, before or inside them.

use selon_record::{Act, Form, Span};

use super::quotation::Quotation;
use super::{Attribution, Mention, source, verb};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// How far from the marks the verb of saying is looked for, in tokens.
const REACH: usize = 8;

/// Fewer words between marks, and nobody who says them, are words held at arm's length (« erreur technique »).
const SPEECH: usize = 4;

/// The attributions of quotations.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, quotations: &[Quotation]) -> Vec<Attribution> {
    quotations.iter().filter_map(|quotation| attribute(tree, lexicon, quotation)).collect()
}

fn attribute(tree: &Tree<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Option<Attribution> {
    let tokens = tree.tokens_in(quotation.inner);
    if tokens.is_empty() {
        return None;
    }
    let whole = vec![quotation.inner];
    if let Some((content, cue)) = inside(tree, lexicon, quotation) {
        return Some(attribution(tree, lexicon, content, cue));
    }
    let cue = after(tree, lexicon, quotation).or_else(|| before(tree, lexicon, quotation));
    if let Some(cue) = cue {
        return Some(attribution(tree, lexicon, whole, cue));
    }
    is_speech(tree, quotation).then(|| Attribution {
        source: headline_speaker(tree, lexicon, quotation),
        content: whole,
        cue: Vec::new(),
        form: Form::Direct,
        act: Act::Assert,
        confidence: 0.5,
    })
}

fn attribution(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    content: Vec<Span>,
    (token, act): (usize, Act),
) -> Attribution {
    let own = verb::subject(tree, lexicon, token);
    // A subject inside the quotation is the quoted verb's.
    let own = own.filter(|s| !content.iter().any(|c| c.contains(s.span)));
    let before = tree.token(token).range().end <= content[0].start;
    let source = own
        .or_else(|| verb::subject_behind(tree, lexicon, token))
        .or_else(|| before.then(|| verb::subject_ahead(tree, lexicon, token)).flatten());
    let confidence = if source.is_some() { 0.9 } else { 0.6 };
    Attribution { content, cue: verb::group(tree, token), source, form: Form::Direct, act, confidence }
}

/// « Ils savaient tout, *écrit un internaute*. Ils attendaient. »: an incise parts the content in two.
fn inside(tree: &Tree<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Option<(Vec<Span>, (usize, Act))> {
    let tokens = tree.tokens_in(quotation.inner);
    for i in tokens.clone() {
        let Some(act) = verb::act(lexicon, tree.token(i)) else { continue };
        let start = verb::group(tree, i)[0].start;
        let comma = tree.doc.text()[..start].trim_end().strip_suffix(',').map(str::len);
        let Some(comma) = comma.filter(|&at| at > quotation.inner.start) else { continue };
        let speaker = verb::subject_behind(tree, lexicon, i);
        let Some(speaker) = speaker.filter(|s| s.span.end <= quotation.inner.end) else { continue };
        let rest = &tree.doc.text()[speaker.span.end..quotation.inner.end];
        let Some(end) =
            rest.trim_start().strip_prefix([',', '.', '!', '?']).map(|r| quotation.inner.end - r.len())
        else {
            continue;
        };
        let parts = [Span::new(quotation.inner.start, comma), Span::new(end, quotation.inner.end)];
        let content = parts.iter().filter_map(|&part| trimmed(tree.doc.text(), part)).collect();
        return Some((content, (i, act)));
    }
    None
}

/// « … », *a déclaré X*: the verb comes right behind the marks.
fn after(tree: &Tree<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Option<(usize, Act)> {
    let behind = tree.tokens_in(Span::new(quotation.outer.end, tree.doc.text().len()));
    let sentence = tree.sentence(tree.tokens_in(quotation.inner).end - 1);
    for i in behind.take(REACH) {
        let token = tree.token(i);
        if let Some(act) = verb::act(lexicon, token) {
            // A verb with an object of its own says something else: « ils réclament une enquête ».
            // With the subject behind it, what the parser calls an object is mostly that subject.
            let object = tree.dependants(i, &["obj", "dobj", "ccomp"]).any(|c| c > i);
            let subject = tree.dependants(i, &["nsubj"]).any(|s| s < i);
            return (!(object && subject)).then_some((i, act));
        }
        // Only the verb's own words may come first, and the rest of its sentence.
        let passes = match token.pos() {
            "PUNCT" => token.text() == ",",
            "AUX" | "PRON" | "ADV" | "SPACE" | "DET" | "PROPN" | "NOUN" | "ADJ" | "X" => true,
            _ => token.text().starts_with('-'),
        };
        if !passes || !sentence.contains(&i) {
            return None;
        }
    }
    None
}

/// *X a déclaré : « … »*, *X affirme que « … »*: the verb comes before the marks, with nothing between that ends it.
fn before(tree: &Tree<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Option<(usize, Act)> {
    let head = tree.doc.text()[..quotation.outer.start].trim_end();
    let last = tree.tokens_in(Span::new(0, head.len())).rev().find(|&i| !tree.token(i).is_space())?;
    let link = tree.token(last);
    let introduces =
        matches!(link.text(), ":" | "que" | "qu'" | "qu’" | ",") || verb::act(lexicon, link).is_some();
    if !introduces {
        return None;
    }
    let sentence = tree.sentence(last);
    let reach = if link.text() == ":" { sentence.len() } else { REACH };
    let verbs = (sentence.start..=last).rev().take(reach);
    let mut found = verbs.filter_map(|i| Some((i, verb::act(lexicon, tree.token(i))?)));
    // Behind a colon the main verb says it (« *Interrogée* sur la grève, elle *a répondu* : »); elsewhere the nearest.
    let cue = if link.text() == ":" {
        found.filter(|&(i, _)| verb::is_finite(tree, i)).last()
    } else {
        found.next()
    }?;
    (!is_part(tree, cue.0, quotation)).then_some(cue)
}

/// Whether a quotation is only a part of what the verb governs, and so mixed speech:
/// « affirme que le bilan est une « erreur » ».
fn is_part(tree: &Tree<'_>, verb: usize, quotation: &Quotation) -> bool {
    tree.dependants(verb, &["ccomp", "xcomp", "obj", "dobj"]).any(|complement| {
        let tokens = tree.subtree(complement);
        let quoted = |i: usize| quotation.outer.contains(Span::from(tree.token(i).range()));
        let is_word = |i: usize| !matches!(tree.token(i).pos(), "PUNCT" | "SCONJ" | "SPACE");
        tokens.iter().any(|&i| quoted(i)) && tokens.iter().any(|&i| !quoted(i) && is_word(i))
    })
}

/// Whether words that nobody is seen to say are speech all the same: a sentence of some length.
fn is_speech(tree: &Tree<'_>, quotation: &Quotation) -> bool {
    let tokens = tree.tokens_in(quotation.inner);
    let words = tokens.clone().filter(|&i| !matches!(tree.token(i).pos(), "PUNCT" | "SPACE")).count();
    let finite = tokens.clone().any(|i| tree.token(i).feature("VerbForm") == Some("Fin"));
    let capital = tree.doc.text()[quotation.inner.range()].chars().next().is_some_and(char::is_uppercase);
    words >= SPEECH && finite && capital
}

/// A headline: *Claire Morin : « … »*. The name that stands alone on its line before the colon speaks.
fn headline_speaker(tree: &Tree<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Option<Mention> {
    let head = tree.doc.text()[..quotation.outer.start].trim_end().strip_suffix(':')?.trim_end();
    let end = tree.tokens_in(Span::new(0, head.len())).end;
    let near = end.saturating_sub(REACH)..end;
    let name = tree.names(near).last().filter(|name| name.end == end)?;
    let before = name.start.checked_sub(1).map_or("\n", |i| tree.token(i).text());
    before.contains('\n').then(|| source::mention_in(tree, lexicon, name.start, name.start..name.end))
}

/// A span without the blanks at its ends; `None` if nothing is left.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = &text[span.range()];
    let start = span.start + (words.len() - words.trim_start().len());
    let kept = words.trim();
    (!kept.is_empty()).then(|| Span::new(start, start + kept.len()))
}
