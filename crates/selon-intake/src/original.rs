//! What an article was made of: the bytes as they came.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The bytes that an article was read from: a file, a line, a page of an archive, an entry of a feed.
///
/// A page of an archive is kept as the server meant it, without the codings of its transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The bytes; only where [`Intake::originals`](crate::Intake::originals) asks for them.
    pub bytes: Option<Arc<[u8]>>,
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// How many they are.
    pub size: u64,
    /// What they are: `text/plain`, `text/html`, `application/json`, `application/xml`.
    pub media_type: &'static str,
    /// The encoding they were decoded from, as the [Encoding Standard](https://encoding.spec.whatwg.org/) names it.
    pub encoding: &'static str,
}

impl Original {
    /// Of these bytes, which are kept or not.
    pub(crate) fn of(bytes: &[u8], media_type: &'static str, encoding: &'static str, keep: bool) -> Self {
        Original {
            bytes: keep.then(|| bytes.into()),
            sha256: Sha256::digest(bytes).into(),
            size: bytes.len() as u64,
            media_type,
            encoding,
        }
    }
}
