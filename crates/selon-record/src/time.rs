//! Time expressions, in TimeML's terms ([TIMEX3](https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// One time expression: « mardi 4 janvier », « pendant deux jours ».
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Identifier within the reading.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: CodePointSpan,
    /// The words as they stand.
    pub text: String,
    /// TIMEX3's type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3's value, such as `2022-01-04`, `P2D`, `XXXX-WXX-2`.
    pub value: String,
    /// First instant, ISO 8601; null when the expression does not resolve or has no beginning (« jusqu'au 15 »).
    pub from: Option<String>,
    /// One past the last instant, ISO 8601; null when the expression does not resolve or has no end (« depuis octobre »).
    pub to: Option<String>,
    /// How fine the expression is.
    pub grain: Option<Grain>,
    /// How the words bend the value.
    #[serde(rename = "mod")]
    pub modifier: Option<TimeModifier>,
    /// The words beside the expression that say how it is meant: « *depuis* octobre ». TimeML calls them signals.
    #[serde(default)]
    pub signals: Vec<CodePointSpan>,
}

/// TIMEX3's modifiers of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimeModifier {
    /// « avant le 4 janvier »
    Before,
    /// « après le 4 janvier »
    After,
    /// « jusqu'au 4 janvier »
    OnOrBefore,
    /// « depuis le 4 janvier »
    OnOrAfter,
    /// « moins de deux mois »
    LessThan,
    /// « plus de deux mois »
    MoreThan,
    /// « deux mois au plus »
    EqualOrLess,
    /// « au moins deux mois »
    EqualOrMore,
    /// « début mars »
    Start,
    /// « mi-2022 »
    Mid,
    /// « fin janvier »
    End,
    /// « vers midi », « environ deux mois »
    Approx,
}

/// TIMEX3's types of time expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A day or longer on the calendar: « le 4 janvier », « en 2022 ».
    Date,
    /// A time of the day: « à 15 heures ».
    Time,
    /// A length of time: « pendant deux jours ».
    Duration,
    /// A time that returns: « chaque lundi ».
    Set,
}

/// The finest unit a time expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// « à 15 h 02 min 10 s »
    Second,
    /// « à 15 h 02 »
    Minute,
    /// « à 15 heures »
    Hour,
    /// « mardi matin »
    Daypart,
    /// « mardi »
    Day,
    /// « ce week-end »
    Weekend,
    /// « la semaine dernière »
    Week,
    /// « en janvier »
    Month,
    /// « au premier trimestre »
    Quarter,
    /// « l'été dernier »
    Season,
    /// « au premier semestre »
    Halfyear,
    /// « en 2022 »
    Year,
    /// « dans les années 1990 »
    Decade,
    /// « au XIXe siècle »
    Century,
}
