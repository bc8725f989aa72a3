//! The words and names of a record, for formats that are tables and lists.

use selon_record::{CodePointSpan, Offsets};
use serde::Serialize;

/// The words that spans cover, `…` between their parts. Spans that cover nothing are passed over.
pub(super) fn words(offsets: &Offsets<'_>, spans: &[CodePointSpan]) -> String {
    let parts = spans.iter().filter_map(|&span| offsets.slice(span).ok()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" … ")
}

/// The first code point of all spans and one past the last.
pub(super) fn extent(offsets: &Offsets<'_>, spans: &[CodePointSpan]) -> Option<CodePointSpan> {
    let sound = || spans.iter().filter(|&&span| !span.is_empty() && offsets.span(span).is_ok());
    let start = sound().map(|span| span.start).min()?;
    Some(CodePointSpan::new(start, sound().map(|span| span.end).max()?))
}

/// What the records' JSON calls a kind, form, act or level.
pub(super) fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("kinds, forms, acts and levels are strings in JSON"),
    }
}
