//! Copies: passages of an article that were taken from another, and the direction where it can be known.
//!
//! [`Sketch::of`] makes the few hashes of a text that its copies are found by; [`compare`] decides exactly, and aligns;
//! [`direction`] weighs what speaks for either way. [`add`] does all of it for an article of the ledger.

mod alignment;
mod direction;
mod find;
mod overlap;
mod sketch;
mod third;
mod words;

pub use direction::{Direction, Ground, Name, Reason, Side, direction};
pub use find::{Copy, FindError, add, find};
pub use overlap::{Kind, Overlap, Passage, compare};
pub use sketch::Sketch;
pub use third::Third;
pub use words::{GRAM, Words};
