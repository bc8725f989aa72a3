//! Selon's engine as the figures use it: the one place that knows how it is called.

use std::path::Path;

use anyhow::{Result, bail};
use selon_spacy::Doc;

/// A loaded pipeline.
#[derive(Debug)]
pub(crate) struct Engine;

impl Engine {
    /// Loads a wheel without any cache.
    pub(crate) fn load(_model: &Path) -> Result<Engine> {
        bail!("selon-spacy cannot load a pipeline yet")
    }

    /// Loads a wheel through the prebaked file `cache`, which is made if it is not there.
    pub(crate) fn load_cached(_model: &Path, _cache: &Path) -> Result<Engine> {
        bail!("selon-spacy cannot load a pipeline yet")
    }

    /// Reads texts as spaCy does, over the threads of the current rayon pool.
    pub(crate) fn parse_many(&self, _texts: &[&str]) -> Vec<Doc> {
        Vec::new()
    }

    /// Reads a text whose sentences start where Selon's rules say.
    pub(crate) fn parse_by_rule(&self, _text: &str, _language: &str) -> Result<Doc> {
        bail!("selon-reading has no sentence rules yet")
    }
}
