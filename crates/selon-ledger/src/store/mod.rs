//! The file: one SQLite database (`schema.sql` says what every row is), one writer, any number of readers.
//!
//! | file | what it holds |
//! |---|---|
//! | `deposit` | an article's reading made ready on the threads that read |
//! | `writer` | batches, runs, failures; `insert` has the rows of one article |
//! | `ledger` | what is read back; `search`, `verify`, `digest` and `stats` ask more of it; `sql` has every question |
//! | `version`, `append_only` | how a ledger is made and brought up to date; that it only grows |
//! | `connection`, `lock` | how the file is opened; that one program writes at a time |

mod append_only;
mod connection;
mod deposit;
mod digest;
mod error;
mod id;
mod insert;
mod key;
mod ledger;
mod lock;
mod log;
mod packed;
mod phrase;
mod published;
mod search;
mod sql;
mod stats;
mod verify;
mod version;
mod voice;
mod word;
mod writer;

#[cfg(test)]
mod tests;

pub use deposit::{Deposit, Original, Refused};
pub use error::Error;
pub use id::{ArticleId, AssertionId};
pub(crate) use insert::unknown_key;
pub use key::ContentKey;
pub use ledger::{
    Evidence, Failure, Ledger, Moment, Role, Stop, StoredArticle, StoredAssertion, StoredLink, StoredSource,
};
pub use phrase::full_text;
pub use published::published;
pub use search::{ArticleHit, AssertionHit, Filters};
#[cfg(test)]
pub(crate) use sql::scans;
pub use stats::Stats;
pub use verify::Damage;
pub(crate) use voice::Voice;
pub(crate) use word::{damaged, value};
pub use writer::{Added, Run, Writer};
