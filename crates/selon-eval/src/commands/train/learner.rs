//! Conditional log-linear models, fitted by stochastic gradient descent.
//!
//! The objective is the mean log-likelihood of the right candidates with a penalty on the size of the weights;
//! AdaGrad (Duchi, Hazan and Singer 2011) with lazy soft thresholds keeps most weights at zero.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use selon_reading::training::Decision;

use super::ridge;

/// The default strength of the penalty.
pub(crate) const PENALTY: f64 = 0.005;

/// Passes over the decisions.
const PASSES: usize = 30;

/// The weights of so many last passes are averaged.
const AVERAGED: usize = 15;

/// The step of the first update of a weight.
const STEP: f64 = 0.25;

/// Features seen in fewer decisions are left out: they are names and accidents.
const SEEN: usize = 2;

/// The same for the model that sees every name of a year: the names of one year are not those of another.
const SEEN_OF: [(&str, usize); 1] = [("entity", 12)];

/// Weights nearer to zero than this are not written.
const SMALLEST: f64 = 0.005;

/// Trains a table of weights: lines of model, feature and weight.
pub(crate) fn train<'d>(decisions: impl Iterator<Item = &'d Decision>, penalty: f64) -> String {
    let mut by_model: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
    for decision in decisions {
        by_model.entry(decision.model).or_default().push(decision);
    }
    let mut table = String::new();
    for (model, decisions) in by_model {
        for (feature, weight) in fit(model, &decisions, penalty) {
            let _ = writeln!(table, "{model}\t{feature}\t{weight:.3}");
        }
    }
    table
}

/// A decision with its features as numbers; a feature that is left out is no number.
pub(super) struct Numbered {
    pub(super) parts: Vec<Vec<u32>>,
    candidates: Vec<Vec<usize>>,
    right: Vec<bool>,
}

/// The models with few examples or a fixed set of classes, and the strength of their quadratic penalty. Found on the
/// project's own annotations; the others have the penalty that keeps few weights.
const QUADRATIC: [(&str, f64); 5] =
    [("act", 8.0), ("certainty", 8.0), ("conditional", 8.0), ("kind", 3.0), ("source", 3.0)];

fn fit(model: &str, decisions: &[&Decision], penalty: f64) -> Vec<(String, f64)> {
    let least = SEEN_OF.iter().find(|(name, _)| *name == model).map_or(SEEN, |(_, seen)| *seen);
    let (names, decisions) = number(decisions, least);
    let weights = match QUADRATIC.iter().find(|(name, _)| *name == model) {
        Some((_, penalty)) => ridge::fit(&decisions, names.len(), *penalty),
        None => sparse(&decisions, names.len(), penalty),
    };
    let mut kept: Vec<(String, f64)> =
        names.into_iter().zip(weights).filter(|(_, weight)| weight.abs() >= SMALLEST).collect();
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    kept
}

/// Most weights at zero: stochastic gradient descent with soft thresholds.
fn sparse(decisions: &[Numbered], features: usize, penalty: f64) -> Vec<f64> {
    let mut weights = vec![0.0f64; features];
    let mut squares = vec![1e-6f64; features];
    let mut gradient = vec![0.0f64; features];
    let mut order: Vec<usize> = (0..decisions.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let mut sums = vec![0.0f64; features];
    for pass in 0..PASSES {
        shuffle(&mut order, &mut random);
        for &number in &order {
            let decision = &decisions[number];
            let errors = errors(decision, &weights);
            let mut touched: Vec<u32> = Vec::new();
            for (part, error) in decision.parts.iter().zip(&errors) {
                if error.abs() < 1e-9 {
                    continue;
                }
                for &feature in part {
                    if gradient[feature as usize] == 0.0 {
                        touched.push(feature);
                    }
                    gradient[feature as usize] += error;
                }
            }
            for feature in touched {
                let i = feature as usize;
                let slope = std::mem::take(&mut gradient[i]);
                squares[i] += slope * slope;
                let rate = STEP / squares[i].sqrt();
                let moved = weights[i] - rate * slope;
                // Towards zero by the penalty.
                weights[i] = moved.signum() * (moved.abs() - rate * penalty).max(0.0);
            }
        }
        if pass >= PASSES - AVERAGED {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight / AVERAGED as f64);
        }
    }
    sums
}

/// For each part of a decision how much too likely its candidates are: the slope of the loss by its score.
pub(super) fn errors(decision: &Numbered, weights: &[f64]) -> Vec<f64> {
    let parts: Vec<f64> =
        decision.parts.iter().map(|part| part.iter().map(|&f| weights[f as usize]).sum()).collect();
    let scores: Vec<f64> =
        decision.candidates.iter().map(|candidate| candidate.iter().map(|&p| parts[p]).sum()).collect();
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
    let all: f64 = powers.iter().sum();
    let right: f64 = powers.iter().zip(&decision.right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
    let mut errors = vec![0.0; decision.parts.len()];
    for (i, candidate) in decision.candidates.iter().enumerate() {
        let wanted = if decision.right[i] { powers[i] / right.max(1e-300) } else { 0.0 };
        let error = powers[i] / all - wanted;
        for &part in candidate {
            errors[part] += error;
        }
    }
    errors
}

fn number(decisions: &[&Decision], least: usize) -> (Vec<String>, Vec<Numbered>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for decision in decisions {
        let mut own: Vec<&str> = decision.parts.iter().flatten().map(String::as_str).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|name| *seen.entry(name).or_default() += 1);
    }
    let mut names: Vec<&str> =
        seen.into_iter().filter(|(_, count)| *count >= least).map(|(name, _)| name).collect();
    names.sort_unstable();
    let numbers: HashMap<&str, u32> = names.iter().copied().zip(0..).collect();
    let part =
        |part: &Vec<String>| part.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect();
    let numbered = decisions
        .iter()
        .map(|decision| Numbered {
            parts: decision.parts.iter().map(part).collect(),
            candidates: decision.candidates.clone(),
            right: decision.right.clone(),
        })
        .collect();
    (names.into_iter().map(str::to_owned).collect(), numbered)
}

/// Fisher and Yates with a xorshift generator: the same order on every machine.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(right: usize) -> Decision {
        let parts =
            vec![vec!["good".to_owned(), "both".to_owned()], vec!["bad".to_owned(), "both".to_owned()]];
        let candidates = vec![vec![right], vec![1 - right]];
        Decision { model: "source", parts, candidates, right: vec![right == 0, right == 1] }
    }

    #[test]
    fn what_tells_right_from_wrong_weighs() {
        let decisions: Vec<Decision> = (0..20).map(|i| decision(i % 2)).collect();
        let table = train(decisions.iter(), 0.001);
        let weight = |name: &str| {
            let line = table.lines().find(|line| line.starts_with(&format!("source\t{name}\t")));
            line.and_then(|line| line.rsplit('\t').next()?.parse::<f64>().ok()).unwrap_or(0.0)
        };
        assert!(weight("good") > 0.5 && weight("bad") < -0.5, "{table}");
        assert!(weight("both").abs() < 0.01, "{table}");
    }
}
