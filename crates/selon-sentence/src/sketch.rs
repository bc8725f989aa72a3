//! The near ones among many vectors: 64 bytes of each are compared, all of them.
//!
//! A sketch is which of a vector's numbers are above zero. Two vectors at the angle `a` differ in about `a / π` of the 512
//! (Charikar, [Similarity estimation techniques from rounding algorithms](https://doi.org/10.1145/509907.509965), 2002; the
//! encoder's own axes do as well as random ones, `docs/evaluation.md`). All sketches are compared, which is
//! quick enough for a million.

use selon_arrays::widest;

use crate::vector::{Compact, DIMENSIONS};

/// Words of 64 bits in a sketch.
const WORDS: usize = DIMENSIONS / 64;

/// Sketches that are compared with all that is looked for before the next ones are: as many as stay in a processor's cache.
const BLOCK: usize = 2048;

/// Which numbers of a vector are above zero: 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u64; WORDS]);

impl Sketch {
    /// Bytes it is stored in.
    pub const BYTES: usize = DIMENSIONS / 8;

    /// In how many of the 512 places the two differ: 0 for the same vector, about 256 for unrelated ones, and about
    /// `512 · acos(c) / π` for those with the cosine `c`: 141 for 0.65.
    pub fn distance(&self, other: &Sketch) -> u32 {
        self.0.iter().zip(other.0).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// What to store.
    pub fn to_bytes(&self) -> [u8; Sketch::BYTES] {
        std::array::from_fn(|i| self.0[i / 8].to_le_bytes()[i % 8])
    }

    /// What [`Sketch::to_bytes`] stored; `None` for another number of bytes.
    ///
    /// ```
    /// use selon_sentence::Sketch;
    /// let sketch = Sketch::from_bytes(&[7; Sketch::BYTES]).unwrap();
    /// assert_eq!(sketch.to_bytes(), [7; Sketch::BYTES]);
    /// assert_eq!(Sketch::from_bytes(b"short"), None);
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (words, []) = bytes.as_chunks() else { return None };
        let words: &[[u8; 8]; WORDS] = words.try_into().ok()?;
        Some(Sketch(words.map(u64::from_le_bytes)))
    }
}

impl Compact {
    /// The vector's sketch.
    pub fn sketch(&self) -> Sketch {
        let word =
            |codes: &[i8; 64]| (0..).zip(codes).fold(0, |word, (i, &code)| word | u64::from(code > 0) << i);
        let mut words = self.codes().as_chunks().0.iter().map(word);
        Sketch(std::array::from_fn(|_| words.next().unwrap_or_default()))
    }
}

/// Many sketches, each known by its place: the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Sketches(Vec<Sketch>);

/// One that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// As [`Sketch::distance`].
    pub distance: u32,
    /// The place among the sketches.
    pub place: usize,
}

impl Sketches {
    /// The distance up to which 93 % of the pairs of press sentences with a cosine of 0.65 and more are found, and 0.01 % of
    /// all others (`docs/evaluation.md`).
    pub const FARTHEST: u32 = 146;

    /// Adds one; its place is how many were there.
    pub fn push(&mut self, sketch: Sketch) {
        self.0.push(sketch);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For each of the sketches those within the distance, the nearest first and of those as near the first added first;
    /// at most `most`.
    ///
    /// ```
    /// use selon_sentence::{Near, Sketch, Sketches};
    /// let mut sketches = Sketches::default();
    /// let [a, b] = [[0; Sketch::BYTES], [1; Sketch::BYTES]].map(|bytes| Sketch::from_bytes(&bytes).unwrap());
    /// sketches.extend([a, b, a]);
    /// let near = |place, distance| Near { place, distance };
    /// assert_eq!(sketches.near(&[a], 63, 9), [[near(0, 0), near(2, 0)]]);
    /// assert_eq!(sketches.near(&[b, a], 64, 2), [[near(1, 0), near(0, 64)], [near(0, 0), near(2, 0)]]);
    /// ```
    pub fn near(&self, sketches: &[Sketch], farthest: u32, most: usize) -> Vec<Vec<Near>> {
        let mut found = vec![Vec::new(); sketches.len()];
        for (block, first) in self.0.chunks(BLOCK).zip((0..).step_by(BLOCK)) {
            for (sketch, found) in sketches.iter().zip(&mut found) {
                compare(sketch, block, first, farthest, found);
                if found.len() > most.saturating_add(BLOCK) {
                    keep(found, most);
                }
            }
        }
        found.iter_mut().for_each(|found| keep(found, most));
        found
    }
}

impl Extend<Sketch> for Sketches {
    fn extend<T: IntoIterator<Item = Sketch>>(&mut self, sketches: T) {
        self.0.extend(sketches);
    }
}

impl FromIterator<Sketch> for Sketches {
    fn from_iter<T: IntoIterator<Item = Sketch>>(sketches: T) -> Self {
        Sketches(sketches.into_iter().collect())
    }
}

/// The nearest, in order.
fn keep(found: &mut Vec<Near>, most: usize) {
    found.sort_unstable();
    found.truncate(most);
}

widest! {
    /// Adds those of the block, whose first one has the place `first`, that are within the distance.
    fn compare(sketch: &Sketch, block: &[Sketch], first: usize, farthest: u32, found: &mut Vec<Near>) {
        for (place, other) in (first..).zip(block) {
            let distance = sketch.distance(other);
            if distance <= farthest {
                found.push(Near { distance, place });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sketches(most: usize) -> impl Strategy<Value = Vec<Sketch>> {
        proptest::collection::vec(any::<[u64; WORDS]>().prop_map(Sketch), 1..most)
    }

    proptest! {
        #[test]
        fn the_nearest_are_found(
            all in sketches(40), wanted in sketches(4), farthest in 200u32..320, most in 0usize..12,
        ) {
            let found = Sketches::from_iter(all.clone()).near(&wanted, farthest, most);
            for (wanted, found) in wanted.iter().zip(found) {
                let pairs = all.iter().enumerate().map(|(place, other)| Near { distance: wanted.distance(other), place });
                let mut expected: Vec<Near> = pairs.filter(|near| near.distance <= farthest).collect();
                expected.sort();
                expected.truncate(most);
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn the_cap_holds_over_many_blocks() {
        let same = Sketch([3; WORDS]);
        let sketches: Sketches = std::iter::repeat_n(same, 5 * BLOCK).collect();
        let found = &sketches.near(&[same], 0, 3)[0];
        assert_eq!(found.iter().map(|near| near.place).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
