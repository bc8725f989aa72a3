//! The one who adds: articles in order, some of them or a second's worth in a transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use selon_kb::Base;
use serde_json::Value;

use super::connection;
use super::deposit::Deposit;
use super::error::Error;
use super::id::ArticleId;
use super::insert;
use super::key::ContentKey;
use super::ledger::Ledger;
use super::lock::Lock;
use super::log::Log;
use crate::claims::{self, Statements};
use crate::copies::{self, FindError};
use crate::edit::{CarriedDecision, Decision, EditError, Note};
use crate::story::summarise;

/// A transaction is closed after so many articles or so long: what is lost with the process, and what readers wait for.
const BATCH: u32 = 256;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// The program that adds and what it reads with, for the row that says where articles are from.
#[derive(Clone, Debug)]
pub struct Run {
    /// `selon 0.1.0`
    pub program: String,
    /// A JSON object: the pipeline of each language, the knowledge base, the encoder.
    pub extractor: Value,
    /// What knows which outlets have one owner, for counting origins.
    pub base: &'static Base,
}

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is in the ledger now.
    New(ArticleId),
    /// It was there.
    Known(ArticleId),
}

impl Added {
    /// Its number.
    pub fn article(self) -> ArticleId {
        let (Added::New(article) | Added::Known(article)) = self;
        article
    }
}

/// A ledger that can be added to. There is one at a time for a file; readers may be open beside it and see what was
/// committed.
///
/// All it writes is determined by what is added and in which order (but for the times of day in `run`), so that an adding
/// that was killed and is started again ends with the same ledger.
///
/// ```
/// use selon_ledger::{Added, Deposit, Run, Writer};
/// use selon_record::{Article, Reading};
///
/// let run = Run { program: "example".into(), extractor: serde_json::json!({}), base: selon_kb::Base::built_in() };
/// let mut writer = Writer::in_memory(run);
/// let reading = Reading::new(Article::new("Il pleut."));
/// let deposit = Deposit::new(reading, None, "1.txt", selon_kb::Base::built_in(), &|_| Vec::new())?;
/// let Added::New(article) = writer.add(&deposit)? else { panic!("it was not there") };
/// assert_eq!(writer.add(&deposit)?, Added::Known(article));
/// assert_eq!(writer.ledger().reading(article)?.unwrap(), *deposit.reading());
/// writer.finish()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    ledger: Ledger,
    run: Run,
    run_id: Option<i64>,
    batch: Option<Batch>,
    /// What is known of all statements, from the first article on.
    statements: Option<Statements>,
    /// Claims of the batch that are others than before.
    touched: BTreeSet<i64>,
    /// None where there is no file.
    log: Option<Log>,
    _lock: Option<Lock>,
}

/// A transaction that is open.
#[derive(Debug)]
struct Batch {
    since: Instant,
    articles: u32,
}

impl Writer {
    /// Opens a ledger to add to it; makes the file if it is not there, and brings it up to date if an earlier version of
    /// Selon wrote it.
    ///
    /// # Errors
    /// Another writer has it ([`Error::Busy`], after a wait of two seconds), it is no ledger or one of a later version, it
    /// may not be written to, or there is no room.
    pub fn open(path: &Path, run: Run) -> Result<Writer, Error> {
        let lock = Lock::of(path)?;
        let ledger = Ledger::on(connection::writer(path)?, path);
        Ok(Writer { log: Some(Log::of(path)), ..Writer::on(ledger, run, Some(lock)) })
    }

    /// A ledger in memory, gone with the value.
    ///
    /// # Panics
    /// Never: a new database in memory takes every statement of the schema.
    pub fn in_memory(run: Run) -> Writer {
        let connection = connection::in_memory().expect("the schema is sound");
        let ledger = Ledger::on(connection, &PathBuf::from(":memory:"));
        Writer::on(ledger, run, None)
    }

    fn on(ledger: Ledger, run: Run, lock: Option<Lock>) -> Writer {
        Writer {
            ledger,
            run,
            run_id: None,
            batch: None,
            statements: None,
            touched: BTreeSet::new(),
            log: None,
            _lock: lock,
        }
    }

