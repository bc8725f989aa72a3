//! The indexes of names: hashes of all that a name is found by.

use crate::fold::{fold, joined_key, keys, skeleton};
use crate::index::hash;
use crate::layout::PairRecord;
use crate::{NameSort, designator};

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
    /// Adds a name, which stands in a row of `Names`.
    pub(super) fn add(&mut self, sort: NameSort, text: &str, row: u32) {
        match sort {
            NameSort::Main | NameSort::Alias => {
                self.exact(text, row);
                for key in keys(text) {
                    push(&mut self.names, &joined_key(&key), row);
                    push(&mut self.skeletons, &joined_key(&skeleton(&key)), row);
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
        self.first_word(text);
    }

    /// Folded and as keys, so that other spellings of it are found.
    fn first_word(&mut self, text: &str) {
        let folded = fold(text);
        self.first_words.extend(folded.split(' ').next().map(hash));
        let word = text.split_whitespace().next().unwrap_or_default();
        self.first_words.extend(keys(word).iter().map(|key| hash(key)));
    }

    fn surname(&mut self, text: &str, row: u32) {
        self.first_word(text);
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
