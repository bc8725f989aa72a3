//! The readers of single parts of a model, for the fuzz targets in `fuzz/`: any bytes give a part or an error.
//!
//! Behind the feature `fuzzing`. No promise of the library.

use crate::pipeline::fuzzing as pipeline;
use crate::source::{Config, ModelBytes, decode, key_to_row, read_f32_matrix};
use crate::tokenizer::{Tokenizer, TokenizerRules};
use crate::vocab::lexeme::lexeme_norms;

/// `vocab/vectors`.
pub fn vectors(bytes: &[u8]) -> bool {
    read_f32_matrix(bytes).is_ok()
}

/// `config.cfg`.
pub fn config(text: &str) -> bool {
    Config::parse(text).is_ok()
}

/// The parts that are msgpack, read from the same bytes: how many of them they make.
pub fn msgpack(bytes: &[u8]) -> usize {
    let read = [
        decode("part", bytes).is_ok(),
        key_to_row(bytes).is_ok(),
        lexeme_norms(bytes).is_ok(),
        ModelBytes::parse("part", bytes).is_ok(),
        TokenizerRules::from_msgpack(bytes).is_ok_and(|rules| Tokenizer::new(&rules).is_ok()),
        pipeline::attribute_ruler(bytes),
        pipeline::lemma_tables(bytes),
    ];
    read.into_iter().filter(|&read| read).count()
}
