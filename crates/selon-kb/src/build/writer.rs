//! Rows to bytes.

use std::collections::{HashMap, HashSet};

use selon_record::EntityType;

use super::index::{Indexes, sorted};
use super::row::{EntryRow, NameRow};
use super::surname::surnames;
use super::{BuildError, Builder};
use crate::demonym::USES;
use crate::entry::SORTS;
use crate::fold::fold;
use crate::index::hash;
use crate::layout::{
    DemonymRecord, DesignatorRecord, EntryRecord, FORMAT, FactRecord, HEAD, MAGIC, MOST_NAMES, MOST_OF_PAIR,
    NO_LOCATION, NO_POPULATION, NameRecord, OfficeRecord, PairRecord, Record, ResolutionYearRecord, Section,
    SourceRecord,
};
use crate::name_part::sounds;
use crate::{NameSort, PartialDate};

/// Longer than any text of the base.
const LONGEST_TEXT: usize = (1 << 14) - 1;

pub(super) fn write(builder: Builder) -> Result<Vec<u8>, BuildError> {
    let mut writer = Writer::default();
    writer.sources(&builder)?;
    writer.entries(&builder)?;
    writer.offices(&builder)?;
    writer.demonyms(&builder)?;
    writer.name_parts(&builder)?;
    writer.designators(&builder)?;
    writer.years(&builder)?;
    writer.metonyms(&builder)?;
    writer.file()
}

#[derive(Default)]
struct Writer {
    sections: HashMap<usize, Vec<u8>>,
    texts: HashMap<String, u32>,
    languages: Vec<String>,
    sources: HashMap<String, u16>,
    entries: HashMap<String, u32>,
}

impl Writer {
    fn section(&mut self, section: Section) -> &mut Vec<u8> {
        self.sections.entry(section as usize).or_default()
    }

    fn push(&mut self, section: Section, record: &impl Record) {
        record.write(self.section(section));
    }

    /// Where a text stands, after adding it if it is new.
    fn text(&mut self, text: &str) -> Result<u32, BuildError> {
        if let Some(&offset) = self.texts.get(text) {
            return Ok(offset);
        }
        if text.len() > LONGEST_TEXT {
            let row = text.chars().take(40).collect();
            return Err(BuildError::Malformed { row, what: "a text of more than 16 KiB".to_owned() });
        }
        let bytes = self.section(Section::Text);
        let offset = u32::try_from(bytes.len()).map_err(|_| BuildError::TooMany("texts"))?;
        let mut length = text.len();
        while length >= 0x80 {
            bytes.push((length & 0x7F) as u8 | 0x80);
            length >>= 7;
        }
        bytes.push(length as u8);
        bytes.extend_from_slice(text.as_bytes());
        self.texts.insert(text.to_owned(), offset);
        Ok(offset)
    }

    fn language(&mut self, language: &str) -> Result<u8, BuildError> {
        let known = self.languages.iter().position(|l| l == language);
        let row = known.unwrap_or(self.languages.len());
        if known.is_none() {
            self.languages.push(language.to_owned());
            let text = self.text(language)?;
            self.push(Section::Languages, &text);
        }
        u8::try_from(row).map_err(|_| BuildError::TooMany("languages"))
    }

    fn source(&self, row: &str, source: &str) -> Result<u16, BuildError> {
        let found = self.sources.get(source).copied();
        found.ok_or_else(|| BuildError::NoSource { row: row.to_owned(), source_id: source.to_owned() })
    }

    fn entry(&self, row: &str, id: &str) -> Result<u32, BuildError> {
        let found = self.entries.get(id).copied();
        found.ok_or_else(|| BuildError::NoEntry { row: row.to_owned(), id: id.to_owned() })
    }

    fn sources(&mut self, builder: &Builder) -> Result<(), BuildError> {
        // Offset 0 is the empty text.
        self.text("")?;
        for (i, row) in builder.sources.iter().enumerate() {
            let number = u16::try_from(i).map_err(|_| BuildError::TooMany("sources"))?;
            if self.sources.insert(row.id.clone(), number).is_some() {
                return Err(BuildError::Twice(row.id.clone()));
            }
            let record = SourceRecord {
                id: self.text(&row.id)?,
                name: self.text(&row.name)?,
                version: self.text(&row.version)?,
                date: self.text(&row.date)?,
                licence: self.text(&row.licence)?,
                url: self.text(&row.url)?,
                note: self.text(&row.note)?,
            };
            self.push(Section::Sources, &record);
        }
        Ok(())
    }

