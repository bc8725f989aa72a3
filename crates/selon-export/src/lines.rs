//! A line an article: its reading, or its assertions as annotations.

use std::io::Write;

use selon_ledger::{CarriedDecision, Ledger};
use selon_record::{Reading, Version};
use serde::Serialize;

use crate::{Error, webanno};

/// Writes the readings in the order in which they were added, a line of JSON each, exactly as `selon read --format jsonl`
/// prints them. Earlier versions of an article come before later ones, so that who adds the lines in turn gets the same
/// articles and assertions. Behind them stands what people decided, in that order, a line each: `{"selon": 1, "decision": …}`
/// ([`CarriedDecision`]).
///
/// The bytes an article was read from and failures are not in it.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn readings(ledger: &Ledger, to: &mut impl Write) -> Result<(), Error> {
    ledger.snapshot(|ledger| {
        each(ledger, |reading| line(to, reading))?;
        ledger
            .carried()?
            .into_iter()
            .try_for_each(|decision| line(to, &DecisionLine { selon: Version, decision }))
    })
}

/// A decision as a line has it, with the version of the records as readings have it.
#[derive(Serialize)]
struct DecisionLine {
    selon: Version,
    decision: CarriedDecision,
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
    ledger.snapshot(|ledger| each(ledger, |reading| line(to, &webanno::collection(reading, label(reading)))))
}

/// Every reading, one after the other.
fn each(ledger: &Ledger, mut take: impl FnMut(&Reading) -> Result<(), Error>) -> Result<(), Error> {
    for article in ledger.articles() {
        if let Some(reading) = ledger.reading(article?)? {
            take(&reading)?;
        }
    }
    Ok(())
}

/// A record as one line.
pub(crate) fn line(to: &mut impl Write, record: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *to, record)?;
    Ok(to.write_all(b"\n")?)
}
