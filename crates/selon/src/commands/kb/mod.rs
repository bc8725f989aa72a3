//! `selon kb`: what Selon knows, and from where.

mod json;
mod show;

use std::fmt::Write;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use selon_kb::Base;
use selon_record::EntityType;

use super::knowledge::Knowledge;
use crate::console::Console;
use crate::messages::{Label, Message};
use crate::output;

/// The knowledge base: what a name may mean, and where that is known from
///
/// Places, countries, people with their offices, organisations, outlets, equipment and resolutions, each row with its source,
/// date and licence. Without a command it says how much of what there is.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon kb show Tokaïev                          what the name may mean, how sure that is, and why\n  \
    selon kb show Vienne --country AT              in an article about Austria\n  \
    selon kb show \"président\" --country KZ --date 2018-05-01\n  \
    selon kb show outlet:avia-pro                  all that is known of an entry\n  \
    selon kb sources                               where everything is from")]
pub(crate) struct Kb {
    #[command(flatten)]
    knowledge: Knowledge,

    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show what names may mean: the entries, how well each fits and why, what is known of it and from where
    Show(Show),
    /// List the sources with their versions, dates and licences
    Sources {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// What is asked of names.
#[derive(Debug, Args)]
struct Show {
    /// Names, or identifiers such as country:KZ
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// A country that the article speaks of, in two letters; may be given several times
    #[arg(long = "country", value_name = "CODE")]
    countries: Vec<String>,
    /// The day of the article
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// How many of the entries to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5)]
    most: usize,
    /// As JSON, a line for each name
    #[arg(long)]
    json: bool,
}

impl Kb {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        match self.action {
            None => output::print(&summary(base, console)),
            Some(Action::Sources { json: true }) => output::write(&json::sources(base)),
            Some(Action::Sources { json: false }) => output::print(&sources(base)),
            Some(Action::Show(show)) => {
                for name in &show.names {
                    show::show(base, name, &show, console)?;
                }
                Ok(())
            }
        }
    }
}

/// How many entries there are of each sort.
fn summary(base: &Base, console: &Console) -> String {
    let mut out = String::new();
    for kind in EntityType::ALL {
        let count = base.entries().filter(|entry| entry.kind() == kind).count();
        if count > 0 {
            let _ = writeln!(out, "{count:>8}  {}", Label::EntityType(kind).text(console.interface()));
        }
    }
    let _ = writeln!(out, "{:>8}  {}", base.entries().count(), Label::InAll.text(console.interface()));
    out
}

fn sources(base: &Base) -> String {
    let mut out = String::new();
    for source in base.sources() {
        let version =
            if source.version().is_empty() { String::new() } else { format!(" {}", source.version()) };
        let name = format!("{}{version}", source.name());
        let _ = writeln!(out, "{}", output::source(&name, source.date(), source.licence()));
        for line in [source.url(), source.note()].into_iter().filter(|line| !line.is_empty() && *line != "-")
        {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}
