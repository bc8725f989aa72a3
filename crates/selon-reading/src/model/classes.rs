//! Decisions between a fixed set of classes: every class has the same facts before it.

use foldhash::HashMap;

use super::features::hash;
use super::{Model, Weights, softmax};
use crate::training::Decision;

/// The most classes of a decision.
const MOST_CLASSES: usize = 8;

/// What is known where a class is to be chosen, by names that a person can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The names, one behind the other.
    names: String,
    /// Where each name ends.
    ends: Vec<usize>,
}

impl Facts {
    /// Adds the fact whose name is these parts put together.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.names.push_str(part));
        self.ends.push(self.names.len());
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.names[start..end])
    }

    /// Takes every fact back, to begin anew.
    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.ends.clear();
    }

    /// The probability of each class.
    pub(crate) fn odds(&self, weights: &Weights, model: Model, classes: &[&str]) -> Vec<f64> {
        let table = weights.classes(model);
        // Every fact is looked up once, for all classes together.
        let rows = self.names().filter_map(|name| table.rows.get(&hash(name.as_bytes())));
        let mut sums = [0.0; MOST_CLASSES];
        for row in rows.chain([&table.always]) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
        let score = |class: &&str| table.column(class).map_or(0.0, |column| sums[column]);
        softmax(&classes.iter().map(score).collect::<Vec<f32>>())
    }

    /// The choice of this class, as an example to learn from: each fact as it speaks for or against each class.
    pub(crate) fn decision(&self, model: Model, classes: &[&str], right: usize) -> Decision {
        let features = |class: &&str| {
            let of_class = self.names().map(|name| format!("{class} {name}"));
            std::iter::once((*class).to_owned()).chain(of_class).collect()
        };
        Decision {
            model: model.name(),
            parts: classes.iter().map(features).collect(),
            candidates: (0..classes.len()).map(|class| vec![class]).collect(),
            right: (0..classes.len()).map(|class| class == right).collect(),
        }
    }
}

/// The weights of one model by facts, for every class at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassTable {
    classes: Vec<String>,
    /// What speaks for each class without any fact.
    always: [f32; MOST_CLASSES],
    rows: HashMap<u64, [f32; MOST_CLASSES]>,
}

impl ClassTable {
    /// Adds the weight of a feature: a class, alone or with a fact behind a blank. Says what is wrong with it.
    pub(super) fn add(&mut self, feature: &str, weight: f32) -> Result<(), String> {
        let (class, fact) =
            feature.split_once(' ').map_or((feature, None), |(class, fact)| (class, Some(fact)));
        let column = self.column(class).unwrap_or_else(|| {
            self.classes.push(class.to_owned());
            self.classes.len() - 1
        });
        let row = match fact {
            Some(fact) => self.rows.entry(hash(fact.as_bytes())).or_default(),
            None => &mut self.always,
        };
        *row.get_mut(column).ok_or_else(|| format!("more than {MOST_CLASSES} classes"))? = weight;
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    fn column(&self, class: &str) -> Option<usize> {
        self.classes.iter().position(|known| known == class)
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
