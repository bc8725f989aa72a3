//! The source of an attribution: its whole noun phrase, what it is, and its name where it has one.

use std::ops::Range;

use selon_record::{EntityType, SourceKind, Span};
use selon_spacy::Token;

use super::Mention;
use crate::entity::is_domain;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The source that a head word stands for.
pub(crate) fn mention(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Mention {
    mention_in(tree, lexicon, head, tree.noun_phrase(head))
}

/// The source that a head word stands for, given its noun phrase.
pub(super) fn mention_in(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    head: usize,
    phrase: std::ops::Range<usize>,
) -> Mention {
    let token = tree.token(head);
    if token.pos() == "PRON" {
        return at(tree, pronoun_within(token), pronoun_kind(token), None);
    }
    let named = name_within(tree, lexicon, phrase.clone());
    let kind = match named {
        Some((_, kind)) if kind != SourceKind::Organisation => kind,
        _ => noun_kind(tree, lexicon, head, named.is_some()),
    };
    let name = match (kind, named) {
        (SourceKind::Unnamed | SourceKind::None, _) => None,
        _ if points_back(tree, head) => None,
        (SourceKind::Person | SourceKind::Outlet, Some((name, of))) if of == kind => Some(name),
        _ => Some(without_article(tree, phrase.clone())),
    };
    at(tree, tree.span(phrase), kind, name)
}

fn at(tree: &Tree<'_>, span: Span, kind: SourceKind, name: Option<String>) -> Mention {
    Mention { span, kind, words: tree.doc.text()[span.range()].to_owned(), name }
}

/// The pronoun without the hyphen that ties it to its verb: « -il » → « il ».
pub(super) fn pronoun_within(token: Token<'_>) -> Span {
    let range = token.range();
    let tied = token.text().starts_with('-') && token.text().len() > 1;
    Span::new(range.start + usize::from(tied), range.end)
}

/// *On* stands for people without a name; a plural for several; who says *je* is the author.
fn pronoun_kind(token: Token<'_>) -> SourceKind {
    match (token.feature("Person"), token.feature("Number")) {
        _ if matches!(
            token.text().trim_start_matches('-').to_lowercase().as_str(),
            "on" | "l'on" | "one"
        ) =>
        {
            SourceKind::Unnamed
        }
        (Some("1"), _) => SourceKind::Author,
        (_, Some("Plur")) => SourceKind::Group,
        _ => SourceKind::Person,
    }
}

/// A name inside the phrase: of a person or an outlet before that of a body or place.
fn name_within(tree: &Tree<'_>, lexicon: &Lexicon, phrase: Range<usize>) -> Option<(String, SourceKind)> {
    if let Some(i) = phrase.clone().find(|&i| is_domain(tree.token(i).text())) {
        return Some((tree.token(i).text().to_owned(), SourceKind::Outlet));
    }
    let named = tree.names(phrase).iter().filter_map(|e| {
        let kind = match lexicon.labels.get(tree.doc.labels().get(e.label))? {
            EntityType::Person => SourceKind::Person,
            // « Moscou a déclaré »: a place that speaks is its government.
            EntityType::Organisation | EntityType::Place => SourceKind::Organisation,
            _ => return None,
        };
        Some((without_article(tree, e.start..e.end), kind))
    });
    named.min_by_key(|(_, kind)| *kind)
}

/// Whether a noun can be a source: one of the list, or a name.
pub(crate) fn can_speak(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> bool {
    tree.token(head).pos() == "PROPN" || listed(tree, lexicon, head).is_some()
}

/// What the list says of a noun.
pub(super) fn listed(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Option<SourceKind> {
    let token = tree.token(head);
    // The lemmatiser does not know every noun: « internautes », « riverains ».
    let forms = [token.lemma(), token.text()];
    forms.iter().find_map(|form| lexicon.nouns.get(&form.to_lowercase())).copied()
}

/// What a noun is as a source. An indefinite person is nobody known: « un témoin », « des experts ».
fn noun_kind(tree: &Tree<'_>, lexicon: &Lexicon, head: usize, has_name: bool) -> SourceKind {
    let token = tree.token(head);
    let kind = match listed(tree, lexicon, head) {
        // « les pompiers »: the list has them as one person.
        Some(SourceKind::Person) if token.feature("Number") == Some("Plur") => SourceKind::Group,
        Some(kind) => kind,
        None if token.pos() == "PROPN" && has_name => SourceKind::Organisation,
        None if token.feature("Number") == Some("Plur") => SourceKind::Group,
        None => SourceKind::Person,
    };
    let hidden = matches!(kind, SourceKind::Person | SourceKind::Group | SourceKind::Outlet);
    if hidden && is_indefinite(tree, lexicon, head) { SourceKind::Unnamed } else { kind }
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
fn points_back(tree: &Tree<'_>, head: usize) -> bool {
    tree.dependants(head, &["det"]).any(|i| tree.token(i).feature("PronType") == Some("Dem"))
}

/// The words of a phrase without the article before them.
fn without_article(tree: &Tree<'_>, phrase: Range<usize>) -> String {
    let first = phrase.clone().find(|&i| tree.token(i).pos() != "DET").unwrap_or(phrase.start);
    let words = &tree.doc.text()[tree.span(first..phrase.end).range()];
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
