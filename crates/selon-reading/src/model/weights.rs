//! The weights of the models of one language.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::features::{Scale, hash};
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

/// The weights of one model by the hashes of the features' names.
pub(crate) type Table = HashMap<u64, f32, BuildHasherDefault<AsIs>>;

/// The weights of every model of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    tables: [Table; Model::ALL.len()],
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

    /// The weight of a feature, if it has one.
    pub(crate) fn weight(&self, model: Model, feature: &str) -> Option<f32> {
        self.tables[model as usize].get(&hash(feature.as_bytes())).copied()
    }

    /// What weighs the features of a model.
    pub(crate) fn scale(&self, model: Model) -> Scale<'_> {
        Scale::Model(&self.tables[model as usize])
    }
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AsIs(u64);

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
    use super::super::Features;
    use super::*;

    #[test]
    fn scores_are_sums_of_weights() {
        let weights = Weights::read("model\tfeature\tweight\nsource\ta\t1.5\nsource\tb c\t-2\n").unwrap();
        let score = |model| {
            let mut features = Features::new(weights.scale(model));
            features.add(&["a"]);
            features.add(&["b ", "c"]);
            features.add(&["unseen"]);
            features.score()
        };
        assert!((score(Model::Source) + 0.5).abs() < 1e-6);
        assert!(score(Model::Content).abs() < 1e-6);
        assert_eq!(Weights::read("h\nkind\ta\tx").unwrap_err().line, 2);
    }
}
