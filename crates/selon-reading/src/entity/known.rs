//! What the knowledge base says of the words of a candidate, before anything is linked: as signs for the model.

use selon_kb::{Base, By, Candidate, fold};
use selon_record::EntityType;
use smallvec::SmallVec;

/// What a name may mean, each once.
pub(super) type Signs = SmallVec<[&'static str; 2]>;

/// Towns with so many inhabitants are large, and with so many no villages.
const LARGE: [u64; 2] = [1_000_000, 100_000];

/// What the base has under these very words.
pub(super) fn signs(base: &Base, words: &str) -> Signs {
    let folded = fold::fold(words);
    let first = folded.split(' ').next().unwrap_or_default();
    let mut signs = Signs::new();
    if first.is_empty() || !fold::is_short(words) || !base.starts_alias(first) {
        return signs;
    }
    for candidate in base.candidates(words) {
        if let Some(sign) = sign(&candidate).filter(|sign| !signs.contains(sign)) {
            signs.push(sign);
        }
    }
    signs
}

fn sign(candidate: &Candidate<'_>) -> Option<&'static str> {
    let entry = &candidate.entry;
    let own = matches!(candidate.by, By::Exact | By::Acronym | By::Domain | By::Designator);
    Some(match (entry.kind(), candidate.by) {
        (EntityType::Person, By::Surname) => "surname",
        (EntityType::Person, By::Key) => "person spelt otherwise",
        _ if !own => return None,
        (EntityType::Person, _) => "person",
        (EntityType::Place, _) => place(entry),
        (EntityType::Organisation, By::Acronym) => "acronym",
        (EntityType::Organisation, _) => "organisation",
        (EntityType::Outlet, _) => "outlet",
        (EntityType::Equipment, _) => "equipment",
        (EntityType::Document, _) => "document",
        (EntityType::Event, _) => "event",
        (EntityType::Group | EntityType::Other, _) => "other",
    })
}

fn place(entry: &selon_kb::Entry<'_>) -> &'static str {
    match entry.id().split(':').next() {
        Some("country") => "country",
        Some("region") => "region",
        Some("geonames") => match entry.population().unwrap_or(0) {
            many if many >= LARGE[0] => "large town",
            many if many >= LARGE[1] => "town",
            _ => "small town",
        },
        _ => "place",
    }
}
