//! Files, folders, pages, feeds and web archives to articles: encodings, metadata, the text without what surrounds it, agency credits.
//!
//! [`Intake`] says what to read and how, [`Intake::articles`] goes through it:
//!
//! | what | how |
//! |---|---|
//! | `.txt`, `.md` | one article, with optional front matter |
//! | `.html`, `.htm`, `.xhtml` | one article: the page without what surrounds it |
//! | `.jsonl`, `.ndjson`, `.json` | one article a line; a JSON Feed is a feed |
//! | `.rss`, `.atom`, `.xml` | a feed: one article an entry |
//! | `.warc`, `.wet` | a web archive: one article a page |
//! | any of these with `.gz` | the same, compressed |
//! | a folder | its files of these kinds and its folders, sorted by name; not READMEs and what is hidden |
//! | `-`, and named files of other kinds | what their first bytes say; plain text, where they say nothing |
//!
//! What cannot be read is a [`Failure`] with its [`Place`], and everything else is read. Memory does not grow with the
//! input: archives, feeds and lines come one by one, and none may be larger than 32 MiB.

mod credits;
mod date;
mod decode;
mod failure;
mod feed;
mod files;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod gzip;
mod html;
mod intake;
mod jsonl;
mod language;
mod limits;
mod original;
mod page;
mod place;
mod plain;
mod sniff;
mod warc;

pub use credits::credits;
pub use failure::{Failure, Note, Reason};
pub use intake::{Articles, Format, Intake, Item};
pub use language::parse as language_code;
pub use original::Original;
pub use page::{Page, page};
pub use place::{Part, Place};
