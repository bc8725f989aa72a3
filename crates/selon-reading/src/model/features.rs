//! The features of one candidate.

/// Features by the hash of their names. The names themselves are kept only where somebody reads them: in training
/// and in explanations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
    names: Option<Vec<String>>,
}

impl Features {
    /// None yet. With `named`, their names are kept.
    pub(crate) fn new(named: bool) -> Self {
        Features { hashes: Vec::new(), names: named.then(Vec::new) }
    }

    /// Adds the feature whose name is these parts put together.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        self.hashes.push(parts.iter().fold(FNV_OFFSET, |hash, part| fnv(hash, part)));
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
pub(crate) fn hash(name: &str) -> u64 {
    fnv(FNV_OFFSET, name)
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a (Fowler, Noll and Vo), which goes on from part to part.
fn fnv(hash: u64, part: &str) -> u64 {
    part.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hash_as_the_whole_name() {
        let mut features = Features::new(true);
        features.add(&["que ", "lemma=", "dire"]);
        assert_eq!(features.hashes(), [hash("que lemma=dire")]);
        assert_eq!(features.names(), ["que lemma=dire"]);
    }
}
