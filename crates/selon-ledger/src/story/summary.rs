//! The rows of `now_summary`: a claim of several articles, or one that something disagrees with, summed up; and of `now_facet`:
//! what it is found by.

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
        ledger.execute(FORGET, params![claim])?;
        ledger.execute("DELETE FROM now_summary WHERE claim = ?1", params![claim])?;
        if !is_listed(ledger, claim)? {
            continue;
        }
        if let Some(story) = ledger.story_with(claim, base, &mut readings)? {
            write(ledger, &story)?;
        }
    }
    Ok(())
}

/// The parts of a facet of `now_summary.facets`: its kind and its value.
macro_rules! parts {
    () => {
        "substr(f.value, 1, instr(f.value, ':') - 1), substr(f.value, instr(f.value, ':') + 1)"
    };
}

/// What a claim is found by, as `now_summary.facets` has it.
pub(super) const FACETS: &str = "SELECT json_group_array(facet)
     FROM (SELECT DISTINCT kind || ':' || value AS facet FROM now_found WHERE claim = ?1 AND value IS NOT NULL ORDER BY 1)";

/// What a claim was found by, to be found no more.
pub(super) const FORGET: &str = concat!(
    "DELETE FROM now_facet WHERE claim = ?1 AND (kind, value) IN
       (SELECT ",
    parts!(),
    " FROM json_each((SELECT facets FROM now_summary WHERE claim = ?1)) f)"
);

/// What it is found by.
pub(super) const FIND: &str = concat!(
    "INSERT INTO now_facet (kind, value, claim)
     SELECT ",
    parts!(),
    ", ?1 FROM json_each((SELECT facets FROM now_summary WHERE claim = ?1)) f"
);

/// Whether a claim has a row: it is of several articles, or another one disagrees with it. Most are not, and their readings
/// need not be unpacked.
fn is_listed(ledger: &Ledger, claim: i64) -> Result<bool, Error> {
    let listed = ledger.one(
        "SELECT (SELECT count(DISTINCT a.article) FROM now_claim c JOIN assertion a ON a.id = c.assertion WHERE c.claim = ?1) > 1
             OR EXISTS (SELECT 1 FROM now_claim c JOIN relation x ON x.a = c.assertion JOIN now_claim o ON o.assertion = x.b
                        WHERE c.claim = ?1 AND o.claim <> ?1 AND x.kind <> 'same')
             OR EXISTS (SELECT 1 FROM now_claim c JOIN relation x ON x.b = c.assertion JOIN now_claim o ON o.assertion = x.a
                        WHERE c.claim = ?1 AND o.claim <> ?1 AND x.kind <> 'same')",
        [claim],
        |row| row.get(0),
    )?;
    Ok(listed.unwrap_or(false))
}

fn write(ledger: &Ledger, story: &Story) -> Result<(), Error> {
    let articles: HashSet<i64> = story.occurrences.iter().map(|occurrence| occurrence.article).collect();
    let opposed = |kind: &str| {
        let of_kind = story.opposed.iter().filter(|opposed| opposed.kind == kind);
        of_kind.map(|opposed| opposed.claim).collect::<HashSet<_>>().len()
    };
    let lost = |kind| {
        let steps = story.origins.steps.iter();
        steps.filter(|step| step.losses.iter().any(|loss| loss.kind == kind)).count()
    };
    let first = story.occurrences.iter().min_by_key(|occurrence| occurrence.time());
    // The middle of when it can have been: of a date without an hour, noon there or thereabouts, and so that day.
    let middle = |(earliest, latest): (i64, i64)| earliest + (latest - 1 - earliest) / 2;
    let seen = || story.occurrences.iter().filter_map(|occurrence| occurrence.published).map(middle);
    let facets: Option<String> = ledger.one(FACETS, [story.claim], |row| row.get(0))?;
    ledger.execute(
        "INSERT INTO now_summary (claim, title, assertions, articles, outlets, at_least, at_most, first_seen, last_seen,
                                  contradictions, updates, hedge_loss, source_loss, facets)
         SELECT ?1, ?2, ?3, ?4,
                (SELECT count(DISTINCT r.voice) FROM now_claim c JOIN assertion a ON a.id = c.assertion
                 JOIN article r ON r.id = a.article WHERE c.claim = ?1),
                ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                coalesce(?13, '[]')",
        params![
            story.claim,
            first.map_or("", |first| &first.content.text),
            story.occurrences.len(),
            articles.len(),
            story.origins.at_least,
            story.origins.at_most,
            seen().min(),
            seen().max(),
            opposed("contradiction"),
            opposed("update"),
            lost(LossKind::Hedge),
            lost(LossKind::Source),
            facets,
        ],
    )?;
    ledger.execute(FIND, params![story.claim])
}