    fn entries(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut rows: Vec<&EntryRow> = builder.entries.iter().collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let mut indexes = Indexes::default();
        let (mut names, mut facts) = (0u32, 0u32);
        for (number, row) in rows.into_iter().enumerate() {
            let number = u32::try_from(number).map_err(|_| BuildError::TooMany("entries"))?;
            if self.entries.insert(row.id.clone(), number).is_some() {
                return Err(BuildError::Twice(row.id.clone()));
            }
            check(row)?;
            let (latitude, longitude) =
                row.location.map_or((NO_LOCATION, NO_LOCATION), |(latitude, longitude)| {
                    ((latitude * 1e6).round() as i32, (longitude * 1e6).round() as i32)
                });
            let record = EntryRecord {
                id: self.text(&row.id)?,
                kind: EntityType::ALL.iter().position(|&kind| kind == row.kind).unwrap_or_default() as u8,
                class: self.text(&row.class)?,
                country: self.text(row.country.as_deref().unwrap_or_default())?,
                population: row.population.unwrap_or(NO_POPULATION),
                latitude,
                longitude,
                prominence: (row.prominence * f32::from(u16::MAX)).round() as u16,
                source: self.source(&row.id, &row.source)?,
                names,
                facts,
            };
            self.push(Section::Entries, &record);
            for name in names_of(row) {
                let record = NameRecord {
                    text: self.text(&name.text)?,
                    language: self.language(&name.language)?,
                    sort: SORTS.iter().position(|&sort| sort == name.sort).unwrap_or_default() as u8,
                };
                self.push(Section::Names, &record);
                indexes.add(name.sort, &name.text, names);
                names += 1;
            }
            for fact in &row.facts {
                let record = FactRecord {
                    property: self.text(&fact.property)?,
                    value: self.text(&fact.value)?,
                    date: self.text(&fact.date)?,
                    source: self.source(&row.id, &fact.source)?,
                };
                self.push(Section::Facts, &record);
                facts += 1;
            }
        }
        self.index(Section::NameIndex, indexes.names)?;
        self.index(Section::SkeletonIndex, indexes.skeletons)?;
        self.index(Section::SurnameIndex, indexes.surnames)?;
        self.index(Section::DomainIndex, indexes.domains)?;
        self.index(Section::DesignatorIndex, indexes.designators)?;
        indexes.first_words.sort_unstable();
        indexes.first_words.dedup();
        indexes.first_words.iter().for_each(|word| self.push(Section::FirstWords, word));
        Ok(())
    }

    fn index(&mut self, section: Section, pairs: Vec<PairRecord>) -> Result<(), BuildError> {
        if pairs.iter().any(|pair| pair.row > MOST_OF_PAIR) {
            return Err(BuildError::TooMany(section.name()));
        }
        sorted(pairs).iter().for_each(|pair| self.push(section, pair));
        Ok(())
    }

    fn offices(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut rows: Vec<_> = builder.offices.iter().collect();
        rows.sort_by(|a, b| {
            let order = |row: &super::OfficeRow| (row.of.clone(), row.office.clone());
            let newest = |row: &super::OfficeRow| std::cmp::Reverse((row.from, row.to.is_none(), row.to));
            order(a).cmp(&order(b)).then(newest(a).cmp(&newest(b))).then(a.person.cmp(&b.person))
        });
        let mut by_person = Vec::new();
        for (number, row) in (0u32..).zip(rows) {
            let what = format!("{} {} {}", row.person, row.office, row.of);
            self.entry(&what, &row.of)?;
            let record = OfficeRecord {
                person: self.entry(&what, &row.person)?,
                office: self.text(&row.office)?,
                of: self.text(&row.of)?,
                from: PartialDate::pack(row.from),
                to: PartialDate::pack(row.to),
                checked: PartialDate::pack(row.checked),
                source: self.source(&what, &row.source)?,
            };
            self.push(Section::Offices, &record);
            by_person.push(PairRecord { key: record.person, row: number });
        }
        self.index(Section::OfficesByPerson, by_person)
    }

    fn demonyms(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut rows: Vec<_> = builder.demonyms.iter().collect();
        rows.sort_by(|a, b| (&a.place, &a.language, &a.forms).cmp(&(&b.place, &b.language, &b.forms)));
        let (mut index, mut number) = (Vec::new(), 0u32);
        for row in rows {
            self.entry(&row.forms[0], &row.place)?;
            let used = USES.iter().position(|&used| used == row.used).unwrap_or_default() as u8;
            for (form, flags) in row.forms.iter().zip(0u8..).filter(|(form, _)| !form.is_empty()) {
                let record = DemonymRecord {
                    place: self.text(&row.place)?,
                    form: self.text(form)?,
                    language: self.language(&row.language)?,
                    flags: flags | used << 2,
                    source: self.source(form, &row.source)?,
                };
                self.push(Section::Demonyms, &record);
                index.push(PairRecord { key: hash(&fold(form)), row: number });
                number += 1;
            }
        }
        self.index(Section::DemonymIndex, index)
    }

