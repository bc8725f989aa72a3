//! The rows of `now_summary`: a claim of several articles, or one that something disagrees with, summed up.

use std::collections::{BTreeSet, HashSet};

use rusqlite::params;
use selon_kb::Base;

use super::{Readings, Story};
use crate::origins::LossKind;
use crate::{Error, Ledger};

/// Writes what these claims come to now, and takes away the rows of those that are no more.
///
/// # Errors
/// The file cannot be read or written.
pub(crate) fn summarise(ledger: &Ledger, claims: &BTreeSet<i64>, base: &Base) -> Result<(), Error> {
    let mut readings = Readings::default();
    for &claim in claims {
        ledger.execute("DELETE FROM now_summary WHERE claim = ?1", params![claim])?;
        if let Some(story) = ledger.story_with(claim, base, &mut readings)? {
            write(ledger, &story)?;
        }
    }
    Ok(())
}

fn write(ledger: &Ledger, story: &Story) -> Result<(), Error> {
    let articles: HashSet<i64> = story.occurrences.iter().map(|occurrence| occurrence.article).collect();
    let opposed = |kind: &str| {
        let of_kind = story.opposed.iter().filter(|opposed| opposed.kind == kind);
        of_kind.map(|opposed| opposed.claim).collect::<HashSet<_>>().len()
    };
    let (contradictions, updates) = (opposed("contradiction"), opposed("update"));
    if articles.len() < 2 && contradictions + updates == 0 {
        return Ok(());
    }
    let lost = |kind| {
        let steps = story.origins.steps.iter();
        steps.filter(|step| step.losses.iter().any(|loss| loss.kind == kind)).count()
    };
    let first = story.occurrences.iter().min_by_key(|occurrence| occurrence.time());
    // The middle of when it can have been: of a date without an hour, noon there or thereabouts, and so that day.
    let middle = |(earliest, latest): (i64, i64)| earliest + (latest - 1 - earliest) / 2;
    let seen = || story.occurrences.iter().filter_map(|occurrence| occurrence.published).map(middle);
    ledger.execute(
        "INSERT INTO now_summary (claim, title, assertions, articles, outlets, at_least, at_most, first_seen, last_seen,
                                  contradictions, updates, hedge_loss, source_loss)
         SELECT ?1, ?2, ?3, ?4,
                (SELECT count(DISTINCT r.voice) FROM now_claim c JOIN assertion a ON a.id = c.assertion
                 JOIN article r ON r.id = a.article WHERE c.claim = ?1),
                ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12",
        params![
            story.claim,
            first.map_or("", |first| &first.content.text),
            story.occurrences.len(),
            articles.len(),
            story.origins.at_least,
            story.origins.at_most,
            seen().min(),
            seen().max(),
            contradictions,
            updates,
            lost(LossKind::Hedge),
            lost(LossKind::Source),
        ],
    )
}
