//! `places.tsv`, places that are no town and no country; `place_aliases.tsv`, names the packages lack; `metonyms.tsv`, what
//! places stand for; `LANG/demonyms.tsv`, who lives there.

use selon_kb::build::{DemonymRow, EntryRow, MetonymRow, NameRow};
use selon_kb::fold::fold;
use selon_kb::{NameSort, Use};
use selon_record::EntityType;

use super::{Row, Table};
use crate::world::{Gather as _, World};

pub(super) const COLUMNS: [&str; 11] =
    ["id", "fr", "en", "aliases", "class", "country", "within", "latitude", "longitude", "note", "source"];
pub(super) const ALIAS_COLUMNS: [&str; 4] = ["id", "language", "alias", "source"];
pub(super) const METONYM_COLUMNS: [&str; 3] = ["place", "stands_for", "source"];
pub(super) const DEMONYM_COLUMNS: [&str; 6] =
    ["place", "masculine", "feminine", "masculine_plural", "feminine_plural", "use"];

const CLASSES: [&str; 12] = [
    "department",
    "continent",
    "world_region",
    "region",
    "sea",
    "river",
    "island",
    "mountain",
    "building",
    "site",
    "border",
    "other",
];

const PROMINENCE: f32 = 0.5;

pub(super) fn read(table: &Table, world: &mut World) {
    for row in table.rows() {
        let source = world.source(&row);
        let mut entry = EntryRow::new(world.id(&row, "place:"), EntityType::Place, &source);
        entry.prominence = PROMINENCE;
        entry.class = world.one_of(&row, "class", &CLASSES).to_owned();
        entry.country = world.country(&row, "country");
        names(&row, &mut entry);
        if let Some(within) = row.known("within") {
            world.refer(&row, "within", within);
            entry.fact("within", within, &source);
        }
        if let Some(note) = row.known("note") {
            entry.fact("note_fr", note, &source);
        }
        let [latitude, longitude] = [("latitude", 90.0), ("longitude", 180.0)].map(|(column, most)| {
            let degrees = row.known(column)?.parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
            if degrees.is_none() {
                world.faults.add(row.place(column), format!("{:?} is no {column}", row.get(column)));
            }
            degrees
        });
        entry.location = latitude.zip(longitude);
        world.add_named(&row, entry);
    }
}

/// The names that most tables have in the same columns.
pub(super) fn names(row: &Row<'_>, entry: &mut EntryRow) {
    for language in super::LANGUAGES {
        row.known(language)
            .into_iter()
            .for_each(|name| entry.name(NameRow::new(name, language, NameSort::Main)));
        let acronyms = row.list(&format!("acronym_{language}"));
        acronyms.for_each(|name| entry.name(NameRow::new(name, language, NameSort::Acronym)));
    }
    for name in row.list("aliases") {
        let sort = if is_acronym(name) { NameSort::Acronym } else { NameSort::Alias };
        entry.name(NameRow::new(name, "", sort));
    }
}

/// Capitals only, and few: « CJCE ».
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters) && name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '-' | '&'))
}

pub(super) fn read_aliases(table: &Table, world: &mut World) {
    for row in table.rows() {
        world.source(&row);
        let id = row.get("id");
        let Some(alias) = row.known("alias") else {
            world.faults.add(row.place("alias"), "no alias");
            continue;
        };
        let language = row.known("language").unwrap_or_default();
        if id.starts_with("region:") {
            towns_give_way(id, alias, world);
        }
        let Some(entry) = world.entries.get_mut(id) else {
            world.faults.add(row.place("id"), format!("there is no {id:?}"));
            continue;
        };
        // A label of a package may be older than the name: « Nour-Soultan » for Astana.
        let renamed = entry.names.iter().any(|name| {
            name.sort == NameSort::Main && name.language.is_empty() && fold(&name.text) == fold(alias)
        });
        let sort = match (renamed, is_acronym(alias)) {
            (true, _) => NameSort::Main,
            (false, true) => NameSort::Acronym,
            (false, false) => NameSort::Alias,
        };
        if sort == NameSort::Main {
            for name in
                entry.names.iter_mut().filter(|name| name.language == language && name.sort == NameSort::Main)
            {
                name.sort = NameSort::Alias;
            }
        }
        entry.name(NameRow::new(alias, language, sort));
    }
}

