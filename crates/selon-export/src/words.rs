//! The words and names of a record, for formats that are tables and lists.

use selon_record::{CodePointSpan, Offsets};
use serde::Serialize;

/// The words that spans cover, `…` between their parts. Spans that cover nothing are passed over.
///
/// ```
/// use selon_export::words::words;
/// use selon_record::{CodePointSpan, Offsets};
///
/// let offsets = Offsets::new("Il pleut, dit-il, à Brest.");
/// let parts = [CodePointSpan::new(0, 8), CodePointSpan::new(18, 25)];
/// assert_eq!(words(&offsets, &parts), "Il pleut … à Brest");
/// ```
pub fn words(offsets: &Offsets<'_>, spans: &[CodePointSpan]) -> String {
    let parts = spans.iter().filter_map(|&span| offsets.slice(span).ok()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" … ")
}

/// The records of a layer that identifiers name, in the order of the text.
pub fn within<'r, T>(layer: &'r [T], ids: &[String], id: impl Fn(&T) -> &String) -> Vec<&'r T> {
    layer.iter().filter(|record| ids.contains(id(record))).collect()
}

/// What the records' JSON calls a kind, form, act, level or type; all of these are strings there.
///
/// ```
/// use selon_export::words::name;
/// assert_eq!(name(selon_record::Level::Hearsay), "hearsay");
/// ```
pub fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("kinds, forms, acts, levels and types are strings in JSON"),
    }
}
