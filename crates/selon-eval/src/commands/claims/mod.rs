//! `selon-eval claims`: do two assertions say the same thing, and do they contradict each other?

mod judged;
mod readings;
mod statements;
pub(crate) mod train;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use selon_ledger::claims::{Kind, Model};
use selon_record::{CodePointSpan, Reading};

use crate::Places;
use crate::data::claims::{Inference, Pair, inferences, pairs};
use crate::data::{self, press};
use crate::report::{self, Table, share, thousands};
use crate::score::Counts;
use judged::Judged;
use statements::{Unit, Vectors};

/// Measure claims and contradictions: gold/claim-pairs-fr, daccord and rte3-fr.
///
/// Reads both articles of each judged pair, cuts the statements of its two sentences, and asks what they have to do with
/// each other. Beside it: what the similarity of the sentences' vectors alone can do at its best threshold.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval claims
  selon-eval claims --verbose --errors 40")]
pub(crate) struct Options {
    /// Which statements of a sentence are compared
    #[arg(long, value_enum, default_value_t = Unit::Sentence)]
    unit: Unit,
    /// Folder whose claims_weights.tsv and claims_trees.tsv take the place of the program's own
    #[arg(long, value_name = "DIR")]
    weights: Option<PathBuf>,
    /// List the first N pairs that are judged otherwise
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print precision and recall over all thresholds
    #[arg(long)]
    verbose: bool,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let needed = ["gold/claim-pairs-fr", "press-fr", "daccord", "rte3-fr"];
    let Some(folder) = data::find(places, &needed)? else { return Ok(()) };
    let read;
    let model = match &options.weights {
        Some(folder) => {
            let [weights, trees] = train::TABLES.map(|name| data::read(&folder.join(name)));
            read = Model::read(&weights?, &trees?);
            &read
        }
        None => Model::built_in(),
    };
    let vectors = Vectors::load(places)?;

    let gold = pairs(&folder.join("gold/claim-pairs-fr/pairs.jsonl"))?;
    let readings = of_press(places, &folder, &gold)?;
    let judged = judged::press(model, &gold, &readings, options.unit, &vectors);
    report::print("**claim-pairs-fr**\n")?;
    judged::figures(&judged, model, options.verbose)?;
    judged::errors(&gold, &judged, options.errors)?;

    for (name, file) in [("daccord", "daccord/pairs.tsv"), ("rte3-fr", "rte3-fr/dev.tsv")] {
        let inferences = inferences(&folder.join(file))?;
        let texts = inferences.iter().flat_map(|pair| pair.texts.iter().cloned()).collect();
        let readings = readings::of(places, name, texts)?;
        contradictions(name, model, &inferences, &readings, options, &vectors)?;
    }
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// The readings of the articles of judged pairs.
fn of_press(places: &Places, folder: &Path, pairs: &[Pair]) -> Result<HashMap<String, Reading>> {
    let named: Vec<&str> =
        pairs.iter().flat_map(|pair| [pair.a.article.as_str(), pair.b.article.as_str()]).collect();
    let articles = press::published(folder)?;
    readings::of(
        places,
        "press-fr",
        articles.into_iter().filter(|a| named.contains(&a.id.as_str())).collect(),
    )
}

/// How well contradictions are found among pairs of statements.
fn contradictions(
    name: &str,
    model: &Model,
    pairs: &[Inference],
    readings: &HashMap<String, Reading>,
    options: &Options,
    vectors: &Vectors,
) -> Result<()> {
    let mut counts = Counts::default();
    let mut by_type: std::collections::BTreeMap<String, [usize; 2]> = Default::default();
    let mut listed = 0;
    let mut chances: Vec<(f64, bool)> = Vec::new();
    for pair in pairs {
        let [a, b] = pair.texts.each_ref().map(|text| {
            readings.get(&text.id).map_or(Vec::new(), |reading| {
                let whole = CodePointSpan::new(0, reading.article.text.chars().count());
                statements::of_span(reading, whole, options.unit, vectors)
            })
        });
        let judged = Judged::of(model, &a, &b);
        let found = matches!(judged.kind, Kind::Contradiction(_) | Kind::Update(_));
        chances.push((judged.conflict, pair.contradicts));
        counts.right += usize::from(found && pair.contradicts);
        counts.spurious += usize::from(found && !pair.contradicts);
        counts.missed += usize::from(!found && pair.contradicts);
        if let Kind::Contradiction(conflict) | Kind::Update(conflict) = judged.kind {
            by_type.entry(format!("{conflict:?}").to_lowercase()).or_default()
                [usize::from(pair.contradicts)] += 1;
        }
        if found && !pair.contradicts && listed < options.errors {
            listed += 1;
            report::print(format_args!(
                "    {} spurious {:?} {:.2}\n      {}\n      {}",
                pair.id, judged.kind, judged.conflict, pair.texts[0].text, pair.texts[1].text
            ))?;
        }
    }
    let mut table = Table::new(["set", "pairs", "found", "precision", "recall"]);
    let [p, r] = [counts.precision(), counts.recall()].map(share);
    table.row([name.to_owned(), thousands(pairs.len()), thousands(counts.found()), p, r]);
    for (conflict, [wrong, right]) in by_type {
        let precision = share(crate::score::ratio(right, right + wrong));
        table.row([
            format!("— {conflict}"),
            String::new(),
            thousands(right + wrong),
            precision,
            String::new(),
        ]);
    }
    report::print(table)?;
    let from = judged::least_threshold(chances.clone(), 0.9);
    let contradicting = chances.iter().filter(|(_, gold)| *gold);
    let right = contradicting.clone().filter(|(chance, _)| *chance >= from).count();
    report::print(format_args!(
        "At the least threshold with precision 0.900 on these pairs themselves, {from:.2}: recall {} of {}.\n",
        share(crate::score::ratio(right, contradicting.clone().count())),
        contradicting.count()
    ))?;
    if options.verbose {
        judged::curve("contradiction", chances)?;
    }
    Ok(())
}
