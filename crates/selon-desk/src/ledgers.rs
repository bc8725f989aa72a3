//! Questions to the ledger, many at a time: each on a thread for blocking work, with a connection of its own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use selon_ledger::query::{ClaimQuery, ClaimRow, ClaimSort, Facets, Listed};
use selon_ledger::{Ledger, Stop};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;
use crate::remembered::{Known, Remembered};

/// Values of a facet that are shown.
const VALUES: usize = 12;

/// How long a question may take.
const LONGEST: Duration = Duration::from_secs(5);

/// After which time one that should have stopped is told again.
const AGAIN: Duration = Duration::from_millis(20);

/// Outlets that are named of each claim.
const OUTLETS: u32 = 4;

/// Claims, each with what a list shows of it.
pub(crate) type List = Vec<(ClaimRow, Listed)>;

/// A question without the order of its answer, and without where it begins and ends.
pub(crate) fn anyhow(question: &ClaimQuery) -> ClaimQuery {
    ClaimQuery { sort: ClaimSort::default(), limit: None, offset: 0, ..question.clone() }
}

/// The connections that wait for a question. A connection that met an error is not used again.
#[derive(Debug)]
pub(crate) struct Ledgers {
    path: PathBuf,
    waiting: Mutex<Vec<Ledger>>,
    /// More questions at once than cores only make each of them late.
    at_once: Arc<Semaphore>,
    /// What is found anew beside them: one question at a time.
    beside: Arc<Semaphore>,
    remembered: Remembered,
}

impl Ledgers {
    /// Of one file.
    ///
    /// # Errors
    /// It is not there, or no ledger that can be read.
    pub(crate) fn open(path: &Path) -> Result<Ledgers, selon_ledger::Error> {
        let first = Ledger::open(path)?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Ledgers {
            path: path.to_owned(),
            waiting: Mutex::new(vec![first]),
            at_once: Arc::new(Semaphore::new(cores)),
            beside: Arc::new(Semaphore::new(1)),
            remembered: Remembered::default(),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The answer to a question, all of it of one moment. One that takes longer than [`LONGEST`] is stopped, and so is one that
    /// nobody waits for any more.
    ///
    /// # Errors
    /// Those of the question, it takes too long, and the file cannot be read.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.at_once).acquire_owned().await.map_err(|_| Problem::too_many())?;
        self.answered(turn, question).await
    }

    /// The answer to a question whose turn it is.
    async fn answered<T: Send + 'static>(
        self: &Arc<Self>,
        turn: OwnedSemaphorePermit,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let asked = Asked::default();
        let (ledgers, running) = (Arc::clone(self), Arc::clone(&asked.0));
        let work = move || {
            let _turn = turn;
            let waiting = ledgers.waiting().pop();
            let ledger = waiting.map_or_else(|| Ledger::open(&ledgers.path), Ok)?;
            *lock(&running) = Some(ledger.stop());
            let answer = ledger.snapshot(question);
            // From here on the connection may answer others.
            *lock(&running) = None;
            let answer = answer?;
            ledgers.waiting().push(ledger);
            Ok(answer)
        };
        let mut work = tokio::task::spawn_blocking(work);
        let mut patience = LONGEST;
        loop {
            match tokio::time::timeout(patience, &mut work).await {
                Ok(answer) => return answer.map_err(|_| Problem::panic())?,
                // A question of several statements may be between two of them: it is stopped again.
                Err(_) => asked.stop(),
            }
            patience = AGAIN;
        }
    }

    /// The claims that a question asks for, with what a list shows of each.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn list(
        self: &Arc<Self>,
        ledger: &Ledger,
        question: &ClaimQuery,
    ) -> Result<Arc<List>, Problem> {
        let asked = question.clone();
        self.remembered(ledger, format!("list {question:?}"), move |ledger| {
            let rows = ledger.claims(&asked)?;
            let claims: Vec<i64> = rows.iter().map(|row| row.claim).collect();
            let listed = ledger.listed(claims, OUTLETS, asked.text.as_deref())?;
            Ok(rows.into_iter().zip(listed).collect())
        })
    }

    /// What claims can be narrowed by.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn facets(
        self: &Arc<Self>,
        ledger: &Ledger,
        question: &ClaimQuery,
    ) -> Result<Arc<Facets>, Problem> {
        let anyhow = anyhow(question);
        let name = format!("facets {anyhow:?}");
        self.remembered(ledger, name, move |ledger| Ok(ledger.facets(&anyhow, VALUES)?))
    }

    /// The answer to what many ask, as [`Remembered`] says.
    ///
    /// # Errors
    /// Those of finding it, and the file cannot be read.
    pub(crate) fn remembered<T: Send + Sync + 'static>(
        self: &Arc<Self>,
        ledger: &Ledger,
        question: String,
        find: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let now = ledger.moment()?;
        match self.remembered.known(&question, now, Instant::now()) {
            Known::Answer(answer) => Ok(answer),
            Known::Late(answer) => {
                self.find_anew(question, find);
                Ok(answer)
            }
            Known::Nothing => {
                let answer = Arc::new(find(ledger)?);
                self.remembered.keep(&question, now, &answer);
                Ok(answer)
            }
        }
    }

    /// Finds an answer anew, beside what readers wait for.
    fn find_anew<T: Send + Sync + 'static>(
        self: &Arc<Self>,
        question: String,
        find: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) {
        let ledgers = Arc::clone(self);
        tokio::spawn(async move {
            let found = async {
                let turn =
                    Arc::clone(&ledgers.beside).acquire_owned().await.map_err(|_| Problem::too_many())?;
                ledgers.answered(turn, |ledger| Ok((ledger.moment()?, Arc::new(find(ledger)?)))).await
            };
            match found.await {
                Ok((now, answer)) => ledgers.remembered.keep(&question, now, &answer),
                // Whoever asks once the late answer is too late is told why.
                Err(_) => ledgers.remembered.give_up(&question),
            }
        });
    }

    /// Something was added at this desk, and is looked for now.
    pub(crate) fn added(&self) {
        // Where the file cannot be read, those who ask next are told.
        if let Ok(now) = Ledger::open(&self.path).and_then(|ledger| ledger.moment()) {
            self.remembered.begin_anew(now);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Ledger>> {
        lock(&self.waiting)
    }
}

/// A question that somebody waits for: what stops it while it runs.
#[derive(Default)]
struct Asked(Arc<Mutex<Option<Stop>>>);

impl Asked {
    fn stop(&self) {
        if let Some(running) = &*lock(&self.0) {
            running.now();
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.stop();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use super::{LONGEST, Ledgers};
    use crate::testing::Fixture;

    #[tokio::test]
    async fn a_question_that_takes_too_long_is_stopped() {
        let fixture = Fixture::toll();
        let ledgers = Arc::new(Ledgers::open(&fixture.ledger()).unwrap());
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        let since = Instant::now();
        let asked = ledgers.ask(move |ledger| {
            let answer = ledger.connection().query_row(endless, [], |row| row.get::<_, i64>(0));
            answer.map_err(|error| ledger.error(error).into())
        });
        let problem = format!("{:?}", asked.await.unwrap_err());
        assert!(problem.contains("503") && problem.contains("trop de temps"), "{problem}");
        assert!(since.elapsed() < 3 * LONGEST);
        assert!(ledgers.ask(|ledger| Ok(ledger.articles().count())).await.is_ok(), "others are answered");
    }
}
