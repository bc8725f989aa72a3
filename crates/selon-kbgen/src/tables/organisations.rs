//! `organisations.tsv`: bodies; `resolutions.tsv` and `resolution_years.tsv`: what one of them resolved.

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow, ResolutionYearRow};
use selon_record::EntityType;

use super::{Table, places};
use crate::world::{Gather as _, World};

pub(super) const COLUMNS: [&str; 13] = [
    "id",
    "fr",
    "en",
    "acronym_fr",
    "acronym_en",
    "aliases",
    "class",
    "country",
    "members",
    "parent",
    "note_fr",
    "note_en",
    "source",
];
pub(super) const RESOLUTION_COLUMNS: [&str; 5] = ["number", "date", "topic_fr", "topic_en", "source"];
pub(super) const YEAR_COLUMNS: [&str; 4] = ["year", "first", "last", "source"];

const CLASSES: [&str; 22] = [
    "igo",
    "alliance",
    "un_body",
    "government",
    "ministry",
    "parliament",
    "party",
    "armed_force",
    "armed_group",
    "police",
    "intelligence",
    "court",
    "bank",
    "company",
    "ngo",
    "union",
    "church",
    "sport",
    "university",
    "think_tank",
    "agency_public",
    "other",
];

/// How much a body is in the news that is in the table at all: those of several countries more than others.
fn prominence(class: &str) -> f32 {
    if matches!(class, "igo" | "alliance" | "un_body") { 0.7 } else { 0.55 }
}

pub(super) fn read(table: &Table, world: &mut World) {
    for row in table.rows() {
        let source = world.source(&row);
        let mut entry = EntryRow::new(world.id(&row, "organisation:"), EntityType::Organisation, &source);
        entry.class = world.one_of(&row, "class", &CLASSES).to_owned();
        entry.prominence = prominence(&entry.class);
        entry.country = world.country(&row, "country");
        places::names(&row, &mut entry);
        let members = world.countries(&row, "members");
        if !members.is_empty() {
            entry.fact("members", members.join("|"), &source);
        }
        if let Some(parent) = row.known("parent") {
            world.refer(&row, "parent", parent);
            entry.fact("parent", parent, &source);
        }
        for column in ["note_fr", "note_en"] {
            row.known(column).into_iter().for_each(|note| entry.fact(column, note, &source));
        }
        world.add_named(&row, entry);
    }
}

pub(super) fn read_resolutions(table: &Table, world: &mut World) {
    for row in table.rows() {
        let source = world.source(&row);
        let number = row.get("number");
        if number.parse::<u32>().is_err() {
            world.faults.add(row.place("number"), format!("{number:?} is no number"));
            continue;
        }
        let id = format!("resolution:{number}");
        world.places.add(&id, row.place("number"), &mut world.faults);
        let mut entry = EntryRow::new(id, EntityType::Document, &source);
        "resolution".clone_into(&mut entry.class);
        entry.prominence = 0.4;
        entry.name(NameRow::new(format!("résolution {number}"), "fr", NameSort::Main));
        entry.name(NameRow::new(format!("Resolution {number}"), "en", NameSort::Main));
        world.date(&row, "date");
        for column in ["date", "topic_fr", "topic_en"] {
            row.known(column).into_iter().for_each(|value| entry.fact(column, value, &source));
        }
        world.add(entry);
    }
}

pub(super) fn read_years(table: &Table, world: &mut World) {
    for row in table.rows() {
        world.source(&row);
        // A year that is not over has no last one yet.
        if row.known("last").is_none() {
            continue;
        }
        let [year, first, last] = ["year", "first", "last"].map(|column| {
            let number = row.get(column).parse::<u32>().ok();
            if number.is_none() {
                world.faults.add(row.place(column), format!("{:?} is no number", row.get(column)));
            }
            number
        });
        if let (Some(year), Some(first), Some(last)) =
            (year.and_then(|year| u16::try_from(year).ok()), first, last)
        {
            world.years.push(ResolutionYearRow { year, first, last });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn a_body_has_names_and_acronyms() {
        let mut world = world(&["KZ", "RU"]);
        let line = "organisation:ocs\tOrganisation de coopération de Shanghai\tShanghai Cooperation Organisation\tOCS\tSCO\tOSC|Groupe de Shanghai\tigo\t-\tKZ|RU\t-\t-\t-\town";
        read(&table(&COLUMNS, &[line]), &mut world);
        assert_eq!(faults(&mut world), [""; 0]);
        let names = &world.entries["organisation:ocs"].names;
        assert_eq!(names.iter().filter(|name| name.sort == NameSort::Acronym).count(), 3);
        assert_eq!(names.len(), 6);
    }

    #[test]
    fn unknown_classes_members_and_parents_are_faults() {
        let mut world = world(&["KZ"]);
        let line = "organisation:x\tX\t-\t-\t-\t-\tclub\t-\tKZ|ZZ\torganisation:y\t-\t-\town";
        read(&table(&COLUMNS, &[line]), &mut world);
        assert_eq!(faults(&mut world).len(), 3);
    }

    #[test]
    fn resolutions_have_numbers() {
        let mut world = world(&[]);
        let lines = ["2231\t2015-07-20\tNucléaire iranien\tIran\town", "many\t-\t-\t-\town"];
        read_resolutions(&table(&RESOLUTION_COLUMNS, &lines), &mut world);
        read_years(
            &table(&YEAR_COLUMNS, &["2015\t2195\t2259\town", "2026\t2813\t-\town", "x\t1\t2\town"]),
            &mut world,
        );
        assert!(world.entries.contains_key("resolution:2231"));
        assert_eq!((world.years.len(), faults(&mut world).len()), (1, 2));
    }
}
