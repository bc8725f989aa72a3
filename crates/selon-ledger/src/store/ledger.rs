//! The one who reads: articles, readings, assertions as they were added.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, InterruptHandle, OptionalExtension, Params, Row};
use selon_record::{
    Act, Article, CodePointSpan, Credit, Form, Level, Polarity, Reading, SourceKind, UnnamedType,
};

use super::connection;
use super::deposit::Original;
use super::error::Error;
use super::id::{ArticleId, AssertionId};
use super::key::ContentKey;
use super::packed::{unpack, unpack_reading};
use super::sql;
use super::word::{damaged, optional, value};

/// A ledger to read from: a file, of which any number of programs may read while one adds.
///
/// A value sees what was committed when each of its questions is asked; [`Ledger::snapshot`] keeps the answers to several
/// of one moment.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
}

/// An article in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Its number.
    pub id: ArticleId,
    /// The article as it was added.
    pub article: Article,
    /// Its outlet in the knowledge base.
    pub outlet_kb: Option<String>,
    /// What it is counted under among outlets.
    pub voice: String,
    /// The first second (Unix) it can have been published.
    pub earliest: Option<i64>,
    /// One past the last.
    pub latest: Option<i64>,
    /// The file and line it was read from.
    pub place: String,
    /// The article that it is a new version of.
    pub supersedes: Option<ArticleId>,
}

/// An assertion in the ledger, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAssertion {
    /// Its number.
    pub id: AssertionId,
    /// The article that makes it.
    pub article: ArticleId,
    /// Its identifier within the reading.
    pub name: String,
    /// The assertion in whose content it stands.
    pub parent: Option<AssertionId>,
    /// How the words are reported.
    pub form: Form,
    /// What the source does with them.
    pub act: Act,
    /// How sure they are as the source presents them.
    pub level: Level,
    /// Whether they affirm or deny.
    pub polarity: Polarity,
    /// How sure Selon is of its reading, 0 to 1.
    pub confidence: f64,
    /// The attributed words, parts joined by " … ".
    pub content: String,
    /// On whose word; `None` where nobody is named, and in the article's own voice.
    pub source: Option<StoredSource>,
    /// The words in the article that show it, in order.
    pub spans: Vec<Evidence>,
    /// The sources behind each other, the article first.
    pub chain: Vec<StoredLink>,
}

/// The source of an assertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSource {
    /// What it is.
    pub kind: SourceKind,
    /// Whom its words stand for, where that is known.
    pub name: Option<String>,
    /// What sort of source without a name.
    pub unnamed: Option<UnnamedType>,
    /// Its entity in the knowledge base.
    pub kb: Option<String>,
    /// The outlet that it is or speaks in, in the knowledge base's name.
    pub outlet: Option<String>,
}

/// A step of a chain of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLink {
    /// What the source is.
    pub kind: SourceKind,
    /// Its name, or its words.
    pub name: String,
    /// Its entity in the knowledge base.
    pub kb: Option<String>,
}

/// Words of the article, and what they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What they are to the assertion.
    pub role: Role,
    /// Where they stand, in code points of the article's text.
    pub span: CodePointSpan,
}

/// What words are to an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What is asserted.
    Content,
    /// What signals the attribution.
    Cue,
    /// Who asserts it.
    Source,
    /// What shows how sure it is.
    Certainty,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The file and line.
    pub place: String,
    /// Why: a JSON object with a `code` and what else its wording needs.
    pub reason: serde_json::Value,
    /// The SHA-256 of the bytes, where they were had.
    pub sha256: Option<[u8; 32]>,
}

/// How far a ledger has come: claims and what is known of them follow from its articles and from what people decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    articles: i64,
    decisions: i64,
}

impl Moment {
    /// Whether people had decided the same.
    pub fn has_the_decisions_of(self, other: Moment) -> bool {
        self.decisions == other.decisions
    }
}

/// Stops what a ledger is asked.
pub struct Stop(InterruptHandle);

impl Stop {
    /// Makes the statement that runs now, if one does, fail with [`Error::Stopped`].
    pub fn now(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stop")
    }
}

