//! What is to be added: an article's reading with all that can be made ready before the writer has its turn.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use selon_kb::Base;
use selon_record::{Reading, Violation};
use sha2::{Digest, Sha256};

use super::key::ContentKey;
use super::packed::{pack, pack_reading};
use super::published::published;
use super::voice::Voice;
use crate::claims::{Encode, Statement};
use crate::copies::Sketch;

/// The bytes an article was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Original {
    /// A file, a line of one, a page of an archive, an entry of a feed; as they came.
    pub bytes: Arc<[u8]>,
    /// What they are: `text/html`, `text/plain`, `application/json`.
    pub media_type: Option<String>,
    /// How they were decoded: `UTF-8`, `windows-1252`.
    pub encoding: Option<String>,
}

/// An article's reading, ready to be added: [`Writer::add`](crate::Writer::add) only writes rows.
///
/// Made on the threads that read, as a pure function of what goes in.
#[derive(Clone, Debug)]
pub struct Deposit {
    pub(super) key: ContentKey,
    pub(super) reading: Reading,
    /// The record of the reading, compressed.
    pub(super) record: Vec<u8>,
    pub(super) original: Option<PackedOriginal>,
    pub(super) place: String,
    pub(super) voice: Voice,
    pub(super) published: Option<Range<i64>>,
    pub(super) sketch: Sketch,
    pub(super) statements: Vec<Statement>,
}

/// Original bytes as they are kept.
#[derive(Clone, Debug)]
pub(super) struct PackedOriginal {
    pub(super) sha256: [u8; 32],
    pub(super) size: usize,
    pub(super) media_type: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// Why a reading cannot be added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It is no whole reading: a span beyond the text, an identifier that names nothing.
    #[error("the reading is not sound: {}", .0[0])]
    Unsound(Vec<Violation>),
    /// It cannot be compressed.
    #[error(transparent)]
    Packing(#[from] io::Error),
}

impl Deposit {
    /// The deposit of a reading: `original` are the bytes it was read from, `place` the file and line that a person finds
    /// it by; the outlet is looked up in `base`, and `encode` makes the vectors that claims are found by.
    ///
    /// # Errors
    /// The reading breaks an invariant ([`Reading::violations`]).
    ///
    /// ```
    /// use selon_ledger::{Deposit, Original};
    /// use selon_record::{Article, CodePointSpan, Reading};
    ///
    /// let mut reading = Reading::new(Article::new("Il pleut."));
    /// let base = selon_kb::Base::built_in();
    /// let original = Original { bytes: (*b"Il pleut.").into(), ..Original::default() };
    /// assert!(Deposit::new(reading.clone(), Some(original), "press/1.txt", base, &|_| Vec::new()).is_ok());
    /// reading.sentences.push(CodePointSpan::new(0, 90));
    /// assert!(Deposit::new(reading, None, "press/1.txt", base, &|_| Vec::new()).is_err());
    /// ```
    pub fn new(
        mut reading: Reading,
        original: Option<Original>,
        place: impl Into<String>,
        base: &Base,
        encode: Encode,
    ) -> Result<Deposit, Refused> {
        let violations = reading.violations();
        if !violations.is_empty() {
            return Err(Refused::Unsound(violations));
        }
        let article = &reading.article;
        Ok(Deposit {
            key: ContentKey::of(article),
            voice: Voice::of(article, base),
            published: article.published.as_deref().and_then(published),
            original: original.map(PackedOriginal::of).transpose()?,
            sketch: Sketch::of(&article.text),
            statements: Statement::all(&reading, encode),
            record: pack_reading(&mut reading)?,
            place: place.into(),
            reading,
        })
    }

    /// What the article is known by.
    pub fn key(&self) -> ContentKey {
        self.key
    }

    /// The reading.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }
}

impl PackedOriginal {
    fn of(Original { bytes, media_type, encoding }: Original) -> io::Result<PackedOriginal> {
        Ok(PackedOriginal {
            sha256: Sha256::digest(&bytes).into(),
            size: bytes.len(),
            media_type,
            encoding,
            bytes: pack(&bytes)?,
        })
    }
}
