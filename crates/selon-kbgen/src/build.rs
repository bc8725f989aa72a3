//! From packages and tables to the bytes of the base.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use selon_kb::build::NamePartRow;

use crate::geography::Geography;
use crate::packages::Packages;
use crate::readers::names;
use crate::tables;
use crate::world::World;

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
    Ok(Built { bytes: world.write()?, counts, warnings })
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
