//! All rows of the base to be, gathered of packages and tables, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use selon_kb::build::{
    Builder, DemonymRow, DesignatorRow, EntryRow, FactRow, MetonymRow, NamePartRow, NameRow, OfficeRow,
    ResolutionYearRow, SourceRow,
};
use selon_kb::fold::fold;
use selon_kb::{NameSort, PartialDate};
use selon_record::EntityType;

use crate::tables::{Faults, OfficeKinds, Places, Row};

/// What the base will hold.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) sources: Vec<SourceRow>,
    /// By identifier.
    pub(crate) entries: BTreeMap<String, EntryRow>,
    pub(crate) office_kinds: OfficeKinds,
    pub(crate) offices: Vec<OfficeRow>,
    pub(crate) demonyms: Vec<DemonymRow>,
    pub(crate) name_parts: Vec<NamePartRow>,
    pub(crate) designators: Vec<DesignatorRow>,
    pub(crate) years: Vec<ResolutionYearRow>,
    pub(crate) metonyms: Vec<MetonymRow>,
    /// Where tables give each identifier.
    pub(crate) places: Places,
    /// Identifiers that tables refer to, with where.
    references: Vec<(String, String)>,
    /// What makes it no base.
    pub(crate) faults: Faults,
    /// What somebody should look at.
    pub(crate) warnings: Faults,
}

impl World {
    /// A row's own identifier, which must begin so and be there once.
    pub(crate) fn id<'a>(&mut self, row: &Row<'a>, prefix: &str) -> &'a str {
        let id = row.get("id");
        let slug = id.strip_prefix(prefix).unwrap_or_default();
        if slug.is_empty() || slug != self::slug(slug) {
            self.faults.add(
                row.place("id"),
                format!("{id:?} is not {prefix} and a slug: lower case, no accents, hyphens"),
            );
        }
        self.places.add(id, row.place("id"), &mut self.faults);
        id
    }

    /// The source of a row.
    pub(crate) fn source(&mut self, row: &Row<'_>) -> String {
        let source = row.get("source");
        if !self.sources.iter().any(|known| known.id == source) {
            self.faults.add(row.place("source"), format!("sources.tsv has no {source:?}"));
        }
        source.to_owned()
    }

    /// A country in a column, where there is one.
    pub(crate) fn country(&mut self, row: &Row<'_>, column: &str) -> Option<String> {
        let code = row.known(column)?;
        self.check_country(row, column, code).then(|| code.to_owned())
    }

    /// Countries in a column, in a fact's form.
    pub(crate) fn countries(&mut self, row: &Row<'_>, column: &str) -> Vec<String> {
        let codes: Vec<_> = row.list(column).collect();
        codes.into_iter().filter(|code| self.check_country(row, column, code)).map(str::to_owned).collect()
    }

    fn check_country(&mut self, row: &Row<'_>, column: &str, code: &str) -> bool {
        let known = code == "EU" || self.entries.contains_key(&format!("country:{code}"));
        if !known {
            self.faults.add(row.place(column), format!("{code:?} is no country of ISO 3166-1 (nor EU, XK)"));
        }
        known
    }

    /// A date in a column, where there is one.
    pub(crate) fn date(&mut self, row: &Row<'_>, column: &str) -> Option<PartialDate> {
        match row.known(column)?.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                self.faults.add(row.place(column), error);
                None
            }
        }
    }

    /// What stands in a column, which must be one of these.
    pub(crate) fn one_of<'a>(&mut self, row: &Row<'a>, column: &str, values: &[&str]) -> &'a str {
        let value = row.get(column);
        if !values.contains(&value) {
            self.faults.add(row.place(column), format!("{value:?} is none of {}", values.join(", ")));
        }
        value
    }

    /// Remembers that a column refers to an identifier, to be looked for when all rows are there.
    pub(crate) fn refer(&mut self, row: &Row<'_>, column: &str, id: &str) {
        self.references.push((row.place(column), id.to_owned()));
    }

    /// Adds an entry of a row, which must have a name.
    pub(crate) fn add_named(&mut self, row: &Row<'_>, entry: EntryRow) {
        match entry.names.is_empty() {
            true => self.faults.add(row.place("fr"), "no name"),
            false => self.add(entry),
        }
    }

    /// Adds an entry of a table. What packages know of it stays where the table does not say it.
    pub(crate) fn add(&mut self, entry: EntryRow) {
        match self.entries.remove(&entry.id) {
            None => _ = self.entries.insert(entry.id.clone(), entry),
            Some(known) => {
                let mut merged = entry;
                let main = |name: &NameRow| name.sort == NameSort::Main;
                for mut name in known.names {
                    if main(&name)
                        && merged.names.iter().any(|own| main(own) && own.language == name.language)
                    {
                        name.sort = NameSort::Alias;
                    }
                    merged.name(name);
                }
                merged.country = merged.country.or(known.country);
                merged.population = merged.population.or(known.population);
                merged.location = merged.location.or(known.location);
                merged.prominence = merged.prominence.max(known.prominence);
                merged.facts.extend(known.facts);
                self.entries.insert(merged.id.clone(), merged);
            }
        }
    }

    /// Every identifier that a row refers to must be there.
    pub(crate) fn check_references(&mut self) {
        for (place, id) in std::mem::take(&mut self.references) {
            if !self.entries.contains_key(&id) {
                self.faults.add(place, format!("there is no {id:?}"));
            }
        }
    }

    /// Warns of names that several entries of one kind have that tables made.
    pub(crate) fn warn_of_shared_names(&mut self) {
        let mut owners: BTreeMap<(String, &'static str), BTreeSet<&str>> = BTreeMap::new();
        for entry in self.entries.values().filter(|entry| self.places.get(&entry.id).is_some()) {
            for name in entry.names.iter().filter(|name| name.sort != NameSort::Surname) {
                owners.entry((fold(&name.text), kind_name(entry.kind))).or_default().insert(&entry.id);
            }
        }
        for ((name, kind), owners) in owners.iter().filter(|(_, owners)| owners.len() > 1) {
            let at: Vec<_> =
                owners.iter().filter_map(|id| Some(format!("{id} ({})", self.places.get(id)?))).collect();
            self.warnings.add(format!("{kind} {name:?}"), format!("the name of {}", at.join(", ")));
        }
    }

    /// The bytes of the base.
    pub(crate) fn write(self) -> Result<Vec<u8>> {
        let mut builder = Builder::new();
        self.sources.into_iter().for_each(|row| _ = builder.source(row));
        self.entries.into_values().for_each(|row| _ = builder.entry(row));
        self.offices.into_iter().for_each(|row| _ = builder.office(row));
        self.demonyms.into_iter().for_each(|row| _ = builder.demonym(row));
        self.name_parts.into_iter().for_each(|row| _ = builder.name_part(row));
        self.designators.into_iter().for_each(|row| _ = builder.designator(row));
        self.years.into_iter().for_each(|row| _ = builder.resolution_year(row));
        self.metonyms.into_iter().for_each(|row| _ = builder.metonym(row));
        Ok(builder.finish()?)
    }
}

