//! Whether a ledger is what it should be, down to every span.

use std::fmt;

use rusqlite::Connection;
use selon_record::Offsets;
use sha2::{Digest, Sha256};

use super::error::Error;
use super::id::ArticleId;
use super::key::ContentKey;
use super::ledger::Ledger;

/// Something in a ledger that no ledger should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The database is not sound; in SQLite's words.
    Database(String),
    /// A row names one that is not there.
    Reference {
        /// The table of the row.
        table: String,
        /// The table that the missing one should be in.
        of: String,
    },
    /// The full-text index is not that of the table.
    FullText {
        /// The index.
        index: &'static str,
        /// What was found.
        what: String,
    },
    /// An article is not as it was added.
    Article {
        /// Which.
        article: ArticleId,
        /// What was found.
        what: String,
    },
    /// Rows that contradict each other, in words of the tables.
    Rows(&'static str),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Database(what) => f.write_str(what),
            Damage::Reference { table, of } => {
                write!(f, "a row of {table} names one of {of} that is not there")
            }
            Damage::FullText { index, what } => write!(f, "{index}: {what}"),
            Damage::Article { article, what } => write!(f, "article {article}: {what}"),
            Damage::Rows(what) => f.write_str(what),
        }
    }
}

/// What the rows of a sound ledger never are: each question finds the rows that are.
const NEVER: &[(&str, &str)] = &[
    ("an article supersedes a later one", "SELECT 1 FROM article WHERE supersedes >= id"),
    ("an article has no reading", "SELECT 1 FROM article WHERE id NOT IN (SELECT article FROM reading)"),
    (
        "an article can only have been published before it was",
        "SELECT 1 FROM article WHERE earliest >= latest",
    ),
    (
        "a chain does not start at its article",
        "SELECT 1 FROM assertion WHERE NOT EXISTS (SELECT 1 FROM link WHERE assertion = id AND position = 0)",
    ),
    (
        "an assertion has no content",
        "SELECT 1 FROM assertion WHERE NOT EXISTS (SELECT 1 FROM span WHERE assertion = id AND role = 'content')",
    ),
    (
        "an assertion stands in one of another article",
        "SELECT 1 FROM assertion JOIN assertion AS parent ON parent.id = assertion.parent WHERE parent.article <> assertion.article",
    ),
    ("a copy is not of an earlier and a later article", "SELECT 1 FROM copy WHERE a >= b"),
    ("a relation is not of an earlier and a later assertion", "SELECT 1 FROM relation WHERE a >= b"),
    (
        "a claim is not named by its first assertion",
        "SELECT 1 FROM now_claim GROUP BY claim HAVING min(assertion) <> claim",
    ),
];

impl Ledger {
    /// Everything that is wrong with the ledger; nothing of a sound one. Reads all of it.
    ///
    /// The database's own check, its references, its full-text indexes against their tables; each article against its key,
    /// its reading against its rows, every span against the text; and what rows never are.
    ///
    /// # Errors
    /// The file cannot be read. The full-text indexes of a ledger that another program is writing to, or that may not be
    /// written to, cannot be compared: [`Error::Busy`], [`Error::ReadOnly`].
    pub fn verify(&self) -> Result<Vec<Damage>, Error> {
        let mut damage = Vec::new();
        self.database(&mut damage).map_err(|error| self.error(error))?;
        self.full_text(&mut damage)?;
        self.rows(&mut damage).map_err(|error| self.error(error))?;
        for article in self.articles() {
            let article = article?;
            damage
                .extend(self.differences(article)?.into_iter().map(|what| Damage::Article { article, what }));
        }
        Ok(damage)
    }

    fn database(&self, damage: &mut Vec<Damage>) -> rusqlite::Result<()> {
        let connection = self.connection();
        let mut check = connection.prepare("PRAGMA integrity_check")?;
        let found = check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        damage.extend(found.into_iter().filter(|line| line != "ok").map(Damage::Database));
        let mut check = connection.prepare("PRAGMA foreign_key_check")?;
        let mut found =
            check.query_map([], |row| Ok(Damage::Reference { table: row.get(0)?, of: row.get(2)? }))?;
        found.try_for_each(|found| {
            damage.push(found?);
            Ok(())
        })
    }

