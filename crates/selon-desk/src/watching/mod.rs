//! Watches at work: while the desk is open it notices that the ledger has changed, compares the answers to the watched questions
//! with what was known, and tells the webhooks.

mod webhook;

use std::sync::Arc;
use std::time::Duration;

use selon_ledger::query::{ClaimQuery, ClaimRow, ClaimSort};
use selon_ledger::{Error, Ledger, Watches};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::asked::Asked;
use crate::server::Desk;

use webhook::Webhooks;

/// How often the file is asked whether it has changed, at most.
const PACE: Duration = Duration::from_secs(5);

/// The claims of an answer that are compared: the most recent ones.
pub(crate) const COMPARED: u32 = 5000;

/// That something was added here.
#[derive(Debug, Default)]
pub(crate) struct Watching {
    added: Notify,
}

impl Watching {
    /// Looks soon.
    pub(crate) fn added(&self) {
        self.added.notify_one();
    }
}

/// What is asked for a watched question: the claims whose news are told.
pub(crate) fn question(asked: &Asked) -> ClaimQuery {
    ClaimQuery { sort: ClaimSort::Recent, limit: Some(COMPARED), offset: 0, ..asked.query() }
}

/// Looks after the watches until the desk is closed.
pub(crate) async fn watch(desk: Arc<Desk>) {
    let mut closing = desk.closing();
    let mut watcher = Some(Watcher::new(&desk));
    loop {
        let Some(mut working) = watcher.take() else { return };
        // What fails now is tried again the next time: a ledger that is busy or away for a moment loses no news.
        let look = move || {
            if working.look().is_err() {
                working.ledger = None;
            }
            working
        };
        watcher = tokio::task::spawn_blocking(look).await.ok();
        tokio::select! {
            _ = closing.wait_for(|closing| *closing) => return,
            () = desk.watching().added.notified() => {}
            () = sleep(PACE) => {}
        }
    }
}

/// One who looks whether there is something new.
struct Watcher {
    desk: Arc<Desk>,
    /// With the version that was looked at; nothing before the first look.
    ledger: Option<(Ledger, Option<i64>)>,
    webhooks: Webhooks,
}

impl Watcher {
    fn new(desk: &Arc<Desk>) -> Watcher {
        Watcher { desk: Arc::clone(desk), ledger: None, webhooks: Webhooks::default() }
    }

    fn look(&mut self) -> Result<(), Error> {
        let path = self.desk.ledgers().path();
        let (ledger, looked_at) = match &mut self.ledger {
            Some(open) => open,
            none => none.insert((Ledger::open(path)?, None)),
        };
        let version = ledger.data_version()?;
        if *looked_at != Some(version) {
            note(ledger)?;
            *looked_at = Some(version);
        }
        self.webhooks.tell(ledger, self.desk.outgoing(), self.desk.address())
    }
}

/// Compares the answers to all watched questions with what was known of them.
pub(crate) fn note(ledger: &Ledger) -> Result<(), Error> {
    let watches = ledger.watches()?;
    if watches.is_empty() {
        return Ok(());
    }
    let noting = Watches::open(ledger.path())?;
    for watch in watches {
        // What a later version of the desk understands is left to it.
        let Ok(asked) = Asked::of(Some(&watch.question)) else { continue };
        let answer: Vec<ClaimRow> = ledger.claims(&question(&asked))?;
        noting.note(watch.id, &answer)?;
    }
    Ok(())
}
