//! A ledger with only the tables that copies need, in a file that goes with it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};
use selon_ledger::copies::{self, Copy, Sketch};
use tempfile::TempDir;

/// The ledger's own schema.
const SCHEMA: &str = include_str!("../../../../selon-ledger/src/store/schema.sql");

/// What of it copies read and write.
const NEEDED: [&str; 10] = [
    "TABLE original ",
    "TABLE run ",
    "TABLE article ",
    "TABLE credit ",
    "TABLE assertion ",
    "TABLE link ",
    "TABLE copy ",
    "TABLE passage ",
    "TABLE now_band ",
    "TABLE now_print ",
];

/// Articles in a transaction.
const TRANSACTION: usize = 200;

/// A ledger in a temporary folder.
pub(super) struct Ledger {
    connection: Connection,
    folder: TempDir,
    articles: i64,
}

/// Where the time of adding went, by one thread.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    /// Making sketches: pure, can be spread over threads.
    pub(super) sketching: Duration,
    /// Looking up, comparing, writing copies and index: the one writer's.
    pub(super) finding: Duration,
}

impl Ledger {
    pub(super) fn new() -> Result<Ledger> {
        let folder = tempfile::tempdir()?;
        let connection = Connection::open(folder.path().join("copies.selon"))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        let statements = SCHEMA.split(";\n").map(without_comments);
        for statement in
            statements.filter(|sql| NEEDED.iter().any(|name| sql.starts_with(&format!("CREATE {name}"))))
        {
            connection.execute_batch(&statement).context(statement)?;
        }
        connection.execute("INSERT INTO run VALUES (1, '', '', '{}')", [])?;
        Ok(Ledger { connection, folder, articles: 0 })
    }

    /// Adds texts, as many to a transaction as `selon add` would; returns their copies among themselves and all before.
    /// Articles are numbered from 0 in the order of their adding. The time of storing texts does not count.
    pub(super) fn add<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        spent: &mut Spent,
    ) -> Result<Vec<Copy>> {
        let mut copies = Vec::new();
        let mut texts = texts.into_iter().peekable();
        while texts.peek().is_some() {
            let transaction = self.connection.transaction()?;
            let mut finding = Duration::ZERO;
            for text in texts.by_ref().take(TRANSACTION) {
                let id = self.articles;
                transaction
                    .prepare_cached(
                        "INSERT INTO article (id, sha256, name, voice, language, text, place, run)
                         VALUES (?1, CAST(?1 AS BLOB), ?1, 'article:' || ?1, 'fr', ?2, '', 1)",
                    )?
                    .execute(params![id, text])?;
                let begun = Instant::now();
                let sketch = Sketch::of(text);
                spent.sketching += begun.elapsed();
                let begun = Instant::now();
                copies.extend(copies::add(&transaction, id, &sketch)?);
                finding += begun.elapsed();
                self.articles += 1;
            }
            let begun = Instant::now();
            transaction.commit()?;
            spent.finding += finding + begun.elapsed();
        }
        Ok(copies)
    }

    /// Bytes of the two index tables in the file, if SQLite was built to say.
    pub(super) fn bytes(&self) -> Result<u64> {
        self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(std::fs::metadata(self.folder.path().join("copies.selon"))?.len())
    }
}

/// A statement of the schema without the lines before it.
fn without_comments(sql: &str) -> String {
    let lines = sql.lines().filter(|line| !line.trim_start().starts_with("--") && !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
