//! What every command shares that adds to a ledger: items over the cores to deposits, deposits in their order to the writer.
//!
//! [`Adding`] is the ledger that is added to; a [`Job`] is what is to be done of one item, [`read`] makes it of an article;
//! [`Tally::all`] does the jobs, writes what comes of them, and tells a [`Listener`] how far it is.

mod desk;
mod extractor;
mod failed;
mod job;
mod models;
mod position;
mod tally;
mod terminal;

use std::path::Path;

use selon_kb::Base;
use selon_ledger::{Ledger, Run, Writer};
use serde_json::Value;

use crate::messages::Message;

pub(crate) use desk::DeskIntake;
pub(crate) use extractor::Extractor;
pub(crate) use failed::Failed;
pub(crate) use job::{Job, read};
pub(crate) use models::Models;
pub(crate) use position::{Position, size};
pub(crate) use tally::{Listener, Tally};
pub(crate) use terminal::Terminal;

/// A ledger that is added to.
pub(crate) struct Adding {
    pub(crate) writer: Writer,
    /// Tells the drawing thread what the writer, on its own, has committed.
    pub(crate) known: Ledger,
}

impl Adding {
    /// Opens a ledger to add what `extractor` has made; makes it where there is none.
    pub(crate) fn open(path: &Path, extractor: Value, base: &'static Base) -> Result<Adding, Message> {
        let program = format!("selon {}", env!("CARGO_PKG_VERSION"));
        let ledger = |error| Message::Ledger { error };
        let writer = Writer::open(path, Run { program, extractor, base }).map_err(ledger)?;
        Ok(Adding { writer, known: Ledger::open(path).map_err(ledger)? })
    }
}
