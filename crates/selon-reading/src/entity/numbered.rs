//! Names that need no model: who has a title (« M. *Tokaïev* »), sites (« Avia.pro »), numbered weapons (« Su-35 »), resolutions
//! (« résolution 2231 »), what is introduced as an outlet (« la chaîne *Mir 24* ») or a weapon (« le missile *Sarmat* »),
//! countries and large towns, inhabitants (« les *Kazakhs* »).

use selon_record::{EntityType, SourceKind};

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
            // The longest of those that begin together comes first.
            if found.last().is_none_or(|(last, _)| last.tokens.end <= candidate.tokens.start) {
                found.push((candidate, kind));
            }
        }
    }
    let mut added = Vec::new();
    for (candidate, kind) in found {
        let first = names.partition_point(|name| name.tokens.end <= candidate.tokens.start);
        match names.get_mut(first).filter(|name| name.tokens.start < candidate.tokens.end) {
            // Somebody can stand right behind such a noun: « a dit au journal *Pierre Lemoine* »; « Jordanie » can be a name.
            Some(_) if kind == EntityType::Place => {}
            Some(name) if name.kind == EntityType::Person && kind == EntityType::Outlet => {}
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
    if is_inhabitants(words, candidate) {
        return Some(EntityType::Group);
    }
    if is_introduced(words, candidate) {
        return Some(EntityType::Outlet);
    }
    if is_titled(words, candidate) {
        return Some(EntityType::Person);
    }
    if is_known_place(words, candidate) {
        return Some(EntityType::Place);
    }
    if is_weapon(words, candidate) {
        return Some(EntityType::Equipment);
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

/// « les *Kazakhs* », « des *Ukrainiens* »
fn is_inhabitants(words: &Words<'_>, candidate: &Candidate) -> bool {
    let tokens = &candidate.tokens;
    let token = words.tree.token(tokens.start);
    let noun = tokens.len() == 1 && matches!(token.pos(), "NOUN" | "PROPN") && words.is_capital(tokens.start);
    let places = || !words.places_of(tokens.start).is_empty();
    let plural = || {
        let before = words.before(tokens.start).map(|i| words.tree.token(i).feature("Number"));
        before == Some(Some("Plur")) && token.text().chars().any(char::is_lowercase)
    };
    noun && places() && plural()
}

/// « M. *Tokaïev* », « Mme *Claire Morin* »: capitals right behind a title that only people have.
fn is_titled(words: &Words<'_>, candidate: &Candidate) -> bool {
    let tokens = &candidate.tokens;
    let title = |i: usize| words.lexicon.titles.get(words.plain(i)).is_some_and(Option::is_some);
    words.before(tokens.start).is_some_and(title) && tokens.clone().all(|i| words.is_capital(i))
}

/// « Au *Kazakhstan*, … », « d''*Almaty* »: a country or a large town by its usual name, and nothing else that the base knows.
fn is_known_place(words: &Words<'_>, candidate: &Candidate) -> bool {
    let text = &words.tree.doc.text()[candidate.span.range()];
    let usual = |(entry, _): (selon_kb::Entry<'_>, _)| entry.name(words.lexicon.language) == text;
    let known = words.known(text);
    let large = known.contains(&"country") || known.contains(&"large town");
    let places =
        known.iter().all(|sign| matches!(*sign, "country" | "region" | "place") || sign.ends_with("town"));
    large && places && words.base.called(text).any(usual)
}

/// « le missile *Sarmat* »: what the base knows as a weapon, behind a noun for one.
fn is_weapon(words: &Words<'_>, candidate: &Candidate) -> bool {
    let text = &words.tree.doc.text()[candidate.span.range()];
    let before = words.before(candidate.tokens.start);
    before.and_then(|i| words.head_type(i)) == Some(EntityType::Equipment)
        && words.known(text).contains(&"equipment")
}

/// « la chaîne *Mir 24* », « le site *FrontInfo* »: a capital right behind a noun that is an outlet.
fn is_introduced(words: &Words<'_>, candidate: &Candidate) -> bool {
    let tree = words.tree;
    let tokens = &candidate.tokens;
    let outlet =
        |word: &str| words.lexicon.sources.of(word).is_some_and(|word| word.kind == SourceKind::Outlet);
    let noun =
        |i: usize| tree.token(i).pos() == "NOUN" && !words.is_capital(i) && outlet(tree.token(i).lemma());
    let whole = tokens.clone().all(|i| words.is_capital(i) || words.is_number(i));
    whole && words.before(tokens.start).is_some_and(noun)
}
