//! What no single row can be wrong in: the tables held against each other and against the packages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use selon_kb::NameSort;

use crate::build::gather;
use crate::world::World;

/// Reads everything and says what is wrong or odd, a line each; the first list holds what no base can be made of.
///
/// Fails where the packages cannot be read.
pub fn check(packages: &Path, data: &Path) -> Result<(Vec<String>, Vec<String>)> {
    let (mut world, geography) = gather(packages, data)?;
    check_demonyms(&mut world);
    check_members(&mut world, &geography.memberships());
    let lines = |faults: &crate::tables::Faults| faults.iter().map(str::to_owned).collect();
    Ok((lines(&world.faults), lines(&world.warnings)))
}

/// Every country where people live has its demonyms in every language.
fn check_demonyms(world: &mut World) {
    for language in crate::tables::LANGUAGES {
        let told: BTreeSet<&str> = world
            .demonyms
            .iter()
            .filter(|row| row.language == language)
            .map(|row| row.place.as_str())
            .collect();
        let countries = world.entries.values().filter(|entry| entry.id.starts_with("country:"));
        for country in
            countries.filter(|country| !told.contains(country.id.as_str()) && country.population.is_some())
        {
            world.warnings.add(format!("{language}/demonyms.tsv"), format!("{} has none", country.id));
        }
    }
}

/// Members of organisations as the tables have them against those of the Factbook.
fn check_members(world: &mut World, factbook: &BTreeMap<String, BTreeSet<String>>) {
    for entry in world.entries.values() {
        let Some(members) = entry.facts.iter().find(|fact| fact.property == "members") else { continue };
        let acronyms =
            entry.names.iter().filter(|name| name.sort == NameSort::Acronym && name.language == "en");
        let Some(known) = acronyms.into_iter().find_map(|name| factbook.get(&name.text)) else { continue };
        let members: BTreeSet<String> = members.value.split('|').map(str::to_owned).collect();
        let differ: Vec<_> = members.symmetric_difference(known).map(String::as_str).collect();
        if !differ.is_empty() {
            let what = format!("tables and Factbook differ in {}", differ.join(", "));
            world.warnings.add(format!("{}, members", entry.id), what);
        }
    }
}
