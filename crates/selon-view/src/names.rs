//! Who and what an article names: the mentions of one entity together, and what it was recognised as.

use std::collections::HashMap;

use selon_ledger::query::entity_key;
use selon_record::{CodePointSpan, EntityType, Knowledge, Reading};

use super::visible::phrase;

/// An entity with all its mentions.
#[derive(Clone, Debug)]
pub struct Name<'r> {
    /// What it is.
    pub kind: EntityType,
    /// Its fullest name in the article.
    pub name: String,
    /// What a ledger compares it by.
    pub key: String,
    /// How many times it is mentioned.
    pub count: usize,
    /// What it was recognised as.
    pub known: Option<&'r Knowledge>,
}

impl Name<'_> {
    /// « Nour-Soultan → Astana, geonames:1526273 (KZ) »: the base's own name where it is another, its identifier, its country.
    pub fn link(&self) -> Option<String> {
        let known = self.known?;
        let own = phrase(&known.name);
        let mut link = self.name.clone();
        if own != self.name {
            link += &format!(" → {own}");
        }
        link += &format!(", {}", phrase(&known.kb));
        if let Some(country) = known.country.as_deref().filter(|_| !known.kb.starts_with("country:")) {
            link += &format!(" ({})", phrase(country));
        }
        Some(link)
    }
}

/// The entities, those with most mentions first.
pub fn names(reading: &Reading) -> Vec<Name<'_>> {
    let knowledge = by_id(reading);
    let mut places: HashMap<(EntityType, String), usize> = HashMap::new();
    let mut earliest: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<Name<'_>> = Vec::new();
    for entity in &reading.entities {
        let name = phrase(&entity.name);
        let earlier = entity.same.as_deref().and_then(|id| earliest.get(id).copied());
        // What is written alike and was not told apart is shown once.
        let key = (entity.kind, entity.kb.clone().unwrap_or_else(|| name.clone()));
        let place = earlier.unwrap_or_else(|| *places.entry(key).or_insert(names.len()));
        earliest.insert(&entity.id, place);
        if place == names.len() {
            names.push(Name { kind: entity.kind, name, key: entity_key(entity), count: 0, known: None });
        }
        names[place].count += 1;
        names[place].known = names[place].known.or_else(|| knowledge.get(entity.kb.as_deref()?).copied());
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.count));
    names
}

/// The names by what they are, those types that there are.
pub fn by_type<'n, 'r>(names: &'n [Name<'r>]) -> Vec<(EntityType, Vec<&'n Name<'r>>)> {
    let of_type = |kind| (kind, names.iter().filter(|name| name.kind == kind).collect::<Vec<_>>());
    EntityType::ALL.into_iter().map(of_type).filter(|(_, names)| !names.is_empty()).collect()
}

/// Where recognised names stand, with what each is and where that is known from.
pub fn links<'r>(reading: &'r Reading) -> impl Iterator<Item = (CodePointSpan, String)> + 'r {
    let knowledge = by_id(reading);
    reading.entities.iter().filter_map(move |entity| {
        let known = *knowledge.get(entity.kb.as_deref()?)?;
        let name = phrase(&known.name);
        let name = Name { kind: known.kind, name, key: known.kb.clone(), count: 1, known: Some(known) };
        Some((entity.span, format!("{} · {}", name.link()?, origin(known))))
    })
}

fn by_id(reading: &Reading) -> HashMap<&str, &Knowledge> {
    reading.knowledge.iter().map(|row| (&*row.kb, row)).collect()
}

fn origin(known: &Knowledge) -> String {
    source(&phrase(&known.source), &phrase(&known.date), &phrase(&known.licence))
}

/// Where something is from: « GeoNames cities15000, 2026-09 (CC BY 4.0) ».
pub fn source(name: &str, date: &str, licence: &str) -> String {
    format!("{name}, {date} ({licence})")
}

/// The recognised ones by where they are known from.
pub fn by_source<'n, 'r>(names: &'n [Name<'r>]) -> Vec<(String, Vec<&'n Name<'r>>)> {
    let mut sources: Vec<(String, Vec<&Name<'_>>)> = Vec::new();
    for name in names {
        let Some(known) = name.known else { continue };
        let source =
            format!("{}, {} ({})", phrase(&known.source), phrase(&known.date), phrase(&known.licence));
        match sources.iter_mut().find(|(own, _)| *own == source) {
            Some((_, of)) => of.push(name),
            None => sources.push((source, vec![name])),
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_samples::sample;

    #[test]
    fn mentions_of_one_entity_are_one_name() {
        let reading = sample("08-tribune");
        let names = names(&reading);
        let tokaïev = names.iter().find(|name| name.name.contains("Tokaïev")).unwrap();
        assert_eq!(tokaïev.count, 2);
        let link = tokaïev.link().unwrap();
        assert_eq!(link, "Kassym-Jomart Tokaïev, person:kassym-jomart-tokaiev (KZ)");
    }
}
