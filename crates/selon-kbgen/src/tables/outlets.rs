//! `outlets.tsv`: who publishes.

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow};
use selon_record::EntityType;

use super::{Places, Table, places};
use crate::world::{Gather as _, World};

pub(super) const COLUMNS: [&str; 14] = [
    "id",
    "name",
    "aliases",
    "domains",
    "class",
    "agency",
    "country",
    "languages",
    "owner",
    "control",
    "since",
    "known_from",
    "note",
    "source",
];

const CLASSES: [&str; 9] = ["agency", "daily", "weekly", "magazine", "tv", "radio", "site", "blog", "social"];
const CONTROLS: [&str; 10] = [
    "state",
    "public_service",
    "private",
    "party",
    "cooperative",
    "foundation",
    "employees",
    "military",
    "church",
    "unknown",
];

/// What a note begins with where the name is also an ordinary word: « Libération ».
const COMMON: &str = "common";

pub(super) fn read(table: &Table, world: &mut World) {
    let mut domains = Places::default();
    for row in table.rows() {
        let source = world.source(&row);
        let mut entry = EntryRow::new(world.id(&row, "outlet:"), EntityType::Outlet, &source);
        entry.class = world.one_of(&row, "class", &CLASSES).to_owned();
        entry.country = world.country(&row, "country");
        let agency = world.one_of(&row, "agency", &["yes", "no"]);
        entry.prominence = if agency == "yes" { 0.65 } else { 0.5 };
        world.one_of(&row, "control", &CONTROLS);
        let Some(name) = row.known("name") else {
            world.faults.add(row.place("name"), "no name");
            continue;
        };
        entry.name(NameRow::new(name, "", NameSort::Main));
        places::names(&row, &mut entry);
        for domain in row.list("domains") {
            if !domain.contains('.') || domain.starts_with("www.") || domain.contains(['/', ':', ' ']) {
                world.faults.add(row.place("domains"), format!("{domain:?} is no bare domain"));
            }
            domains.add(domain, row.place("domains"), &mut world.faults);
            entry.name(NameRow::new(domain, "", NameSort::Domain));
        }
        if row.known("since").is_some() {
            world.date(&row, "since");
        }
        for column in ["agency", "languages", "owner", "control", "since", "known_from"] {
            row.known(column).into_iter().for_each(|value| entry.fact(column, value, &source));
        }
        if let Some(note) = row.known("note") {
            let rest = note.strip_prefix(COMMON).filter(|rest| !rest.starts_with(char::is_alphanumeric));
            if rest.is_some() {
                entry.fact(crate::COMMON_NAME, name, &source);
            }
            let said = rest.map_or(note, |rest| rest.trim_start_matches([';', ',', ':', ' ', '.']));
            if !said.is_empty() {
                entry.fact("note_fr", said, &source);
            }
        }
        world.add(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn an_outlet_has_domains_and_an_owner() {
        let mut world = world(&["FR"]);
        let line = "outlet:liberation\tLibération\tLibé\tliberation.fr\tdaily\tno\tFR\tfr\t-\tfoundation\t1973\timprint\tcommon; fonds de dotation\town";
        read(&table(&COLUMNS, &[line]), &mut world);
        assert_eq!(faults(&mut world), [""; 0]);
        let entry = &world.entries["outlet:liberation"];
        assert!(
            entry.facts.iter().any(|fact| fact.property == crate::COMMON_NAME && fact.value == "Libération")
        );
        assert!(entry.facts.iter().any(|fact| fact.value == "fonds de dotation"));
        assert_eq!(entry.names.len(), 3);
    }

    #[test]
    fn a_domain_has_one_outlet() {
        let mut world = world(&["FR"]);
        let line = |id: &str, domain: &str| {
            format!("outlet:{id}\tX\t-\t{domain}\tdaily\tno\tFR\tfr\t-\tprivate\t-\t-\t-\town")
        };
        let lines = [line("a", "x.fr"), line("b", "x.fr"), line("c", "https://y.fr/")];
        read(&table(&COLUMNS, &lines.each_ref().map(String::as_str)), &mut world);
        assert_eq!(faults(&mut world).len(), 2);
    }
}
