//! One question of an evaluation set: a text, and the quantities that must be found in it.

use selon_record::CodePointSpan;

use super::unit::Unit;

/// A text with all that must be found in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    /// The set, a row of the table: `duckling/en-AU/AmountOfMoney`, `recognizers-text/fr/NumberModel`.
    pub(crate) set: String,
    /// The text, an article of its own.
    pub(crate) text: String,
    /// Its language, with a region where the set gives one: `en-CA`.
    pub(crate) language: String,
    /// When it was written, in ISO 8601.
    pub(crate) published: Option<String>,
    /// What is asked for.
    pub(crate) task: Task,
    /// Whether the text is one expression, to be covered as a whole; otherwise expressions stand somewhere in it.
    pub(crate) whole: bool,
    /// What must be found, in order.
    pub(crate) expected: Vec<Expected>,
    /// Whether the set says that Microsoft's .NET engine gets it right.
    pub(crate) claimed: bool,
    /// Whether it is left out of the second figure.
    pub(crate) excluded: bool,
}

/// What a case asks for; anything else that stands in its text is not held against an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Task {
    /// « trois cent douze »
    Numeral,
    /// « onzième »
    Ordinal,
    /// « 12 % »
    Percent,
    /// « entre 20 et 30 »
    Range,
    /// « 3 millions d'euros »
    Money,
    /// « 40 kilomètres »
    Measure,
    /// « 40 degrés »
    Temperature,
    /// « dix ans »
    Age,
}

impl Task {
    /// Its name in the table of units and for the peers' script.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Task::Numeral => "numeral",
            Task::Ordinal => "ordinal",
            Task::Percent => "percent",
            Task::Range => "range",
            Task::Money => "money",
            Task::Measure => "measure",
            Task::Temperature => "temperature",
            Task::Age => "age",
        }
    }
}

/// One quantity that must be found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expected {
    /// Where it stands; `None` where the set's own text is not in its sentence.
    pub(crate) span: Option<CodePointSpan>,
    /// Its number or bounds.
    pub(crate) number: Number,
    /// The units that would be right; none where there is no unit.
    pub(crate) units: Vec<Unit>,
    /// Whether the words must be read as rough; `None` where the set says nothing.
    pub(crate) approximate: Option<bool>,
    /// What is measured: « two pounds of *meat* ».
    pub(crate) of: Option<String>,
}

/// A number or its bounds. Whether a bound is in or out is not compared: records do not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// « 20 »
    Exactly(f64),
    /// « entre 20 et 30 »
    Between(f64, f64),
    /// « plus de 20 », « au moins 20 »
    AtLeast(f64),
    /// « moins de 20 », « au plus 20 »
    AtMost(f64),
    /// A unit without a number: « le dollar ».
    Absent,
}

impl Number {
    /// The bounds that a record has: value, low, high.
    pub(crate) fn bounds(self) -> [Option<f64>; 3] {
        match self {
            Number::Exactly(value) => [Some(value), None, None],
            Number::Between(low, high) => [None, Some(low), Some(high)],
            Number::AtLeast(low) => [None, Some(low), None],
            Number::AtMost(high) => [None, None, Some(high)],
            Number::Absent => [None; 3],
        }
    }
}
