//! Small trained models: linear scores over named features, a softmax over the candidates of one decision.
//!
//! A decision has candidates (« which stretch is the content? »), each with features whose names a person can read. The
//! weights stand in a table of `data/LANG/`, made by `selon-eval train`. The model is the conditional log-linear one
//! of Berger, Della Pietra and Della Pietra (1996), "A maximum entropy approach to natural language processing".

mod buckets;
mod classes;
mod features;
mod weights;

pub(crate) use classes::{Facts, likeliest};
pub(crate) use features::{Features, Scale};
pub(crate) use weights::{Model, Weights};

/// The probability of each candidate of a decision, given its scores.
pub(crate) fn softmax(scores: &[f32]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = scores.iter().map(|score| f64::from(score - best).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::softmax;

    #[test]
    fn probabilities_sum_to_one() {
        let probabilities = softmax(&[1.0, 3.0, -200.0]);
        assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(probabilities[1] > probabilities[0] && probabilities[0] > probabilities[2]);
        assert!(softmax(&[]).is_empty());
    }
}
