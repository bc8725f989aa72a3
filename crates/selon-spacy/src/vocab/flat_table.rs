//! A map from ids to short lists of strings, laid out flat so that it can be memory-mapped.

use crate::Error;

/// Stands between the strings of one list. No word holds it.
const SEPARATOR: char = '\u{1f}';

/// A [`FlatView`] with its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FlatTable {
    keys: Vec<u64>,
    offsets: Vec<u32>,
    text: String,
}

/// The map: sorted keys, and for the `i`-th key the strings in `text[offsets[i]..offsets[i + 1]]`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FlatView<'a> {
    keys: &'a [u64],
    offsets: &'a [u32],
    text: &'a str,
}

impl FlatTable {
    /// The table of these entries. A later entry replaces an earlier one of the same key; empty lists are left out.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the strings hold the separator or are longer than 4 GiB together.
    pub(crate) fn new(part: &str, mut entries: Vec<(u64, Vec<&str>)>) -> Result<Self, Error> {
        entries.sort_by_key(|&(key, _)| key);
        let mut table =
            FlatTable { keys: Vec::with_capacity(entries.len()), offsets: vec![0], text: String::new() };
        let mut entries = entries.into_iter().peekable();
        while let Some((key, strings)) = entries.next() {
            let replaced = entries.peek().is_some_and(|&(next, _)| next == key);
            if replaced || strings.is_empty() {
                continue;
            }
            if let Some(string) = strings.iter().find(|s| s.contains(SEPARATOR)) {
                return Err(Error::malformed(part, format!("{string:?} holds U+001F")));
            }
            for (i, string) in strings.iter().enumerate() {
                if i > 0 {
                    table.text.push(SEPARATOR);
                }
                table.text.push_str(string);
            }
            let end = u32::try_from(table.text.len())
                .map_err(|_| Error::malformed(part, "a table of more than 4 GiB"))?;
            table.keys.push(key);
            table.offsets.push(end);
        }
        Ok(table)
    }

    /// The table, borrowed.
    pub(crate) fn view(&self) -> FlatView<'_> {
        FlatView { keys: &self.keys, offsets: &self.offsets, text: &self.text }
    }
}

impl<'a> FlatView<'a> {
    /// The table over parts that were saved. Only their lengths are checked, so that a mapped file is not read through:
    /// wrong keys or offsets make entries unfindable, nothing worse.
    ///
    /// # Errors
    /// [`Error::Malformed`] when there is not one offset more than there are keys.
    pub(crate) fn new(part: &str, keys: &'a [u64], offsets: &'a [u32], text: &'a str) -> Result<Self, Error> {
        if offsets.len() != keys.len() + 1 && !(keys.is_empty() && offsets.is_empty()) {
            let reason = format!("{} offsets for {} keys", offsets.len(), keys.len());
            return Err(Error::malformed(part, reason));
        }
        Ok(FlatView { keys, offsets, text })
    }

    /// Keys, offsets and text, to be saved.
    pub(crate) fn parts(self) -> (&'a [u64], &'a [u32], &'a str) {
        (self.keys, self.offsets, self.text)
    }

    /// Whether there is no key.
    pub(crate) fn is_empty(self) -> bool {
        self.keys.is_empty()
    }

    /// The strings of a key, none if it has no entry.
    pub(crate) fn get(self, key: u64) -> impl Iterator<Item = &'a str> {
        self.joined(key).into_iter().flat_map(|strings| strings.split(SEPARATOR))
    }

    /// The first string of a key.
    pub(crate) fn first(self, key: u64) -> Option<&'a str> {
        self.get(key).next()
    }

    fn joined(self, key: u64) -> Option<&'a str> {
        let i = self.keys.binary_search(&key).ok()?;
        let (&start, &end) = (self.offsets.get(i)?, self.offsets.get(i + 1)?);
        self.text.get(start as usize..end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    #[test]
    fn the_last_entry_of_a_key_counts() {
        let table = FlatTable::new("test", vec![(9, vec!["fée"]), (2, vec!["a", "b"]), (9, vec!["fou", ""])])
            .unwrap();
        assert_eq!(table.view().get(2).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(table.view().get(9).collect::<Vec<_>>(), ["fou", ""]);
        assert_eq!(table.view().first(3), None);
    }

    #[test]
    fn lengths_must_agree() {
        assert!(FlatView::new("test", &[1, 2], &[0, 1], "a").is_err());
        assert!(FlatView::new("test", &[], &[], "").is_ok());
    }

    #[test]
    fn the_separator_is_refused() {
        assert!(FlatTable::new("test", vec![(1, vec!["a\u{1f}b"])]).is_err());
    }

    proptest! {
        #[test]
        fn it_is_the_map_it_was_made_from(
            map in btree_map(any::<u64>(), vec(".{0,8}", 0..4), 0..20)
        ) {
            let entries = map.iter().map(|(&k, v)| (k, v.iter().map(String::as_str).collect())).collect();
            if let Ok(table) = FlatTable::new("test", entries) {
                for (&key, strings) in &map {
                    prop_assert_eq!(table.view().get(key).collect::<Vec<_>>(), strings.clone());
                }
            }
        }

        #[test]
        fn wrong_offsets_do_no_harm(keys: Vec<u64>, mut offsets: Vec<u32>, text: String, key: u64) {
            offsets.resize(keys.len() + 1, 0);
            let view = FlatView::new("test", &keys, &offsets, &text).unwrap();
            for &key in keys.iter().chain([&key]) {
                let _ = view.first(key);
            }
        }
    }
}
