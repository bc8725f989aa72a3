//! What the weights of the models are trained on: the decisions that reading an article takes, with what people chose.
//!
//! `selon-eval train` uses this; a program that only reads needs none of it.

use selon_record::{Act, CodePointSpan, EntityType, Form, Level, SourceKind};
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
    /// Whom its words stand for, where the article tells.
    #[serde(default)]
    pub source_is_named_as: Option<String>,
    /// What the source does with them.
    pub act: Act,
    /// How sure they are as the source presents them.
    pub certainty: Level,
}

/// A name as people annotated it, in code points of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldName {
    /// Where it stands.
    pub span: CodePointSpan,
    /// What it names. Types that the model does not tell apart count as [`EntityType::Other`].
    pub kind: EntityType,
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

/// Whether two names can be of one source: every word of one stands in the other, articles and the like apart.
///
/// ```
/// use selon_reading::training::names_agree;
/// assert!(names_agree("le ministère", "ministère de l'Intérieur"));
/// assert!(names_agree("Emmanuel Macron", "M. Macron"));
/// assert!(!names_agree("Emmanuel Macron", "Brigitte Macron"));
/// ```
pub fn names_agree(left: &str, right: &str) -> bool {
    let (left, right) = (name_words(left), name_words(right));
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    within(&left, &right) || within(&right, &left)
}

/// The words of a name in lower case, without those that any name can have: up to three letters, none a capital, and
/// single letters.
fn name_words(name: &str) -> Vec<String> {
    /// « le », « de », « des »
    const SHORT: usize = 3;
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    let says = |word: &&str| word.chars().count() > SHORT || word.contains(|c: char| !c.is_lowercase());
    words.filter(says).map(str::to_lowercase).collect()
}
