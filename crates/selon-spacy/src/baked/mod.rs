//! The prebaked form of a pipeline: one safetensors file with every weight and table laid out as the networks
//! read them, to be memory-mapped, and what is left of the configuration as JSON in its metadata.
//!
//! A wheel is baked once; loading then maps the file and touches only what is used. A pipeline loaded straight
//! from its wheel goes through the same form in memory, so that there is one way to load.

mod storage;
mod writer;

pub(crate) use storage::{Array, Storage, Text};
pub(crate) use writer::{Writer, write_atomically};

/// Counts changes of the layout; a file of another number is baked again.
pub(crate) const FORMAT: &str = "selon-spacy 3";
