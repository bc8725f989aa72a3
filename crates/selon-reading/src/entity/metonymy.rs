//! Places that stand for those who govern there: « *Moscou* a déclaré », « selon *Bruxelles* », « *le Kremlin* dément ». The type
//! stays that of a place.

use selon_record::EntityType;

use super::choose::Name;
use super::link::Linked;
use super::words::Words;
use crate::lexicon::FrameSource;

/// Whether a place speaks or acts here.
pub(super) fn acts(words: &Words<'_>, name: &Name, kind: EntityType, link: Option<&Linked>) -> bool {
    let acts = || speaks(words, name) || is_framed(words, name);
    kind == EntityType::Place && !is_dateline(words, name) && governs(words, link) && acts()
}

/// « *NOUR-SOULTAN*, 10 jan 2022 (AM) - »: where a dispatch was written.
fn is_dateline(words: &Words<'_>, name: &Name) -> bool {
    let text = &words.tree.doc.text()[name.span.range()];
    let next = words.behind(name.tokens.end).map(|i| words.tree.token(i).text());
    words.tree.opens_sentence(name.tokens.start)
        && text.chars().all(|c| !c.is_lowercase())
        && matches!(next, Some("," | "("))
}

/// Whether somebody governs there, as far as the base knows the place: a country, or one that the table of metonyms has.
fn governs(words: &Words<'_>, link: Option<&Linked>) -> bool {
    link.is_none_or(|link| link.id.starts_with("country:") || words.base.metonyms(&link.id).next().is_some())
}

/// The subject of what only people and bodies do.
fn speaks(words: &Words<'_>, name: &Name) -> bool {
    let tree = words.tree;
    let inside = |i: &usize| name.tokens.contains(i);
    let head = name.tokens.clone().find(|&i| tree.head(i).is_none_or(|head| !inside(&head)));
    let Some(head) = head.filter(|&i| matches!(tree.token(i).dep(), "nsubj" | "obl:agent" | "obl:arg:agent"))
    else {
        return false;
    };
    let Some(verb) = tree.head(head) else { return false };
    words.lexicon.names.is_deed(tree.token(verb).lemma())
}

/// « selon *Moscou* »
fn is_framed(words: &Words<'_>, name: &Name) -> bool {
    let before = words.before(name.tokens.start).map(|i| words.plain(i));
    before.is_some_and(|word| words.lexicon.frames.get(word) == Some(&FrameSource::After))
}
