//! Quantities: the numbers of a text, with what they measure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// One number with its unit and what is counted: « une centaine de manifestants », « 12 milliards d'euros ».
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
    /// The unit: an ISO 4217 code (`EUR`), a unit's identifier in Unicode CLDR (`kilometer-per-hour`), or the English word for
    /// a currency that several countries have, where the words do not say which: `dollar`, `pound`, `franc`.
    pub unit: Option<String>,
    /// The number, when the words give one.
    pub value: Option<f64>,
    /// The least it can be: « plus de 20 ».
    pub low: Option<f64>,
    /// The most it can be: « moins de 20 ».
    pub high: Option<f64>,
    /// Whether the words say that the number is rough: « environ », « une centaine ».
    pub approximate: bool,
    /// What is counted or measured, in the words of the text: « manifestants tués ».
    pub of: Option<String>,
    /// The same in SI units, where the unit is one of physics: « 130 km/h » is 36.1 `meter-per-second`.
    pub si: Option<Measure>,
    /// The unit for one of which it is, by its identifier in Unicode CLDR: « 500 000 barils par jour » is per `day`.
    pub per: Option<String>,
    /// The length of time over which it is spread, as TIMEX3 writes durations: « 10 milliards de dollars sur 20 ans » is over
    /// `P20Y`.
    pub over: Option<String>,
}

/// A measured number in a given unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// The unit, by its identifier in Unicode CLDR.
    pub unit: String,
    /// The number, when the words give one.
    pub value: Option<f64>,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
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
    /// « 12 % »; points of it have the unit `percentage-point`: « deux points de pourcentage »
    Percent,
    /// « un tiers », « trois quarts »
    Fraction,
    /// « âgé de 34 ans »
    Age,
    /// « 3 térawattheures »
    Energy,
    /// « 900 mégawatts »
    Power,
    /// « 2 gigaoctets »
    Data,
    /// « le troisième »
    Ordinal,
    /// A dimension this version has no name for, as it was written.
    #[serde(untagged)]
    Other(String),
}
