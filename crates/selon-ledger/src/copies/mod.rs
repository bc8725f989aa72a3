//! Copies: passages of an article that were taken from another, and the direction where it can be known.
//!
//! [`Sketch::of`] makes the few hashes of a text that its copies are found by; [`compare`] decides exactly, and aligns.

mod alignment;
mod overlap;
mod sketch;
mod words;

pub use overlap::{Kind, Overlap, Passage, compare};
pub use sketch::Sketch;
pub use words::{GRAM, Words};
