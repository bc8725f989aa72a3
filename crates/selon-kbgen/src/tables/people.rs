//! `people.tsv`: people in the news.

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow};
use selon_record::EntityType;

use super::Table;
use crate::world::{Gather as _, World};

pub(super) const COLUMNS: [&str; 11] =
    ["id", "fr", "en", "aliases", "sex", "country", "born", "died", "note_fr", "note_en", "source"];

/// How much somebody is in the news who is in the table and held no office in it.
const PROMINENCE: f32 = 0.5;

pub(super) fn read(table: &Table, world: &mut World) {
    for row in table.rows() {
        let source = world.source(&row);
        let mut entry = EntryRow::new(world.id(&row, "person:"), EntityType::Person, &source);
        entry.prominence = PROMINENCE;
        entry.country = world.country(&row, "country");
        for language in super::LANGUAGES {
            row.known(language)
                .into_iter()
                .for_each(|name| entry.name(NameRow::new(name, language, NameSort::Main)));
        }
        row.list("aliases").for_each(|name| entry.name(NameRow::new(name, "", NameSort::Alias)));
        if world.one_of(&row, "sex", &["m", "f", "-"]) != "-" {
            entry.fact("sex", row.get("sex"), &source);
        }
        let (born, died) = (world.date(&row, "born"), world.date(&row, "died"));
        if let (Some(born), Some(died)) = (born, died)
            && died.last() < born.first()
        {
            world.faults.add(row.place("died"), format!("{died} is before {born}"));
        }
        for column in ["born", "died", "note_fr", "note_en"] {
            row.known(column).into_iter().for_each(|value| entry.fact(column, value, &source));
        }
        world.add_named(&row, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn somebody_has_names_and_dates() {
        let mut world = world(&["KZ"]);
        let line = "person:kassym-jomart-tokaiev\tKassym-Jomart Tokaïev\tKassym-Jomart Tokayev\tТокаев\tm\tKZ\t1953-05-17\t-\t-\t-\town";
        read(&table(&COLUMNS, &[line]), &mut world);
        assert_eq!(faults(&mut world), [""; 0]);
        let entry = &world.entries["person:kassym-jomart-tokaiev"];
        assert_eq!(entry.names.len(), 3);
        assert_eq!(entry.facts.len(), 2);
    }

    #[test]
    fn every_fault_of_a_row_is_named() {
        let mut world = world(&["KZ"]);
        let line = "person:X Y\t-\t-\t-\tx\tZZ\t1953-13\t-\t-\t-\tnobody";
        read(&table(&COLUMNS, &[line, line]), &mut world);
        let faults = faults(&mut world);
        for column in ["source", "id", "country", "sex", "born", "fr"] {
            assert!(faults.iter().any(|fault| fault.starts_with(&format!("t.tsv:2: {column}:"))), "{column}");
        }
        assert!(faults.iter().any(|fault| fault.contains("already")));
    }
}
