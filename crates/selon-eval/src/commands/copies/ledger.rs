//! A ledger with only the tables that copies need, in a file that goes with it.

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};
use selon_ledger::copies::{self, Copy, Sketch};
use tempfile::TempDir;

/// The ledger's own schema.
const SCHEMA: &str = include_str!("../../../../selon-ledger/src/store/schema.sql");

/// What of it copies read and write.
const NEEDED: [&str; 10] =
    ["original", "run", "article", "credit", "assertion", "link", "copy", "passage", "now_band", "now_print"];

/// Articles in a transaction.
const TRANSACTION: usize = 200;

/// An article to add.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) outlet: Option<String>,
    /// The first second of publication and one past the last.
    pub(super) published: Option<(i64, i64)>,
    /// The agency that it credits.
    pub(super) credit: Option<String>,
    /// The outlet whose word it gives.
    pub(super) cites: Option<String>,
}

/// A ledger in a temporary folder.
pub(super) struct Ledger {
    connection: Connection,
    folder: TempDir,
    articles: i64,
}

/// Seconds of the processor, of one thread.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    /// Making sketches: pure, spread over threads by `selon add`.
    pub(super) sketching: f64,
    /// Looking up, comparing, writing copies and index: the one writer's.
    pub(super) finding: f64,
    /// Articles added.
    pub(super) articles: usize,
}

impl Ledger {
    /// A new one.
    ///
    /// # Errors
    /// When the disk fails.
    pub(super) fn new() -> Result<Ledger> {
        let folder = tempfile::tempdir()?;
        let connection = Connection::open(folder.path().join("copies.selon"))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        let lines = SCHEMA.lines().map(|line| line.split("--").next().unwrap_or_default());
        let schema: String = lines.flat_map(|line| [line.trim(), "\n"]).collect();
        for statement in schema.split(';').map(str::trim) {
            if NEEDED.iter().any(|name| statement.starts_with(&format!("CREATE TABLE {name} "))) {
                connection.execute_batch(statement).with_context(|| statement.to_owned())?;
            }
        }
        connection.execute("INSERT INTO run VALUES (1, '', '', '{}')", [])?;
        Ok(Ledger { connection, folder, articles: 0 })
    }

    /// Adds articles, as many to a transaction as `selon add` would; returns their copies among themselves and all before.
    /// They are numbered from 0 in the order of their adding. The time of storing texts does not count.
    ///
    /// # Errors
    /// When the ledger fails.
    pub(super) fn add(&mut self, entries: impl IntoIterator<Item = Entry>) -> Result<(Vec<Copy>, Spent)> {
        let (mut copies, mut spent) = (Vec::new(), Spent::default());
        let mut entries = entries.into_iter().peekable();
        while entries.peek().is_some() {
            let batch: Vec<Entry> = entries.by_ref().take(TRANSACTION).collect();
            spent.articles += batch.len();
            let begun = processor_seconds()?;
            let sketches: Vec<Sketch> = batch.iter().map(|entry| Sketch::of(&entry.text)).collect();
            spent.sketching += processor_seconds()? - begun;
            let first = self.articles;
            self.articles += batch.len() as i64;
            let transaction = self.connection.transaction()?;
            for (id, entry) in (first..).zip(&batch) {
                store(&transaction, id, entry)?;
            }
            let begun = processor_seconds()?;
            for (id, sketch) in (first..).zip(&sketches) {
                copies.extend(copies::add(&transaction, id, sketch)?);
            }
            transaction.commit()?;
            spent.finding += processor_seconds()? - begun;
        }
        Ok((copies, spent))
    }

    /// Bytes of the index tables in the file.
    ///
    /// # Errors
    /// When the ledger fails.
    pub(super) fn index_bytes(&self) -> Result<u64> {
        let file = self.folder.path().join("copies.selon");
        self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        let whole = std::fs::metadata(&file)?.len();
        let other: i64 = self
            .connection
            .query_row("SELECT total(length(CAST(text AS BLOB))) FROM article", [], |row| {
                row.get::<_, f64>(0)
            })
            .map(|bytes| bytes as i64)?;
        Ok(whole.saturating_sub(other.unsigned_abs()))
    }
}

/// The rows of an article.
fn store(ledger: &Connection, id: i64, entry: &Entry) -> Result<()> {
    let (earliest, latest) = entry.published.unzip();
    let mut article = ledger.prepare_cached(
        "INSERT INTO article (id, sha256, name, outlet, voice, earliest, latest, language, text, place, run)
         VALUES (?1, CAST(?1 AS BLOB), ?1, ?2, coalesce(?2, 'article:' || ?1), ?3, ?4, 'fr', ?5, '', 1)",
    )?;
    article.execute(params![id, entry.outlet, earliest, latest, entry.text])?;
    if let Some(agency) = &entry.credit {
        let sql = "INSERT INTO credit VALUES (?1, 0, ?2, NULL, 'with', 'byline', 0, 0)";
        ledger.prepare_cached(sql)?.execute(params![id, agency])?;
    }
    if let Some(outlet) = &entry.cites {
        let sql = "INSERT INTO assertion (article, name, form, act, level, polarity, confidence, content, source_kind, source_name)
                   VALUES (?1, 'a1', 'frame', 'assert', 'certain', 'positive', 1, '', 'outlet', ?2)";
        ledger.prepare_cached(sql)?.execute(params![id, outlet])?;
    }
    Ok(())
}

/// What this thread has spent of the processor, in seconds: not what other programs took meanwhile.
///
/// # Errors
/// Where the system does not say.
pub(super) fn processor_seconds() -> Result<f64> {
    let path = "/proc/thread-self/schedstat";
    let status = std::fs::read_to_string(path).context(path)?;
    let nanoseconds: u64 = status.split(' ').next().unwrap_or_default().parse().context(path)?;
    Ok(nanoseconds as f64 / 1e9)
}
