//! The tables of `data/kb` and `data/LANG`: a file here for each of theirs.
//!
//! Nothing in them is corrected or guessed: what is wrong is a fault that names file, line and column.

mod equipment;
mod offices;
mod organisations;
mod outlets;
mod people;
mod places;
mod sources;
mod table;

use std::path::Path;

use anyhow::{Context as _, Result};

pub(crate) use offices::{OfficeKind, OfficeKinds};
pub(crate) use table::{Faults, Places, Row, Table};

use crate::world::World;

/// The languages whose tables are read.
pub(crate) const LANGUAGES: [&str; 2] = ["fr", "en"];

/// Reads `kb/sources.tsv` of a folder, before all that names its source.
pub(crate) fn read_sources(data: &Path, world: &mut World) -> Result<()> {
    sources::read(&open(data, "kb/sources.tsv", &sources::COLUMNS, world)?, world);
    Ok(())
}

/// Reads all other tables of a folder into a world that has the countries.
pub(crate) fn read(data: &Path, world: &mut World) -> Result<()> {
    for language in LANGUAGES {
        offices::read_kinds(
            &open(data, &format!("{language}/offices.tsv"), &offices::KIND_COLUMNS, world)?,
            language,
            world,
        );
    }
    places::read(&open(data, "kb/places.tsv", &places::COLUMNS, world)?, world);
    places::read_aliases(&open(data, "kb/place_aliases.tsv", &places::ALIAS_COLUMNS, world)?, world);
    organisations::read(&open(data, "kb/organisations.tsv", &organisations::COLUMNS, world)?, world);
    people::read(&open(data, "kb/people.tsv", &people::COLUMNS, world)?, world);
    offices::read(&open(data, "kb/offices.tsv", &offices::COLUMNS, world)?, world);
    outlets::read(&open(data, "kb/outlets.tsv", &outlets::COLUMNS, world)?, world);
    equipment::read(&open(data, "kb/equipment.tsv", &equipment::COLUMNS, world)?, world);
    equipment::read_designators(
        &open(data, "kb/designators.tsv", &equipment::DESIGNATOR_COLUMNS, world)?,
        world,
    );
    organisations::read_resolutions(
        &open(data, "kb/resolutions.tsv", &organisations::RESOLUTION_COLUMNS, world)?,
        world,
    );
    organisations::read_years(
        &open(data, "kb/resolution_years.tsv", &organisations::YEAR_COLUMNS, world)?,
        world,
    );
    places::read_metonyms(&open(data, "kb/metonyms.tsv", &places::METONYM_COLUMNS, world)?, world);
    for language in LANGUAGES {
        places::read_demonyms(
            &open(data, &format!("{language}/demonyms.tsv"), &places::DEMONYM_COLUMNS, world)?,
            language,
            world,
        );
    }
    Ok(())
}

/// The identifier of what a column refers to: countries stand there by their code, the Union is a body.
fn referred(text: &str) -> String {
    match text {
        "EU" | "country:EU" => "organisation:union-europeenne".to_owned(),
        code if code.len() == 2 => format!("country:{code}"),
        id => id.to_owned(),
    }
}

fn open(data: &Path, file: &str, columns: &[&str], world: &mut World) -> Result<Table> {
    let path = data.join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{}: not UTF-8", path.display()))?;
    Ok(Table::read(file, &text, columns, &mut world.faults))
}

#[cfg(test)]
pub(crate) mod tests {
    use selon_kb::build::{EntryRow, SourceRow};
    use selon_record::EntityType;

    use super::*;

    /// A world with the source `own` and these countries.
    pub(crate) fn world(countries: &[&str]) -> World {
        let mut world = World::default();
        world.sources.push(SourceRow { id: "own".into(), ..SourceRow::default() });
        for code in countries {
            world.add(EntryRow::new(format!("country:{code}"), EntityType::Place, "own"));
        }
        world
    }

    /// A table of these lines.
    pub(crate) fn table(columns: &[&str], lines: &[&str]) -> Table {
        let text = format!("{}\n{}\n", columns.join("\t"), lines.join("\n"));
        Table::parse("t.tsv", &text, columns).unwrap()
    }

    /// The faults found, a line each.
    pub(crate) fn faults(world: &mut World) -> Vec<String> {
        world.check_references();
        world.faults.iter().map(str::to_owned).collect()
    }
}
