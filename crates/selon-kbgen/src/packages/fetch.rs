//! Brings the pinned packages, through the tools of their registries.
//!
//! Selon opens no connection of its own: `pip`, `npm` and `apt-get` do, as the developer's machine has them set up.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{Package, Registry};

/// Brings every pinned package into a folder that lacks it, and says what it does on standard error.
///
/// A file that is there and right is not fetched again. Fails after the last package, naming those that could not be
/// fetched and what to do by hand.
pub fn fetch(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let mut faults = Vec::new();
    for package in Package::all()? {
        let path = folder.join(&package.file);
        if std::fs::read(&path).is_ok_and(|bytes| package.check(&bytes).is_ok()) {
            eprintln!("{}: is there", package.file);
            continue;
        }
        match bring(&package, folder) {
            Ok(()) => eprintln!("{}: fetched", package.file),
            Err(error) => faults.push(format!("{}: {error:#}\n  {}", package.name, by_hand(&package))),
        }
    }
    if !faults.is_empty() {
        bail!("not fetched:\n{}", faults.join("\n"));
    }
    Ok(())
}

/// Fetches into a folder beside, checks, then moves: what stands in the folder under its name is right.
fn bring(package: &Package, folder: &Path) -> Result<()> {
    let beside = tempfile::tempdir_in(folder)?;
    let mut command = command(package);
    let tool = command.get_program().to_string_lossy().into_owned();
    let output =
        command.current_dir(beside.path()).output().with_context(|| format!("{tool} cannot be run"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{tool} failed: {}", said.lines().last().unwrap_or("it does not say why"));
    }
    let fetched = beside.path().join(&package.file);
    let bytes = std::fs::read(&fetched).with_context(|| format!("{tool} brought no {}", package.file))?;
    package.check(&bytes)?;
    std::fs::rename(&fetched, folder.join(&package.file))?;
    Ok(())
}

/// What fetches a package into the working folder.
fn command(package: &Package) -> Command {
    let Package { name, version, .. } = package;
    let (program, arguments): (_, &[&str]) = match package.registry {
        Registry::Pip => ("pip", &["download", "--no-deps", "--only-binary", ":all:"]),
        Registry::PipSource => {
            ("pip", &["download", "--no-deps", "--no-build-isolation", "--no-binary", ":all:"])
        }
        Registry::Npm => ("npm", &["pack"]),
        Registry::Debian => ("apt-get", &["download"]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(match package.registry {
        Registry::Pip | Registry::PipSource => format!("{name}=={version}"),
        Registry::Npm => format!("{name}@{version}"),
        Registry::Debian => format!("{name}={version}"),
    });
    command
}

/// What somebody can do who lacks the tool.
fn by_hand(package: &Package) -> String {
    let place = match package.registry {
        Registry::Pip => "the Python Package Index",
        Registry::PipSource => {
            "the Python Package Index (pip must find maturin, which it asks for the package's name)"
        }
        Registry::Npm => "the npm registry",
        Registry::Debian => "the Debian archive",
    };
    format!("or put {} of {place} into the folder by hand", package.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_asked_for_the_pinned_version() {
        for package in Package::all().unwrap() {
            let command = command(&package);
            let last = command.get_args().last().unwrap().to_string_lossy().into_owned();
            assert!(last.starts_with(&package.name) && last.ends_with(&package.version), "{last}");
            assert!(by_hand(&package).contains(&package.file));
        }
    }
}
