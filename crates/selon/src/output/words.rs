//! The words and names of a record, for formats that are tables and lists.

use selon_record::{CodePointSpan, Offsets, Quantity, Time};
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

/// The records of a layer that identifiers name, in the order of the text.
pub(super) fn within<'r, T>(layer: &'r [T], ids: &[String], id: impl Fn(&T) -> &String) -> Vec<&'r T> {
    layer.iter().filter(|record| ids.contains(id(record))).collect()
}

/// TIMEX3's value of a time, with its modifier: « 2022-01 END ».
pub(super) fn value(time: &Time) -> String {
    match time.modifier {
        Some(modifier) => format!("{} {}", time.value, name(modifier)),
        None => time.value.clone(),
    }
}

/// A quantity in signs: « 26 », « ~30 », « ≥ 20 », « 24..30 », « 10000000000 USD over P20Y »; nothing where the words give no number.
pub(super) fn amount(quantity: &Quantity) -> String {
    let number = match (quantity.low, quantity.high, quantity.value) {
        (Some(low), Some(high), _) => format!("{low}..{high}"),
        (Some(low), None, _) => format!("≥ {low}"),
        (None, Some(high), _) => format!("≤ {high}"),
        (None, None, Some(value)) => value.to_string(),
        (None, None, None) => return String::new(),
    };
    let rough = if quantity.approximate { "~" } else { "" };
    let named = |before: &str, name: &Option<String>| {
        name.as_ref().map(|name| format!("{before}{name}")).unwrap_or_default()
    };
    let (unit, per) = (named(" ", &quantity.unit), named(" per ", &quantity.per));
    format!("{rough}{number}{unit}{per}{}", named(" over ", &quantity.over))
}

/// What the records' JSON calls a kind, form, act or level.
pub(super) fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("kinds, forms, acts, levels and types are strings in JSON"),
    }
}
