//! What was not read, and what is worth knowing of what was.

use std::io;

use crate::Place;

/// Something that could not be read as an article. Everything else goes on.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", place.show("standard input"))]
pub struct Failure {
    /// The file, and the line, record or entry in it.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The system does not give the bytes.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// A NUL byte: the file is binary.
    #[error("is no text: it has a NUL byte at byte {offset}")]
    Nul {
        /// The byte.
        offset: usize,
    },
    /// Bytes that no encoding explains.
    #[error("is no text in any encoding: invalid UTF-8 at byte {offset}, and no other encoding explains it")]
    Undecodable {
        /// The first bad byte.
        offset: usize,
    },
    /// A line of JSON that is no article.
    #[error("no article at column {column}: {reason}")]
    BadLine {
        /// The column, counted in bytes from 1.
        column: usize,
        /// What the JSON parser says.
        reason: String,
    },
    /// A file of lines that begins with many that are no articles.
    #[error("its first {lines} lines are no articles, and the rest is not read")]
    NoArticles {
        /// The lines that were tried.
        lines: usize,
    },
    /// The bytes end in the middle of it.
    #[error("ends too early")]
    CutOff,
    /// What it is written in is not kept to.
    #[error("is damaged: {what}")]
    Damaged {
        /// What the parser says.
        what: String,
    },
    /// More than any article has.
    #[error("is larger than {limit} bytes")]
    TooLarge {
        /// The largest that is read.
        limit: u64,
    },
    /// Something compressed that grows without measure.
    #[error("grows more than {ratio} times when decompressed")]
    Bomb {
        /// The most that is allowed.
        ratio: u64,
    },
    /// A page of an archive in a coding that is not undone here.
    #[error("is encoded as {coding}, which is not read here")]
    Coding {
        /// As the server named it: `br`.
        coding: String,
    },
}

/// Something to know about an article that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Its encoding was recognised by its bytes, as nothing states it.
    ReadAs {
        /// The name of the encoding, such as `windows-1252`.
        encoding: &'static str,
    },
    /// A line of its front matter was not understood, and left out.
    FrontMatterLine {
        /// The line, counted from 1.
        line: u64,
    },
    /// What states its encoding is wrong, as the bytes show.
    OtherEncoding {
        /// What is stated.
        stated: &'static str,
        /// What was read.
        encoding: &'static str,
    },
    /// It says that it was published later than today.
    Future {
        /// When it says.
        published: String,
    },
    /// Only a summary of it is here.
    Summary,
    /// Only its beginning is here: the archive keeps no more.
    Truncated,
}
