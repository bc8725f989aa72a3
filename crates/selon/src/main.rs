//! The command line of Selon: `selon COMMAND …`.
//!
//! This file only ties the parts together. A command is a module of [`commands`] with its flags, its help and its
//! examples; what several commands share lies beside it: [`input`] (arguments to articles), [`adding`] (articles to a
//! ledger), [`models`] (language pipelines), [`batch`] (articles over cores), [`output`] (formats), [`messages`] (every word said to the user),
//! [`console`] (how it is said).
//!
//! Exit status: 0 done; 1 some inputs failed, each named on standard error, the rest done; 2 wrong usage; 130 interrupted.

mod adding;
mod batch;
mod cli;
mod commands;
mod console;
mod input;
mod interrupt;
mod messages;
mod models;
mod output;
mod standard_input;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // For as long as the program runs: a desk reads articles on threads of its own.
    let console: &'static _ = Box::leak(Box::new(console::Console::new(&cli.global)));
    batch::prepare(cli.global.threads);
    if let Err(message) = cli.command.run(console) {
        console.error(&message);
    }
    console.exit_status()
}
