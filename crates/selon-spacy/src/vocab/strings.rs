//! Ids of strings as spaCy's `StringStore` gives them.
//!
//! Tables in a model are keyed by these ids, and the network's embeddings start from them. The strings themselves
//! are not needed: an id is computed from the string whenever one is met.

use std::sync::LazyLock;

use hashbrown::HashMap;

static SYMBOLS: LazyLock<HashMap<&str, u64, foldhash::fast::FixedState>> = LazyLock::new(|| {
    include_str!("../../data/spacy/symbols.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, id)| Some((name, id.parse().ok()?)))
        .collect()
});

/// Bytes of the longest symbol: longer words need no search.
static LONGEST_SYMBOL: LazyLock<usize> =
    LazyLock::new(|| SYMBOLS.keys().map(|name| name.len()).max().unwrap_or(0));

/// The id of a string: 0 for the empty string, the number of a symbol for the names of `spacy.symbols`, else a hash.
///
/// The word *mark* has the id of the dependency label `mark`, because spaCy looks the symbols up first.
pub(crate) fn hash_string(string: &str) -> u64 {
    if string.is_empty() {
        return 0;
    }
    if string.len() <= *LONGEST_SYMBOL
        && let Some(&id) = SYMBOLS.get(string)
    {
        return id;
    }
    murmur_hash_64a(string.as_bytes(), 1)
}

/// The name of a symbol, such as `NOUN` for 92.
pub(crate) fn symbol(id: u64) -> Option<&'static str> {
    SYMBOLS.iter().find(|&(_, &symbol)| symbol == id).map(|(&name, _)| name)
}

/// MurmurHash64A, little-endian, by Austin Appleby (public domain).
fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for &block in blocks {
        let mut k = u64::from_le_bytes(block).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Computed with `spacy.strings.StringStore().add(…)`, spaCy 3.8.18.
    const KNOWN: [(&str, u64); 24] = [
        ("", 0),
        ("a", 11901859001352538922),
        ("ab", 6606101647874324205),
        ("abc", 13021918864714763345),
        ("abcd", 10146069190107602562),
        ("abcde", 13719108639536143),
        ("abcdef", 15630152049486356940),
        ("abcdefg", 18200195881963043692),
        ("abcdefgh", 17751780907874141760),
        ("abcdefghi", 13885881106499164936),
        ("mark", 423),
        ("det", 415),
        ("NOUN", 92),
        ("X", 101),
        ("_", 456),
        ("selon", 14865888153772057445),
        ("Élysée", 15246259507242029199),
        ("l’État", 11016118968990160805),
        ("日本語のニュース", 5011259404628407374),
        ("🦀", 814917477307458328),
        ("\0", 12725806677685968135),
        ("anticonstitutionnellement", 12676721602705802600),
        ("DERIV", 8200911734528799257),
        ("LANG", 83),
    ];

    #[test]
    fn ids_are_those_of_spacy() {
        for (string, id) in KNOWN {
            assert_eq!(hash_string(string), id, "{string:?}");
        }
    }

    #[test]
    fn a_symbol_is_not_hashed() {
        assert_eq!(murmur_hash_64a(b"mark", 1), 15008882951097202841);
        assert_eq!(hash_string("mark"), 423);
    }

    #[test]
    fn all_symbols_are_read() {
        assert_eq!(SYMBOLS.len(), 456);
    }

    proptest! {
        #[test]
        fn any_string_has_an_id(string in ".*") {
            prop_assert_eq!(hash_string(&string) == 0, string.is_empty());
        }
    }
}
