//! The one who writes: what has become of the articles so far.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use selon_kb::Base;
use selon_ledger::{Added, EditError, Writer};
use serde_json::json;

use super::job::{Done, shown};
use super::{Extractor, Failed, Job};
use crate::batch;
use crate::messages::Message;

/// Who is told how far an adding is.
pub(crate) trait Listener: Send {
    /// All is written up to this byte of the input.
    fn reached(&mut self, position: u64, tally: &Tally);
    /// This is not in the ledger as an article.
    fn failed(&mut self, place: String, message: Message);
}

/// What has become of the articles so far.
pub(crate) struct Tally {
    start: Instant,
    extractor: Extractor,
    pub(crate) added: u64,
    pub(crate) known: u64,
    pub(crate) failed: u64,
    /// Decisions of other ledgers that were taken over.
    pub(crate) decided: u64,
    /// The numbers here of decisions of other ledgers, by the file they come in.
    numbers: BTreeMap<Option<PathBuf>, BTreeMap<i64, i64>>,
}

impl Tally {
    /// Nothing is done yet.
    pub(crate) fn new(extractor: Extractor) -> Self {
        Tally {
            start: Instant::now(),
            extractor,
            added: 0,
            known: 0,
            failed: 0,
            decided: 0,
            numbers: BTreeMap::new(),
        }
    }

    /// How many are done.
    pub(crate) fn done(&self) -> u64 {
        self.added + self.known + self.failed
    }

    /// How many a second.
    pub(crate) fn rate(&self) -> f64 {
        self.done() as f64 / self.start.elapsed().as_secs_f64().max(0.001)
    }

    /// Does all jobs over the cores, and writes what comes of them in their order. Each job comes with the bytes of the input up to
    /// it.
    ///
    /// # Errors
    /// What kept it from going on. What was added before stays.
    pub(crate) fn all(
        &mut self,
        jobs: impl Iterator<Item = (u64, Job)>,
        base: &Base,
        mut writer: Writer,
        listener: &mut dyn Listener,
    ) -> Result<(), Message> {
        let worked = batch::in_order_or_idle(
            jobs,
            |(position, job)| (position, job.done(base)),
            |next| {
                // Nothing comes for a while: what there is lasts.
                let Some((position, done)) = next else {
                    return writer.commit().map_err(|error| Message::Ledger { error });
                };
                self.take(done, &mut writer, listener)?;
                listener.reached(position, self);
                Ok(())
            },
        );
        let finished = writer.finish().map_err(|error| Message::Ledger { error });
        worked.and(finished)
    }

    /// Writes what became of an item.
    fn take(&mut self, done: Done, writer: &mut Writer, listener: &mut dyn Listener) -> Result<(), Message> {
        match done {
            Done::Deposit(place, used, deposit) => {
                if self.extractor.uses(used.pipeline, used.encoder) {
                    writer.read_with(self.extractor.json());
                }
                match writer.add(&deposit) {
                    Ok(Added::New(_)) => self.added += 1,
                    Ok(Added::Known(_)) => self.known += 1,
                    Err(error) if error.is_of_one_article() => {
                        let reason = error.to_string();
                        let message = Message::NotSound { place: place.clone(), reason: reason.clone() };
                        let reason = json!({"code": "unsound", "detail": reason});
                        self.fail(Failed { place: shown(&place), reason, message }, writer, listener)?;
                    }
                    Err(error) => return Err(Message::Ledger { error }),
                }
            }
            Done::Decide(place, decision) => {
                let numbers = self.numbers.entry(place.path().map(PathBuf::from)).or_default();
                match writer.carry(&decision, numbers) {
                    Ok(new) => self.decided += u64::from(new),
                    Err(EditError::Ledger(error)) => return Err(Message::Ledger { error }),
                    Err(error) => self.fail(Failed::to_decide(place, error), writer, listener)?,
                }
            }
            Done::Known => self.known += 1,
            Done::Failed(failed) => self.fail(failed, writer, listener)?,
            Done::Stop(message) => return Err(message),
        }
        Ok(())
    }

    fn fail(
        &mut self,
        failed: Failed,
        writer: &mut Writer,
        listener: &mut dyn Listener,
    ) -> Result<(), Message> {
        writer.fail(&failed.place, &failed.reason, None).map_err(|error| Message::Ledger { error })?;
        self.failed += 1;
        listener.failed(failed.place, failed.message);
        Ok(())
    }
}
