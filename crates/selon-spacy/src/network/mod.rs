//! The networks of a spaCy CNN pipeline in f32: hashed embeddings, the convolutional encoder, linear layers and
//! the state scorer of the transition systems.
//!
//! Everything is a pure function of the weights and the words. Sums run in another order than in spaCy, so scores
//! differ in their last digits and decisions (practically) never.

mod encoder;
mod hash_embed;
mod kernels;
mod linear;
mod state_scorer;

pub(crate) use encoder::{BLOCK, Column, Encoder, EncoderCache, EncoderShape};
pub(crate) use linear::Linear;
pub(crate) use state_scorer::{StateScorer, StateScorerShape, TokenFeatures};
