//! Where the repository, the evaluation data and the products of the commands are.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::Places;

/// The root of the repository: the nearest folder at or above the working folder that holds `Cargo.lock`.
///
/// # Errors
/// When no such folder exists: the commands are run from a checkout.
pub(crate) fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the working folder")?;
    let root = here.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    root.map(Path::to_owned).with_context(|| format!("{}: not inside a checkout of Selon", here.display()))
}

/// The folder of the evaluation data, given or by default; it may not exist.
pub(crate) fn data_folder(places: &Places) -> Result<PathBuf> {
    match &places.data {
        Some(folder) => Ok(folder.clone()),
        None => Ok(root()?.join("../shared/eval")),
    }
}

/// A folder under `eval-out/`, made if it is not there.
pub(crate) fn out_folder(places: &Places, name: &str) -> Result<PathBuf> {
    let out = match &places.out {
        Some(folder) => folder.clone(),
        None => root()?.join("eval-out"),
    };
    let folder = std::path::absolute(out.join(name))?;
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}
