//! The rows that a base is made of.

use selon_record::EntityType;

use crate::{Joint, NameSort, PartialDate, Use};

/// Where rows are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// As the other rows call it.
    pub id: String,
    /// As people call it.
    pub name: String,
    /// The version of the package; empty for a table of our own.
    pub version: String,
    /// Of when the data are.
    pub date: String,
    /// SPDX, or words.
    pub licence: String,
    /// Where it can be had.
    pub url: String,
    /// What has to be said of it.
    pub note: String,
}

/// Something or somebody with names.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryRow {
    /// Its identifier, as `data/kb/README.md` has them.
    pub id: String,
    /// What it is.
    pub kind: EntityType,
    /// What sort of that; empty for people.
    pub class: String,
    /// What it is called: at least one name. Several of one spelling are kept once.
    pub names: Vec<NameRow>,
    /// Two letters of ISO 3166-1, `EU`, `XK`.
    pub country: Option<String>,
    /// How many live there.
    pub population: Option<u64>,
    /// Latitude and longitude in degrees.
    pub location: Option<(f64, f64)>,
    /// How much it is in the news, 0 to 1.
    pub prominence: f32,
    /// What is known of it.
    pub facts: Vec<FactRow>,
    /// Where it is from.
    pub source: String,
}

impl EntryRow {
    /// An entry without names, of which nothing is known.
    pub fn new(id: impl Into<String>, kind: EntityType, source: impl Into<String>) -> Self {
        EntryRow {
            id: id.into(),
            kind,
            class: String::new(),
            names: Vec::new(),
            country: None,
            population: None,
            location: None,
            prominence: 0.0,
            facts: Vec::new(),
            source: source.into(),
        }
    }
}

/// What an entry is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameRow {
    /// As it is written.
    pub text: String,
    /// In BCP 47; empty where it is not known.
    pub language: String,
    /// What it is of the entry.
    pub sort: NameSort,
}

impl NameRow {
    /// A name.
    pub fn new(text: impl Into<String>, language: impl Into<String>, sort: NameSort) -> Self {
        NameRow { text: text.into(), language: language.into(), sort }
    }
}

/// Something known of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// What is said: `born`, `owner`.
    pub property: String,
    /// Its value.
    pub value: String,
    /// Of when that is; empty where it does not change or is not known.
    pub date: String,
    /// Where it is from.
    pub source: String,
}

/// Who holds or held an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRow {
    /// The entry of the person.
    pub person: String,
    /// An id of `data/LANG/offices.tsv`.
    pub office: String,
    /// The entry that it is an office of.
    pub of: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// The last day, where it is over.
    pub to: Option<PartialDate>,
    /// A day on which it was known to be so.
    pub checked: Option<PartialDate>,
    /// Where it is from.
    pub source: String,
}

/// The four forms of a word for what belongs to a place. A form that there is not is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemonymRow {
    /// The entry of the place.
    pub place: String,
    /// The language of the forms.
    pub language: String,
    /// Masculine, feminine, masculine plural, feminine plural.
    pub forms: [String; 4],
    /// What they are used for.
    pub used: Use,
    /// Where it is from.
    pub source: String,
}

/// Spellings of one part of people's names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamePartRow {
    /// In any script, in lower case, of no more than 255 bytes. Of those that sound alike one is kept.
    pub forms: Vec<String>,
}

/// How a kind of weapon is numbered, as a row of `data/kb/designators.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignatorRow {
    /// The letters before the number: `Su`.
    pub prefix: String,
    /// How many digits at least and at most.
    pub digits: (u8, u8),
    /// The characters of which those behind the number may be: `A-Z`; `-` or empty: none.
    pub suffix: String,
    /// What is numbered so: a class of equipment.
    pub class: String,
    /// The countries whose makers number so.
    pub makers: Vec<String>,
    /// What may stand between the letters and the number.
    pub joints: Vec<Joint>,
    /// The numbers that there are; none: any.
    pub numbers: Vec<String>,
}

/// The resolutions of the Security Council of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolutionYearRow {
    /// The year.
    pub year: u16,
    /// The number of its first.
    pub first: u32,
    /// The number of its last.
    pub last: u32,
}

/// What a place may stand for: « le Kremlin ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetonymRow {
    /// The entry of the place.
    pub place: String,
    /// An organisation's entry, or `government`: that of the country of the place.
    pub stands_for: String,
}
