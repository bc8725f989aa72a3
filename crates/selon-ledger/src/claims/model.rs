//! The models that decide: `data/claims_weights.tsv` and `data/claims_trees.tsv`, written by `selon-eval train-claims`.
//!
//! A log-linear one says what two statements have to do with each other, by all that they share. Trees say whether it is a
//! contradiction or an update: there are few such pairs beside all others, and what tells them apart is several things at once.
//! Another log-linear one says which of the slots that cannot hold in both is of the same thing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::trees::Trees;

/// What the first model tells apart.
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

    /// The names in the table of weights, in that order.
    const NAMES: [&'static str; 4] = ["same", "conflict", "related", "unrelated"];
}

/// The names in the table of weights of what the second model tells apart: of the same thing, of two things.
const CLASHES: [&str; 2] = ["clash", "no clash"];

/// The models and from where on they are believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    relations: Weights<4>,
    clashes: Weights<2>,
    conflicts: Trees,
    /// How likely *same* must be.
    pub same_from: f64,
    /// How likely a conflict must be.
    pub conflict_from: f64,
}

impl Model {
    /// The models of the program.
    pub fn built_in() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::read(
                include_str!("../../../../data/claims_weights.tsv"),
                include_str!("../../../../data/claims_trees.tsv"),
            )
        });
        &MODEL
    }

    /// Fits all to judged pairs. Always the same for the same examples.
    pub fn fit(
        relations: &[Example<4>],
        clashes: &[Example<2>],
        conflicts: &[Example<2>],
        penalty: f64,
    ) -> Model {
        Model {
            relations: Weights::fit(relations, penalty),
            clashes: Weights::fit(clashes, penalty),
            conflicts: Trees::fit(conflicts),
            same_from: 0.5,
            conflict_from: 0.5,
        }
    }

    /// Reads a table: class, feature, weight; and the two thresholds as features of the class `from`. Without thresholds nothing
    /// is believed. And the table of trees.
    pub fn read(table: &str, trees: &str) -> Model {
        let mut model = Model {
            relations: Weights::default(),
            clashes: Weights::default(),
            conflicts: Trees::read(trees),
            same_from: 1.1,
            conflict_from: 1.1,
        };
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
                    model.relations.put(Class::NAMES, class, feature, weight);
                    model.clashes.put(CLASHES, class, feature, weight);
                }
            }
        }
        model
    }

    /// The tables that [`Model::read`] reads.
    pub fn tables(&self) -> [String; 2] {
        let thresholds =
            format!("from\tsame\t{:.4}\nfrom\tconflict\t{:.4}\n", self.same_from, self.conflict_from);
        [thresholds + &self.relations.rows(Class::NAMES) + &self.clashes.rows(CLASHES), self.conflicts.rows()]
    }

    /// How likely each class is, in the order of [`Class::ALL`].
    pub fn chances(&self, features: &[(&'static str, f64)]) -> [f64; 4] {
        self.relations.chances(features)
    }

    /// How likely it is a contradiction or an update.
    pub fn conflict(&self, features: &[(&'static str, f64)]) -> f64 {
        self.conflicts.chance(features)
    }

    /// How likely a clash is of the same thing.
    pub fn clash(&self, features: &[(&'static str, f64)]) -> f64 {
        let [clash, _] = self.clashes.chances(features);
        clash
    }
}

/// A judged pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Example<const N: usize> {
    /// Which of the classes it is.
    pub class: usize,
    /// Its features.
    pub features: Vec<(&'static str, f64)>,
    /// How much it counts.
    pub weight: f64,
}

/// Weights of features, for each of some classes.
#[derive(Clone, Debug, PartialEq)]
struct Weights<const N: usize>(BTreeMap<String, [f64; N]>);

impl<const N: usize> Default for Weights<N> {
    fn default() -> Self {
        Weights(BTreeMap::new())
    }
}

/// The feature that every pair has.
const ALWAYS: &str = "always";

/// Passes over the examples: the weights no longer change in the third digit.
const ROUNDS: usize = 400;

impl<const N: usize> Weights<N> {
    fn put(&mut self, names: [&str; N], class: &str, feature: &str, weight: f64) {
        if let Some(class) = names.into_iter().position(|name| name == class) {
            self.0.entry(feature.to_owned()).or_insert([0.0; N])[class] = weight;
        }
    }

    fn rows(&self, names: [&str; N]) -> String {
        let rows = self.0.iter().flat_map(|(feature, weights)| {
            names
                .into_iter()
                .zip(weights)
                .map(move |(class, weight)| format!("{class}\t{feature}\t{weight:.4}\n"))
        });
        rows.collect()
    }

    fn chances(&self, features: &[(&'static str, f64)]) -> [f64; N] {
        let known = features.iter().copied().chain([(ALWAYS, 1.0)]);
        softmax(known.filter_map(|(feature, value)| Some((self.0.get(feature)?, value))))
    }

    /// Gradient descent with a quadratic penalty: the multinomial log-linear model.
    fn fit(examples: &[Example<N>], penalty: f64) -> Self {
        let mut numbers: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (feature, _) in examples.iter().flat_map(|example| &example.features).chain([&(ALWAYS, 1.0)]) {
            let next = numbers.len();
            numbers.entry(feature).or_insert(next);
        }
        let numbered = |example: &Example<N>| -> Vec<(usize, f64)> {
            let features = example.features.iter().chain([&(ALWAYS, 1.0)]);
            features.map(|(feature, value)| (numbers[feature], *value)).collect()
        };
        let numbered: Vec<Vec<(usize, f64)>> = examples.iter().map(numbered).collect();
        let mut weights = vec![[0.0; N]; numbers.len()];
        let mut squares = vec![[0.0; N]; numbers.len()];
        for _ in 0..ROUNDS {
            let mut slopes: Vec<[f64; N]> =
                weights.iter().map(|row| row.map(|weight| -penalty * weight)).collect();
            slopes[numbers[ALWAYS]] = [0.0; N];
            for (example, features) in examples.iter().zip(&numbered) {
                let chances = softmax(features.iter().map(|(i, value)| (&weights[*i], *value)));
                for (i, value) in features {
                    for (class, chance) in chances.into_iter().enumerate() {
                        let wanted = f64::from(class == example.class);
                        slopes[*i][class] += example.weight * value * (wanted - chance);
                    }
                }
            }
            for (i, slopes) in slopes.into_iter().enumerate() {
                for (class, slope) in slopes.into_iter().enumerate() {
                    squares[i][class] += slope * slope;
                    weights[i][class] += 0.5 * slope / (squares[i][class] + 1e-9).sqrt();
                }
            }
        }
        Weights(numbers.into_iter().map(|(feature, i)| (feature.to_owned(), weights[i])).collect())
    }
}

/// How likely each class is by the weights of features and their values.
fn softmax<'w, const N: usize>(features: impl Iterator<Item = (&'w [f64; N], f64)>) -> [f64; N] {
    let mut scores = [0.0; N];
    for (weights, value) in features {
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += weight * value;
        }
    }
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let chances = scores.map(|score| (score - most).exp());
    let sum: f64 = chances.iter().sum();
    chances.map(|chance| chance / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let features = |contained| vec![("contained", contained)];
        let example = |class: Class, contained| Example {
            class: class as usize,
            features: features(contained),
            weight: 1.0,
        };
        let clash = |class, contained| Example { class, features: features(contained), weight: 1.0 };
        let steps = || (0..10).map(|i| f64::from(i) / 100.0);
        let relations: Vec<_> = steps()
            .flat_map(|step| [example(Class::Same, 0.8 + step), example(Class::Related, 0.2 + step)])
            .collect();
        let clashes: Vec<_> = steps().flat_map(|step| [clash(0, 0.8 + step), clash(1, 0.2 + step)]).collect();
        Model::fit(&relations, &clashes, &clashes, 0.1)
    }

    #[test]
    fn a_fitted_model_tells_its_examples_apart() {
        let model = model();
        assert!(model.chances(&[("contained", 0.85)])[Class::Same as usize] > 0.8);
        assert!(model.chances(&[("contained", 0.2)])[Class::Same as usize] < 0.2);
        assert!(model.clash(&[("contained", 0.85)]) > 0.8 && model.clash(&[("contained", 0.2)]) < 0.2);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let model = model();
        let [weights, trees] = model.tables();
        assert_eq!(Model::read(&weights, &trees).tables(), model.tables());
    }
}
