//! `selon add`: articles in, read and kept in a ledger.

use std::path::PathBuf;

use clap::Args;

use super::knowledge::Knowledge;
use super::pipeline::Model;
use crate::adding::{Adding, Extractor, Models, Position, Terminal, read, size};
use crate::console::Console;
use crate::input::Input;
use crate::messages::Message;

/// Add articles to a ledger: read them, and keep them with all that was found
///
/// The ledger is one file, made if it is not there. An article that is in it is not read again, so the same command may
/// be given as often as one likes, also after it was interrupted: it goes on where it was. An article whose text has
/// changed is kept beside the earlier version. What cannot be read is named at the end and kept in the ledger with the
/// reason. One program at a time can add to a ledger; others may read it meanwhile.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon add story.selon examples/              all articles in a folder\n  \
    selon add story.selon articles.jsonl         an article a line\n  \
    zcat feed.jsonl.gz | selon add story.selon - what comes through a pipe")]
pub(crate) struct Add {
    /// The ledger's file
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,

    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    model: Model,

    #[command(flatten)]
    knowledge: Knowledge,
}

impl Add {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let models = Models::new(self.model.choice(console)?, base, console);
        let extractor = Extractor::new(base);
        let Adding { writer, known } = Adding::open(&self.ledger, extractor.json(), base)?;
        let mut position = Position::default();
        let jobs = self.input.items(base, console).map(|item| {
            let position = position.after(&item, size);
            (position, read(item, &known, &models))
        });
        Terminal::watch(console, self.total(), extractor, jobs, base, writer)
    }

    /// The bytes of all that the arguments name; `None` where one is standard input.
    fn total(&self) -> Option<u64> {
        self.input.paths().iter().map(|path| size(path)).sum()
    }
}
