//! `selon-eval train-claims`: the weights that decide what two statements have to do with each other.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use rayon::prelude::*;
use selon_ledger::claims::{Class, Example, Model, Slot, Statement, clashes, conflict_features, features};
use selon_record::Reading;

use super::judged::{self, Judged, least_threshold};
use super::statements::{self, Unit, Vectors};
use crate::data::claims::{Label, Pair, pairs};
use crate::{Places, data, report};

/// Trains the weights of relations of statements from judged pairs of sentences.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Files of judged pairs, one a line
    #[arg(value_name = "FILE", required = true)]
    pairs: Vec<PathBuf>,
    /// Which statements of a sentence are compared
    #[arg(long, value_enum, default_value_t = Unit::Sentence)]
    unit: Unit,
    /// The strength of the penalty on weights
    #[arg(long, default_value_t = 2.0, value_name = "X")]
    penalty: f64,
    /// The folder to write claims_weights.tsv and claims_trees.tsv to
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// The parts of the cross-validation.
const FOLDS: usize = 20;

/// How precise each decision must be in cross-validation: *same*, and a contradiction or an update.
const PRECISION: [f64; 2] = [0.89, 0.75];

/// A judged pair with the statements of its sentences.
struct Cut<'p> {
    pair: &'p Pair,
    statements: [Vec<Statement>; 2],
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr"])? else { return Ok(()) };
    let mut all = Vec::new();
    for path in &options.pairs {
        all.extend(pairs(path)?);
    }
    let readings = super::of_press(places, &folder, &all)?;
    let vectors = Vectors::load(places)?;
    let cuts: Vec<Cut> = all.par_iter().map(|pair| cut(pair, &readings, options.unit, &vectors)).collect();

    // Each pair judged by weights that never saw it, nor another pair with one of its articles.
    let mut order: Vec<usize> = (0..cuts.len()).collect();
    order.sort_by_key(|i| (&cuts[*i].pair.a.article, &cuts[*i].pair.b.article));
    let parts: Vec<(Model, &[usize])> = order
        .chunks(cuts.len().div_ceil(FOLDS).max(1))
        .map(|part| {
            let of = |cut: &Cut| [cut.pair.a.article.clone(), cut.pair.b.article.clone()];
            let articles: HashSet<String> = part.iter().flat_map(|i| of(&cuts[*i])).collect();
            let seen = cuts.iter().filter(|cut| !of(cut).iter().any(|article| articles.contains(article)));
            (fit(&seen.collect::<Vec<_>>(), options.penalty), part)
        })
        .collect();
    let unseen = |from: [f64; 2]| -> Vec<Judged> {
        let judge = |(model, part): &(Model, &[usize])| -> Vec<Judged> {
            let mut model = model.clone();
            [model.same_from, model.conflict_from] = from;
            part.iter().map(|i| judge(&model, &cuts[*i])).collect()
        };
        parts.par_iter().flat_map(judge).collect()
    };
    let first = unseen([0.5; 2]);
    let whole = first.iter().filter(|one| !one.partial);
    let mut model = fit(&cuts.iter().collect::<Vec<_>>(), options.penalty);
    model.same_from = least_threshold(
        whole.map(|one| (one.chances[Class::Same as usize], one.label == Label::Same)).collect(),
        PRECISION[0],
    );
    model.conflict_from = least_threshold(
        first.iter().map(|one| (one.conflict, one.label.is_conflict())).collect(),
        PRECISION[1],
    );
    let unseen = unseen([model.same_from, model.conflict_from]);
    report::print(format_args!("Cross-validation of {} pairs, {FOLDS} parts\n", cuts.len()))?;
    judged::figures(&unseen, &model, true)?;
    if let Some(folder) = &options.output {
        for (name, (head, table)) in TABLES.into_iter().zip(HEADS.into_iter().zip(model.tables())) {
            let path = folder.join(name);
            std::fs::write(
                &path,
                format!("{head}{ORIGIN}{}{table}", COLUMNS[usize::from(name == TABLES[1])]),
            )
            .with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The tables of a model in their folder.
pub(super) const TABLES: [&str; 2] = ["claims_weights.tsv", "claims_trees.tsv"];

/// What the tables say of themselves.
const HEADS: [&str; 2] = [
    "\
# Weights of the log-linear models that decide what two statements have to do with each other.
#
# class\tsame, conflict (a contradiction or an update), related, unrelated; clash and no clash, of slots that cannot both hold;
#\t`from` for the two thresholds.
# feature\tAs named in crates/selon-ledger/src/claims/{comparison,clash}.rs.
# weight\tWhat it adds to the score of its class.
#
",
    "\
# Boosted decision trees that decide whether two statements are a contradiction or an update.
#
# tree\tThe number of the tree; 0 holds what is added for every pair.
# node\tThe number of the node; 1 is the first, and those under n are 2n (below the threshold) and 2n + 1.
# feature\tAs named in crates/selon-ledger/src/claims/{comparison,clash}.rs; = for a leaf.
# value\tThe threshold, or what the leaf adds to the log-odds.
#
",
];
const COLUMNS: [&str; 2] = ["class\tfeature\tweight\n", "tree\tnode\tfeature\tvalue\n"];
const ORIGIN: &str = "\
# Written by `selon-eval train-claims` from judged pairs of press sentences, none of them in an evaluation set.
# Licence: MIT OR Apache-2.0, as the program.
";

fn cut<'p>(pair: &'p Pair, readings: &HashMap<String, Reading>, unit: Unit, vectors: &Vectors) -> Cut<'p> {
    let statements = [&pair.a, &pair.b].map(|side| {
        let reading = readings.get(&side.article);
        reading.map_or(Vec::new(), |reading| statements::of_span(reading, side.span(), unit, vectors))
    });
    Cut { pair, statements }
}

