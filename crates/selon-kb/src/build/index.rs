//! The indexes of names: hashes of all that a name is found by.

use crate::build::row::EntryRow;
use crate::fold::{fold, joined_key, keys, skeleton};
use crate::index::hash;
use crate::layout::PairRecord;
use crate::{NameSort, designator};
use selon_record::EntityType;

/// The indexes into `Names`, not yet sorted.
#[derive(Default)]
pub(super) struct Indexes {
    pub(super) names: Vec<PairRecord>,
    pub(super) skeletons: Vec<PairRecord>,
    pub(super) surnames: Vec<PairRecord>,
    pub(super) domains: Vec<PairRecord>,
    pub(super) designators: Vec<PairRecord>,
    pub(super) first_words: Vec<u32>,
}

impl Indexes {
    /// Adds a name of an entry, which stands in a row of `Names`.
    pub(super) fn add(&mut self, entry: &EntryRow, sort: NameSort, text: &str, row: u32) {
        match sort {
            NameSort::Main | NameSort::Alias => {
                self.exact(text, row);
                for key in keys(text) {
                    push(&mut self.names, &joined_key(&key), row);
                    push(&mut self.skeletons, &skeleton(&key), row);
                }
                let has_surname = entry.names.iter().any(|name| name.sort == NameSort::Surname);
                if entry.kind == EntityType::Person && !has_surname {
                    if let Some(surname) = text.split_whitespace().next_back() {
                        self.surname(surname, row);
                    }
                }
            }
            NameSort::Acronym => self.exact(text, row),
            NameSort::Surname => self.surname(text, row),
            NameSort::Domain => push(&mut self.domains, text, row),
            NameSort::Designator => {
                self.exact(text, row);
                push(&mut self.designators, &designator::joined(text), row);
            }
        }
    }

    fn exact(&mut self, text: &str, row: u32) {
        let folded = fold(text);
        push(&mut self.names, &folded, row);
        if let Some(word) = folded.split(' ').next() {
            self.first_words.push(hash(word));
        }
    }

    fn surname(&mut self, text: &str, row: u32) {
        for key in keys(text) {
            push(&mut self.surnames, &joined_key(&key), row);
        }
    }
}

fn push(index: &mut Vec<PairRecord>, key: &str, row: u32) {
    if !key.is_empty() {
        index.push(PairRecord { key: hash(key), row });
    }
}

/// The pairs in the order of the file.
pub(super) fn sorted(mut pairs: Vec<PairRecord>) -> Vec<PairRecord> {
    pairs.sort_unstable_by_key(|pair| (pair.key, pair.row));
    pairs.dedup();
    pairs
}
