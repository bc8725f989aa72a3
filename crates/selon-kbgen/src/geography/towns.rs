//! Towns: GeoNames, with labels in French and English, and only those other names that can be meant in a text.

use std::collections::BTreeSet;

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow};
use selon_kb::fold::{fold, is_latin, is_mixed};
use selon_record::EntityType;

use super::{CITIES, Geography, LABEL_LANGUAGES, weight};
use crate::readers::dictionary::CommonWords;
use crate::world::{Gather as _, World};

/// Adds every town of a country that is there.
pub(super) fn add(geography: &Geography, world: &mut World) {
    let countries: BTreeSet<String> = world
        .entries
        .values()
        .filter(|entry| entry.id.starts_with("country:"))
        .flat_map(|entry| entry.names.iter().map(|name| fold(&name.text)))
        .collect();
    for town in &geography.towns {
        if !world.entries.contains_key(&format!("country:{}", town.country)) {
            continue;
        }
        let mut entry = EntryRow::new(format!("geonames:{}", town.number), EntityType::Place, CITIES);
        "town".clone_into(&mut entry.class);
        entry.country = Some(town.country.clone());
        entry.population = Some(town.population).filter(|population| *population > 0);
        entry.location = Some((town.latitude, town.longitude));
        entry.prominence = 0.9 * weight(town.population);
        entry.name(NameRow::new(&town.name, "", NameSort::Main));
        for language in LABEL_LANGUAGES {
            // « Seúl » must not make a town of « Seul ».
            let is_word = |label: &&str| language == "es" && geography.common.has(&fold(label));
            let label = geography.label(language, &town.number.to_string());
            if let Some(label) = label.filter(|label| !is_word(label)) {
                let is_new = label != town.name;
                let sort = if language != "es" && is_new { NameSort::Main } else { NameSort::Alias };
                entry.name(NameRow::new(label, language, sort));
            }
        }
        for name in entry.names.clone().iter().filter(|name| geography.common.has(&name.text)) {
            entry.fact(crate::COMMON_NAME, &name.text, CITIES);
        }
        for other in town.others.iter().filter(|other| can_be_meant(other, &geography.common)) {
            if !countries.contains(&fold(other)) {
                entry.name(NameRow::new(other, "", NameSort::Alias));
            }
        }
        let region = format!("region:{}.{}", town.country, town.region);
        if world.entries.contains_key(&region) {
            entry.fact("within", region, CITIES);
        }
        world.add(entry);
    }
}

/// Towns give way to what the tables say: an acronym there (« OTAN ») is no other name of a town, and where it is its only name
/// it is a common one.
pub(super) fn give_way(world: &mut World) {
    let is_acronym = |name: &&NameRow| name.sort == NameSort::Acronym;
    let acronyms: BTreeSet<String> = world
        .entries
        .values()
        .flat_map(|entry| entry.names.iter().filter(is_acronym))
        .map(|name| fold(&name.text))
        .collect();
    for entry in world.entries.values_mut().filter(|entry| entry.source == CITIES) {
        entry.names.retain(|name| name.sort != NameSort::Alias || !acronyms.contains(&fold(&name.text)));
        for name in entry.names.clone().iter().filter(|name| acronyms.contains(&fold(&name.text))) {
            entry.fact(crate::COMMON_NAME, &name.text, CITIES);
        }
    }
}

/// Whether another name of a town may be kept: Latin, written as a name, of four letters at least, no common word.
fn can_be_meant(name: &str, common: &CommonWords) -> bool {
    let written = |c: char| {
        matches!(c, ' ' | '-' | '\'' | '’' | '.')
            || c.is_alphabetic() && c < '\u{250}'
            || matches!(c, '\u{1E00}'..='\u{1EFF}')
    };
    name.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && name.chars().all(written)
        && is_latin(name)
        && !is_mixed(name)
        && !common.has(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_can_be_meant_are_kept() {
        let mut common = CommonWords::default();
        common.add(b"2\nsel\nseul/S\n").unwrap();
        for name in ["Alma-Ata", "Vernyï", "Téhéran", "L'Aquila", "Hồ Chí Minh"] {
            assert!(can_be_meant(name, &common), "{name}");
        }
        for name in ["ALA", "almati", "Алматы", "Seul", "Sel", "Almatʻi", "Ула", "alʻmaty", "Rio 2", "LOND"]
        {
            assert!(!can_be_meant(name, &common), "{name}");
        }
    }
}