fn judge(model: &Model, cut: &Cut) -> Judged {
    let [a, b] = &cut.statements;
    Judged { label: cut.pair.label, partial: cut.pair.partial, ..Judged::of(model, a, b) }
}

/// Two rounds: which statements of two sentences tell is chosen by their words first, then by the weights that this gives.
fn fit(cuts: &[&Cut], penalty: f64) -> Model {
    let examples = |model: Option<&Model>| {
        let relations: Vec<Example<4>> = cuts.iter().filter_map(|cut| example(model, cut)).collect();
        let clashes: Vec<Example<2>> = cuts.iter().flat_map(|cut| clashes_of(model, cut)).collect();
        let conflicts: Vec<Example<2>> = cuts.iter().filter_map(|cut| conflict_of(model, cut)).collect();
        Model::fit(&relations, &clashes, &conflicts, penalty)
    };
    examples(Some(&examples(None)))
}

fn example(model: Option<&Model>, cut: &Cut) -> Option<Example<4>> {
    let [a, b] = &cut.statements;
    let (a, b) = statements::best(model, a, b)?;
    let class = match cut.pair.label {
        Label::Same => Class::Same,
        Label::Contradiction | Label::Update => Class::Conflict,
        Label::Related => Class::Related,
        Label::Unrelated => Class::Unrelated,
    };
    // What stands only in a part of the other is the same for some readers and related for others.
    let weight = if cut.pair.partial { PARTIAL } else { 1.0 };
    Some(Example { class: class as usize, features: features(a, b), weight })
}

/// Whether a pair is a contradiction or an update.
fn conflict_of(model: Option<&Model>, cut: &Cut) -> Option<Example<2>> {
    let [a, b] = &cut.statements;
    let (a, b) = statements::best(model, a, b)?;
    let class = usize::from(!cut.pair.label.is_conflict());
    Some(Example { class, features: conflict_features(a, b), weight: 1.0 })
}

/// The clashes of a pair: of one thing where the pair was judged a conflict of that slot, of two things where it was judged
/// none. Another slot of a conflict says nothing.
fn clashes_of(model: Option<&Model>, cut: &Cut) -> Vec<Example<2>> {
    let [a, b] = &cut.statements;
    let Some((a, b)) = statements::best(model, a, b) else { return Vec::new() };
    let judged = |slot: Slot| match (cut.pair.label.is_conflict(), cut.pair.conflict.as_deref(), slot) {
        (false, ..) => Some(1),
        (true, Some("number"), Slot::Number)
        | (true, Some("polarity"), Slot::Polarity | Slot::Direction)
        | (true, Some("date"), Slot::Time)
        | (true, Some("place"), Slot::Place) => Some(0),
        _ => None,
    };
    let found: Vec<_> =
        clashes(a, b).into_iter().filter_map(|clash| Some((judged(clash.slot)?, clash.features))).collect();
    let weight = 1.0 / found.len().max(1) as f64;
    found.into_iter().map(|(class, features)| Example { class, features, weight }).collect()
}

/// How much a pair counts that is the same only in part.
const PARTIAL: f64 = 0.3;
