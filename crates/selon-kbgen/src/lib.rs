//! Makes the knowledge base of Selon: pinned packages and the tables of `data/` go in, `data/kb/selon.kb` comes out.
//!
//! For developers; the program that users have contains the base and knows nothing of this crate.
//!
//! The way of a row: a package is brought ([`fetch`]), checked by its digest and opened (`packages`), read (`readers`: a file for
//! each format), made into entries (`geography`), joined by the rows of the tables (`tables`: a file for each of theirs), all
//! gathered and checked (`world`), and written by `selon_kb::build`.
//!
//! **Invariant:** the same packages and tables make the same bytes. Nothing asks the clock, the network or the order of a hash
//! table; only [`fetch`] starts other programs.

mod build;
mod check;
mod geography;
mod notice;
mod packages;
mod prominence;
mod readers;
mod tables;
mod world;

pub use build::{Built, build};
pub use check::check;
pub use notice::notice;
pub use packages::fetch;

/// The source of rows of our own tables that name none.
const OWN_SOURCE: &str = "selon-tables";

/// A fact of an entry whose name, the value, is also a common word: « Nice », « Libération ». It is meant only where the context
/// says so.
const COMMON_NAME: &str = "common_name";
