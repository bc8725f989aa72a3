//! Where rows of the base are from.

use crate::Base;
use crate::layout::{Section, SourceRecord};

/// A package or a table that rows were made of: to be named wherever such a row is shown.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    base: &'a Base,
    record: SourceRecord,
}

impl Base {
    /// Every source, in the order of `data/kb/sources.tsv`.
    pub fn sources(&self) -> impl Iterator<Item = Source<'_>> {
        let table = self.table(Section::Sources);
        (0..table.len()).filter_map(move |i| table.get(i)).map(|record| Source { base: self, record })
    }

    pub(crate) fn source(&self, row: u16) -> Source<'_> {
        let record = self.table(Section::Sources).get(usize::from(row)).unwrap_or_default();
        Source { base: self, record }
    }
}

impl<'a> Source<'a> {
    /// As the column `source` of the tables calls it: `geonames`.
    pub fn id(&self) -> &'a str {
        self.base.text(self.record.id)
    }

    /// As people call it: « GeoNames cities15000 ».
    pub fn name(&self) -> &'a str {
        self.base.text(self.record.name)
    }

    /// The version of the package; empty for a table of our own.
    pub fn version(&self) -> &'a str {
        self.base.text(self.record.version)
    }

    /// Of when the data are.
    pub fn date(&self) -> &'a str {
        self.base.text(self.record.date)
    }

    /// The licence, as SPDX calls it or in words.
    pub fn licence(&self) -> &'a str {
        self.base.text(self.record.licence)
    }

    /// Where it can be had.
    pub fn url(&self) -> &'a str {
        self.base.text(self.record.url)
    }

    /// What has to be said of it.
    pub fn note(&self) -> &'a str {
        self.base.text(self.record.note)
    }
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Source").field(&self.id()).finish()
    }
}
