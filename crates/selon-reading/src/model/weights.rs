//! The weights of the models of one language.

use super::buckets::Table;
use super::classes::ClassTable;
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
    /// What a stretch of words names, if anything.
    Entity,
}

impl Model {
    pub(crate) const ALL: [Model; 8] = [
        Model::Content,
        Model::Source,
        Model::Antecedent,
        Model::Kind,
        Model::Conditional,
        Model::Act,
        Model::Certainty,
        Model::Entity,
    ];

    /// Whether it chooses between a fixed set of classes.
    fn has_classes(self) -> bool {
        matches!(self, Model::Conditional | Model::Act | Model::Certainty | Model::Entity)
    }

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
            Model::Entity => "entity",
        }
    }
}

/// The weights of every model of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    tables: [Table; Model::ALL.len()],
    classes: [ClassTable; Model::ALL.len()],
}

impl Weights {
    /// Reads `model TAB feature TAB weight`.
    pub(crate) fn read(table: &str) -> Result<Self, TableError> {
        let mut rows_of: [Vec<(u64, f32)>; Model::ALL.len()] = Default::default();
        let mut classes: [ClassTable; Model::ALL.len()] = Default::default();
        // The rows of a model stand together.
        let mut last: Option<(&str, usize)> = None;
        for (line, row) in rows(table) {
            let error = |reason: String| TableError { table: "weights", line, reason };
            let mut columns = row.split('\t');
            let (Some(name), Some(feature), Some(weight), None) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                return Err(error(format!("{} columns, not three", row.split('\t').count())));
            };
            let known = last.filter(|(last, _)| *last == name).map(|(_, model)| model);
            let model = known.or_else(|| Model::ALL.iter().position(|m| m.name() == name));
            let model = model.ok_or_else(|| error("no such model".to_owned()))?;
            last = Some((name, model));
            let weight: f32 = weight.parse().map_err(|e| error(format!("{e}")))?;
            if Model::ALL[model].has_classes() {
                classes[model].add(feature, weight).map_err(error)?;
            } else {
                rows_of[model].push((hash(feature.as_bytes()), weight));
            }
        }
        Ok(Weights { tables: rows_of.map(|rows| Table::new(&rows)), classes })
    }

    /// The weights of a model that chooses between classes.
    pub(super) fn classes(&self, model: Model) -> &ClassTable {
        &self.classes[model as usize]
    }

    /// Whether there are weights for a model that chooses between classes.
    pub(crate) fn has_classes(&self, model: Model) -> bool {
        !self.classes(model).is_empty()
    }

    /// The weight of a feature of a model without classes, if it has one.
    pub(crate) fn weight(&self, model: Model, feature: &str) -> Option<f32> {
        let weight = self.tables[model as usize].weight(hash(feature.as_bytes()));
        (weight != 0.0).then_some(weight)
    }

    /// What weighs the features of a model.
    pub(crate) fn scale(&self, model: Model) -> Scale<'_> {
        Scale::Model(&self.tables[model as usize])
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