    fn name_parts(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut rows: Vec<_> = builder.name_parts.iter().collect();
        rows.sort();
        let mut index = Vec::new();
        for row in rows {
            let at = u32::try_from(self.section(Section::NameParts).len()).unwrap_or(u32::MAX);
            let (mut kept, mut known) = (Vec::new(), HashSet::new());
            for form in &row.forms {
                // Those of one sound are found by it.
                let sounds = sounds(form);
                if sounds.iter().all(|sound| known.contains(sound)) {
                    continue;
                }
                index.extend(sounds.iter().map(|sound| PairRecord { key: hash(sound), row: at }));
                known.extend(sounds);
                kept.push(form);
            }
            let too_many = || BuildError::TooMany("forms of a name");
            let section = self.section(Section::NameParts);
            section.push(u8::try_from(kept.len()).map_err(|_| too_many())?);
            for form in kept {
                let what = "a form of more than 255 bytes".to_owned();
                let malformed = BuildError::Malformed { row: form.chars().take(40).collect(), what };
                section.push(u8::try_from(form.len()).map_err(|_| malformed)?);
                section.extend_from_slice(form.as_bytes());
            }
        }
        self.index(Section::NamePartIndex, index)
    }

    fn designators(&mut self, builder: &Builder) -> Result<(), BuildError> {
        for row in &builder.designators {
            let record = DesignatorRecord {
                prefix: self.text(&row.prefix)?,
                suffix: self.text(&row.suffix)?,
                class: self.text(&row.class)?,
                makers: self.text(&row.makers.join("|"))?,
                numbers: self.text(&row.numbers.join("|"))?,
                least: row.digits.0,
                most: row.digits.1,
                joints: row.joints.iter().fold(0, |joints, joint| joints | *joint as u8),
            };
            self.push(Section::Designators, &record);
        }
        Ok(())
    }

    fn years(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut rows = builder.years.clone();
        rows.sort_by_key(|row| row.year);
        let mut last = 0;
        for row in rows {
            if row.first <= last || row.last < row.first {
                let what = "its resolutions do not follow those of the year before".to_owned();
                return Err(BuildError::Malformed { row: row.year.to_string(), what });
            }
            last = row.last;
            self.push(
                Section::ResolutionYears,
                &ResolutionYearRecord { year: row.year, first: row.first, last: row.last },
            );
        }
        Ok(())
    }

    fn metonyms(&mut self, builder: &Builder) -> Result<(), BuildError> {
        let mut pairs = Vec::new();
        for row in &builder.metonyms {
            let key = self.entry(&row.stands_for, &row.place)?;
            if row.stands_for != "government" {
                self.entry(&row.place, &row.stands_for)?;
            }
            pairs.push((row.place.as_str(), row.stands_for.as_str(), key));
        }
        pairs.sort_unstable();
        let mut records = Vec::new();
        for (_, stands_for, key) in pairs {
            records.push(PairRecord { key, row: self.text(stands_for)? });
        }
        self.index(Section::Metonyms, records)
    }

    fn file(mut self) -> Result<Vec<u8>, BuildError> {
        let too_large = |_| BuildError::TooMany("bytes");
        let mut file = Vec::new();
        file.extend_from_slice(&MAGIC);
        FORMAT.write(&mut file);
        0u32.write(&mut file);
        let mut start = HEAD + 8 * Section::ALL.len();
        let sections: Vec<Vec<u8>> =
            Section::ALL.iter().map(|&section| std::mem::take(self.section(section))).collect();
        for section in &sections {
            u32::try_from(start).map_err(too_large)?.write(&mut file);
            u32::try_from(section.len()).map_err(too_large)?.write(&mut file);
            start += section.len();
        }
        sections.iter().for_each(|section| file.extend_from_slice(section));
        let checksum = crc32fast::hash(&file[HEAD..]);
        file[HEAD - 4..HEAD].copy_from_slice(&checksum.to_le_bytes());
        Ok(file)
    }
}

/// The names of an entry: the main ones first, those of one spelling once, a person's surname among them.
fn names_of(row: &EntryRow) -> Vec<NameRow> {
    let mut names = row.names.clone();
    names.sort_by_key(|name| name.sort != NameSort::Main);
    if row.kind == EntityType::Person && !names.iter().any(|name| name.sort == NameSort::Surname) {
        names.extend(surnames(row));
    }
    let mut there = HashSet::new();
    names.retain(|name| match name.sort {
        // One name may be the main one of several languages.
        NameSort::Main => {
            there.insert((name.text.clone(), NameSort::Alias));
            true
        }
        sort => there.insert((name.text.clone(), sort)),
    });
    names
}

/// What the numbers of the file could not hold, or what no table means.
fn check(row: &EntryRow) -> Result<(), BuildError> {
    let wrong = |what: &str| Err(BuildError::Malformed { row: row.id.clone(), what: what.to_owned() });
    if row.names.iter().all(|name| name.text.is_empty()) {
        return wrong("it has no name");
    }
    if row.names.len() > MOST_NAMES / 2 {
        return wrong("it has too many names");
    }
    if row.names.iter().any(|name| name.text.is_empty()) {
        return wrong("one of its names is empty");
    }
    if row.country.as_ref().is_some_and(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase())) {
        return wrong("its country is not two capitals");
    }
    if row.location.is_some_and(|(lat, lon)| !(lat.abs() <= 90.0 && lon.abs() <= 180.0)) {
        return wrong("its location is not on Earth");
    }
    if !(0.0..=1.0).contains(&row.prominence) {
        return wrong("its prominence is not between 0 and 1");
    }
    Ok(())
}
