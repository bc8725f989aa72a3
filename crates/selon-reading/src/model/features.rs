//! The features of one candidate.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

/// Features by the hash of their names. The names themselves are kept only where somebody reads them: in training
/// and in explanations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
    /// The name that is being hashed.
    name: Vec<u8>,
    names: Option<Vec<String>>,
}

impl Features {
    /// None yet. With `named`, their names are kept.
    pub(crate) fn new(named: bool) -> Self {
        Features { hashes: Vec::with_capacity(48), name: Vec::with_capacity(64), names: named.then(Vec::new) }
    }

    /// Adds the feature whose name is these parts put together.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        self.name.clear();
        parts.iter().for_each(|part| self.name.extend_from_slice(part.as_bytes()));
        self.hashes.push(hash(&self.name));
        if let Some(names) = &mut self.names {
            names.push(parts.concat());
        }
    }

    pub(crate) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    pub(crate) fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
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
    fn parts_hash_as_the_whole_name() {
        let mut features = Features::new(true);
        features.add(&["que ", "lemma=", "dire"]);
        assert_eq!(features.hashes(), [hash(b"que lemma=dire")]);
        assert_eq!(features.names(), ["que lemma=dire"]);
    }
}
