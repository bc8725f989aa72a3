//! Countries: names of CLDR and the Factbook, figures and borders of the Factbook.

use std::collections::BTreeMap;

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow};
use selon_kb::fold::fold;
use selon_record::EntityType;

use super::{CITIES, CLDR, FACTBOOK, FACTBOOK_DATE, Geography, weight};
use crate::readers::cldr::TerritoryName;
use crate::readers::factbook::Profile;
use crate::tables::Table;
use crate::world::{Gather as _, World};

/// Names of countries that only the Factbook has.
const FACTBOOK_NAMES: &str = include_str!("../../data/factbook_names.tsv");

/// Adds every country that CLDR has a name for.
pub(super) fn add(geography: &Geography, world: &mut World) {
    let cldr = &geography.cldr;
    for country in &geography.countries {
        let code = &country.iso;
        let names_in = |language: &str| cldr.names.get(&(language.to_owned(), code.clone()));
        // Countries that are no more (the Netherlands Antilles) have no name there.
        if names_in("fr").is_none() {
            continue;
        }
        let mut entry = EntryRow::new(format!("country:{code}"), EntityType::Place, CLDR);
        "country".clone_into(&mut entry.class);
        entry.country = Some(code.clone());
        for language in crate::tables::LANGUAGES {
            names_in(language).into_iter().for_each(|names| add_names(&mut entry, language, names));
        }
        entry.name(NameRow::new(&country.name, "en", NameSort::Alias));
        let facts = [("languages", &cldr.languages), ("currencies", &cldr.currencies)];
        for (property, of) in facts {
            if let Some(codes) = of.get(code).filter(|codes| !codes.is_empty()) {
                let codes: Vec<_> = codes.iter().map(String::as_str).collect();
                entry.fact(property, codes.join("|"), CLDR);
            }
        }
        match geography.profiles.get(code) {
            Some(profile) => add_profile(&mut entry, profile),
            None => country.area.into_iter().for_each(|area| entry.fact("area", area.to_string(), CITIES)),
        }
        // Even a small state is spoken of as one.
        entry.prominence = 0.6 + 0.4 * weight(entry.population.unwrap_or_default());
        world.add(entry);
    }
    add_borders(geography, world);
}

/// The usual name is the main one, but for the long forms that CLDR has for places that are no states everywhere.
fn add_names(entry: &mut EntryRow, language: &str, names: &[TerritoryName]) {
    let is_initials = |text: &str| !text.chars().any(char::is_lowercase);
    let short = names.iter().find(|name| name.form == "short" && !is_initials(&name.text));
    let main = short.or_else(|| names.iter().find(|name| name.form.is_empty()));
    for name in main.into_iter().chain(names.iter().filter(|name| Some(*name) != main)) {
        let sort = match Some(name) == main {
            true => NameSort::Main,
            false if is_initials(&name.text) => NameSort::Acronym,
            false => NameSort::Alias,
        };
        // « Myanmar (Birmanie) », "Congo (DRC)": two names, unless what stands in brackets only tells it from another.
        match name.text.split_once(" (") {
            None => entry.name(NameRow::new(&name.text, language, sort)),
            Some((first, second)) => {
                let second = second.trim_end_matches(')');
                if !is_initials(second) {
                    entry.name(NameRow::new(first, language, sort));
                    entry.name(NameRow::new(second, language, NameSort::Alias));
                }
            }
        }
    }
}

fn add_profile(entry: &mut EntryRow, profile: &Profile) {
    for name in &profile.names {
        entry.name(NameRow::new(&name.text, if name.english { "en" } else { "" }, NameSort::Alias));
    }
    if let Some((people, year)) = &profile.population {
        entry.population = Some(*people);
        entry.dated_fact("population", people.to_string(), year, FACTBOOK);
    }
    if let Some(area) = profile.area {
        entry.dated_fact("area", area.to_string(), FACTBOOK_DATE, FACTBOOK);
    }
}

