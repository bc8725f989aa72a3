//! What can go wrong when a pipeline is loaded. Parsing itself cannot fail.

use std::path::PathBuf;

/// An error that names the file, and inside a wheel or folder the part, it comes from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a readable spaCy pipeline: cut off, altered or something else.
    #[error("{part}: {reason}")]
    Malformed {
        /// The part of the model, such as `vocab/key2row` or `tokenizer`.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The pipeline has a part that this library does not run.
    #[error("{part}: not supported: {reason}")]
    Unsupported {
        /// The component or setting, such as `transformer` or `tokenizer: infix_finditer`.
        part: String,
        /// What it asks for.
        reason: String,
    },
    /// The overlay was made for another pipeline than the one it is to be put on.
    #[error("overlay {overlay}: made for {made_for}, not for {pipeline}")]
    OverlayMismatch {
        /// Name and version of the overlay.
        overlay: String,
        /// Name and version of the pipeline that it was made for, such as `fr_core_news_md 3.8.0`.
        made_for: String,
        /// Name and version of the pipeline that was given.
        pipeline: String,
    },
}

impl Error {
    pub(crate) fn malformed(part: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::Malformed { part: part.into(), reason: reason.into() }
    }

    pub(crate) fn unsupported(part: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::Unsupported { part: part.into(), reason: reason.into() }
    }

    /// Says in which overlay the part is.
    pub(crate) fn in_overlay(mut self, overlay: &str) -> Self {
        if let Error::Malformed { part, .. } | Error::Unsupported { part, .. } = &mut self {
            *part = format!("overlay {overlay}: {part}");
        }
        self
    }
}
