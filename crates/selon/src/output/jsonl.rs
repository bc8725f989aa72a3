//! JSON Lines: a record a line, exactly as its type is promised.

use serde::Serialize;

/// The record as one line.
pub(crate) fn jsonl(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("records are JSON") + "\n"
}
