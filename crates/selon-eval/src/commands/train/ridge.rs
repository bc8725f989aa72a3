//! Models with few examples or a fixed set of classes, fitted by gradient descent over all examples at once.
//!
//! The objective is the log-likelihood with a quadratic penalty on the weights ("ridge"): every fact keeps a little weight, where
//! the models with many candidates keep few. The steps are those of AdaGrad (Duchi, Hazan and Singer 2011).

use super::learner::{Numbered, errors};

/// Passes over the decisions.
const PASSES: usize = 250;

/// The step of the first update of a weight.
const STEP: f64 = 0.3;

/// The weights of numbered features; half of the penalty times the square of each weight is taken off.
pub(super) fn fit(decisions: &[Numbered], features: usize, penalty: f64) -> Vec<f64> {
    let mut weights = vec![0.0f64; features];
    let mut squares = vec![1e-6f64; features];
    for _ in 0..PASSES {
        let mut slopes: Vec<f64> = weights.iter().map(|weight| penalty * weight).collect();
        for decision in decisions {
            for (part, error) in decision.parts.iter().zip(errors(decision, &weights)) {
                part.iter().for_each(|&feature| slopes[feature as usize] += error);
            }
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(slopes) {
            *square += slope * slope;
            *weight -= STEP / square.sqrt() * slope;
        }
    }
    weights
}
