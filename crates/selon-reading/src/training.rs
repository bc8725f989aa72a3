//! What the weights of the models are trained on: the decisions that reading an article takes, with what people chose.
//!
//! `selon-eval train` uses this; a program that only reads needs none of it.

use selon_record::{Act, CodePointSpan, Form, Level, SourceKind};
use serde::Deserialize;

/// An attribution as people annotated it, in code points of the text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Gold {
    /// The words that signal it.
    #[serde(default)]
    pub cue: Vec<CodePointSpan>,
    /// Whose words they are.
    #[serde(default)]
    pub source: Vec<CodePointSpan>,
    /// The attributed words.
    pub content: Vec<CodePointSpan>,
    /// How they are reported.
    pub form: Form,
    /// What the source is.
    pub source_kind: SourceKind,
    /// What the source does with them.
    pub act: Act,
    /// How sure they are as the source presents them.
    pub certainty: Level,
}

/// One decision of a model: candidates by their features, and which of them are right.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The model that takes it.
    pub model: &'static str,
    /// Sets of features that candidates share.
    pub parts: Vec<Vec<String>>,
    /// Each candidate by the numbers of its parts; its features are all of theirs.
    pub candidates: Vec<Vec<usize>>,
    /// Which candidates are right; at least one.
    pub right: Vec<bool>,
}

/// What reading an annotated article teaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// The decisions it takes.
    pub decisions: Vec<Decision>,
    /// For each attribution how near the nearest proposed content comes (Dice's coefficient); zero where no word of the
    /// tables signals it. No choice among the proposed ones can do better.
    pub reach: Vec<f64>,
}