pub(super) fn read_metonyms(table: &Table, world: &mut World) {
    for row in table.rows() {
        world.source(&row);
        let (place, stands_for) = (row.get("place"), row.get("stands_for"));
        world.refer(&row, "place", place);
        if stands_for != "government" {
            world.refer(&row, "stands_for", stands_for);
        }
        world.metonyms.push(MetonymRow { place: place.to_owned(), stands_for: stands_for.to_owned() });
    }
}

pub(super) fn read_demonyms(table: &Table, language: &str, world: &mut World) {
    for row in table.rows() {
        let place = super::referred(row.get("place"));
        world.refer(&row, "place", &place);
        let used = match world.one_of(&row, "use", &["adjective", "inhabitant", "both"]) {
            "adjective" => Use::Adjective,
            "inhabitant" => Use::Inhabitant,
            _ => Use::Both,
        };
        let columns = ["masculine", "feminine", "masculine_plural", "feminine_plural"];
        let forms = columns.map(|column| row.known(column).unwrap_or_default().to_owned());
        if forms.iter().all(String::is_empty) {
            world.faults.add(row.place("masculine"), "no form at all");
        }
        if let (Some(first), Some(form)) = (
            columns.first(),
            forms.iter().find(|form| language == "fr" && form.starts_with(char::is_uppercase)),
        ) {
            world.faults.add(row.place(first), format!("{form:?} is not in lower case"));
        }
        let source = row.known("source").unwrap_or(crate::OWN_SOURCE).to_owned();
        world.demonyms.push(DemonymRow { place, language: language.to_owned(), forms, used, source });
    }
}

/// What the table calls a region is no town's name by itself: « Québec » is the province, « la ville de Québec » the town.
fn towns_give_way(region: &str, name: &str, world: &mut World) {
    let Some(country) = world.entries.get(region).and_then(|entry| entry.country.clone()) else { return };
    let folded = fold(name);
    let towns = world.entries.values_mut().filter(|entry| entry.id.starts_with("geonames:"));
    for town in towns.filter(|town| town.country.as_ref() == Some(&country)) {
        if town.names.iter().any(|name| fold(&name.text) != folded) {
            town.names.retain(|name| fold(&name.text) != folded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn a_place_lies_somewhere() {
        let mut world = world(&["RU"]);
        let line = "place:kremlin\tKremlin\tKremlin\t-\tbuilding\tRU\t-\t55.75\t37.62\t-\town";
        let wrong = "place:oural\tOural\tUrals\t-\thill\tRU\tplace:asie\t95\tx\t-\town";
        read(&table(&COLUMNS, &[line, wrong]), &mut world);
        assert_eq!(world.entries["place:kremlin"].location, Some((55.75, 37.62)));
        let faults = faults(&mut world);
        for column in ["class", "within", "latitude", "longitude"] {
            assert!(faults.iter().any(|fault| fault.starts_with(&format!("t.tsv:3: {column}:"))), "{column}");
        }
    }

    #[test]
    fn an_alias_may_take_the_place_of_an_older_label() {
        let mut world = world(&["KZ"]);
        let mut astana = EntryRow::new("geonames:1526273", EntityType::Place, "own");
        astana.name(NameRow::new("Astana", "", NameSort::Main));
        astana.name(NameRow::new("Nour-Soultan", "fr", NameSort::Main));
        world.add(astana);
        let lines = [
            "geonames:1526273\tfr\tAstana\town",
            "geonames:1526273\tfr\tNoursoultan\town",
            "geonames:1\tfr\tX\town",
        ];
        read_aliases(&table(&ALIAS_COLUMNS, &lines), &mut world);
        let main = |language: &str| {
            let names = world.entries["geonames:1526273"].names.iter();
            names
                .filter(|name| name.sort == NameSort::Main && name.language == language)
                .map(|name| name.text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(main("fr"), ["Astana"]);
        assert_eq!(faults(&mut world).len(), 1);
    }

    #[test]
    fn demonyms_are_of_places_that_are_there() {
        let mut world = world(&["KZ"]);
        let lines = ["KZ\tkazakh\tkazakhe\tkazakhs\tkazakhes\tboth", "ZZ\tZed\t-\t-\t-\tnever"];
        read_demonyms(&table(&DEMONYM_COLUMNS, &lines), "fr", &mut world);
        assert_eq!(world.demonyms[0].forms[1], "kazakhe");
        assert_eq!(faults(&mut world).len(), 3);
    }
}