impl Ledger {
    /// Opens a ledger to read from it.
    ///
    /// # Errors
    /// There is no such file, it is no ledger, or one of another version.
    pub fn open(path: &Path) -> Result<Ledger, Error> {
        Ok(Ledger::on(connection::reader(path)?, path))
    }

    /// Opens a ledger for rows that no [`Writer`](super::Writer) writes, beside one that may be at work.
    ///
    /// # Errors
    /// It is no ledger, or may not be written to.
    pub(crate) fn to_write(path: &Path) -> Result<Ledger, Error> {
        Ok(Ledger::on(connection::writer(path)?, path))
    }

    pub(super) fn on(connection: Connection, path: &Path) -> Ledger {
        Ledger { connection, path: path.to_owned() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What `ask` finds out, of one moment, whatever is added meanwhile.
    ///
    /// # Errors
    /// Those of `ask`, and the file cannot be read.
    pub fn snapshot<T, E: From<Error>>(&self, ask: impl FnOnce(&Ledger) -> Result<T, E>) -> Result<T, E> {
        if !self.connection.is_autocommit() {
            return ask(self); // within another, or the writer's batch
        }
        let transaction = self.connection.unchecked_transaction().map_err(|error| self.error(error))?;
        let answer = ask(self)?;
        transaction.finish().map_err(|error| self.error(error))?;
        Ok(answer)
    }

    /// The article that has this key.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known(&self, key: &ContentKey) -> Result<Option<ArticleId>, Error> {
        self.one(sql::KNOWN, [key.bytes()], |row| row.get(0))
    }

    /// An article as it was added.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Option<StoredArticle>, Error> {
        let Some(mut stored) = self.one(sql::ARTICLE, [id], stored_article)? else { return Ok(None) };
        stored.article.credits = self.all(sql::CREDITS, [id], credit)?;
        Ok(Some(stored))
    }

    /// The reading of an article, the same as it was added.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Error> {
        self.one(sql::READING, [id], |row| {
            let packed = row.get_ref(0)?.as_blob()?;
            unpack_reading(packed, row.get(1)?).map_err(|error| damaged(0, error))
        })
    }

    /// The bytes an article was read from.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn original(&self, id: ArticleId) -> Result<Option<Original>, Error> {
        self.one(sql::ORIGINAL, [id], |row| {
            Ok(Original {
                media_type: row.get(0)?,
                encoding: row.get(1)?,
                bytes: unpack(row.get_ref(2)?.as_blob()?).map_err(|error| damaged(2, error))?.into(),
            })
        })
    }

    /// The numbers of all articles, in the order in which they were added.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn articles(&self) -> impl Iterator<Item = Result<ArticleId, Error>> + '_ {
        let mut last = ArticleId(0);
        std::iter::from_fn(move || {
            let next = self.one(sql::NEXT_ARTICLE, [last], |row| row.get(0)).transpose()?;
            if let Ok(id) = &next {
                last = *id;
            }
            Some(next)
        })
    }

    /// An assertion with its evidence.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn assertion(&self, id: AssertionId) -> Result<Option<StoredAssertion>, Error> {
        let Some(mut stored) = self.one(sql::ASSERTION, [id], stored_assertion)? else { return Ok(None) };
        stored.spans = self.all(sql::SPANS, [id], |row| {
            Ok(Evidence { role: value(row, 0)?, span: CodePointSpan::new(row.get(1)?, row.get(2)?) })
        })?;
        stored.chain = self.all(sql::LINKS, [id], |row| {
            Ok(StoredLink { kind: value(row, 0)?, name: row.get(1)?, kb: row.get(2)? })
        })?;
        Ok(Some(stored))
    }

    /// The assertions of an article, in the order of its reading.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn assertions_of(&self, article: ArticleId) -> Result<Vec<AssertionId>, Error> {
        self.all(sql::ASSERTIONS_OF, [article], |row| row.get(0))
    }

    /// What could not be read.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn failures(&self) -> Result<Vec<Failure>, Error> {
        self.all(sql::FAILURES, [], |row| {
            let reason: String = row.get(1)?;
            let reason = serde_json::from_str(&reason).map_err(|error| damaged(1, error))?;
            Ok(Failure { place: row.get(0)?, reason, sha256: row.get(2)? })
        })
    }

    /// Does `work`, which writes, as a whole or not at all.
    pub(crate) fn whole<T>(&self, work: impl FnOnce(&Ledger) -> Result<T, Error>) -> Result<T, Error> {
        self.execute("BEGIN IMMEDIATE", [])?;
        match work(self) {
            Ok(done) => self.execute("COMMIT", []).map(|()| done),
            Err(error) => {
                // Where the database has given up by itself there is nothing left to take back.
                let _ = self.execute("ROLLBACK", []);
                Err(error)
            }
        }
    }

    /// The first row of an answer.
    pub(crate) fn one<T>(
        &self,
        question: &str,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        let answer = self.connection.prepare_cached(question);
        let answer = answer.and_then(|mut statement| statement.query_row(parameters, read).optional());
        answer.map_err(|error| self.error(error))
    }

    /// All rows of an answer.
    pub(crate) fn all<T>(
        &self,
        question: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let answer = self.connection.prepare_cached(question);
        let answer = answer.and_then(|mut statement| statement.query_map(parameters, read)?.collect());
        answer.map_err(|error| self.error(error))
    }

    /// Does what a statement says, for the one who writes.
    pub(crate) fn execute(&self, statement: &str, parameters: impl Params) -> Result<(), Error> {
        let done = self.connection.prepare_cached(statement);
        let done = done.and_then(|mut statement| statement.execute(parameters));
        done.map(drop).map_err(|error| self.error(error))
    }

    /// How far the ledger has come: as long as it is the same, so are all answers about claims.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn moment(&self) -> Result<Moment, Error> {
        let moment =
            self.one(sql::MOMENT, [], |row| Ok(Moment { articles: row.get(0)?, decisions: row.get(1)? }))?;
        Ok(moment.unwrap_or_default())
    }

    /// What stops a question that takes too long, from another thread.
    pub fn stop(&self) -> Stop {
        Stop(self.connection.get_interrupt_handle())
    }

    /// The database, for the questions of [`query`](crate::query). A reader's refuses to write.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What the database says to a question asked on [`Ledger::connection`], with the name of the file.
    pub fn error(&self, error: rusqlite::Error) -> Error {
        Error::of(&self.path, error)
    }
}

