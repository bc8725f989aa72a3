//! How sure a content is as its source presents it: level and polarity, with the words that show them.

use selon_record::{Act, Form, Level, Polarity, Span};
use selon_spacy::Token;

use crate::attribution::Attribution;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The certainty of a content, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Certainty {
    pub(crate) level: Level,
    pub(crate) polarity: Polarity,
    pub(crate) cues: Vec<Span>,
}

/// The lexical verb of a conditional of hearsay, given its finite form: « *aurait* tué », « *serait* mort ».
///
/// The conditional is hearsay when no condition (*si*), modal (« pourrait ») or courtesy explains it.
pub(crate) fn conditional_of_hearsay(tree: &Tree<'_>, lexicon: &Lexicon, token: usize) -> Option<usize> {
    let finite = tree.token(token);
    let auxiliary = finite.dep().starts_with("aux") || finite.dep() == "cop";
    let verb = if auxiliary { finite.head().i() } else { token };
    let explained = !is_conditional(finite)
        || matches!(finite.feature("Person"), Some("1" | "2"))
        || lexicon.modals.contains_key(finite.lemma())
        || lexicon.modals.contains_key(tree.token(verb).lemma())
        || hangs_on_condition(tree, token);
    (!explained).then_some(verb)
}

/// A conditional by its tag, where the form can be one, or by its form: the infinitive with the endings of the
/// imperfect (« figurer-ait », « prendr-aient »), which taggers often take for an imperfect.
fn is_conditional(token: Token<'_>) -> bool {
    if !matches!(token.pos(), "VERB" | "AUX") {
        return false;
    }
    let form = token.text().to_lowercase();
    let stem = ["aient", "ais", "ait", "ions", "iez"].iter().find_map(|ending| form.strip_suffix(ending));
    let infinitive = |stem: &str| stem == token.lemma() || token.lemma().strip_suffix('e') == Some(stem);
    stem.is_some_and(|stem| stem.ends_with('r') && (token.feature("Mood") == Some("Cnd") || infinitive(stem)))
}

/// A sentence with *si* as a conjunction: « s'il venait, il verrait ».
fn hangs_on_condition(tree: &Tree<'_>, token: usize) -> bool {
    tree.sentence(token).map(|i| tree.token(i)).any(|t| t.lemma() == "si" && t.pos() == "SCONJ")
}

/// The lexical verb of any conditional of the third person: « *aurait* tué », « *serait* mort ».
pub(crate) fn conditional_verb(tree: &Tree<'_>, token: usize) -> Option<usize> {
    let finite = tree.token(token);
    if !is_conditional(finite) || matches!(finite.feature("Person"), Some("1" | "2")) {
        return None;
    }
    let auxiliary = finite.dep().starts_with("aux") || finite.dep() == "cop";
    Some(if auxiliary { finite.head().i() } else { token })
}

/// The certainty of an attribution's content, given the [`hedges`] of the text.
pub(crate) fn of(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    hedges: &[(Span, Level)],
    attribution: &Attribution,
) -> Certainty {
    let tokens: Vec<usize> = attribution.content.iter().flat_map(|&span| tree.tokens_in(span)).collect();
    let mut certainty = match attribution.act {
        Act::Question | Act::Request | Act::Promise => certain(Level::Open),
        _ => certain(Level::Certain),
    };
    certainty.polarity = polarity(tree, &tokens, &attribution.content);
    if certainty.level == Level::Open {
        return certainty;
    }
    if let Some((level, cue)) = conditional(tree, lexicon, &tokens, attribution) {
        (certainty.level, certainty.cues) = (level, vec![cue]);
    } else if let Some((level, cue)) = hedge(hedges, &attribution.content) {
        (certainty.level, certainty.cues) = (level, vec![cue]);
    }
    certainty
}

fn certain(level: Level) -> Certainty {
    Certainty { level, polarity: Polarity::Positive, cues: Vec::new() }
}

/// The first conditional of the content: of a modal what the table says, else hearsay. In words between quotation
/// marks the speaker's own conditional is not hearsay of the article.
fn conditional(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    tokens: &[usize],
    attribution: &Attribution,
) -> Option<(Level, Span)> {
    let form = attribution.form;
    let told_in_present = is_present(tree, &attribution.cue);
    tokens.iter().find_map(|&i| {
        let token = tree.token(i);
        let span = Span::from(token.range());
        if !is_conditional(token) {
            return None;
        }
        if let Some(&level) = lexicon.modals.get(token.lemma()) {
            return Some((level, span));
        }
        let hearsay = form != Form::Direct && conditional_of_hearsay(tree, lexicon, i).is_some();
        // After a verb of saying in the past the simple form tells the future: « il a dit qu'il viendrait ».
        let future = token.pos() != "AUX" && form == Form::Indirect && !told_in_present;
        (hearsay && !future).then_some((Level::Hearsay, span))
    })
}

/// Whether the verb of saying stands in the present: « assure », not « a assuré ».
fn is_present(tree: &Tree<'_>, cue: &[Span]) -> bool {
    let mut tokens = cue.iter().flat_map(|&span| tree.tokens_in(span)).map(|i| tree.token(i));
    let past = |t: &Token<'_>| t.feature("VerbForm") == Some("Part") || t.feature("Tense") == Some("Imp");
    tokens.clone().any(|t| t.feature("Tense") == Some("Pres")) && !tokens.any(|t| past(&t))
}

/// The words of a text that weaken what is said: « peut-être », « probablement ».
pub(crate) fn hedges(tree: &Tree<'_>, lexicon: &Lexicon) -> Vec<(Span, Level)> {
    let at = |first| tree.longest_form(first, &lexicon.hedges);
    (0..tree.doc.len()).filter_map(at).map(|(words, &level)| (tree.span(words), level)).collect()
}

/// The first hedge of a content.
fn hedge(hedges: &[(Span, Level)], content: &[Span]) -> Option<(Level, Span)> {
    content.iter().find_map(|part| {
        let first = hedges.partition_point(|(words, _)| words.start < part.start);
        hedges.get(first).filter(|(words, _)| part.contains(*words)).map(|&(words, level)| (level, words))
    })
}

/// Negative when the head of the content is negated: « il n'a pas vu ».
fn polarity(tree: &Tree<'_>, tokens: &[usize], content: &[Span]) -> Polarity {
    let inside = |i: usize| content.iter().any(|span| span.contains(tree.token(i).range().into()));
    let head = tokens.iter().copied().find(|&i| !tree.head(i).is_some_and(inside));
    let negated = head.is_some_and(|head| {
        tree.children(head).iter().any(|&c| {
            let token = tree.token(c);
            token.dep() == "neg" || token.feature("Polarity") == Some("Neg") && token.lemma() == "ne"
        })
    });
    if negated { Polarity::Negative } else { Polarity::Positive }
}
