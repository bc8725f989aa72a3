//! The words and names of a record, for formats that are tables and lists.

pub(super) use selon_export::words::{name, within, words};
use selon_record::{CodePointSpan, Offsets, Quantity, Time};

/// The first code point of all spans and one past the last.
pub(super) fn extent(offsets: &Offsets<'_>, spans: &[CodePointSpan]) -> Option<CodePointSpan> {
    let sound = || spans.iter().filter(|&&span| !span.is_empty() && offsets.span(span).is_ok());
    let start = sound().map(|span| span.start).min()?;
    Some(CodePointSpan::new(start, sound().map(|span| span.end).max()?))
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
