//! Where an article came from, for messages and for the ledger.

use std::path::{Path, PathBuf};

/// A file or standard input, and the part of it that is meant where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    path: Option<PathBuf>,
    part: Option<Part>,
}

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A line, counted from 1.
    Line(u64),
    /// A record of a web archive: the byte of the file at which it begins, or, where it is compressed, at which the
    /// gzip member that holds it begins. Reading from there gives the record again.
    Record(u64),
    /// An entry of a feed, counted from 1.
    Entry(u64),
}

impl Place {
    /// The place an argument names: `-` is standard input.
    pub fn of(path: &Path) -> Self {
        Place { path: (path.as_os_str() != "-").then(|| path.to_owned()), part: None }
    }

    /// A part of it.
    pub fn part(&self, part: Part) -> Self {
        Place { path: self.path.clone(), part: Some(part) }
    }

    /// The file; none for standard input.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// `FILE`, `FILE:LINE`, `FILE@BYTE` or `FILE#ENTRY`, with the name to give to standard input.
    ///
    /// ```
    /// use selon_intake::{Part, Place};
    /// let place = Place::of("crawl.warc.gz".as_ref()).part(Part::Record(1_204));
    /// assert_eq!(place.show("-"), "crawl.warc.gz@1204");
    /// ```
    pub fn show(&self, standard_input: &str) -> String {
        let name = self.path.as_ref().map_or(standard_input.into(), |path| path.display().to_string());
        match self.part {
            None => name,
            Some(Part::Line(line)) => format!("{name}:{line}"),
            Some(Part::Record(offset)) => format!("{name}@{offset}"),
            Some(Part::Entry(number)) => format!("{name}#{number}"),
        }
    }
}
