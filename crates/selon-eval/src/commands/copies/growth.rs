//! What an article costs as the ledger grows, and whether planted copies are found in it.

use std::collections::HashMap;

use anyhow::Result;
use selon_ledger::copies::{Copy, Kind};

use super::corpus::{Corpus, Edit, Planted};
use super::ledger::{Entry, Ledger, Spent};
use super::oracle;
use crate::report::{self, Table, thousands};

/// Articles before each size whose cost is measured.
const MEASURED: usize = 1000;

/// Of the passage that was lifted, how much must be found.
const COVERED: f64 = 0.9;

/// Prints what an article costs at each size, then what was found of the copies that were planted up to the largest.
///
/// # Errors
/// When the ledger or the disk fail.
pub(super) fn run(texts: &[&str], sizes: &[usize]) -> Result<()> {
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    let Some(&smallest) = sizes.first() else { return Ok(()) };
    let corpus = Corpus::new(texts, texts.len().min(smallest / 3));
    let mut ledger = Ledger::new()?;
    let mut planted: HashMap<usize, (Planted, Option<f64>)> = HashMap::new();
    let mut copies: Vec<Copy> = Vec::new();
    let mut cost = Table::new(["articles", "sketch, ms", "ledger, ms", "index, bytes an article"]);
    let mut added = 0;
    for &size in &sizes {
        let mut spent = Spent::default();
        for end in [size.saturating_sub(MEASURED).max(added), size] {
            let entries = (added..end).map(|number| {
                let item = corpus.item(number);
                if let Some(copy) = item.planted {
                    let light = copy.edit == Edit::Light;
                    let similarity =
                        light.then(|| oracle::similarity(&item.text, &corpus.item(copy.source).text));
                    planted.insert(number, (copy, similarity));
                }
                Entry { text: item.text, ..Entry::default() }
            });
            let (found, took) = ledger.add(entries)?;
            copies.extend(found);
            (spent, added) = (took, end);
        }
        let milliseconds = |seconds: f64| format!("{:.3}", seconds * 1000.0 / spent.articles.max(1) as f64);
        let bytes = ledger.index_bytes()? / size.max(1) as u64;
        let [sketching, finding] = [spent.sketching, spent.finding].map(milliseconds);
        cost.row([thousands(size), sketching, finding, thousands(bytes as usize)]);
        eprintln!("{size} articles added");
    }
    report::print(cost)?;
    report::print(recall(&planted, &copies))?;
    let family = |number: usize| planted.get(&number).map_or(number, |(copy, _)| copy.source);
    let made = |copy: &&Copy| copy.b as usize >= corpus.real;
    let related =
        copies.iter().filter(made).filter(|copy| family(copy.a as usize) == family(copy.b as usize)).count();
    let made = copies.iter().filter(made).count();
    report::print(format_args!(
        "{} of the {} pairs found among what was made are of one source: precision {}.\n",
        thousands(related),
        thousands(made),
        report::share((made > 0).then(|| related as f64 / made as f64))
    ))?;
    Ok(())
}

/// How many of the planted copies were found as what they are.
fn recall(planted: &HashMap<usize, (Planted, Option<f64>)>, copies: &[Copy]) -> Table {
    let found: HashMap<(i64, i64), &Copy> = copies.iter().map(|copy| ((copy.a, copy.b), copy)).collect();
    let mut counts = [(0, 0); 4];
    for (&number, (copy, similarity)) in planted {
        let pair = found.get(&(copy.source as i64, number as i64));
        let kind = pair.map(|pair| pair.overlap.kind);
        let covered = || {
            let taken = &copy.taken;
            let within = |span: std::ops::Range<usize>| {
                span.end.min(taken.end).saturating_sub(span.start.max(taken.start))
            };
            let bytes: usize = pair
                .iter()
                .flat_map(|pair| &pair.overlap.passages)
                .map(|passage| within(passage.b.range()))
                .sum();
            bytes as f64 >= COVERED * taken.len() as f64
        };
        let (row, right) = match (copy.edit, similarity) {
            (Edit::Typography, _) => (0, kind == Some(Kind::Identical)),
            (Edit::Light, Some(0.5..)) => (1, kind == Some(Kind::Near)),
            (Edit::Light, _) => (2, kind == Some(Kind::Partial)),
            (Edit::Lifted, _) => (3, covered()),
        };
        counts[row].0 += 1;
        counts[row].1 += usize::from(right);
    }
    let mut table = Table::new(["planted", "copies", "found", "recall"]);
    let names = [
        "other typography: found as identical",
        "small edits, similarity .5 or more: as near",
        "small edits, similarity below .5: as partial",
        "a lifted passage: nine tenths of it",
    ];
    for (name, (all, right)) in names.into_iter().zip(counts) {
        let recall = report::share((all > 0).then(|| f64::from(right as u32) / f64::from(all)));
        table.row([name.to_owned(), thousands(all as usize), thousands(right), recall]);
    }
    table
}
