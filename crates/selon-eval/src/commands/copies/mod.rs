//! `selon-eval copies`: near-duplicates against every pair by definition and beside datasketch, what an article costs as
//! the ledger grows, planted copies, and the direction of copies whose making is known.

mod chains;
mod corpus;
mod growth;
mod ledger;
mod near;
mod oracle;

use anyhow::Result;
use clap::Args;

use crate::data::{self, plain, press};
use crate::{Places, report};

/// Measure how copies are found, what that costs, and whether their direction is right.
///
/// Near-duplicates of press-fr against all pairs of a Jaccard similarity of word 5-grams of .5 or more, and beside datasketch
/// in the same run; the cost of an article, and planted copies, in ledgers of growing size; directions on chains made
/// from winer-fr by scripted rewriting. Seconds are the processor's, of one thread. Ledgers are made in the temporary folder
/// and go with the run: 300,000 articles take 3 GB there and some minutes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- copies
  selon-eval copies --sizes 3000,30000,300000
  selon-eval copies --sizes 1000 --rounds 1")]
pub(crate) struct Options {
    /// Articles in the ledger at which the cost of one is measured
    #[arg(long, value_name = "N,N", value_delimiter = ',', default_values_t = [3_000, 30_000])]
    sizes: Vec<usize>,
    /// Passes over press-fr of each side, of which the best counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// Only the directions
    #[arg(long)]
    directions: bool,
}

/// Runs the command.
///
/// # Errors
/// When the data, Python, the ledger or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr", "winer-fr"])? else { return Ok(()) };
    let articles = press::published(&folder)?;
    let texts: Vec<&str> = articles.iter().map(|article| &*article.text).collect();
    let mut environment = None;
    if !options.directions {
        environment = near::run(places, &articles, options.rounds)?;
        growth::run(&texts, &options.sizes)?;
    }
    let wikinews = plain::winer(&folder)?;
    chains::run(&wikinews.iter().map(|text| &*text.text).collect::<Vec<_>>())?;
    report::print(report::provenance(environment.as_ref())?)?;
    Ok(())
}
