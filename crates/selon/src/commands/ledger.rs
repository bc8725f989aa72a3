//! What the commands that ask a ledger share: which file, how the answer is shown.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use selon_ledger::Ledger;

use crate::console::Console;
use crate::messages::Message;
use crate::output::{Look, NARROWEST};

/// The ledger that is asked.
#[derive(Debug, Args)]
pub(super) struct LedgerFile {
    /// The ledger's file
    #[arg(value_name = "LEDGER")]
    path: PathBuf,
}

impl LedgerFile {
    /// Opens it.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(super) fn open(&self) -> Result<Ledger, Message> {
        Ledger::open(&self.path).map_err(|error| Message::Ledger { error })
    }
}

/// How an answer is shown.
#[derive(Debug, Args)]
pub(super) struct Answer {
    /// How to write it
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t = AnswerFormat::Text)]
    pub(super) format: AnswerFormat,

    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    most: u32,

    #[command(flatten)]
    pub(super) width: Width,
}

/// How wide text is.
#[derive(Debug, Args)]
pub(super) struct Width {
    /// Columns to wrap to (with --format text); those of the terminal, 100 at most, otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(i64::from(NARROWEST)..=1000))]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// For a person
    Text,
    /// A row a line, as JSON
    Jsonl,
    /// A table, its first row the names of its columns
    Csv,
}

impl Answer {
    /// At most so many rows.
    pub(super) fn limit(&self) -> Option<u32> {
        (self.most > 0).then_some(self.most)
    }
}

impl Width {
    /// How text is laid out.
    pub(super) fn look(&self, console: &Console) -> Look {
        Look::of_terminal(console.interface(), self.width)
    }
}
