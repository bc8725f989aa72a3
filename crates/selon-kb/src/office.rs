//! Who held which office when.

use jiff::civil::Date;

use crate::index::Table;
use crate::layout::{OfficeRecord, PairRecord, Section};
use crate::{Base, Entry, PartialDate, Source};

/// An office that somebody holds or held: Tokaïev, president of Kazakhstan since 2019.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// Who holds it.
    pub person: Entry<'a>,
    /// Which office: an id of `data/LANG/offices.tsv`, such as `president`.
    pub office: &'a str,
    /// What it is an office of: an entry's id, `country:KZ`, `organisation:otan`.
    pub of: &'a str,
    /// Since when, where that is known.
    pub from: Option<PartialDate>,
    /// The last day, where it is over.
    pub to: Option<PartialDate>,
    /// A day on which it was known to be so.
    pub checked: Option<PartialDate>,
    /// Who says so.
    pub source: Source<'a>,
}

impl Office<'_> {
    /// Whether it may have been held on a day. What is still held is held on, what has no beginning was always held.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= day) && self.to.is_none_or(|to| day <= to.last())
    }
}

impl Base {
    /// Who held an office of something on a day, or ever: the newest first.
    ///
    /// `of` is an entry's id (`country:KZ`); a country may also be two letters (`KZ`). On the day on which one hands over
    /// to another both are there.
    pub fn holders(&self, office: &str, of: &str, on: Option<Date>) -> impl Iterator<Item = Office<'_>> {
        let table = self.table::<OfficeRecord>(Section::Offices);
        let of = if of.len() == 2 { format!("country:{of}") } else { of.to_owned() };
        let key = |record: &OfficeRecord| (self.text(record.of), self.text(record.office));
        let start = table.partition_point(|record| key(record) < (of.as_str(), office));
        let end = table.partition_point(|record| key(record) <= (of.as_str(), office));
        (start..end)
            .filter_map(move |row| self.office_at(table, row))
            .filter(move |o| on.is_none_or(|day| o.on(day)))
    }

    /// The offices that a person holds or held.
    pub fn offices_of<'a>(&'a self, person: &Entry<'_>) -> impl Iterator<Item = Office<'a>> + use<'a> {
        let table = self.table::<OfficeRecord>(Section::Offices);
        let rows = self.table::<PairRecord>(Section::OfficesByPerson).rows(person.row() as u32);
        rows.filter_map(move |row| self.office_at(table, row))
    }

    fn office_at<'a>(&'a self, table: Table<'a, OfficeRecord>, row: usize) -> Option<Office<'a>> {
        let record = table.get(row)?;
        Some(Office {
            person: self.entry_at(record.person as usize)?,
            office: self.text(record.office),
            of: self.text(record.of),
            from: PartialDate::unpack(record.from),
            to: PartialDate::unpack(record.to),
            checked: PartialDate::unpack(record.checked),
            source: self.source(record.source),
        })
    }
}
