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
    /// Whether it is named here or only described.
    #[serde(default, skip_serializing_if = "EntityForm::is_name")]
    pub form: EntityForm,
    /// A place that stands for those who govern from it: « *Moscou* a déclaré ».
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub metonymy: bool,
    /// The first mention of the same entity in the article, where this is a later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<String>,
    /// Its identifier in the knowledge base, when it was recognised there: [`Knowledge::kb`] of a row of the reading.
    pub kb: Option<String>,
    /// How it was recognised there.
    #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
    pub matched: Option<Match>,
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

impl EntityType {
    /// Every type, in the order of their declaration.
    pub const ALL: [EntityType; 9] = [
        EntityType::Person,
        EntityType::Organisation,
        EntityType::Outlet,
        EntityType::Place,
        EntityType::Group,
        EntityType::Event,
        EntityType::Equipment,
        EntityType::Document,
        EntityType::Other,
    ];
}

/// Whether a mention names or describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityForm {
    /// A proper name, an acronym, a domain: « Tokaïev », « l'OTAN ».
    #[default]
    Name,
    /// A description that stands for somebody with a name: « le président kazakh ».
    Nominal,
}

impl EntityForm {
    /// Whether it is a name.
    pub fn is_name(&self) -> bool {
        *self == EntityForm::Name
    }
}

/// How a mention was recognised in the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// By a name that the base has, but for capitals, accents and hyphens.
    Alias,
    /// By another spelling of such a name: « Tokayev ».
    Spelling,
    /// By the consonants of such a name, its context speaking for it.
    Skeleton,
    /// By an office on the day of the article: « le président kazakh ».
    Office,
    /// By the address of a site.
    Domain,
    /// By how weapons are numbered: « S-400 ».
    Designator,
    /// As another mention of the article that was recognised: a surname after the full name.
    Mention,
}

/// A row of the knowledge base that a reading relies on, with where it is from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Knowledge {
    /// Its identifier, as entities quote it: `country:KZ`.
    pub kb: String,
    /// What it is called there, in the language of the article.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// What sort of that: `alliance`, `agency`, `ballistic_missile`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The country it belongs to, in ISO 3166-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where the row is from: « GeoNames cities15000 ».
    pub source: String,
    /// Of when that is.
    pub date: String,
    /// Under which licence.
    pub licence: String,
}
