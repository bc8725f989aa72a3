//! Resolutions of the Security Council: which numbers there are, and of which years.

use crate::layout::{ResolutionYearRecord, Section};
use crate::{Base, Entry};

/// What is known of a number of a resolution.
#[derive(Clone, Copy, Debug)]
pub struct ResolutionCheck<'a> {
    /// The number.
    pub number: u32,
    /// The year in which it was passed, where the base has that year.
    pub year: Option<i16>,
    /// Whether there is such a resolution; `None` where the base does not reach so far.
    pub exists: Option<bool>,
    /// Its entry, where it is one of those that the base knows more of.
    pub entry: Option<Entry<'a>>,
}

impl Base {
    /// What is known of a resolution: whether its number exists, of which year it is, what it is about.
    pub fn resolution(&self, number: u32) -> ResolutionCheck<'_> {
        let years = self.table::<ResolutionYearRecord>(Section::ResolutionYears);
        let row = years.partition_point(|year| year.last < number);
        let year = years.get(row).filter(|year| year.first <= number && number <= year.last);
        let entry = self.entry(&format!("resolution:{number}"));
        let beyond = row == years.len();
        let exists = match (year.is_some() || entry.is_some(), beyond && number > 0) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        };
        let year = year.and_then(|year| i16::try_from(year.year).ok());
        ResolutionCheck { number, year, exists, entry }
    }
}
