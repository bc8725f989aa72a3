//! spaCy v3 pipelines in native Rust.

mod baked;
mod doc;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod network;
mod pipeline;
mod source;
mod syntax;
#[cfg(test)]
mod test_models;
mod tokenizer;
mod vocab;

pub use doc::{Doc, Label, Labels, Span, Token, TokenData};
pub use error::Error;
pub use pipeline::{Meta, Pipeline};