    /// The check is written as an INSERT, which a reader may not do otherwise. It changes nothing.
    fn full_text(&self, damage: &mut Vec<Damage>) -> Result<(), Error> {
        let connection = self.connection();
        let reads_only: bool = self.one("PRAGMA query_only", [], |row| row.get(0))?.unwrap_or_default();
        let allow = |allowed: bool| connection.pragma_update(None, "query_only", !allowed && reads_only);
        allow(true).map_err(|error| self.error(error))?;
        for index in ["article_text", "assertion_text"] {
            match compare(connection, index).map_err(|error| self.error(error)) {
                Ok(()) => {}
                Err(Error::Damaged { what, .. }) => damage.push(Damage::FullText { index, what }),
                Err(error) => {
                    allow(false).map_err(|error| self.error(error))?;
                    return Err(error);
                }
            }
        }
        allow(false).map_err(|error| self.error(error))
    }

    fn rows(&self, damage: &mut Vec<Damage>) -> rusqlite::Result<()> {
        for (what, question) in NEVER {
            if self.connection().prepare(question)?.exists([])? {
                damage.push(Damage::Rows(what));
            }
        }
        Ok(())
    }

    /// What is not as it was when the article was added.
    fn differences(&self, id: ArticleId) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let Some(stored) = self.article(id)? else { return Ok(vec!["is not there".into()]) };
        if self.known(&ContentKey::of(&stored.article))? != Some(id) {
            found.push("its fields are not those of its key".into());
        }
        match self.reading(id) {
            Ok(Some(reading)) if reading.article != stored.article => {
                found.push("its reading is of another article".into());
            }
            Ok(Some(reading)) => {
                found.extend(reading.violations().iter().map(ToString::to_string));
                if self.assertions_of(id)?.len() != reading.assertions.len() {
                    found.push("its assertions are not those of its reading".into());
                }
            }
            Ok(None) => found.push("has no reading".into()),
            Err(Error::Damaged { what, .. }) => found.push(format!("its reading: {what}")),
            Err(error) => return Err(error),
        }
        if let Some(sha256) = self.one(ORIGINAL_KEY, [id], |row| row.get::<_, [u8; 32]>(0))? {
            match self.original(id) {
                Ok(Some(original)) if Sha256::digest(&original.bytes)[..] == sha256 => {}
                Ok(_) => found.push("its original bytes are not those of their hash".into()),
                Err(Error::Damaged { what, .. }) => found.push(format!("its original bytes: {what}")),
                Err(error) => return Err(error),
            }
        }
        let length = Offsets::new(&stored.article.text).code_points();
        for (table, question) in BEYOND {
            if self.one(question, rusqlite::params![id, length], |_| Ok(()))?.is_some() {
                found.push(format!("a {table} is empty or beyond the text"));
            }
        }
        Ok(found)
    }
}

/// The hash of an article's original bytes.
const ORIGINAL_KEY: &str = "SELECT original.sha256 FROM article JOIN original ON original.id = article.original WHERE article.id = ?1";

/// Spans of an article that do not slice a text of so many code points.
const BEYOND: &[(&str, &str)] = &[
    (
        "span",
        "SELECT 1 FROM assertion JOIN span ON span.assertion = assertion.id
         WHERE article = ?1 AND NOT (0 <= \"start\" AND \"start\" < \"end\" AND \"end\" <= ?2) LIMIT 1",
    ),
    (
        "entity",
        "SELECT 1 FROM entity WHERE article = ?1 AND NOT (0 <= \"start\" AND \"start\" < \"end\" AND \"end\" <= ?2) LIMIT 1",
    ),
    (
        "time",
        "SELECT 1 FROM time WHERE article = ?1 AND NOT (0 <= \"start\" AND \"start\" < \"end\" AND \"end\" <= ?2) LIMIT 1",
    ),
    (
        "quantity",
        "SELECT 1 FROM quantity WHERE article = ?1 AND NOT (0 <= \"start\" AND \"start\" < \"end\" AND \"end\" <= ?2) LIMIT 1",
    ),
];

/// Compares a full-text index with its table.
fn compare(connection: &Connection, index: &str) -> rusqlite::Result<()> {
    connection
        .execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"), [])
        .map(drop)
}
