//! Entities: the people, places and organisations a text names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// One mention of somebody or something with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Identifier within the reading.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: CodePointSpan,
    /// The words as they stand.
    pub text: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Its fullest name in the article.
    pub name: String,
    /// Its identifier in the knowledge base, when it was recognised there.
    pub kb: Option<String>,
    /// How sure the mention and its type are, 0 to 1.
    pub confidence: f64,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// A human being, real or not.
    Person,
    /// A body with a name: company, party, ministry, army, court.
    Organisation,
    /// Who publishes news: newspaper, agency, channel, site.
    Outlet,
    /// A country, town, region, building, river.
    Place,
    /// People named together: nationalities, faiths, families.
    Group,
    /// Something that happened and has a name: a war, a summit, a cup.
    Event,
    /// Arms, vehicles, devices.
    Equipment,
    /// A law, report, treaty, book.
    Document,
    /// Anything else with a name.
    Other,
}