    /// The ledger as this writer sees it, with what is not committed yet.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The article that has this key.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known(&self, key: &ContentKey) -> Result<Option<ArticleId>, Error> {
        self.ledger.known(key)
    }

    /// Says that what comes now is read with something else: it belongs to a run of its own.
    pub fn read_with(&mut self, extractor: Value) {
        if self.run.extractor != extractor {
            self.run.extractor = extractor;
            self.run_id = None;
        }
    }

    /// Adds an article with its reading, and all that follows from it. An article under the name of another (of the same
    /// outlet, at the same address, as far as these are known) is a new version of it; both stay.
    ///
    /// # Errors
    /// The file cannot be written. Nothing of the article is in the ledger then; where
    /// [`Error::is_of_one_article`], those before it in the batch are.
    pub fn add(&mut self, deposit: &Deposit) -> Result<Added, Error> {
        if let Some(article) = self.known(&deposit.key)? {
            return Ok(Added::Known(article));
        }
        let mut touched = BTreeSet::new();
        let mut statements = self.statements.take();
        let added = self.within(|ledger, run| {
            let in_ledger = |error| ledger.error(error);
            let article = insert::article(ledger.connection(), deposit, run).map_err(in_ledger)?;
            copies::add(ledger.connection(), article.0, &deposit.sketch).map_err(|error| match error {
                FindError::Sqlite(error) => ledger.error(error),
                // A sketch is of the deposit's own text, and reasons are plain data.
                other => ledger.error(rusqlite::Error::ToSqlConversionFailure(Box::new(other))),
            })?;
            let known = match &mut statements {
                Some(known) => known,
                none => none.insert(Statements::of(ledger)?),
            };
            touched = claims::add(ledger, article, &deposit.statements, known)?;
            Ok(Added::New(article))
        });
        // After an error what is in memory may be of rows that were taken back; it is read again then.
        if added.is_ok() {
            self.statements = statements;
            self.touched.append(&mut touched);
        }
        added
    }

    /// Writes what somebody decided and all that follows from it, at once. Gives the number of the decision.
    ///
    /// # Errors
    /// It names what the ledger does not have, or would change nothing; the file cannot be written. The ledger is as it was
    /// then.
    pub fn edit(
        &mut self,
        decision: &Decision,
        who: Option<&str>,
        why: Option<&str>,
    ) -> Result<i64, EditError> {
        self.ledger.may(decision)?;
        let at = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        self.decide(decision, &Note { at: &at, who, why })
    }

    /// Writes what somebody decided about another ledger ([`Ledger::carried`]), as they did it then, and all that follows from
    /// it. One that is here already is passed over. `numbers` has the numbers here of those of that ledger that were taken
    /// before, and gets this one's.
    ///
    /// # Errors
    /// It is about what this ledger does not have; the file cannot be written. The ledger is as it was then.
    pub fn carry(
        &mut self,
        carried: &CarriedDecision,
        numbers: &mut BTreeMap<i64, i64>,
    ) -> Result<bool, EditError> {
        let decision = self.ledger.carry_in(carried, numbers)?;
        let (who, why) = (carried.who.as_deref(), carried.why.as_deref());
        let note = Note { at: &carried.at, who, why };
        let known = self.ledger.decided(&decision, &note, numbers)?;
        let id = match known {
            Some(id) => id,
            None => self.decide(&decision, &note)?,
        };
        numbers.insert(carried.id, id);
        Ok(known.is_none())
    }

    fn decide(&mut self, decision: &Decision, note: &Note<'_>) -> Result<i64, EditError> {
        let mut touched = BTreeSet::new();
        let id = self.within(|ledger, _| {
            touched = ledger.concerned(decision)?;
            let id = ledger.decide(decision, note)?;
            let mut regrouped = BTreeSet::new();
            claims::regroup(ledger, &mut regrouped)?;
            touched.append(&mut regrouped);
            touched.append(&mut ledger.opponents(&touched)?);
            Ok(id)
        })?;
        self.touched.append(&mut touched);
        self.commit()?;
        Ok(id)
    }

    /// Keeps what could not be read and why. `reason` is a JSON object that is worded where it is shown: `code`, and what
    /// else the words need. The same failure of the same bytes at the same place is kept once.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn fail(&mut self, place: &str, reason: &Value, sha256: Option<&[u8; 32]>) -> Result<(), Error> {
        let reason = reason.to_string();
        let known = "SELECT 1 FROM failure WHERE place = ?1 AND reason = ?2 AND sha256 IS ?3";
        let known = self
            .connection()
            .prepare_cached(known)
            .and_then(|mut known| known.exists(params![place, reason, sha256]))
            .map_err(|error| self.error(error))?;
        if known {
            return Ok(());
        }
        self.within(|ledger, run| {
            let statement = "INSERT INTO failure (run, place, reason, sha256) VALUES (?1, ?2, ?3, ?4)";
            ledger.execute(statement, params![run, place, reason, sha256])
        })
    }

    /// Makes all that was added permanent and visible to readers. [`Writer::add`] does so now and then by itself.
    ///
    /// # Errors
    /// The file cannot be written; what was added since the last time is not in the ledger then.
    pub fn commit(&mut self) -> Result<(), Error> {
        if self.batch.is_some() {
            // Once for the batch: a story of the day is touched by many of its articles.
            summarise(&self.ledger, &std::mem::take(&mut self.touched), self.run.base)?;
            self.batch = None;
            self.execute("COMMIT")?;
            if let Some(log) = &mut self.log {
                log.keep_short(self.ledger.connection()).map_err(|error| self.ledger.error(error))?;
            }
        }
        Ok(())
    }

    /// Commits and leaves the file in order: one file without a log beside it, with what the planner of queries wants to
    /// know of its tables.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        self.commit()?;
        self.execute("PRAGMA optimize")
    }

    /// Does `work` as a whole or not at all, within the batch.
    fn within<T>(&mut self, work: impl FnOnce(&Ledger, i64) -> Result<T, Error>) -> Result<T, Error> {
        let batch_is_due = |batch: &Batch| batch.articles >= BATCH || batch.since.elapsed() >= BATCH_TIME;
        if self.batch.as_ref().is_some_and(batch_is_due) {
            self.commit()?;
        }
        if self.batch.is_none() {
            self.execute("BEGIN IMMEDIATE")?;
            self.batch = Some(Batch { since: Instant::now(), articles: 0 });
        }
        let result = self.run_id().and_then(|run| {
            self.execute("SAVEPOINT one")?;
            work(&self.ledger, run)
        });
        match result {
            Ok(done) => {
                self.execute("RELEASE one")?;
                if let Some(batch) = &mut self.batch {
                    batch.articles += 1;
                }
                Ok(done)
            }
            Err(error) if self.connection().is_autocommit() => {
                // The database has given up the whole batch, as when the disk is full.
                self.batch = None;
                self.run_id = None;
                self.touched.clear();
                Err(error)
            }
            Err(error) => {
                self.execute("ROLLBACK TO one")?;
                self.execute("RELEASE one")?;
                Err(error)
            }
        }
    }

    /// The row of this run, made when the first thing is written.
    fn run_id(&mut self) -> Result<i64, Error> {
        if let Some(run) = self.run_id {
            return Ok(run);
        }
        let started = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let run = self
            .connection()
            .prepare_cached("INSERT INTO run (started, program, extractor) VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| {
                insert.insert(params![started, self.run.program, self.run.extractor.to_string()])
            })
            .map_err(|error| self.error(error))?;
        self.run_id = Some(run);
        Ok(run)
    }

    fn execute(&self, statement: &str) -> Result<(), Error> {
        let executed = self.connection().prepare_cached(statement).and_then(|mut statement| {
            // Pragmas may answer with rows, which nobody asked for.
            statement.query([])?.next().map(drop)
        });
        executed.map_err(|error| self.error(error))
    }

    fn connection(&self) -> &Connection {
        self.ledger.connection()
    }

    fn error(&self, error: rusqlite::Error) -> Error {
        self.ledger.error(error)
    }
}