fn stored_article(row: &Row<'_>) -> rusqlite::Result<StoredArticle> {
    Ok(StoredArticle {
        id: row.get("id")?,
        article: Article {
            id: row.get("name")?,
            url: row.get("url")?,
            outlet: row.get("outlet")?,
            title: row.get("title")?,
            byline: row.get("byline")?,
            published: row.get("published")?,
            dated: optional(row, "dated")?,
            credits: Vec::new(),
            language: row.get("language")?,
            text: row.get("text")?,
        },
        outlet_kb: row.get("outlet_kb")?,
        voice: row.get("voice")?,
        earliest: row.get("earliest")?,
        latest: row.get("latest")?,
        place: row.get("place")?,
        supersedes: row.get("supersedes")?,
    })
}

fn credit(row: &Row<'_>) -> rusqlite::Result<Credit> {
    Ok(Credit {
        agency: row.get("agency")?,
        kb: row.get("kb")?,
        form: value(row, "form")?,
        part: value(row, "part")?,
        span: CodePointSpan::new(row.get("start")?, row.get("end")?),
    })
}

fn stored_assertion(row: &Row<'_>) -> rusqlite::Result<StoredAssertion> {
    let source = match optional(row, "source_kind")? {
        None => None,
        Some(kind) => Some(StoredSource {
            kind,
            name: row.get("source_name")?,
            unnamed: optional(row, "source_unnamed")?,
            kb: row.get("source_kb")?,
            outlet: row.get("source_outlet")?,
        }),
    };
    Ok(StoredAssertion {
        id: row.get("id")?,
        article: row.get("article")?,
        name: row.get("name")?,
        parent: row.get("parent")?,
        form: value(row, "form")?,
        act: value(row, "act")?,
        level: value(row, "level")?,
        polarity: value(row, "polarity")?,
        confidence: row.get("confidence")?,
        content: row.get("content")?,
        source,
        spans: Vec::new(),
        chain: Vec::new(),
    })
}
