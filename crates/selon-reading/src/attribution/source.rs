//! The words of a source: its whole noun phrase, what the tables say of its head, and the names in it.

use std::ops::Range;

use selon_record::{EntityType, SourceKind, Span, UnnamedType};
use selon_spacy::Token;

use super::Mention;
use super::trigger::Trigger;
use crate::entity::is_domain;
use crate::lexicon::{Lexicon, SourceWord, Sources};
use crate::tree::Tree;

/// A source as it stands in the text; what it is and whom it stands for is settled when all of them are known.
pub(super) fn mention(tree: &Tree<'_>, trigger: &Trigger<'_>, head: usize, phrase: Range<usize>) -> Mention {
    let token = tree.token(head);
    let span = if token.pos() == "PRON" { pronoun_within(token) } else { tree.span(phrase.clone()) };
    Mention {
        span: Some(span),
        kind: SourceKind::None,
        words: tree.doc.text()[span.range()].to_owned(),
        head,
        phrase,
        signal: trigger.class(),
        name: None,
        unnamed: None,
    }
}

/// A source that only another source names (« un site cité par *l'agence* »): no cue is its own, so the tables alone say
/// what it is.
pub(crate) fn behind(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Mention {
    let phrase = tree.noun_phrase(head);
    let span = tree.span(phrase.clone());
    let plural = tree.token(head).feature("Number") == Some("Plur");
    let listed = listed(tree, lexicon, head).map(|word| word.kind);
    let kind = match (name_type(tree, phrase.clone()), listed) {
        (Some(EntityType::Outlet), _) => SourceKind::Outlet,
        (_, Some(SourceKind::Person)) if plural => SourceKind::Group,
        (_, Some(kind)) => kind,
        (Some(EntityType::Person), None) => SourceKind::Person,
        (Some(EntityType::Organisation | EntityType::Place), None) => SourceKind::Organisation,
        (_, None) if plural => SourceKind::Group,
        (_, None) => SourceKind::Person,
    };
    let hidden = matches!(kind, SourceKind::Person | SourceKind::Group | SourceKind::Outlet)
        && is_indefinite(tree, lexicon, head);
    let kind = if hidden { SourceKind::Unnamed } else { kind };
    let name = (kind != SourceKind::Unnamed).then(|| without_article(tree, phrase.clone()));
    let words = tree.doc.text()[span.range()].to_owned();
    Mention { span: Some(span), kind, words, head, phrase, signal: "source", name, unnamed: None }
}

/// The pronoun without the hyphen that ties it to its verb: « -il » → « il ».
pub(super) fn pronoun_within(token: Token<'_>) -> Span {
    let range = token.range();
    let tied = token.text().starts_with('-') && token.text().len() > 1;
    Span::new(range.start + usize::from(tied), range.end)
}

/// What the table of sources says of a noun: of the longest expression that it begins (« banque centrale »), as it is
/// written or else by its base form.
pub(super) fn listed(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Option<SourceWord> {
    let sentence = tree.sentence(head);
    let longest = (head + Sources::LONGEST).min(sentence.end);
    let written = (head + 1..=longest).rev().map(|end| {
        let span = tree.span(head..end);
        lexicon.sources.of(&tree.doc.text()[span.range()])
    });
    written.flatten().next().or_else(|| lexicon.sources.of(tree.token(head).lemma()))
}

/// Whether a noun can be a source: one of the list, or a name.
pub(crate) fn can_speak(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> bool {
    tree.token(head).pos() == "PROPN" || listed(tree, lexicon, head).is_some()
}

/// What sort of source somebody without a name is, by the head (« un *témoin* ») or else by the words beside it
/// (« une source *judiciaire* », « des sources proches de l'*enquête* »).
pub(super) fn unnamed_type(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    head: usize,
    phrase: Range<usize>,
) -> Option<UnnamedType> {
    let own = listed(tree, lexicon, head).and_then(|word| word.unnamed);
    let beside = || {
        let words = phrase.filter(|&i| i > head).map(|i| tree.token(i));
        words.flat_map(|token| [token.text(), token.lemma()]).find_map(|word| lexicon.sources.type_of(word))
    };
    own.or_else(beside)
}

/// Which sort of name the words hold, a site or a person before a body or place.
pub(super) fn name_type(tree: &Tree<'_>, phrase: Range<usize>) -> Option<EntityType> {
    if phrase.clone().any(|i| is_domain(tree.token(i).text())) {
        return Some(EntityType::Outlet);
    }
    let types = tree.names(phrase).iter().map(|name| name.kind);
    types.min_by_key(|kind| match kind {
        EntityType::Person => 0,
        EntityType::Organisation => 1,
        EntityType::Place => 2,
        _ => 3,
    })
}

pub(super) fn is_indefinite(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> bool {
    let token = tree.token(head);
    let mut determiners = tree.dependants(head, &["det", "nummod"]).map(|i| tree.token(i)).peekable();
    if determiners.peek().is_none() {
        return token.pos() == "NOUN" && token.feature("Number") == Some("Plur");
    }
    determiners.any(|d| {
        lexicon.indefinites.contains(d.lemma())
            || d.feature("Definite") == Some("Ind")
            || d.feature("PronType") == Some("Ind")
            || d.pos() == "NUM"
    })
}

/// « ce dernier », « cette source »: a demonstrative stands for somebody named before.
pub(super) fn points_back(tree: &Tree<'_>, head: usize) -> bool {
    tree.dependants(head, &["det"]).any(|i| tree.token(i).feature("PronType") == Some("Dem"))
}

/// The words of a phrase without the article before them.
pub(super) fn without_article(tree: &Tree<'_>, phrase: Range<usize>) -> String {
    let first = phrase.clone().find(|&i| tree.token(i).pos() != "DET").unwrap_or(phrase.start);
    let words = &tree.doc.text()[tree.span(first..phrase.end).range()];
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