/// A border with each neighbour: `border:RU`, in kilometres.
fn add_borders(geography: &Geography, world: &mut World) {
    let mut codes: BTreeMap<String, &str> = BTreeMap::new();
    for ((_, code), names) in &geography.cldr.names {
        names.iter().for_each(|name| _ = codes.insert(fold(&name.text), code));
    }
    for (code, profile) in &geography.profiles {
        profile.names.iter().for_each(|name| _ = codes.insert(fold(&name.text), code));
    }
    let others = Table::read("factbook_names.tsv", FACTBOOK_NAMES, &["name", "country"], &mut world.faults);
    others.rows().for_each(|row| _ = codes.insert(fold(row.get("name")), row.get("country")));
    let code_of = |name: &str| {
        let folded = fold(name);
        let bare = folded.strip_prefix("the ").unwrap_or(&folded);
        codes.get(&folded).or_else(|| codes.get(bare)).copied()
    };
    for (country, profile) in &geography.profiles {
        let Some(entry) = world.entries.get_mut(&format!("country:{country}")) else { continue };
        let mut borders: BTreeMap<&str, f64> = BTreeMap::new();
        for (neighbour, length) in &profile.borders {
            match code_of(neighbour) {
                Some("-") => {}
                Some(code) => *borders.entry(code).or_default() += length,
                None => world
                    .warnings
                    .add(format!("Factbook, borders of {country}"), format!("who is {neighbour:?}?")),
            }
        }
        for (neighbour, length) in borders {
            entry.dated_fact(&format!("border:{neighbour}"), length.to_string(), FACTBOOK_DATE, FACTBOOK);
        }
    }
}

/// The capital of each country, once the towns are there.
pub(super) fn add_capitals(geography: &Geography, world: &mut World) {
    for country in &geography.countries {
        let profile = geography.profiles.get(&country.iso);
        let named = |name: &str| {
            let folded = fold(name);
            let is_named = |town: &&super::Town| {
                town.country == country.iso
                    && (fold(&town.name) == folded || town.others.iter().any(|other| fold(other) == folded))
            };
            geography
                .towns
                .iter()
                .filter(is_named)
                .max_by_key(|town| (fold(&town.name) == folded, town.population))
        };
        let capital = profile
            .and_then(|profile| profile.capital.as_deref())
            .filter(|capital| !capital.contains(['(', ';']));
        let known = [capital, Some(country.capital.as_str()).filter(|name| !name.is_empty())];
        let found = known.into_iter().flatten().find_map(|name| Some((named(name)?, Some(name) == capital)));
        let Some(entry) = world.entries.get_mut(&format!("country:{}", country.iso)) else { continue };
        let Some((town, in_factbook)) = found else {
            if let Some(name) = known.into_iter().flatten().next() {
                world
                    .warnings
                    .add(format!("capital of {}", country.iso), format!("no town is called {name:?}"));
            }
            continue;
        };
        let id = format!("geonames:{}", town.number);
        let (date, source) = if in_factbook { (FACTBOOK_DATE, FACTBOOK) } else { ("", CITIES) };
        entry.dated_fact("capital", &id, date, source);
        if let Some(town) = world.entries.get_mut(&id) {
            town.prominence = town.prominence.max(0.5).max((town.prominence + 0.15).min(1.0));
            town.fact("capital_of", format!("country:{}", country.iso), source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(rows: &[(&str, &str)]) -> EntryRow {
        let names: Vec<_> = rows
            .iter()
            .map(|(text, form)| TerritoryName { text: (*text).into(), form: (*form).into() })
            .collect();
        let mut entry = EntryRow::new("country:XX", EntityType::Place, "own");
        add_names(&mut entry, "fr", &names);
        entry
    }

    #[test]
    fn the_short_name_is_the_main_one_unless_it_is_initials() {
        let hong_kong = named(&[("R.A.S. chinoise de Hong Kong", ""), ("Hong Kong", "short")]);
        assert_eq!(
            (hong_kong.names[0].text.as_str(), hong_kong.names[0].sort),
            ("Hong Kong", NameSort::Main)
        );
        let states = named(&[("États-Unis", ""), ("É.-U.", "short")]);
        assert_eq!((states.names[0].text.as_str(), states.names[1].sort), ("États-Unis", NameSort::Acronym));
    }

    #[test]
    fn brackets_hold_another_name() {
        let names = |entry: EntryRow| entry.names.into_iter().map(|name| name.text).collect::<Vec<_>>();
        assert_eq!(names(named(&[("Myanmar (Birmanie)", "")])), ["Myanmar", "Birmanie"]);
        assert_eq!(names(named(&[("Congo-Kinshasa", ""), ("Congo (RDC)", "variant")])), ["Congo-Kinshasa"]);
    }
}
