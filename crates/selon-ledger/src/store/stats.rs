//! How much is in a ledger.

use super::error::Error;
use super::ledger::Ledger;

/// Counts of rows, and the size of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Articles, all versions of each.
    pub articles: u64,
    /// Voices: outlets, and articles that name none.
    pub voices: u64,
    /// Assertions.
    pub assertions: u64,
    /// Copies found between articles.
    pub copies: u64,
    /// Claims of more than one article or with a contradiction.
    pub claims: u64,
    /// What could not be read.
    pub failures: u64,
    /// Bytes of the database.
    pub bytes: u64,
}

impl Ledger {
    /// How much is in the ledger. Rows of facts are numbered without gaps, so that most counts are a last number.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        let stats = self.one(
            "SELECT (SELECT coalesce(max(id), 0) FROM article), (SELECT count(DISTINCT voice) FROM article),
                    (SELECT coalesce(max(id), 0) FROM assertion), (SELECT coalesce(max(id), 0) FROM copy),
                    (SELECT count(*) FROM now_summary), (SELECT coalesce(max(id), 0) FROM failure),
                    (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)",
            [],
            |row| {
                Ok(Stats {
                    articles: row.get(0)?,
                    voices: row.get(1)?,
                    assertions: row.get(2)?,
                    copies: row.get(3)?,
                    claims: row.get(4)?,
                    failures: row.get(5)?,
                    bytes: row.get(6)?,
                })
            },
        );
        stats.map(Option::unwrap_or_default)
    }
}
