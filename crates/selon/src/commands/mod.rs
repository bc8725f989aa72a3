//! The commands: each a module with its flags, its help and what it does. A new one is a module and a line here.

mod add;
mod claims;
mod completions;
mod desk;
mod edit;
mod export;
mod import;
mod kb;
mod knowledge;
mod ledger;
mod models;
mod parse;
pub(crate) mod pipeline;
mod read;
pub(crate) mod readers;
mod search;
mod sources;
mod trace;

use clap::Subcommand;

use crate::console::Console;
use crate::messages::Message;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Read(read::Read),
    Add(add::Add),
    Claims(claims::Claims),
    Search(search::Search),
    Sources(sources::Sources),
    Trace(trace::Trace),
    Edit(edit::Edit),
    Desk(desk::Desk),
    Export(export::Export),
    Import(import::Import),
    Parse(parse::Parse),
    Models(models::Models),
    Kb(kb::Kb),
    Completions(completions::Completions),
}

impl Command {
    /// Does it. What fails for one input is said on the console and the rest is done.
    ///
    /// # Errors
    /// What kept the whole command from going on.
    pub(crate) fn run(self, console: &'static Console) -> Result<(), Message> {
        match self {
            Command::Read(command) => command.run(console),
            Command::Add(command) => command.run(console),
            Command::Claims(command) => command.run(console),
            Command::Search(command) => command.run(console),
            Command::Sources(command) => command.run(console),
            Command::Trace(command) => command.run(console),
            Command::Edit(command) => command.run(console),
            Command::Desk(command) => command.run(console),
            Command::Export(command) => command.run(console),
            Command::Import(command) => command.run(console),
            Command::Parse(command) => command.run(console),
            Command::Models(command) => command.run(console),
            Command::Kb(command) => command.run(console),
            Command::Completions(command) => command.run(),
        }
    }
}
