//! The pinned packages: what they are, whether they are there, what is in them.

mod archive;
mod fetch;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use sha2::Digest as _;

pub(crate) use archive::Members;
pub use fetch::fetch;

use crate::tables::Table;

/// The table of the packages.
const TABLE: &str = include_str!("../../data/packages.tsv");

/// How a package is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Registry {
    /// A wheel of Python.
    Pip,
    /// A source distribution of Python, for what no wheel holds.
    PipSource,
    /// A package of Node.js.
    Npm,
    /// A Debian package.
    Debian,
}

/// A pinned package.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) registry: Registry,
    pub(crate) file: String,
    sha256: String,
}

impl Package {
    /// Every package of the table.
    pub(crate) fn all() -> Result<Vec<Package>> {
        let table = Table::parse("packages.tsv", TABLE, &["name", "version", "kind", "file", "sha256"])?;
        table
            .rows()
            .map(|row| {
                let registry = match row.get("kind") {
                    "pip" => Registry::Pip,
                    "pip-source" => Registry::PipSource,
                    "npm" => Registry::Npm,
                    "debian" => Registry::Debian,
                    other => bail!("{}: unknown kind {other:?}", row.place("kind")),
                };
                Ok(Package {
                    name: row.get("name").to_owned(),
                    version: row.get("version").to_owned(),
                    registry,
                    file: row.get("file").to_owned(),
                    sha256: row.get("sha256").to_owned(),
                })
            })
            .collect()
    }

    /// Whether these bytes are it; fails by saying what they are instead.
    pub(crate) fn check(&self, bytes: &[u8]) -> Result<()> {
        let digest = sha2::Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
            _ = write!(text, "{byte:02x}");
            text
        });
        ensure!(
            digest == self.sha256,
            "{}: has the digest {digest}, not the pinned {}",
            self.file,
            self.sha256
        );
        Ok(())
    }
}

/// A folder with the pinned packages.
pub(crate) struct Packages {
    folder: PathBuf,
    packages: Vec<Package>,
}

impl Packages {
    /// The packages in a folder. Nothing is read yet.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        Ok(Packages { folder: folder.to_owned(), packages: Package::all()? })
    }

    /// The members of a package that are `wanted`, once its digest is found right.
    pub(crate) fn members(&self, name: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Members> {
        let package = self.packages.iter().find(|package| package.name == name);
        let package = package.with_context(|| format!("packages.tsv has no {name}"))?;
        let path = self.folder.join(&package.file);
        let bytes = std::fs::read(&path).with_context(|| {
            format!("{}: cannot be read; `selon-kbgen fetch` brings it into a folder", path.display())
        })?;
        package.check(&bytes)?;
        let members = archive::members(&package.file, &bytes, wanted)?;
        ensure!(!members.is_empty(), "{}: what is looked for is not in it", package.file);
        Ok(members)
    }

    /// The only member of a package whose path ends so.
    pub(crate) fn member(&self, name: &str, ending: &str) -> Result<Vec<u8>> {
        let mut members = self.members(name, &|path| path.ends_with(ending))?;
        ensure!(members.len() == 1, "{name}: {} members end in {ending}, not one", members.len());
        members.pop_first().map(|(_, content)| content).with_context(|| format!("{name}: no {ending}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_pinned() {
        let packages = Package::all().unwrap();
        assert!(packages.len() >= 8);
        for package in packages {
            assert_eq!(package.sha256.len(), 64, "{}", package.name);
            assert!(package.file.contains(&package.version), "{}", package.name);
        }
    }

    #[test]
    fn other_bytes_are_not_the_package() {
        let package = &Package::all().unwrap()[0];
        let error = package.check(b"something else").unwrap_err().to_string();
        assert!(error.contains(&package.file) && error.contains(&package.sha256), "{error}");
    }

    #[test]
    fn a_missing_package_says_how_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        let packages = Packages::open(folder.path()).unwrap();
        let error = format!("{:#}", packages.member("cldr-core", "x").unwrap_err());
        assert!(error.contains("selon-kbgen fetch"), "{error}");
    }
}
