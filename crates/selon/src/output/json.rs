//! JSON: a run's readings as one document, an array, indented for people to read.

use selon_record::Reading;

/// Before the readings.
pub(super) const OPEN: &str = "[";
/// Between two of them.
pub(super) const COMMA: &str = ",";
/// After them.
pub(super) const CLOSE: &str = "\n]\n";

/// A reading as an element of the array.
pub(super) fn json(reading: &Reading) -> String {
    let json = serde_json::to_string_pretty(reading).expect("records are JSON");
    // Line ends within strings are escaped: every line is one of the layout.
    json.lines().flat_map(|line| ["\n  ", line]).collect()
}
