//! What the fuzz targets of the repository call: parsers of foreign bytes that have no public face. No part of the API.

use crate::decode::{self, Undecodable};

/// Any bytes are read as text without replacements, or refused at a place inside them.
///
/// # Panics
/// They are not, which is a fault.
pub fn decode(bytes: &[u8]) {
    match decode::decode(bytes.to_vec()) {
        Ok(decoded) => assert!(decoded.recognised.is_none() || !decoded.text.contains('\u{FFFD}')),
        Err(Undecodable::Nul(at) | Undecodable::Malformed(at)) => assert!(at <= bytes.len()),
    }
}
