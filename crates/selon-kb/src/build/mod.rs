//! Makes a base: rows in, the bytes of the file out.
//!
//! ```
//! use selon_kb::build::{Builder, EntryRow, NameRow, SourceRow};
//! use selon_kb::{Base, By, NameSort};
//! use selon_record::EntityType;
//!
//! let mut builder = Builder::new();
//! builder.source(SourceRow { id: "own".into(), name: "tables of our own".into(), ..SourceRow::default() });
//! builder.entry(EntryRow {
//!     names: vec![NameRow::new("Kassym-Jomart Tokaïev", "fr", NameSort::Main)],
//!     country: Some("KZ".into()),
//!     ..EntryRow::new("person:kassym-jomart-tokaiev", EntityType::Person, "own")
//! });
//! let base = Base::from_bytes(builder.finish()?)?;
//! let found = base.candidates("Kassym-Zhomart Tokayev");
//! assert_eq!((found[0].entry.id(), found[0].by), ("person:kassym-jomart-tokaiev", By::Key));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same rows in any order give the same bytes, but for the order of sources, which is kept.

mod index;
mod row;
mod surname;
mod writer;

pub use row::{
    DemonymRow, DesignatorRow, EntryRow, FactRow, MetonymRow, NamePartRow, NameRow, OfficeRow,
    ResolutionYearRow, SourceRow,
};

/// The rows of a base to be.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    sources: Vec<SourceRow>,
    entries: Vec<EntryRow>,
    offices: Vec<OfficeRow>,
    demonyms: Vec<DemonymRow>,
    name_parts: Vec<NamePartRow>,
    designators: Vec<DesignatorRow>,
    years: Vec<ResolutionYearRow>,
    metonyms: Vec<MetonymRow>,
}

/// Rows that make no base.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Two entries, or two sources, of one identifier.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// A row says that it is from a source that is not there.
    #[error("{row}: its source {source_id:?} is not there")]
    NoSource {
        /// The row.
        row: String,
        /// The source that it names.
        source_id: String,
    },
    /// A row is about an entry that is not there.
    #[error("{row}: there is no entry {id:?}")]
    NoEntry {
        /// The row.
        row: String,
        /// The entry that it names.
        id: String,
    },
    /// A row says what no row can.
    #[error("{row}: {what}")]
    Malformed {
        /// The row.
        row: String,
        /// What is wrong.
        what: String,
    },
    /// More than the numbers of the file can count.
    #[error("too many {0}")]
    TooMany(&'static str),
}

impl Builder {
    /// Without rows.
    pub fn new() -> Self {
        Builder::default()
    }

    /// Adds where rows are from. They are listed in the order in which they are added.
    pub fn source(&mut self, row: SourceRow) -> &mut Self {
        self.sources.push(row);
        self
    }

    /// Adds an entry.
    pub fn entry(&mut self, row: EntryRow) -> &mut Self {
        self.entries.push(row);
        self
    }

    /// Adds who held an office. Person and what it is an office of must be entries.
    pub fn office(&mut self, row: OfficeRow) -> &mut Self {
        self.offices.push(row);
        self
    }

    /// Adds the forms of a word for what belongs to a place.
    pub fn demonym(&mut self, row: DemonymRow) -> &mut Self {
        self.demonyms.push(row);
        self
    }

    /// Adds spellings of one part of people's names.
    pub fn name_part(&mut self, row: NamePartRow) -> &mut Self {
        self.name_parts.push(row);
        self
    }

    /// Adds how a kind of weapon is numbered. Of several that fit the one added first counts.
    pub fn designator(&mut self, row: DesignatorRow) -> &mut Self {
        self.designators.push(row);
        self
    }

    /// Adds the resolutions of a year. Those that more is known of are also entries, `resolution:2231`.
    pub fn resolution_year(&mut self, row: ResolutionYearRow) -> &mut Self {
        self.years.push(row);
        self
    }

    /// Adds what a place may stand for.
    pub fn metonym(&mut self, row: MetonymRow) -> &mut Self {
        self.metonyms.push(row);
        self
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`BuildError`] names the row.
    pub fn finish(self) -> Result<Vec<u8>, BuildError> {
        writer::write(self)
    }
}
