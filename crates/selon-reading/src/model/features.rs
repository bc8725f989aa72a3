//! The features of one candidate, by names that a person can read.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::buckets::Table;

/// What becomes of features.
#[derive(Clone, Copy)]
pub(crate) enum Scale<'w> {
    /// They are weighed by a model, each as soon as it is there.
    Model(&'w Table),
    /// Their names are kept, for somebody to read: in training and in explanations.
    Names,
}

/// The features of one candidate: what they weigh together, or their names.
#[derive(Clone)]
pub(crate) struct Features<'w> {
    scale: Scale<'w>,
    score: f32,
    names: Vec<String>,
}

impl<'w> Features<'w> {
    /// None yet.
    pub(crate) fn new(scale: Scale<'w>) -> Self {
        Features { scale, score: 0.0, names: Vec::new() }
    }

    /// Adds the feature whose name is these parts put together.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        match self.scale {
            Scale::Model(table) => self.score += table.weight(hash_of(parts)),
            Scale::Names => self.names.push(parts.concat()),
        }
    }

    /// The sum of their weights.
    pub(crate) fn score(&self) -> f32 {
        self.score
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

/// The hash of a name in parts.
pub(super) fn hash_of(parts: &[&str]) -> u64 {
    // Hardly a name is longer.
    let mut name: SmallVec<[u8; 96]> = SmallVec::new();
    parts.iter().for_each(|part| name.extend_from_slice(part.as_bytes()));
    hash(&name)
}

/// The hash of a feature's name.
pub(crate) fn hash(name: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(name);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_one_name() {
        let mut features = Features::new(Scale::Names);
        features.add(&["que ", "lemma=", "dire"]);
        assert_eq!(features.names(), ["que lemma=dire"]);
        assert_eq!(hash_of(&["que ", "lemma=", "dire"]), hash(b"que lemma=dire"));
    }
}
