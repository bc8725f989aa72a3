//! From a key to rows: pairs of the key's hash and a row, sorted. Whoever looks up compares the row itself, so that two
//! keys of one hash do no harm.

use crate::layout::{MOST_OF_PAIR, PairRecord, Record};

/// Rows of one hash that are looked at. The commonest names of the base are those of some dozens of entries.
const MOST: usize = 256;

/// The hash of a key, the same in each build.
pub(crate) fn hash(key: &str) -> u32 {
    crc32fast::hash(key.as_bytes()) & MOST_OF_PAIR
}

/// Rows of one kind, somewhere in the file.
#[derive(Debug)]
pub(crate) struct Table<'a, R> {
    bytes: &'a [u8],
    record: std::marker::PhantomData<R>,
}

impl<R> Clone for Table<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Table<'_, R> {}

impl<'a, R: Record> Table<'a, R> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Table { bytes, record: std::marker::PhantomData }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / R::WIDTH
    }

    pub(crate) fn get(&self, row: usize) -> Option<R> {
        R::read(self.bytes.get(row.checked_mul(R::WIDTH)?..)?)
    }

    /// The number of rows at the front for which `before` holds, when it holds for none behind one for which it does not.
    pub(crate) fn partition_point(&self, before: impl Fn(&R) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(|row| before(&row)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl<'a> Table<'a, PairRecord> {
    /// The rows of a key, at most [`MOST`].
    pub(crate) fn rows(self, key: u32) -> impl Iterator<Item = usize> + use<'a> {
        let start = self.partition_point(|pair| pair.key < key);
        (start..self.len())
            .take(MOST)
            .map_while(move |i| self.get(i).filter(|pair| pair.key == key))
            .map(|pair| pair.row as usize)
    }
}
