//! What the knowledge base says of the words of a candidate, before anything is linked: as signs for the model.

use selon_kb::{Base, Entry, NameSort};
use selon_record::EntityType;
use smallvec::SmallVec;

/// What a name may mean, each once.
pub(super) type Signs = SmallVec<[&'static str; 2]>;

/// Towns with so many inhabitants are large, and with so many no villages.
const LARGE: [u64; 2] = [1_000_000, 100_000];

/// What the base has under these very words.
pub(super) fn signs(base: &Base, words: &str) -> Signs {
    let mut signs = Signs::new();
    for (entry, sort) in base.called(words) {
        let sign = sign(&entry, sort);
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs
}

fn sign(entry: &Entry<'_>, sort: NameSort) -> &'static str {
    match (entry.kind(), sort) {
        (EntityType::Person, NameSort::Surname) => "surname",
        (EntityType::Person, _) => "person",
        (EntityType::Place, _) => place(entry),
        (EntityType::Organisation, NameSort::Acronym) => "acronym",
        (EntityType::Organisation, _) => "organisation",
        (EntityType::Outlet, _) => "outlet",
        (EntityType::Equipment, _) => "equipment",
        (EntityType::Document, _) => "document",
        (EntityType::Event, _) => "event",
        (EntityType::Group | EntityType::Other, _) => "other",
    }
}

fn place(entry: &Entry<'_>) -> &'static str {
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
