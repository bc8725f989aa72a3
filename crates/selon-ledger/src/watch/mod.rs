//! Watches: questions that somebody wants to hear of when their answer changes, and what was new in it. Rows that only grow, as
//! those of decisions.
//!
//! A watch begins with what its question is answered with at that moment. Whenever the answer is [noted](Watches::note) again, each
//! claim is compared with the greatest numbers it ever had there: what is more than these is an [`Event`]. So a claim that goes
//! and comes again is no news.
//!
//! Watches do not touch what is found, and what is found does not touch them. Their rows are written beside a
//! [`Writer`](crate::Writer) that adds, between two of its batches, and without its lock.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::query::ClaimRow;
use crate::store::value;
use crate::{Error, Ledger};

/// A question that is watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Watch {
    /// Its number.
    pub id: i64,
    /// Since when: ISO 8601, UTC.
    pub at: String,
    /// What somebody calls it.
    pub name: String,
    /// The question, in the words of the one who asks.
    pub question: String,
    /// An address that is told of what is new.
    pub webhook: Option<String>,
}

/// Something new in the answer to a watched question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its number, which grows.
    pub id: i64,
    /// The watch.
    pub watch: i64,
    /// When it was noticed: ISO 8601, UTC.
    pub at: String,
    /// What is new.
    pub kind: News,
    /// In which claim.
    pub claim: i64,
    /// What that says.
    pub title: String,
    /// What it came to then.
    pub outlets: u32,
    /// Origins that were shown to be independent.
    pub at_least: u32,
    /// Origins that were not shown to depend on another.
    pub at_most: u32,
    /// Claims that contradicted it.
    pub contradictions: u32,
    /// Claims that updated it.
    pub updates: u32,
}

/// What can be new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum News {
    /// A claim that the answer never had.
    Claim,
    /// More independent origins than it ever had.
    Origin,
    /// Contradicted by more than ever.
    Contradiction,
    /// A further figure or state of another moment.
    Update,
}

impl News {
    fn name(self) -> &'static str {
        match self {
            News::Claim => "claim",
            News::Origin => "origin",
            News::Contradiction => "contradiction",
            News::Update => "update",
        }
    }
}

/// How telling a webhook went the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// When.
    pub at: String,
    /// Up to which event.
    pub event: i64,
    /// Why it was not told, where it was not.
    pub error: Option<String>,
}

const ALL: &str = "SELECT id, at, name, question, webhook FROM watch w
     WHERE NOT EXISTS (SELECT 1 FROM watch_end e WHERE e.watch = w.id) ORDER BY id";
const ONE: &str = "SELECT id, at, name, question, webhook FROM watch w
     WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM watch_end e WHERE e.watch = w.id)";
const EVENTS: &str =
    "SELECT id, watch, at, kind, claim, title, outlets, at_least, at_most, contradictions, updates
     FROM watch_event WHERE watch = ?1 AND id > ?2 AND kind <> 'known' ORDER BY id DESC LIMIT ?3";
const SEEN: &str = "SELECT event FROM watch_visit WHERE watch = ?1 ORDER BY id DESC LIMIT 1";
const SENT: &str = "SELECT at, event, error FROM watch_sent WHERE watch = ?1 ORDER BY id DESC LIMIT 1";
const TOLD: &str = "SELECT event FROM watch_sent WHERE watch = ?1 AND error IS NULL ORDER BY id DESC LIMIT 1";
const KNOWN: &str = "SELECT claim, max(at_least), max(contradictions), max(updates) FROM watch_event
     WHERE watch = ?1 GROUP BY claim";

impl Ledger {
    /// The questions that are watched, in the order in which that began.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn watches(&self) -> Result<Vec<Watch>, Error> {
        self.all(ALL, [], watch)
    }

    /// A watch by its number, unless it has ended.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn watch(&self, id: i64) -> Result<Option<Watch>, Error> {
        self.one(ONE, [id], watch)
    }

    /// What was new for a watch after an event, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn news(&self, watch: i64, after: i64, limit: u32) -> Result<Vec<Event>, Error> {
        self.all(EVENTS, params![watch, after, limit], event)
    }

    /// The last event that somebody has seen of a watch; 0 before the first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn news_seen(&self, watch: i64) -> Result<i64, Error> {
        Ok(self.one(SEEN, [watch], |row| row.get(0))?.unwrap_or(0))
    }

    /// The last event that a watch's webhook was told; 0 before the first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn news_told(&self, watch: i64) -> Result<i64, Error> {
        Ok(self.one(TOLD, [watch], |row| row.get(0))?.unwrap_or(0))
    }

    /// How telling a watch's webhook went the last time.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_sent(&self, watch: i64) -> Result<Option<Sent>, Error> {
        self.one(SENT, [watch], |row| Ok(Sent { at: row.get(0)?, event: row.get(1)?, error: row.get(2)? }))
    }

    /// A number that changes when others have written to the file since this value was last asked.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(self.one("PRAGMA data_version", [], |row| row.get(0))?.unwrap_or_default())
    }
}

/// A ledger whose watches can be written.
#[derive(Debug)]
pub struct Watches {
    ledger: Ledger,
}

