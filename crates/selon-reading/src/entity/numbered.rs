//! Names that their form alone tells, and that the model need not be asked of: sites (« Avia.pro »), numbered weapons
//! (« Su-35 »), resolutions (« résolution 2231 »).

use selon_record::EntityType;

use super::candidate::Candidate;
use super::choose::Name;
use super::domain::is_domain;
use super::words::Words;

/// How sure such a name is.
const SURE: f64 = 0.8;

/// Adds those that no name of the model overlaps, and says what those are that it has found.
pub(super) fn add(words: &Words<'_>, candidates: &[Candidate], mut names: Vec<Name>) -> Vec<Name> {
    let mut found: Vec<(&Candidate, EntityType)> = Vec::new();
    for candidate in candidates {
        if let Some(kind) = kind(words, candidate) {
            // The longest first: of those that overlap it stays.
            if found.last().is_none_or(|(last, _)| last.tokens.end <= candidate.tokens.start) {
                found.push((candidate, kind));
            }
        }
    }
    let mut added = Vec::new();
    for (candidate, kind) in found {
        let first = names.partition_point(|name| name.tokens.end <= candidate.tokens.start);
        match names.get_mut(first).filter(|name| name.tokens.start < candidate.tokens.end) {
            Some(name) if name.tokens == candidate.tokens => *name = Name::new(candidate.clone(), kind, SURE),
            Some(_) => {}
            None => added.push(Name::new(candidate.clone(), kind, SURE)),
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
    names
}

fn kind(words: &Words<'_>, candidate: &Candidate) -> Option<EntityType> {
    let text = &words.tree.doc.text()[candidate.span.range()];
    if candidate.tokens.len() == 1 && is_domain(text) {
        return Some(EntityType::Outlet);
    }
    if resolution(words, candidate).is_some() {
        return Some(EntityType::Document);
    }
    let numbered = text.contains(|c: char| c.is_ascii_digit()) && text.starts_with(char::is_uppercase);
    (numbered && words.base.designator(text).is_some()).then_some(EntityType::Equipment)
}

/// The number of a resolution of the Security Council: « la résolution *2231* ».
pub(super) fn resolution(words: &Words<'_>, candidate: &Candidate) -> Option<u32> {
    let tokens = &candidate.tokens;
    let noun = words.lexicon.names.is_resolution(words.plain(tokens.start));
    if !noun || tokens.len() != 2 {
        return None;
    }
    words.plain(tokens.end - 1).parse().ok()
}
