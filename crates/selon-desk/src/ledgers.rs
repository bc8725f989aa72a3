//! Questions to the ledger, many at a time: each on a thread for blocking work, with a connection of its own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use selon_ledger::Ledger;
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// The connections that wait for a question. A connection that met an error is not used again.
#[derive(Debug)]
pub(crate) struct Ledgers {
    path: PathBuf,
    waiting: Mutex<Vec<Ledger>>,
    /// More questions at once than cores only make each of them late.
    at_once: Semaphore,
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
            at_once: Semaphore::new(cores),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The answer to a question, all of it of one moment.
    ///
    /// # Errors
    /// Those of the question, and the file cannot be read.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.at_once.acquire().await.map_err(|_| Problem::too_many())?;
        let ledgers = Arc::clone(self);
        let work = move || {
            let waiting = ledgers.waiting().pop();
            let ledger = waiting.map_or_else(|| Ledger::open(&ledgers.path), Ok)?;
            let answer = ledger.snapshot(question)?;
            ledgers.waiting().push(ledger);
            Ok(answer)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Problem::panic())?
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Ledger>> {
        self.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