impl Watches {
    /// Of a ledger in a file. It may be written to by a [`Writer`](crate::Writer) at the same time.
    ///
    /// # Errors
    /// It is no ledger, of another version, or may not be written to.
    pub fn open(path: &Path) -> Result<Watches, Error> {
        // What is not there is not made.
        Ledger::open(path)?;
        Ok(Watches { ledger: Ledger::to_write(path)? })
    }

    /// The ledger, to read from.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Watches a question from now on; `known` is its answer now. Gives the number of the watch.
    ///
    /// # Errors
    /// The file cannot be written; while somebody adds, not in time.
    pub fn add(
        &self,
        name: &str,
        question: &str,
        webhook: Option<&str>,
        known: &[ClaimRow],
    ) -> Result<i64, Error> {
        self.ledger.whole(|ledger| {
            let at = now();
            ledger.execute(
                "INSERT INTO watch (at, name, question, webhook) VALUES (?1, ?2, ?3, ?4)",
                params![at, name, question, webhook],
            )?;
            let watch = ledger.connection().last_insert_rowid();
            known.iter().try_for_each(|claim| insert(ledger, watch, &at, "known", claim))?;
            Ok(watch)
        })
    }

    /// Watches it no more.
    ///
    /// # Errors
    /// As of [`Watches::add`].
    pub fn end(&self, watch: i64) -> Result<(), Error> {
        let row = "INSERT INTO watch_end (watch, at) SELECT id, ?2 FROM watch WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM watch_end WHERE watch = ?1)";
        self.ledger.execute(row, params![watch, now()])
    }

    /// Compares the answer to a watched question with what was known of it, and keeps what is new. Gives how much that is.
    ///
    /// # Errors
    /// As of [`Watches::add`].
    pub fn note(&self, watch: i64, answer: &[ClaimRow]) -> Result<usize, Error> {
        let known = self.ledger.all(KNOWN, [watch], |row| {
            Ok((row.get::<_, i64>(0)?, [row.get::<_, u32>(1)?, row.get(2)?, row.get(3)?]))
        })?;
        let known: HashMap<i64, [u32; 3]> = known.into_iter().collect();
        let news: Vec<(News, &ClaimRow)> =
            answer.iter().flat_map(|claim| news(known.get(&claim.claim), claim)).collect();
        if news.is_empty() {
            return Ok(0);
        }
        self.ledger.whole(|ledger| {
            let at = now();
            news.iter().try_for_each(|(kind, claim)| insert(ledger, watch, &at, kind.name(), claim))
        })?;
        Ok(news.len())
    }

    /// Somebody has seen all that is new up to an event.
    ///
    /// # Errors
    /// As of [`Watches::add`].
    pub fn visit(&self, watch: i64, event: i64) -> Result<(), Error> {
        let row = "INSERT INTO watch_visit (watch, at, event) VALUES (?1, ?2, ?3)";
        self.ledger.execute(row, params![watch, now(), event])
    }

    /// The webhook was told of all up to an event, or why not.
    ///
    /// # Errors
    /// As of [`Watches::add`].
    pub fn sent(&self, watch: i64, event: i64, error: Option<&str>) -> Result<(), Error> {
        let row = "INSERT INTO watch_sent (watch, at, event, error) VALUES (?1, ?2, ?3, ?4)";
        self.ledger.execute(row, params![watch, now(), event, error])
    }
}

/// What is new in a claim, of which the greatest numbers are known.
fn news<'c>(known: Option<&[u32; 3]>, claim: &'c ClaimRow) -> impl Iterator<Item = (News, &'c ClaimRow)> {
    let kinds = match known {
        None => vec![News::Claim],
        Some([at_least, contradictions, updates]) => [
            (claim.at_least > *at_least, News::Origin),
            (claim.contradictions > *contradictions, News::Contradiction),
            (claim.updates > *updates, News::Update),
        ]
        .into_iter()
        .filter_map(|(is_more, kind)| is_more.then_some(kind))
        .collect(),
    };
    kinds.into_iter().map(move |kind| (kind, claim))
}

fn insert(ledger: &Ledger, watch: i64, at: &str, kind: &str, claim: &ClaimRow) -> Result<(), Error> {
    ledger.execute(
        "INSERT INTO watch_event (watch, at, kind, claim, title, outlets, at_least, at_most, contradictions, updates)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            watch,
            at,
            kind,
            claim.claim,
            claim.title,
            claim.outlets,
            claim.at_least,
            claim.at_most,
            claim.contradictions,
            claim.updates
        ],
    )
}

fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn watch(row: &Row<'_>) -> rusqlite::Result<Watch> {
    let (id, at, name) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Watch { id, at, name, question: row.get(3)?, webhook: row.get(4)? })
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        watch: row.get(1)?,
        at: row.get(2)?,
        kind: value(row, 3)?,
        claim: row.get(4)?,
        title: row.get(5)?,
        outlets: row.get(6)?,
        at_least: row.get(7)?,
        at_most: row.get(8)?,
        contradictions: row.get(9)?,
        updates: row.get(10)?,
    })
}

#[cfg(test)]
mod tests;
