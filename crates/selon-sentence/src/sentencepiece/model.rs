//! The parts of a SentencePiece model that a unigram tokeniser needs.
//!
//! Its messages: <https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto>.

use super::protobuf::{Fields, Value};
use crate::Error;

const PART: &str = "sp.model";

/// What the file holds, as it is there.
pub(super) struct Model<'a> {
    /// Each piece with the logarithm of its probability; its place is its number.
    pub(super) pieces: Vec<(&'a str, f32)>,
    /// The table that normalises text.
    pub(super) charsmap: &'a [u8],
}

impl<'a> Model<'a> {
    /// Reads the file.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let (mut pieces, mut charsmap) = (Vec::new(), None);
        for field in Fields::of(bytes) {
            match field.map_err(malformed)? {
                (1, Value::Bytes(message)) => {
                    let at = |reason| malformed(format!("piece {}: {reason}", pieces.len()));
                    let piece = piece(message).map_err(at)?;
                    pieces.push(piece);
                }
                (3, Value::Bytes(message)) => {
                    charsmap =
                        normaliser(message).map_err(|reason| malformed(format!("normaliser: {reason}")))?;
                }
                _ => {} // how it was trained, and tests of it
            }
        }
        match charsmap {
            _ if pieces.is_empty() => Err(malformed("no pieces: not a SentencePiece model".to_owned())),
            None => Err(malformed("no table that normalises text".to_owned())),
            Some(charsmap) => Ok(Model { pieces, charsmap }),
        }
    }
}

/// Message `SentencePiece`.
fn piece(message: &[u8]) -> Result<(&str, f32), String> {
    let (mut text, mut score) = ("", 0.0);
    for field in Fields::of(message) {
        match field? {
            (1, Value::Bytes(bytes)) => text = str::from_utf8(bytes).map_err(|error| error.to_string())?,
            (2, Value::Four(bytes)) => score = f32::from_le_bytes(bytes),
            _ => {} // what sort of piece it is
        }
    }
    if text.is_empty() || !score.is_finite() {
        return Err(format!("{text:?} with the score {score} is none"));
    }
    Ok((text, score))
}

/// The table in a message `NormalizerSpec`, which must ask for what [`super::charsmap`] does.
fn normaliser(message: &[u8]) -> Result<Option<&[u8]>, String> {
    let mut charsmap = None;
    for field in Fields::of(message) {
        match field? {
            (2, Value::Bytes(bytes)) => charsmap = Some(bytes),
            // A space before the text; no spaces at the ends and none twice; spaces as `▁`.
            (3..=5, Value::Number(0)) => {
                return Err("treats spaces in a way that is not supported".to_owned());
            }
            _ => {}
        }
    }
    Ok(charsmap)
}

fn malformed(reason: String) -> Error {
    Error::malformed(PART, reason)
}
