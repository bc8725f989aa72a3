//! spaCy v3 pipelines in native Rust (skeleton; see the module list).
#![allow(dead_code)] // skeleton stage only

mod doc;
mod error;
mod tokenizer;
mod vocab;

pub use doc::{Doc, Label, Labels, Span, Token, TokenData};
pub use error::Error;
