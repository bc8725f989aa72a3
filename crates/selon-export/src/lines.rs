//! A line an article: its reading, or its assertions as annotations.

use std::io::Write;

use selon_ledger::Ledger;
use selon_record::Reading;
use serde::Serialize;

use crate::{Error, webanno};

/// Writes the readings in the order in which they were added, a line of JSON each, exactly as `selon read --format jsonl`
/// prints them. Earlier versions of an article come before later ones, so that who adds the lines in turn gets the same
/// articles and assertions.
///
/// The bytes an article was read from, failures and what users decided about claims are not in it.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn readings(ledger: &Ledger, to: &mut impl Write) -> Result<(), Error> {
    each(ledger, |reading| line(to, reading))
}

/// Writes every assertion as a W3C Web Annotation: a collection an article, a collection a line ([`webanno::collection`]).
/// `label` makes the label of a collection from its article's reading.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn annotations(
    ledger: &Ledger,
    label: impl Fn(&Reading) -> String,
    to: &mut impl Write,
) -> Result<(), Error> {
    each(ledger, |reading| line(to, &webanno::collection(reading, label(reading))))
}

/// Every reading, one after the other.
fn each(ledger: &Ledger, mut take: impl FnMut(&Reading) -> Result<(), Error>) -> Result<(), Error> {
    ledger.snapshot(|ledger| {
        for article in ledger.articles() {
            if let Some(reading) = ledger.reading(article?)? {
                take(&reading)?;
            }
        }
        Ok(())
    })
}

/// A record as one line.
pub(crate) fn line(to: &mut impl Write, record: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *to, record)?;
    Ok(to.write_all(b"\n")?)
}
