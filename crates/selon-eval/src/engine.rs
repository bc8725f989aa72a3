//! Selon's engine as the figures use it: the one place that knows how `selon-spacy` is called.

use std::path::Path;

use anyhow::{Result, bail};
use selon_spacy::Doc;

/// A loaded pipeline.
#[derive(Debug)]
pub(crate) struct Engine;

impl Engine {
    /// Loads a wheel or folder without any cache.
    pub(crate) fn load(_model: &Path) -> Result<Engine> {
        bail!("selon-spacy cannot load a pipeline yet")
    }

    /// Loads a wheel or folder through the prebaked file in `cache`, which is made if it is not there.
    pub(crate) fn load_cached(_model: &Path, _cache: &Path) -> Result<Engine> {
        bail!("selon-spacy cannot load a pipeline yet")
    }

    /// Reads texts, over the threads of the current rayon pool.
    pub(crate) fn parse_many(&self, _texts: &[&str]) -> Vec<Doc> {
        Vec::new()
    }

    /// Reads a text whose sentences start at these bytes and nowhere else.
    pub(crate) fn parse_with_starts(&self, _text: &str, _starts: &[usize]) -> Result<Doc> {
        bail!("selon-spacy cannot load a pipeline yet")
    }
}

/// Where Selon's own rules say that sentences start, in bytes.
pub(crate) fn sentence_starts(_text: &str, _language: &str) -> Result<Vec<usize>> {
    bail!("selon-reading has no sentence rules yet")
}
