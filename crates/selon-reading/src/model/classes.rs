//! Decisions between a fixed set of classes: every class has the same facts before it.

use super::{Features, Model, Scale, Weights, softmax};
use crate::training::Decision;

/// What is known where a class is to be chosen, by names that a person can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(Vec<String>);

impl Facts {
    /// Adds the fact whose name is these parts put together.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        self.0.push(parts.concat());
    }

    /// The probability of each class.
    pub(crate) fn odds(&self, weights: &Weights, model: Model, classes: &[&str]) -> Vec<f64> {
        let score = |class: &&str| self.features(class, weights.scale(model)).score();
        softmax(&classes.iter().map(score).collect::<Vec<f32>>())
    }

    /// The choice of this class, as an example to learn from.
    pub(crate) fn decision(&self, model: Model, classes: &[&str], right: usize) -> Decision {
        let features = |class: &&str| self.features(class, Scale::Names).names().to_vec();
        Decision {
            model: model.name(),
            parts: classes.iter().map(features).collect(),
            candidates: (0..classes.len()).map(|class| vec![class]).collect(),
            right: (0..classes.len()).map(|class| class == right).collect(),
        }
    }

    /// Each fact as it speaks for or against one class.
    fn features<'w>(&self, class: &str, scale: Scale<'w>) -> Features<'w> {
        let mut features = Features::new(scale);
        features.add(&[class]);
        for fact in &self.0 {
            features.add(&[class, " ", fact]);
        }
        features
    }
}

/// The likeliest class and its probability.
pub(crate) fn likeliest(odds: &[f64]) -> Option<(usize, f64)> {
    odds.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_speak_for_classes() {
        let table = "model\tfeature\tweight\nact\tdeny verb=nier\t2\nact\tassert\t0.5\n";
        let weights = Weights::read(table).unwrap();
        let mut facts = Facts::default();
        let classes = ["assert", "deny"];
        assert_eq!(likeliest(&facts.odds(&weights, Model::Act, &classes)).unwrap().0, 0);
        facts.add(&["verb=", "nier"]);
        assert_eq!(likeliest(&facts.odds(&weights, Model::Act, &classes)).unwrap().0, 1);
        assert_eq!(facts.decision(Model::Act, &classes, 1).right, [false, true]);
        assert_eq!(likeliest(&[0.5, 0.5]).unwrap().0, 0);
    }
}