/// What is added to the rows of entries while they are gathered.
pub(crate) trait Gather {
    /// Adds a name, unless it is there but for capitals, accents and hyphens. A main name of another language is always added.
    fn name(&mut self, name: NameRow);
    /// Adds what is known of it, of no day.
    fn fact(&mut self, property: &str, value: impl Into<String>, source: &str);
    /// The same, of a day.
    fn dated_fact(&mut self, property: &str, value: impl Into<String>, date: impl Into<String>, source: &str);
}

impl Gather for EntryRow {
    fn name(&mut self, name: NameRow) {
        let folded = fold(&name.text);
        let same = |own: &NameRow| own.sort == name.sort || name.sort == NameSort::Alias;
        let is_new = match name.sort {
            NameSort::Main => !self.names.iter().any(|own| {
                own.sort == NameSort::Main && own.text == name.text && own.language == name.language
            }),
            _ => !self.names.iter().any(|own| same(own) && fold(&own.text) == folded),
        };
        if is_new && !folded.is_empty() {
            self.names.push(name);
        }
    }

    fn fact(&mut self, property: &str, value: impl Into<String>, source: &str) {
        self.dated_fact(property, value, "", source);
    }

    fn dated_fact(
        &mut self,
        property: &str,
        value: impl Into<String>,
        date: impl Into<String>,
        source: &str,
    ) {
        let fact = FactRow {
            property: property.to_owned(),
            value: value.into(),
            date: date.into(),
            source: source.to_owned(),
        };
        self.facts.push(fact);
    }
}

/// A name as a part of an identifier: `kassym-jomart-tokaiev`.
pub(crate) fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}

fn kind_name(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organisation => "organisation",
        EntityType::Outlet => "outlet",
        EntityType::Place => "place",
        EntityType::Equipment => "equipment",
        EntityType::Document => "document",
        EntityType::Group | EntityType::Event | EntityType::Other => "other",
    }
}
