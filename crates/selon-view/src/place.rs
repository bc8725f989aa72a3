//! Where an assertion stands, in words and numbers.

use std::ops::Range;

use selon_record::Assertion;

use super::{Passages, phrase};

/// Its identifier; the paragraph and the code points of its words, which `extent` says in bytes.
pub fn place(assertion: &Assertion, extent: Option<Range<usize>>, passages: &Passages<'_>) -> Vec<String> {
    let mut place = vec![phrase(&assertion.id)];
    if let Some(extent) = extent {
        place.push(format!("§\u{A0}{}", passages.paragraph(extent.start)));
        let offsets = passages.offsets();
        if let (Ok(start), Ok(end)) = (offsets.code_point(extent.start), offsets.code_point(extent.end)) {
            place.push(format!("{start}–{end}"));
        }
    }
    place
}
