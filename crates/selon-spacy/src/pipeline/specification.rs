//! What is left of a pipeline's configuration when its weights are taken out: plain data, kept in the prebaked file.

use serde::{Deserialize, Serialize};

use super::attribute_ruler::AttributeRulerRules;
use crate::OverlayMeta;
use crate::network::{EncoderShape, StateScorerShape};
use crate::syntax::{ArcMove, EntityMove, Moves};
use crate::tokenizer::TokenizerRules;

/// What a pipeline says of itself (`meta.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Meta {
    /// Language code, such as `fr`.
    #[serde(default)]
    pub lang: String,
    /// Name without the language, such as `core_news_md`.
    #[serde(default)]
    pub name: String,
    /// Version, such as `3.8.0`.
    #[serde(default)]
    pub version: String,
    /// Licence of the weights.
    #[serde(default)]
    pub license: String,
    /// What was put on it, in that order; the file itself never says it.
    #[serde(skip)]
    pub overlays: Vec<OverlayMeta>,
}

/// The whole configuration.
#[derive(Serialize, Deserialize)]
pub(crate) struct Specification {
    pub(crate) meta: Meta,
    pub(crate) overlays: Vec<OverlayMeta>,
    pub(crate) tokenizer: TokenizerRules,
    pub(crate) encoders: Vec<EncoderShape>,
    pub(crate) components: Vec<ComponentSpecification>,
}

/// One component with its name.
#[derive(Serialize, Deserialize)]
pub(crate) struct ComponentSpecification {
    pub(crate) name: String,
    pub(crate) kind: ComponentKind,
}

/// What a component is.
#[derive(Serialize, Deserialize)]
pub(crate) enum ComponentKind {
    Tagger { encoder: usize, tags: Vec<String>, overwrite: bool },
    Morphologizer { encoder: usize, classes: Vec<MorphClass>, overwrite: bool },
    Senter { encoder: usize, overwrite: bool },
    Parser { encoder: usize, scorer: StateScorerShape, moves: Moves<ArcMove> },
    EntityRecognizer { encoder: usize, scorer: StateScorerShape, moves: Moves<EntityMove> },
    AttributeRuler { rules: AttributeRulerRules },
    Lemmatizer { mode: String, overwrite: bool, tables: LemmaSpecification },
}

/// One class of the morphologizer.
#[derive(Serialize, Deserialize)]
pub(crate) struct MorphClass {
    pub(crate) morph: String,
    pub(crate) pos: String,
}

/// What of the lemma tables is not an array: per part of speech its id and rewriting rules.
#[derive(Serialize, Deserialize)]
pub(crate) struct LemmaSpecification {
    pub(crate) by_pos: Vec<(u64, Vec<(String, String)>)>,
}
