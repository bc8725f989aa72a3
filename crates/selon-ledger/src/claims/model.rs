//! The log-linear model that decides: `data/claims_weights.tsv`, written by `selon-eval train-claims`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// They say the same.
    Same,
    /// A contradiction or an update.
    Conflict,
    /// The same event or story.
    Related,
    /// Only the background is shared.
    Unrelated,
}

impl Class {
    /// Every class, in the order of their numbers.
    pub const ALL: [Class; 4] = [Class::Same, Class::Conflict, Class::Related, Class::Unrelated];

    /// Its name in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Class::Same => "same",
            Class::Conflict => "conflict",
            Class::Related => "related",
            Class::Unrelated => "unrelated",
        }
    }
}

/// Weights of features, by class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    weights: BTreeMap<String, [f64; 4]>,
    /// How likely *same* must be.
    pub same_from: f64,
    /// How likely a conflict must be.
    pub conflict_from: f64,
}

/// The feature that every pair has.
const ALWAYS: &str = "always";

impl Model {
    /// The model of the program.
    pub fn built_in() -> &'static Model {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::read(include_str!("../../../../data/claims_weights.tsv")));
        &MODEL
    }

    /// Reads a table: class, feature, weight; and the two thresholds as features of the class `from`.
    pub fn read(table: &str) -> Model {
        let mut model = Model { same_from: 1.1, conflict_from: 1.1, ..Model::default() };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let mut cells = row.split('\t');
            let (Some(class), Some(feature), Some(Ok(weight))) =
                (cells.next(), cells.next(), cells.next().map(str::parse::<f64>))
            else {
                continue;
            };
            match (class, feature) {
                ("from", "same") => model.same_from = weight,
                ("from", "conflict") => model.conflict_from = weight,
                _ => {
                    if let Some(class) = Class::ALL.into_iter().find(|known| known.name() == class) {
                        model.weights.entry(feature.to_owned()).or_default()[class as usize] = weight;
                    }
                }
            }
        }
        model
    }

    /// The table that [`Model::read`] reads.
    pub fn table(&self) -> String {
        let mut table =
            format!("from\tsame\t{:.3}\nfrom\tconflict\t{:.3}\n", self.same_from, self.conflict_from);
        for class in Class::ALL {
            for (feature, weights) in &self.weights {
                table.push_str(&format!("{}\t{feature}\t{:.3}\n", class.name(), weights[class as usize]));
            }
        }
        table
    }

    /// How likely each class is, in the order of [`Class::ALL`].
    pub fn chances(&self, features: &[(&'static str, f64)]) -> [f64; 4] {
        let mut scores = [0.0; 4];
        for (feature, value) in features.iter().copied().chain([(ALWAYS, 1.0)]) {
            if let Some(weights) = self.weights.get(feature) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight * value;
                }
            }
        }
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let chances = scores.map(|score| (score - most).exp());
        let sum: f64 = chances.iter().sum();
        chances.map(|chance| chance / sum)
    }

    /// Fits the weights to examples by gradient descent with a quadratic penalty: the multinomial log-linear model. Always the
    /// same for the same examples.
    pub fn fit(examples: &[Example], penalty: f64) -> Model {
        let mut model = Model { same_from: 0.5, conflict_from: 0.5, ..Model::default() };
        let mut memory: BTreeMap<&str, [f64; 4]> = BTreeMap::new();
        for example in examples {
            for (feature, _) in &example.features {
                model.weights.entry((*feature).to_owned()).or_default();
                memory.entry(feature).or_default();
            }
        }
        model.weights.entry(ALWAYS.to_owned()).or_default();
        memory.entry(ALWAYS).or_default();
        for _ in 0..ROUNDS {
            let mut slopes: BTreeMap<&str, [f64; 4]> =
                memory.keys().map(|feature| (*feature, [0.0; 4])).collect();
            for example in examples {
                let chances = model.chances(&example.features);
                for (feature, value) in example.features.iter().copied().chain([(ALWAYS, 1.0)]) {
                    let Some(slope) = slopes.get_mut(feature) else { continue };
                    for class in Class::ALL {
                        let wanted = f64::from(class == example.class);
                        slope[class as usize] += example.weight * value * (wanted - chances[class as usize]);
                    }
                }
            }
            for (feature, slope) in slopes {
                let (Some(weights), Some(squares)) =
                    (model.weights.get_mut(feature), memory.get_mut(feature))
                else {
                    continue;
                };
                for i in 0..4 {
                    let kept = if feature == ALWAYS { 0.0 } else { penalty * weights[i] };
                    let slope = slope[i] - kept;
                    squares[i] += slope * slope;
                    weights[i] += 0.5 * slope / (squares[i] + 1e-9).sqrt();
                }
            }
        }
        model
    }
}

/// Passes over the examples: the weights no longer change in the third digit.
const ROUNDS: usize = 400;

/// A judged pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it is.
    pub class: Class,
    /// Its features.
    pub features: Vec<(&'static str, f64)>,
    /// How much it counts.
    pub weight: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<Example> {
        let example =
            |class, contained| Example { class, features: vec![("contained", contained)], weight: 1.0 };
        (0..10)
            .flat_map(|i| {
                let step = f64::from(i) / 100.0;
                [example(Class::Same, 0.8 + step), example(Class::Related, 0.2 + step)]
            })
            .collect()
    }

    #[test]
    fn a_fitted_model_tells_its_examples_apart() {
        let model = Model::fit(&examples(), 0.1);
        assert!(model.chances(&[("contained", 0.85)])[Class::Same as usize] > 0.8);
        assert!(model.chances(&[("contained", 0.2)])[Class::Same as usize] < 0.2);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let model = Model::fit(&examples(), 0.1);
        let read = Model::read(&model.table());
        assert_eq!(read.table(), model.table());
    }
}
