//! Entries: something or somebody with names, and what is known of them.

use selon_record::EntityType;

use crate::layout::{EntryRecord, FactRecord, MOST_NAMES, NO_LOCATION, NO_POPULATION, NameRecord, Section};
use crate::{Base, Source};

/// Sorts of names by their number in the file.
pub(crate) const SORTS: [NameSort; 6] = [
    NameSort::Main,
    NameSort::Alias,
    NameSort::Acronym,
    NameSort::Surname,
    NameSort::Domain,
    NameSort::Designator,
];

/// What a name is of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameSort {
    /// What it is called in that language.
    Main,
    /// What it is also called: another spelling, a former name, a name in another script.
    Alias,
    /// Initials: « OTAN ». They match in capitals, and with a capital first (« Otan »).
    Acronym,
    /// What a person is called without first name: « Tokaïev ». The builder finds it where no row gives it.
    Surname,
    /// The address of a site, without `www.`: `lemonde.fr`.
    Domain,
    /// The number of a weapon: `S-400`.
    Designator,
}

/// Something or somebody that the base knows.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    base: &'a Base,
    row: usize,
    record: EntryRecord,
}

/// What an entry is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// As it is written.
    pub text: &'a str,
    /// The language, in BCP 47 (`fr`); empty where it is not known.
    pub language: &'a str,
    /// What it is of the entry.
    pub sort: NameSort,
}

/// Something known of an entry, of a day.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    /// What is said: `born`, `owner`, `border:RU`.
    pub property: &'a str,
    /// Its value, as it is written in the table.
    pub value: &'a str,
    /// Of when that is; empty where it does not change or is not known.
    pub date: &'a str,
    /// Who says so.
    pub source: Source<'a>,
}

impl Base {
    /// The entry of an identifier such as `country:KZ`.
    pub fn entry(&self, id: &str) -> Option<Entry<'_>> {
        let table = self.table::<EntryRecord>(Section::Entries);
        let row = table.partition_point(|entry| self.text(entry.id) < id);
        self.entry_at(row).filter(|entry| entry.id() == id)
    }

    /// Every entry, by identifier.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let rows = self.table::<EntryRecord>(Section::Entries).len();
        (0..rows).filter_map(|row| self.entry_at(row))
    }

    pub(crate) fn entry_at(&self, row: usize) -> Option<Entry<'_>> {
        let record = self.table(Section::Entries).get(row)?;
        Some(Entry { base: self, row, record })
    }

    /// The entry that has a row of `Names`, and that name.
    pub(crate) fn named(&self, name: usize) -> Option<(Entry<'_>, Name<'_>)> {
        let table = self.table::<EntryRecord>(Section::Entries);
        let row = table.partition_point(|entry| entry.names as usize <= name).checked_sub(1)?;
        Some((self.entry_at(row)?, self.name_at(name)?))
    }

    fn name_at(&self, row: usize) -> Option<Name<'_>> {
        let record = self.table::<NameRecord>(Section::Names).get(row)?;
        Some(Name {
            text: self.text(record.text),
            language: self.language(record.language),
            sort: *SORTS.get(usize::from(record.sort))?,
        })
    }

    pub(crate) fn language(&self, row: u8) -> &str {
        self.text(self.table(Section::Languages).get(usize::from(row)).unwrap_or_default())
    }
}

impl<'a> Entry<'a> {
    /// Its identifier: `geonames:1526384`.
    pub fn id(&self) -> &'a str {
        self.base.text(self.record.id)
    }

    /// What it is.
    pub fn kind(&self) -> EntityType {
        EntityType::ALL.get(usize::from(self.record.kind)).copied().unwrap_or(EntityType::Other)
    }

    /// What sort of that: `alliance`, `ballistic_missile`; empty for people.
    pub fn class(&self) -> &'a str {
        self.base.text(self.record.class)
    }

    /// What it is called in a language, else in another: English, French, any.
    pub fn name(&self, language: &str) -> &'a str {
        let main = |language: &str| {
            self.names().find(|name| name.sort == NameSort::Main && name.language == language)
        };
        let found = main(language).or_else(|| main("")).or_else(|| main("en")).or_else(|| main("fr"));
        found.or_else(|| self.names().next()).map_or("", |name| name.text)
    }

    /// All its names, the main ones first.
    pub fn names(&self) -> impl Iterator<Item = Name<'a>> + use<'a> {
        let base = self.base;
        let end = self.next().map_or(base.table::<NameRecord>(Section::Names).len(), |e| e.names as usize);
        (self.record.names as usize..end).take(MOST_NAMES).map_while(|row| base.name_at(row))
    }

    /// The country it belongs to, in ISO 3166-1; `EU` for the Union.
    pub fn country(&self) -> Option<&'a str> {
        Some(self.base.text(self.record.country)).filter(|country| !country.is_empty())
    }

    /// How many live there.
    pub fn population(&self) -> Option<u64> {
        Some(self.record.population).filter(|&population| population != NO_POPULATION)
    }

    /// Latitude and longitude in degrees (WGS 84).
    pub fn location(&self) -> Option<(f64, f64)> {
        let degrees = |millionths: i32| f64::from(millionths) / 1e6;
        (self.record.latitude != NO_LOCATION && self.record.longitude != NO_LOCATION)
            .then(|| (degrees(self.record.latitude), degrees(self.record.longitude)))
    }

    /// How much it is in the news, 0 to 1, as the builder was told.
    pub fn prominence(&self) -> f32 {
        f32::from(self.record.prominence) / f32::from(u16::MAX)
    }

    /// What is known of it.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'a>> + use<'a> {
        let base = self.base;
        let table = base.table::<FactRecord>(Section::Facts);
        let end = self.next().map_or(table.len(), |e| e.facts as usize);
        (self.record.facts as usize..end).map_while(move |row| {
            let record = table.get(row)?;
            Some(Fact {
                property: base.text(record.property),
                value: base.text(record.value),
                date: base.text(record.date),
                source: base.source(record.source),
            })
        })
    }

    /// Where it is from.
    pub fn source(&self) -> Source<'a> {
        self.base.source(self.record.source)
    }

    pub(crate) fn row(&self) -> usize {
        self.row
    }

    fn next(&self) -> Option<EntryRecord> {
        self.base.table(Section::Entries).get(self.row + 1)
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row && std::ptr::eq(self.base, other.base)
    }
}

impl Eq for Entry<'_> {}

impl std::fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Entry").field(&self.id()).finish()
    }
}
