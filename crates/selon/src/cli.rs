//! The whole of the command line as one type: the flags every command takes, and the command.

use std::num::NonZeroUsize;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, ValueEnum};

use crate::commands::Command;
use crate::messages::Interface;

/// What the user typed.
#[derive(Debug, Parser)]
#[command(
    name = "selon",
    version,
    about = "Reads news and keeps a ledger of sourced claims",
    long_about = "Selon reads news and records who asserts what, on whose word, how surely. It never says what is \
                  true; it shows who says so.",
    after_long_help = "Exit status: 0 done; 1 some inputs failed (each is named on standard error, the rest is done); \
                       2 wrong usage.\n\n\
                       Examples:\n  \
                         selon read article.txt         who says what in it, on whose word, how surely\n  \
                         selon add story.selon press/   read articles into a ledger, each once\n  \
                         selon claims story.selon       what they say, by how many outlets, on how many origins\n  \
                         selon trace story.selon 2      where a claim comes from, and what was lost on the way\n  \
                         selon kb show Tokaïev          what a name may mean, and where that is known from\n  \
                         selon parse article.txt        its grammar, as CoNLL-U\n  \
                         selon help read                all about one command",
    styles = STYLES,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The flags every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// The language of messages; what the system says, otherwise
    ///
    /// The language Selon speaks to you, not that of the articles (which is --language). Without it the first of
    /// LC_ALL, LC_MESSAGES and LANG that is set decides: `fr…` is French, everything else English.
    #[arg(long, global = true, value_name = "LANGUAGE", value_enum)]
    pub(crate) lang: Option<Interface>,

    /// How many threads to use; one a processor core, otherwise
    #[arg(short = 'j', long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Say more, such as the name of each file that is skipped
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// In a pipe too
    Always,
    /// Nowhere
    Never,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn zero_threads_is_wrong_usage() {
        assert!(Cli::try_parse_from(["selon", "-j", "0", "models", "list"]).is_err());
    }
}
