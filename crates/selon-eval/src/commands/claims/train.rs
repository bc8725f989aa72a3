//! `selon-eval train-claims`: the weights that decide what two statements have to do with each other.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use rayon::prelude::*;
use selon_ledger::claims::{Class, Example, Model, Statement, features};
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
    /// Where to write the weights
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The parts of the cross-validation.
const FOLDS: usize = 10;

/// How precise each decision must be in cross-validation.
const PRECISION: [f64; 2] = [0.92, 0.82];

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

    // Each pair judged by weights that never saw it, nor another sentence of its articles' pair.
    let mut unseen: Vec<Option<Judged>> = vec![None; cuts.len()];
    for fold in 0..FOLDS {
        let seen: Vec<&Cut> =
            cuts.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, cut)| cut).collect();
        let model = fit(&seen, options.penalty);
        for (i, cut) in cuts.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            unseen[i] = Some(judge(&model, cut));
        }
    }
    let unseen: Vec<Judged> = unseen.into_iter().collect::<Option<_>>().context("a pair in no part")?;
    let mut model = fit(&cuts.iter().collect::<Vec<_>>(), options.penalty);
    let whole = unseen.iter().filter(|one| !one.partial);
    model.same_from = least_threshold(
        whole.map(|one| (one.chances[Class::Same as usize], one.label == Label::Same)).collect(),
        PRECISION[0],
    );
    let conflicts = unseen.iter().filter(|one| one.conflicts);
    model.conflict_from = least_threshold(
        conflicts.map(|one| (one.chances[Class::Conflict as usize], one.label.is_conflict())).collect(),
        PRECISION[1],
    );
    report::print(format_args!("Cross-validation of {} pairs, {FOLDS} parts\n", cuts.len()))?;
    judged::figures(&unseen, &model, true)?;
    if let Some(path) = &options.output {
        std::fs::write(path, format!("{HEADER}{}", model.table()))
            .with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// What the table of weights says of itself.
const HEADER: &str = "\
# Weights of the log-linear model that decides what two statements have to do with each other.
#
# class\tsame, conflict (a contradiction or an update), related, unrelated; `from` for the two thresholds.
# feature\tAs named in crates/selon-ledger/src/claims/comparison.rs.
# weight\tWhat it adds to the score of its class.
#
# Written by `selon-eval train-claims` from judged pairs of press sentences, none of them in an evaluation set.
# Licence: MIT OR Apache-2.0, as the program.
class\tfeature\tweight
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
    let examples = |model: Option<&Model>| -> Vec<Example> {
        cuts.iter().filter_map(|cut| example(model, cut)).collect()
    };
    let first = Model::fit(&examples(None), penalty);
    Model::fit(&examples(Some(&first)), penalty)
}

fn example(model: Option<&Model>, cut: &Cut) -> Option<Example> {
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
    Some(Example { class, features: features(a, b), weight })
}

/// How much a pair counts that is the same only in part.
const PARTIAL: f64 = 0.3;
