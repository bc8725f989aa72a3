//! Files, folders, pages, feeds and web archives to articles: encodings, metadata, the text without what surrounds it, agency credits.
//!
//! [`Intake`] says what to read and how, [`Intake::articles`] goes through it:
//!
//! | what | how |
//! |---|---|
//! | `.txt`, `.md` | one article, with optional front matter |
//! | `.jsonl`, `.ndjson`, `.json` | one article a line |
//! | a folder | its files of these kinds and its folders, sorted by name; not READMEs and what is hidden |
//! | `-`, and named files of other kinds | JSONL if the first byte that is not blank is `{`, else plain text |

mod decode;
mod failure;
mod files;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod intake;
mod jsonl;
mod language;
mod page;
mod place;
mod plain;

pub use failure::{Failure, Note, Reason};
pub use intake::{Articles, Format, Intake, Item};
pub use language::parse as language_code;
pub use place::{Part, Place};
pub use page::{Page, page};
