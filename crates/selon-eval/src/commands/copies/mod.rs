//! `selon-eval copies`: near-duplicates against an exact oracle and datasketch.

mod ledger;
mod oracle;

use std::collections::HashSet;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use selon_ledger::copies::Kind;

use crate::data::{self, press};
use crate::{Places, report};

/// Measure copies.
#[derive(Debug, Args)]
pub(crate) struct Options {}

pub(crate) fn run(places: &Places, _options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr"])? else { return Ok(()) };
    let articles = press::published(&folder)?;
    let texts: Vec<&str> = articles.iter().map(|article| &*article.text).collect();
    let wanted = oracle::pairs(&texts, 0.5, false);
    let plain = oracle::pairs(&texts, 0.5, true);
    let mut ledger = ledger::Ledger::new()?;
    let mut spent = ledger::Spent::default();
    let begun = Instant::now();
    let copies = ledger.add(texts.iter().copied(), &mut spent)?;
    report::print(format_args!("{spent:?} {:?}", begun.elapsed()))?;
    let found: HashSet<_> = copies
        .iter()
        .filter(|c| c.overlap.kind != Kind::Partial)
        .map(|c| (c.a as usize, c.b as usize))
        .collect();
    report::print(format_args!(
        "{} {} {} plain {}",
        wanted.len(),
        found.len(),
        found.intersection(&wanted).count(),
        plain.intersection(&found).count()
    ))?;
    report::print(ledger.bytes()?)?;
    for c in copies.iter().filter(|c| c.overlap.kind == Kind::Partial) {
        let p = c.overlap.passages.iter().map(|p| &texts[c.a as usize][p.a.range()]).collect::<Vec<_>>();
        println!(
            "PARTIAL {} {} {:.2} {:.2} {:.2} {} {p:?}",
            c.a,
            c.b,
            c.overlap.jaccard,
            c.overlap.share_a,
            c.overlap.share_b,
            p.len()
        );
    }
    Ok(())
}
