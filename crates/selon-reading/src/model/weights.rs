//! The weights of the models of one language.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::features::{Features, hash};
use crate::table::{TableError, rows};

/// Which decision a model takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Model {
    /// Which stretch is the content of a cue, if any.
    Content,
    /// Who is the source.
    Source,
    /// Whom a pronoun stands for.
    Antecedent,
    /// What the source is.
    Kind,
    /// What a conditional stands for.
    Conditional,
    /// What the source does with the content.
    Act,
    /// How sure the content is.
    Certainty,
}

impl Model {
    pub(crate) const ALL: [Model; 7] = [
        Model::Content,
        Model::Source,
        Model::Antecedent,
        Model::Kind,
        Model::Conditional,
        Model::Act,
        Model::Certainty,
    ];

    /// Its name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Model::Content => "content",
            Model::Source => "source",
            Model::Antecedent => "antecedent",
            Model::Kind => "kind",
            Model::Conditional => "conditional",
            Model::Act => "act",
            Model::Certainty => "certainty",
        }
    }
}

/// The weights of every model of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    tables: [HashMap<u64, f32, BuildHasherDefault<AsIs>>; Model::ALL.len()],
}

impl Weights {
    /// Reads `model TAB feature TAB weight`.
    pub(crate) fn read(table: &str) -> Result<Self, TableError> {
        let mut weights = Weights::default();
        for (line, row) in rows(table) {
            let error = |reason: String| TableError { table: "weights", line, reason };
            let columns: Vec<&str> = row.split('\t').collect();
            let [model, feature, weight] = columns[..] else {
                return Err(error(format!("{} columns, not three", columns.len())));
            };
            let model = Model::ALL.iter().position(|m| m.name() == model);
            let model = model.ok_or_else(|| error("no such model".to_owned()))?;
            let weight: f32 = weight.parse().map_err(|e| error(format!("{e}")))?;
            weights.tables[model].insert(hash(feature.as_bytes()), weight);
        }
        Ok(weights)
    }

    /// The sum of the weights of some features.
    pub(crate) fn score(&self, model: Model, features: &Features) -> f32 {
        let table = &self.tables[model as usize];
        features.hashes().iter().filter_map(|feature| table.get(feature)).sum()
    }

    /// The features that weigh something, with their weights; for explanations.
    pub(crate) fn reasons(&self, model: Model, features: &Features) -> Vec<(String, f32)> {
        let table = &self.tables[model as usize];
        let weighed = features.names().iter().zip(features.hashes());
        weighed.filter_map(|(name, hash)| Some((name.clone(), *table.get(hash)?))).collect()
    }
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are 64-bit numbers");
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_sums_of_weights() {
        let weights = Weights::read("model\tfeature\tweight\nsource\ta\t1.5\nsource\tb c\t-2\n").unwrap();
        let mut features = Features::new(false);
        features.add(&["a"]);
        features.add(&["b ", "c"]);
        features.add(&["unseen"]);
        assert!((weights.score(Model::Source, &features) + 0.5).abs() < 1e-6);
        assert!(weights.score(Model::Content, &features).abs() < 1e-6);
        assert_eq!(Weights::read("h\nkind\ta\tx").unwrap_err().line, 2);
    }
}
