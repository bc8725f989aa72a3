//! From packages and tables to the bytes of the base.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use selon_kb::build::NamePartRow;

use crate::geography::Geography;
use crate::packages::Packages;
use crate::prominence::weigh_people;
use crate::readers::names;
use crate::tables;
use crate::world::World;

/// The base is a part of the program.
const MOST_BYTES: usize = 25_000_000;

/// A base, and what is to be said of it.
#[derive(Debug)]
pub struct Built {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many rows there are of each sort.
    pub counts: BTreeMap<String, usize>,
    /// What somebody should look at, a line each.
    pub warnings: Vec<String>,
}

/// Makes the base of the packages of a folder and the tables under `data` (the repository's).
///
/// Fails where a package is missing or is not the pinned one, and with every fault of the tables, each with its place.
pub fn build(packages: &Path, data: &Path) -> Result<Built> {
    let (world, _) = gather(packages, data)?;
    world.faults.none().context("the tables make no base")?;
    let counts = counts(&world);
    let warnings = world.warnings.iter().map(str::to_owned).collect();
    let bytes = world.write()?;
    ensure!(
        bytes.len() <= MOST_BYTES,
        "the base has {} bytes, more than the {MOST_BYTES} that may be shipped",
        bytes.len()
    );
    Ok(Built { bytes, counts, warnings })
}

/// All rows, checked, and the places that the packages have.
pub(crate) fn gather(packages: &Path, data: &Path) -> Result<(World, Geography)> {
    let packages = Packages::open(packages)?;
    let geography = Geography::read(&packages)?;
    let groups =
        names::groups(&packages.member("rigour", "data/names/person_names.txt")?).context("rigour")?;
    let mut world = World::default();
    tables::read_sources(data, &mut world)?;
    geography.add(&mut world);
    tables::read(data, &mut world)?;
    geography.join(&mut world);
    weigh_people(&mut world);
    world.name_parts.extend(groups.into_iter().map(|forms| NamePartRow { forms }));
    world.check_references();
    world.warn_of_shared_names();
    Ok((world, geography))
}

fn counts(world: &World) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in world.entries.values() {
        let kind = entry.id.split(':').next().unwrap_or_default();
        *counts.entry(format!("entries, {kind}")).or_default() += 1;
        *counts.entry("names".to_owned()).or_default() += entry.names.len();
        *counts.entry("facts".to_owned()).or_default() += entry.facts.len();
    }
    let rows = [
        ("offices", world.offices.len()),
        ("demonyms", world.demonyms.len()),
        ("name parts", world.name_parts.len()),
        ("forms of name parts", world.name_parts.iter().map(|part| part.forms.len()).sum()),
        ("designators", world.designators.len()),
        ("years of resolutions", world.years.len()),
        ("metonyms", world.metonyms.len()),
        ("sources", world.sources.len()),
    ];
    counts.extend(rows.map(|(what, count)| (what.to_owned(), count)));
    counts
}

#[cfg(test)]
mod tests {
    use selon_kb::build::{EntryRow, NameRow};
    use selon_kb::{Base, NameSort};
    use selon_record::EntityType;

    use super::*;
    use crate::world::Gather as _;

    fn data() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
    }

    /// Entries in the place of those that packages have: countries, regions, towns, parts of the world that tables name.
    fn stand_ins(world: &mut World) {
        let tables = ["kb", "fr", "en"].map(|folder| std::fs::read_dir(data().join(folder)).unwrap());
        let tables = tables.into_iter().flatten().map(|file| file.unwrap().path());
        for table in tables.filter(|path| path.extension().is_some_and(|extension| extension == "tsv")) {
            let text = std::fs::read_to_string(&table).unwrap();
            let cells =
                text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(['\t', '|']));
            for cell in cells {
                let is_code = cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase());
                let is_id = ["country:", "region:", "geonames:", "place:"]
                    .iter()
                    .any(|prefix| cell.starts_with(prefix));
                if is_code || is_id {
                    let id = if is_code { format!("country:{cell}") } else { cell.to_owned() };
                    let mut entry = EntryRow::new(id, EntityType::Place, crate::OWN_SOURCE);
                    entry.name(NameRow::new(cell, "", NameSort::Alias));
                    world.add(entry);
                }
            }
        }
    }

    fn of_tables() -> World {
        let mut world = World::default();
        tables::read_sources(&data(), &mut world).unwrap();
        stand_ins(&mut world);
        tables::read(&data(), &mut world).unwrap();
        world.check_references();
        world
    }

    #[test]
    fn the_tables_make_a_base_and_the_same_one_twice() {
        let world = of_tables();
        assert_eq!(world.faults.to_string(), "");
        let bytes = world.write().unwrap();
        assert!(bytes == of_tables().write().unwrap(), "not the same bytes twice");
        let base = Base::from_bytes(bytes).unwrap();
        for (name, id) in
            [("Kassym-Jomart Tokaïev", "person:kassym-jomart-tokaiev"), ("OTAN", "organisation:otan")]
        {
            assert_eq!(base.candidates(name)[0].entry.id(), id);
        }
    }

    #[test]
    fn the_base_in_the_repository_is_what_is_built() {
        let Some(packages) = std::env::var_os("SELON_KB_SOURCES") else {
            eprintln!("skipped: SELON_KB_SOURCES does not name a folder of packages (`selon-kbgen fetch`)");
            return;
        };
        let built = build(Path::new(&packages), &data()).unwrap();
        let there = std::fs::read(data().join("kb/selon.kb")).unwrap();
        assert!(
            built.bytes == there,
            "data/kb/selon.kb is not what `selon-kbgen build` makes of packages and tables"
        );
    }
}
