//! Statements of judged sentences, and which two of them are compared.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use selon_ledger::claims::{Class, Model, Statement};
use selon_record::{CodePointSpan, Reading};
use serde::Deserialize;

/// Which statements of a sentence are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// The sentence as one.
    Sentence,
    /// Its assertions, as the ledger has them.
    Assertion,
    /// Both.
    Both,
}

/// Vectors of texts.
#[derive(Debug, Default)]
pub(super) struct Vectors(HashMap<String, Vec<f32>>);

#[derive(Deserialize)]
struct Line {
    text: String,
    vector: Vec<f32>,
}

impl Vectors {
    /// Of a file with a text and its vector a line; none without a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn read(path: Option<&Path>) -> Result<Vectors> {
        let Some(path) = path else { return Ok(Vectors::default()) };
        let text = crate::data::read(path)?;
        let line = |line: &str| -> Result<(String, Vec<f32>)> {
            let line: Line = serde_json::from_str(line).with_context(|| path.display().to_string())?;
            Ok((line.text, line.vector))
        };
        text.lines().map(line).collect::<Result<_>>().map(Vectors)
    }

    fn of(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        texts.iter().map(|text| self.0.get(*text).cloned().unwrap_or_default()).collect()
    }
}

/// The statements of a stretch of a reading.
pub(super) fn of_span(
    reading: &Reading,
    span: CodePointSpan,
    unit: Unit,
    vectors: &Vectors,
) -> Vec<Statement> {
    let encode = |texts: &[&str]| vectors.of(texts);
    let mut statements = Vec::new();
    if unit != Unit::Assertion {
        statements.extend(Statement::of_span(reading, span, &encode));
    }
    if unit != Unit::Sentence {
        let within = |id: &str| {
            let assertion = reading.assertions.iter().find(|assertion| assertion.id == id);
            assertion
                .is_some_and(|a| a.content.iter().any(|part| span.start < part.end && part.start < span.end))
        };
        statements.extend(Statement::all(reading, &encode).into_iter().filter(|s| within(&s.assertion)));
    }
    statements
}

/// Of all pairs of statements the one that says most: the likeliest to be the same, or a conflict.
pub(super) fn best<'s>(
    model: Option<&Model>,
    a: &'s [Statement],
    b: &'s [Statement],
) -> Option<(&'s Statement, &'s Statement)> {
    let score = |a: &Statement, b: &Statement| {
        let features = selon_ledger::claims::features(a, b);
        match model {
            Some(model) => {
                let chances = model.chances(&features);
                chances[Class::Same as usize] + chances[Class::Conflict as usize]
            }
            None => {
                let feature =
                    |name| features.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, value)| *value);
                feature("weight") + feature("covered")
            }
        }
    };
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    pairs.max_by(|x, y| score(x.0, x.1).total_cmp(&score(y.0, y.1)))
}
