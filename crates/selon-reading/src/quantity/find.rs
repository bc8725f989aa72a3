//! The quantities of an article.

use selon_record::{OffsetError, Offsets, Quantity};

use crate::grammar::{Found, Value};

/// The quantities among what a grammar found in a text, in order.
///
/// # Errors
/// A span that is none of the text.
pub(crate) fn find(found: &[Found], offsets: &Offsets<'_>) -> Result<Vec<Quantity>, OffsetError> {
    let mut quantities = Vec::new();
    for found in found {
        let Value::Amount(amount) = &found.value else { continue };
        let (id, text) = (format!("q{}", quantities.len() + 1), &offsets.text()[found.extent.range()]);
        quantities.push(amount.record(id, offsets.record(found.extent)?, text.to_owned(), None));
    }
    Ok(quantities)
}
