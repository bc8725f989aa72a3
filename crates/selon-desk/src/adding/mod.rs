//! Adding articles to the ledger from a page: what is given is put into temporary files ([`upload`]), read by whoever can
//! ([`Intake`]), one addition after the other ([`additions`]).
//!
//! The desk knows neither models nor pipelines: the program that opens it brings them.

mod additions;
mod given;
mod upload;

use std::fmt::Debug;
use std::path::Path;

use selon_record::{Article, Reading};
use selon_view::Interface;
use tempfile::TempPath;

pub(crate) use additions::{Addition, Additions, Failure, Phase, State};
pub(crate) use given::Given;
pub(crate) use upload::{LARGEST, received};

/// Who reads articles.
pub trait Intake: Debug + Send + Sync {
    /// Reads what sources hold and keeps it in the ledger. `told` hears how far it is, and says whether to go on; what was added
    /// before it says no stays.
    ///
    /// # Errors
    /// Nothing could be added, or not all of it: the ledger is busy, the disk full, a model not to be had.
    fn add(
        &self,
        sources: &[Source],
        told: &mut (dyn FnMut(Progress) -> bool + Send),
    ) -> Result<Summary, Wording>;

    /// Reads one article and keeps nothing.
    ///
    /// # Errors
    /// There is no pipeline for its language.
    fn read(&self, article: &Source) -> Result<Reading, Wording>;
}

/// A file to read, which is gone with the value.
#[derive(Debug)]
pub struct Source {
    /// What it is called: the name of the file that was dropped, the address that it is from.
    pub name: String,
    /// Where its bytes are.
    pub file: TempPath,
    /// How they came.
    pub origin: Origin,
}

/// How a source came to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As a file of any format that Selon reads.
    File,
    /// Typed or pasted: one article, as a line of JSON.
    Pasted,
    /// Fetched from its name, an address; the encoding that the server named.
    Fetched {
        /// `windows-1252`
        charset: Option<String>,
    },
}

impl Source {
    /// An article as it was typed or pasted.
    ///
    /// # Errors
    /// It cannot be written to a temporary file.
    pub fn pasted(name: &str, article: &Article) -> std::io::Result<Source> {
        let file = tempfile::NamedTempFile::new()?;
        serde_json::to_writer(&file, article).map_err(std::io::Error::other)?;
        Ok(Source { name: name.to_owned(), file: file.into_temp_path(), origin: Origin::Pasted })
    }

    /// The name as that of a file, which tells the format.
    pub fn path(&self) -> &Path {
        Path::new(&self.name)
    }

    /// Its bytes.
    pub fn size(&self) -> u64 {
        std::fs::metadata(&self.file).map_or(0, |metadata| metadata.len())
    }
}

/// What the one who waits is told.
#[derive(Clone, Debug)]
pub enum Progress {
    /// How far it is.
    At {
        /// Bytes that are done.
        done: u64,
        /// Bytes in all.
        total: u64,
        /// Articles that are done.
        articles: u64,
        /// Articles a second.
        rate: f64,
    },
    /// Something is not in the ledger as an article.
    Failed {
        /// Its place: `feed.xml#3`.
        name: String,
        /// Why.
        reason: Wording,
    },
}

/// How an addition ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that are new in the ledger.
    pub added: u64,
    /// Articles that were there.
    pub known: u64,
    /// What could not be read.
    pub failed: u64,
}

/// Words that are said later, in a language that is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    french: String,
    english: String,
}

impl Wording {
    /// What `text` says in each language.
    pub fn of(text: impl Fn(Interface) -> String) -> Wording {
        Wording { french: text(Interface::French), english: text(Interface::English) }
    }

    /// The words in a language.
    pub fn text(&self, interface: Interface) -> &str {
        match interface {
            Interface::French => &self.french,
            Interface::English => &self.english,
        }
    }
}

#[cfg(test)]
mod tests;
