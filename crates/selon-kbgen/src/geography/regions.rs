//! First-order regions of countries, and parts of the world.

use std::collections::BTreeMap;

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow};
use selon_record::EntityType;

use super::{CLDR, Geography, LABEL_LANGUAGES, LABELS, weight};
use crate::world::{Gather as _, World, slug};

/// Adds the regions that have a label, then the parts of the world.
pub(super) fn add(geography: &Geography, world: &mut World) {
    let mut people: BTreeMap<String, u64> = BTreeMap::new();
    for town in &geography.towns {
        *people.entry(format!("{}.{}", town.country, town.region)).or_default() += town.population;
    }
    let codes = geography.labels.values().flat_map(BTreeMap::keys).filter(|key| key.contains('.'));
    for code in codes.collect::<std::collections::BTreeSet<_>>() {
        let Some((country, _)) = code.split_once('.') else { continue };
        if !world.entries.contains_key(&format!("country:{country}")) {
            continue;
        }
        let mut entry = EntryRow::new(format!("region:{code}"), EntityType::Place, LABELS);
        "region".clone_into(&mut entry.class);
        entry.country = Some(country.to_owned());
        // Its towns are only a part of who lives there: good enough to weigh it, not to be said.
        entry.prominence = 0.8 * weight(people.get(code).copied().unwrap_or_default());
        for language in LABEL_LANGUAGES {
            let sort = if language == "es" { NameSort::Alias } else { NameSort::Main };
            let label = geography.label(language, code);
            if let Some(label) = label {
                entry.name(NameRow::new(label, language, sort));
                bare(label).into_iter().for_each(|name| entry.name(NameRow::new(name, "", NameSort::Alias)));
            }
        }
        world.add(entry);
    }
    add_parts_of_the_world(geography, world);
}

/// The name in a label that says what it is: "Khenchela Province".
fn bare(label: &str) -> Option<&str> {
    const WORDS: [&str; 8] =
        ["Province", "Region", "Oblast", "Governorate", "State", "County", "Prefecture", "District"];
    let (name, word) = label.rsplit_once(' ')?;
    WORDS.contains(&word).then_some(name)
}

fn add_parts_of_the_world(geography: &Geography, world: &mut World) {
    /// Of UN M.49: Africa, Oceania, the Americas, Asia, Europe.
    const CONTINENTS: [&str; 5] = ["002", "009", "019", "142", "150"];
    let cldr = &geography.cldr;
    for code in cldr.parts_of_the_world() {
        let name = |language: &str| {
            let names = cldr.names.get(&(language.to_owned(), code.to_owned()));
            names
                .and_then(|names| names.iter().find(|name| name.form.is_empty()))
                .map(|name| name.text.as_str())
        };
        let Some(french) = name("fr") else { continue };
        let mut entry = EntryRow::new(format!("place:{}", slug(french)), EntityType::Place, CLDR);
        if CONTINENTS.contains(&code) { "continent" } else { "world_region" }.clone_into(&mut entry.class);
        entry.prominence = if CONTINENTS.contains(&code) { 0.8 } else { 0.6 };
        entry.name(NameRow::new(capitalised(french), "fr", NameSort::Main));
        name("en").into_iter().for_each(|name| entry.name(NameRow::new(name, "en", NameSort::Main)));
        let countries = cldr.countries_of(code);
        let countries: Vec<_> = countries
            .into_iter()
            .filter(|code| world.entries.contains_key(&format!("country:{code}")))
            .collect();
        entry.fact("members", countries.join("|"), CLDR);
        world.add(entry);
    }
}

/// « région micronésienne »
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
