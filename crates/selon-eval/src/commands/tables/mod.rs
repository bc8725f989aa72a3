//! `selon-eval tables`: the tables of units, currencies and zones, made from CLDR.

mod currencies;
mod forms;
mod units;
mod zones;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::{Places, project};

/// Make data/units.tsv, data/currencies.tsv, their names and those of zones in every language of data/ from CLDR.
///
/// CLDR comes as the npm packages cldr-core, cldr-units-full, cldr-numbers-full and cldr-dates-full. The folder holds each under its name.
/// Which units beside those that CLDR lists, and which of those not, stands in crates/selon-eval/data/units.tsv.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  npm install --prefix cldr cldr-core@48.2.0 cldr-units-full@48.2.0 cldr-numbers-full@48.2.0 cldr-dates-full@48.2.0
  selon-eval tables --cldr cldr/node_modules")]
pub(crate) struct Options {
    /// Folder of the unpacked packages
    #[arg(long, value_name = "FOLDER")]
    cldr: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When a file of CLDR is missing or not as expected, or a table cannot be written.
pub(crate) fn run(_: &Places, options: &Options) -> Result<()> {
    let data = project::root()?.join("data");
    let cldr = Cldr { folder: &options.cldr };
    let version = cldr.version()?;
    let system = units::System::read(&cldr)?;
    let changes = Changes::read()?;
    let english = forms::Names::read(&cldr, "en")?;
    let mut units = changes.apply(&english.listed_units());
    units.retain(|unit, _| english.has(unit));
    let rows = units.iter().map(|(unit, category)| system.row(unit, category, &changes));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    write(&data.join("units.tsv"), &units::header(&version), &rows)?;
    let money = currencies::Money::read(&cldr)?;
    write(&data.join("currencies.tsv"), &currencies::header(&version), &money.rows())?;
    for language in names(&data)? {
        let own = forms::Names::read(&cldr, &language)?;
        let regions = cldr.regions(&language)?;
        let regions = regions.iter().map(|region| forms::Names::read(&cldr, region));
        let regions = regions.collect::<Result<Vec<_>>>()?;
        let rows: Vec<_> = units.keys().filter_map(|unit| own.row(unit, &regions)).collect();
        let folder = data.join(&language);
        write(&folder.join("zone_cities.tsv"), &zones::header(&version), &zones::rows(&cldr, &language)?)?;
        write(&folder.join("units.tsv"), &forms::header(&version, &language), &rows)?;
        let rows = money.names(&cldr, &language)?;
        write(&folder.join("currencies.tsv"), &currencies::names_header(&version, &language), &rows)?;
    }
    Ok(())
}

/// The unpacked packages of CLDR.
struct Cldr<'f> {
    folder: &'f Path,
}

impl Cldr<'_> {
    /// A part of one of its files.
    fn read(&self, file: &str, pointer: &str) -> Result<Value> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut value: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        let part = value.pointer_mut(pointer).map(Value::take);
        part.with_context(|| format!("{}: no {pointer}", path.display()))
    }

    /// The regions that have units of their own in a language: `en-GB`, `en-001`; not another script, `en-Dsrt`.
    fn regions(&self, language: &str) -> Result<Vec<String>> {
        let mut regions = names(&self.folder.join("cldr-units-full/main"))?;
        let region = |name: &str| name.strip_prefix(language)?.strip_prefix('-').map(str::len);
        regions.retain(|name| region(name).is_some_and(|length| length == 2 || length == 3));
        Ok(regions)
    }

    fn version(&self) -> Result<String> {
        let version = self.read("cldr-core/package.json", "/version")?;
        Ok(version.as_str().unwrap_or_default().to_owned())
    }
}

/// The units that are taken beside those that CLDR lists, and those that are not.
struct Changes {
    /// With what they measure, where CLDR has no name for it.
    added: BTreeMap<&'static str, &'static str>,
    dropped: Vec<&'static str>,
}

impl Changes {
    fn read() -> Result<Self> {
        let mut changes = Changes { added: BTreeMap::new(), dropped: Vec::new() };
        let table = include_str!("../../../data/units.tsv");
        for row in table.lines().filter(|row| !row.starts_with('#')).skip(1) {
            match row.split('\t').collect::<Vec<_>>()[..] {
                ["add", unit] => _ = changes.added.insert(unit, ""),
                ["add", unit, dimension] => _ = changes.added.insert(unit, dimension),
                ["drop", unit] => changes.dropped.push(unit),
                _ => anyhow::bail!("crates/selon-eval/data/units.tsv: {row}"),
            }
        }
        Ok(changes)
    }

    /// The units of the table, in the order of their names, with the category that CLDR lists them under, if it does.
    fn apply(&self, listed: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let listed = listed.iter().filter(|(unit, _)| !self.dropped.contains(&unit.as_str()));
        let mut units: BTreeMap<_, _> = listed.map(|(u, c)| (u.clone(), c.clone())).collect();
        units.extend(self.added.keys().map(|unit| ((*unit).to_owned(), String::new())));
        units
    }
}

/// The names of the folders in a folder, in their order.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Where a table comes from and under which licence, as the end of its header.
fn provenance(version: &str, packages: &str) -> String {
    format!(
        "#\n# Made by selon-eval tables from Unicode CLDR {version} ({packages}). Not to be edited: what is to be added\n\
         # stands in the tables beside it.\n# Licence: Unicode-3.0, copyright © 1991-2026 Unicode, Inc. \
         (https://www.unicode.org/license.txt).\n"
    )
}

fn write(path: &Path, header: &str, rows: &[String]) -> Result<()> {
    let table = format!("{header}{}\n", rows.join("\n"));
    fs::write(path, table).with_context(|| path.display().to_string())
}
