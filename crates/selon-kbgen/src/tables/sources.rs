//! `sources.tsv`: where rows are from.

use selon_kb::PartialDate;
use selon_kb::build::SourceRow;

use super::{Places, Table};
use crate::world::World;

pub(super) const COLUMNS: [&str; 7] = ["id", "name", "version", "date", "licence", "url", "note"];

/// Words of licences that are not admitted: they would bind the whole base.
const REFUSED: [&str; 5] = ["ODbL", "-SA", "GPL", "NC", "-ND"];

pub(super) fn read(table: &Table, world: &mut World) {
    let mut seen = Places::default();
    for row in table.rows() {
        let id = row.get("id");
        seen.add(id, row.place("id"), &mut world.faults);
        let licence = row.get("licence");
        if licence == "-" || REFUSED.iter().any(|word| licence.contains(word)) {
            world.faults.add(row.place("licence"), format!("{licence:?} is not admitted"));
        }
        let date = row.get("date");
        if date.strip_prefix("before ").unwrap_or(date).parse::<PartialDate>().is_err() {
            world.faults.add(row.place("date"), format!("{date:?} is no date, nor \"before\" one"));
        }
        let text = |column| row.known(column).unwrap_or_default().to_owned();
        world.sources.push(SourceRow {
            id: id.to_owned(),
            name: text("name"),
            version: text("version"),
            date: text("date"),
            licence: text("licence"),
            url: text("url"),
            note: text("note"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn share_alike_data_are_refused() {
        let mut world = world(&[]);
        let line = |licence: &str| format!("x\tX\t-\t2026\t{licence}\t-\t-");
        for licence in ["ODbL-1.0", "CC-BY-SA-4.0", "LGPL-3.0", "-"] {
            read(&table(&COLUMNS, &[&line(licence)]), &mut world);
        }
        assert_eq!(faults(&mut world).len(), 4);
        read(&table(&COLUMNS, &[&line("CC-BY-4.0"), &line("MIT")]), &mut world);
        assert_eq!(faults(&mut world).len(), 5, "the identifier is there twice");
    }
}
