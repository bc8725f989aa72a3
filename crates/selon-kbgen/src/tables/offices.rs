//! `kb/offices.tsv`, who held an office, and `LANG/offices.tsv`, what the offices are.

use std::collections::{BTreeMap, BTreeSet};

use selon_kb::PartialDate;
use selon_kb::build::OfficeRow;
use selon_kb::fold::fold;

use super::Table;
use crate::world::World;

pub(super) const COLUMNS: [&str; 7] = ["person", "office", "of", "from", "to", "checked", "source"];
pub(super) const KIND_COLUMNS: [&str; 5] = ["office", "forms", "of", "kind", "single"];

/// What sort of office it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfficeKind {
    HeadOfState,
    HeadOfGovernment,
    Minister,
    Chief,
    Spokesperson,
    Other,
}

/// As the column `kind` has them.
const KINDS: [(&str, OfficeKind); 6] = [
    ("head_of_state", OfficeKind::HeadOfState),
    ("head_of_government", OfficeKind::HeadOfGovernment),
    ("minister", OfficeKind::Minister),
    ("chief", OfficeKind::Chief),
    ("spokesperson", OfficeKind::Spokesperson),
    ("other", OfficeKind::Other),
];

/// What the offices are.
#[derive(Debug, Default)]
pub(crate) struct OfficeKinds {
    single: BTreeSet<String>,
    kinds: BTreeMap<String, OfficeKind>,
    known: BTreeMap<String, Vec<String>>,
    /// Those of countries, by what English calls who rules.
    rulers: BTreeMap<String, String>,
}

impl OfficeKinds {
    /// The office whose holder English calls so, of those that rule a country.
    pub(crate) fn ruler(&self, title: &str) -> Option<&str> {
        self.rulers.get(&fold(title)).map(String::as_str)
    }

    /// English calls the holder of an office that rules a country so.
    pub(crate) fn rules(&mut self, office: &str, title: &str) {
        self.rulers.entry(fold(title)).or_insert_with(|| office.to_owned());
    }

    /// What sort of office it is, as the first language has it.
    pub(crate) fn kind(&self, office: &str) -> Option<OfficeKind> {
        self.kinds.get(office).copied()
    }

    pub(crate) fn add_kind(&mut self, office: &str, kind: OfficeKind) {
        self.kinds.entry(office.to_owned()).or_insert(kind);
    }

    /// Whether one person holds it at a time.
    pub(crate) fn is_single(&self, office: &str) -> bool {
        self.single.contains(office)
    }
}

pub(super) fn read_kinds(table: &Table, language: &str, world: &mut World) {
    for row in table.rows() {
        let office = row.get("office");
        let of = world.one_of(&row, "of", &["country", "organisation", "region", "body"]);
        let kind = world.one_of(&row, "kind", &KINDS.map(|(name, _)| name));
        if let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) {
            world.office_kinds.add_kind(office, *kind);
        }
        if world.one_of(&row, "single", &["yes", "no"]) == "yes" {
            world.office_kinds.single.insert(office.to_owned());
        }
        if row.known("forms").is_none() {
            world.faults.add(row.place("forms"), "an office has at least one form");
        }
        let languages = world.office_kinds.known.entry(office.to_owned()).or_default();
        if languages.iter().any(|known| known == language) {
            world.faults.add(row.place("office"), format!("{office} is there twice"));
        }
        languages.push(language.to_owned());
        if language == "en" && of == "country" && kind.starts_with("head_of") {
            row.list("forms").for_each(|form| world.office_kinds.rules(office, form));
        }
    }
}

