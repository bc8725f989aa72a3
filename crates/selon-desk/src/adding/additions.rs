//! The additions of this desk: one at a time, the others wait for their turn.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::{Given, Intake, Progress, Source, Summary, Wording};
use crate::outgoing::Outgoing;
use crate::problem::Problem;
use crate::words::{Words, words};

const FAULT: Words = words(
    "Selon a un défaut ici ; merci de le signaler. Ce qui était ajouté le reste.",
    "Selon has a fault here; please report it. What was added stays.",
);
const ENDED: Words = words(
    "Le bureau a été fermé ; ce qui était ajouté le reste.",
    "The desk was closed; what was added stays.",
);

/// Additions that wait at most: more are told to come again.
const WAITING: usize = 16;
/// Additions that are remembered.
const REMEMBERED: usize = 100;
/// Failures that are named; the ledger keeps those after them as well.
const NAMED: usize = 1000;

/// All of them, the latest last.
#[derive(Debug)]
pub(crate) struct Additions {
    all: Mutex<VecDeque<Arc<Addition>>>,
    last: AtomicU64,
    waiting: AtomicUsize,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Addition {
    pub(crate) id: u64,
    /// What was given.
    pub(crate) names: Vec<String>,
    state: watch::Sender<State>,
}

/// How far it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) phase: Phase,
    /// Bytes that are done, of how many.
    pub(crate) done: u64,
    pub(crate) total: u64,
    pub(crate) articles: u64,
    /// Articles a second.
    pub(crate) rate: f64,
    /// What could not be read, the first thousand.
    pub(crate) failures: Vec<Failure>,
    pub(crate) summary: Summary,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Others are before it.
    #[default]
    Waiting,
    Reading,
    Done,
    /// Not all of it could be done.
    Stopped(Wording),
}

/// What could not be read, and why.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) name: String,
    pub(crate) reason: Wording,
}

impl State {
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Done | Phase::Stopped(_))
    }

    fn fail(&mut self, name: String, reason: Wording) {
        if self.failures.len() < NAMED {
            self.failures.push(Failure { name, reason });
        }
    }
}

impl Addition {
    /// How far it is, now and later.
    pub(crate) fn watch(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// How far it is now.
    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }
}

impl Additions {
    pub(crate) fn new() -> Additions {
        Additions {
            all: Mutex::default(),
            last: AtomicU64::new(0),
            waiting: AtomicUsize::new(0),
            turn: Arc::default(),
        }
    }

    /// The one of this number, as long as it is remembered.
    pub(crate) fn get(&self, id: u64) -> Option<Arc<Addition>> {
        self.all().iter().find(|addition| addition.id == id).cloned()
    }

    /// The latest, the last one first.
    pub(crate) fn latest(&self, count: usize) -> Vec<Arc<Addition>> {
        self.all().iter().rev().take(count).cloned().collect()
    }

    /// Begins one as soon as those before it are over. `closing` says when the desk ends; `added` is called when this one has
    /// written what it had, before it says so.
    ///
    /// # Errors
    /// Too many wait already.
    pub(crate) fn begin(
        self: &Arc<Self>,
        intake: Arc<dyn Intake>,
        outgoing: Arc<Outgoing>,
        given: Vec<Given>,
        closing: watch::Receiver<bool>,
        added: impl FnOnce() + Send + 'static,
    ) -> Result<Arc<Addition>, Problem> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Problem::too_many());
        }
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let names = given.iter().map(|given| given.name().to_owned()).collect();
        let addition = Arc::new(Addition { id, names, state: watch::Sender::new(State::default()) });
        {
            let mut all = self.all();
            if all.len() >= REMEMBERED {
                all.pop_front();
            }
            all.push_back(Arc::clone(&addition));
        }
        let (additions, working) = (Arc::clone(self), Arc::clone(&addition));
        tokio::spawn(async move {
            let turn = Arc::clone(&additions.turn).lock_owned().await;
            additions.waiting.fetch_sub(1, Ordering::Relaxed);
            let worker = Arc::clone(&working);
            let work = move || worker.work(&*intake, &outgoing, given, &closing, added);
            if tokio::task::spawn_blocking(work).await.is_err() {
                let fault = Wording::of(|interface| FAULT.text(interface).to_owned());
                working.state.send_modify(|state| state.phase = Phase::Stopped(fault));
            }
            drop(turn);
        });
        Ok(addition)
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Arc<Addition>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Addition {
    fn work(
        &self,
        intake: &dyn Intake,
        outgoing: &Outgoing,
        given: Vec<Given>,
        closing: &watch::Receiver<bool>,
        added: impl FnOnce(),
    ) {
        let ended = || Phase::Stopped(Wording::of(|interface| ENDED.text(interface).to_owned()));
        if *closing.borrow() {
            self.state.send_modify(|state| state.phase = ended());
            return;
        }
        self.state.send_modify(|state| state.phase = Phase::Reading);
        let mut sources: Vec<Source> = Vec::new();
        let mut unfetched = 0;
        for given in given {
            match given.source(outgoing) {
                Ok(source) => sources.push(source),
                Err((name, reason)) => {
                    unfetched += 1;
                    self.state.send_modify(|state| state.fail(name, reason));
                }
            }
        }
        let mut told = |progress| {
            self.state.send_modify(|state| match progress {
                Progress::At { done, total, articles, rate } => {
                    (state.done, state.total, state.articles, state.rate) = (done, total, articles, rate);
                }
                Progress::Failed { name, reason } => state.fail(name, reason),
            });
            !*closing.borrow()
        };
        let result = match sources.is_empty() {
            true => Ok(Summary::default()),
            false => intake.add(&sources, &mut told),
        };
        added();
        let is_closing = *closing.borrow();
        self.state.send_modify(|state| match result {
            Ok(summary) => {
                state.summary = Summary { failed: summary.failed + unfetched, ..summary };
                state.done = state.total;
                state.phase = if is_closing { ended() } else { Phase::Done };
            }
            Err(reason) => state.phase = Phase::Stopped(reason),
        });
    }
}
