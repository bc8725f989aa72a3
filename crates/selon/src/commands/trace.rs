//! `selon trace`: where a claim comes from.

use clap::{Args, ValueEnum};

use super::knowledge::Knowledge;
use super::ledger::{LedgerFile, Width};
use crate::console::Console;
use crate::messages::Message;
use crate::output;
use selon_view::way::{Way, dot, json};

/// Trace a claim: who had it when, from whom, what was lost on the way, and on how many origins it rests
///
/// The articles come in order of time. Each says how it got the claim (copies, credits, cites, its own source) and, where
/// it has it from another, which hedge and which source were dropped, in the words of both. Origins are counted from below
/// (whatever may be one is one) and from above (only what is proven to be one is), and each joining has its reason.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon trace story.selon 12                              for reading\n  \
    selon trace story.selon 12 --format dot | dot -Tsvg     as a drawing\n  \
    selon trace story.selon 12 --format json | jq .at_least")]
pub(crate) struct Trace {
    #[command(flatten)]
    ledger: LedgerFile,

    /// The claim's number, as `selon claims` shows it
    #[arg(value_name = "CLAIM")]
    claim: i64,

    /// What to print
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[command(flatten)]
    width: Width,

    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// One JSON object
    Json,
    /// A graph for Graphviz
    Dot,
}

impl Trace {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let of = |error| Message::Ledger { error };
        let ledger = self.ledger.open()?;
        let way = Way::of(&ledger, self.claim, base);
        let way = way.map_err(of)?.ok_or(Message::NoSuchClaim { claim: self.claim })?;
        match self.format {
            Format::Text => output::print(&output::way(&way, &self.width.look(console))),
            Format::Json => output::write(&json(&way)),
            Format::Dot => output::write(&dot(&way, console.interface())),
        }
    }
}
