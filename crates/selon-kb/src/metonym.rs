//! What a place stands for when it acts: « *le Kremlin* dément ».

use crate::Base;
use crate::layout::{PairRecord, Section};

impl Base {
    /// What a place may stand for: ids of organisations, or `government` for that of the place's country.
    pub fn metonyms(&self, place: &str) -> impl Iterator<Item = &str> {
        let row = self.entry(place).map(|entry| entry.row() as u32);
        let table = self.table::<PairRecord>(Section::Metonyms);
        row.into_iter().flat_map(move |row| table.rows(row)).map(|text| self.text(text as u32))
    }
}
