//! Quantities: the numbers of a text, with what they measure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// One number with its unit: « une centaine de manifestants », « 12 milliards d'euros ».
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// Identifier within the reading.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: CodePointSpan,
    /// The words as they stand.
    pub text: String,
    /// What is measured.
    pub dimension: Dimension,
    /// The unit, such as `EUR` or `km`.
    pub unit: Option<String>,
    /// The number, when the words give one.
    pub value: Option<f64>,
    /// The least it can be: « plus de 20 ».
    pub low: Option<f64>,
    /// The most it can be: « moins de 20 ».
    pub high: Option<f64>,
    /// Whether the words say that the number is rough: « environ », « une centaine ».
    pub approximate: bool,
    /// What is counted, in the words of the text: « manifestants ».
    pub of: Option<String>,
}

/// What a quantity measures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// How many: « 12 blessés ».
    Count,
    /// « 3 millions d'euros »
    Money,
    /// « 40 kilomètres »
    Length,
    /// « 200 hectares »
    Area,
    /// « 5 tonnes »
    Mass,
    /// « un million de barils »
    Volume,
    /// « 130 km/h »
    Speed,
    /// « 40 degrés »
    Temperature,
    /// « 12 % »
    Percent,
    /// « âgé de 34 ans »
    Age,
    /// « 3 térawattheures »
    Energy,
    /// « le troisième »
    Ordinal,
    /// A dimension this version has no name for, as it was written.
    #[serde(untagged)]
    Other(String),
}
