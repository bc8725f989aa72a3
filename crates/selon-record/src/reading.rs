//! The reading: everything found in one article, and its published schema.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::{Article, Aside, Assertion, CodePointSpan, Entity, Event, Knowledge, Quantity, Time};

/// Everything Selon found in one article, as stand-off layers over the untouched text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Version of the record.
    pub selon: Version,
    /// The article that was read.
    pub article: Article,
    /// Its sentences, in order.
    #[serde(default)]
    pub sentences: Vec<CodePointSpan>,
    /// The stretches of its sentences that assert nothing, in order.
    #[serde(default)]
    pub asides: Vec<Aside>,
    /// Who and what it names.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// What its entities were recognised as, a row each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knowledge: Vec<Knowledge>,
    /// Its time expressions.
    #[serde(default)]
    pub times: Vec<Time>,
    /// Its quantities.
    #[serde(default)]
    pub quantities: Vec<Quantity>,
    /// What happens in it.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Who asserts what.
    #[serde(default)]
    pub assertions: Vec<Assertion>,
}

impl Reading {
    /// The reading of an article in which nothing was found yet.
    pub fn new(article: Article) -> Self {
        Self {
            selon: Version,
            article,
            sentences: Vec::new(),
            asides: Vec::new(),
            entities: Vec::new(),
            knowledge: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            events: Vec::new(),
            assertions: Vec::new(),
        }
    }
}

/// The version of the record: the number 1. A record of another version is refused.
///
/// ```
/// use selon_record::Version;
/// assert_eq!(serde_json::to_string(&Version)?, "1");
/// assert!(serde_json::from_str::<Version>("2").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version;

impl Version {
    /// The number written in the record.
    pub const NUMBER: u32 = 1;
}

impl From<Version> for u32 {
    fn from(_: Version) -> u32 {
        Version::NUMBER
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        if number == Self::NUMBER {
            Ok(Version)
        } else {
            Err(format!("a record of version {number}; this program reads version {}", Self::NUMBER))
        }
    }
}

impl JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "const": Version::NUMBER})
    }
}

/// The JSON Schema (draft 2020-12) of a [`Reading`] as Selon writes it, made from the types.
///
/// ```
/// assert_eq!(selon_record::schema()["title"], "Reading");
/// ```
pub fn schema() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Reading>().into()
}
