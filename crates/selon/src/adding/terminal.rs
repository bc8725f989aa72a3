//! An adding as it is shown at the terminal.

use selon_kb::Base;
use selon_ledger::Writer;

use super::{Extractor, Job, Listener, Tally};
use crate::console::{Console, Progress};
use crate::interrupt;
use crate::messages::Message;
use crate::output;

/// Failures named at the end; the ledger keeps those after them as well.
const MOST_NAMED: usize = 1000;

/// The person at the terminal.
pub(crate) struct Terminal<'a> {
    progress: Progress<'a>,
    named: Vec<Message>,
}

impl<'a> Terminal<'a> {
    /// Does all jobs, shows how far it is, and says how it ended: what failed, and the counts. `total` is what the positions of
    /// the jobs go up to, where it is known.
    ///
    /// # Errors
    /// What kept it from going on.
    pub(crate) fn watch(
        console: &'a Console,
        total: Option<u64>,
        extractor: Extractor,
        jobs: impl Iterator<Item = (u64, Job)>,
        base: &Base,
        writer: Writer,
    ) -> Result<(), Message> {
        // What is counted here is what was kept when somebody stops the program.
        interrupt::watch();
        let progress = console.work_progress(total, &Message::Adding);
        let mut terminal = Terminal { progress, named: Vec::new() };
        let mut tally = Tally::new(extractor);
        let result = tally.all(jobs, base, writer, &mut terminal);
        let Terminal { progress, named } = terminal;
        drop(progress);
        named.iter().for_each(|message| console.error(message));
        let unnamed = tally.failed - named.len() as u64;
        if unnamed > 0 {
            console.error(&Message::MoreFailed { count: unnamed });
        }
        result?;
        let Tally { added, known, failed, decided, .. } = tally;
        let summary = Message::Added { added, known, failed, decided };
        output::print(&format!("{}\n", summary.text(console.interface())))?;
        if interrupt::asked() { Err(Message::Interrupted) } else { Ok(()) }
    }
}

impl Listener for Terminal<'_> {
    fn reached(&mut self, position: u64, tally: &Tally) {
        self.progress.set(position);
        self.progress.label(format!("{} ({:.1}/s)", tally.done(), tally.rate()));
    }

    fn failed(&mut self, _: String, message: Message) {
        if self.named.len() < MOST_NAMED {
            self.named.push(message);
        }
    }
}