pub(super) fn read(table: &Table, world: &mut World) {
    let mut terms: BTreeMap<(String, String), Vec<(OfficeRow, String)>> = BTreeMap::new();
    for row in table.rows() {
        let (person, office) = (row.get("person"), row.get("office"));
        world.refer(&row, "person", person);
        if !world.office_kinds.known.contains_key(office) {
            world.faults.add(row.place("office"), format!("no offices.tsv of a language has {office:?}"));
        }
        let Some(of) = row.known("of").map(super::referred) else {
            world.faults.add(row.place("of"), "nothing that it is an office of");
            continue;
        };
        world.refer(&row, "of", &of);
        let [from, to, checked] = ["from", "to", "checked"].map(|column| world.date(&row, column));
        if let (Some(from), Some(to)) = (from, to)
            && to.last() < from.first()
        {
            world.faults.add(row.place("to"), format!("{to} is before {from}"));
        }
        let source = world.source(&row);
        let held =
            OfficeRow { person: person.to_owned(), office: office.to_owned(), of, from, to, checked, source };
        if world.office_kinds.is_single(office) {
            let key = (held.of.clone(), held.office.clone());
            terms.entry(key).or_default().push((held.clone(), row.place("from")));
        }
        world.offices.push(held);
    }
    terms.values().for_each(|terms| check_overlaps(terms, world));
}

/// Of an office that one person holds at a time the terms follow one another; one may end on the day the next begins.
fn check_overlaps(terms: &[(OfficeRow, String)], world: &mut World) {
    for (i, (one, place)) in terms.iter().enumerate() {
        for (other, other_place) in &terms[..i] {
            if one.person != other.person && overlap(one, other) {
                let term = |row: &OfficeRow| format!("{} {}–{}", row.person, day(row.from), day(row.to));
                world
                    .faults
                    .add(place, format!("{} overlaps with {} ({other_place})", term(one), term(other)));
            }
        }
    }
}

fn day(date: Option<PartialDate>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}

/// Whether two terms surely share more than the day on which one follows the other. A term of which neither the first nor the
/// last day is known says nothing.
fn overlap(a: &OfficeRow, b: &OfficeRow) -> bool {
    let (Some(a_from), Some(b_from)) = (a.from, b.from) else { return false };
    // What ends in March 2019 may end on its first day, what begins then may begin on its last.
    let ends_after = |row: &OfficeRow, from: PartialDate| match row.to {
        Some(to) => to.first() > from.last(),
        // Held on that day as far as is known.
        None => row.checked.is_none_or(|checked| checked.first() > from.last()),
    };
    ends_after(a, b_from) && ends_after(b, a_from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    fn read_terms(lines: &[&str]) -> Vec<String> {
        let mut world = world(&["KZ"]);
        for person in ["person:a", "person:b"] {
            world.add(selon_kb::build::EntryRow::new(person, selon_record::EntityType::Person, "own"));
        }
        read_kinds(
            &table(&KIND_COLUMNS, &["president\tpresident\tcountry\thead_of_state\tyes"]),
            "en",
            &mut world,
        );
        read(&table(&COLUMNS, lines), &mut world);
        faults(&mut world)
    }

    #[test]
    fn one_president_follows_the_other() {
        let first = "person:a\tpresident\tKZ\t1991-12-16\t2019-03-20\t-\town";
        assert_eq!(read_terms(&[first, "person:b\tpresident\tKZ\t2019-03-20\t-\t2026-01\town"]), [""; 0]);
        assert_eq!(read_terms(&[first, "person:b\tpresident\tKZ\t2019\t-\t2026-01\town"]), [""; 0]);
        let overlaps = read_terms(&[first, "person:b\tpresident\tKZ\t2018-03\t-\t2026-01\town"]);
        assert!(overlaps[0].contains("t.tsv:3") && overlaps[0].contains("t.tsv:2"), "{overlaps:?}");
    }

    #[test]
    fn unknown_people_offices_and_countries_are_faults() {
        let faults = read_terms(&["person:c\tking\tZZ\t2019-02-30\t-\t-\town"]);
        for what in ["person:c", "\"king\"", "country:ZZ", "2019-02-30"] {
            assert!(faults.iter().any(|fault| fault.contains(what)), "{what}");
        }
    }

    #[test]
    fn english_titles_lead_to_offices() {
        let mut world = world(&[]);
        read_kinds(
            &table(&KIND_COLUMNS, &["president\tpresident|head of state\tcountry\thead_of_state\tyes"]),
            "en",
            &mut world,
        );
        assert_eq!(world.office_kinds.ruler("President"), Some("president"));
        assert_eq!(world.office_kinds.ruler("Doge"), None);
    }
}
