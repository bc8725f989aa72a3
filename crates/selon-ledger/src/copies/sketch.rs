//! The sketch of a text: its words, and the few hashes that its copies are found by.

use xxhash_rust::xxh3::xxh3_64;

use super::words::{Words, hash, runs};

/// Hashes of a band. A band of two texts is equal with the third power of their similarity.
const ROWS: usize = 3;

/// Bands of a signature.
///
/// Of two texts with Jaccard similarity J some band is equal with probability 1 - (1 - J³)⁴⁰: .9952 at J = .5, .9998 at .6,
/// .02 at .08. Two rows would need 19 bands for as much and propose 15 times as many pairs at .08; four need 83.
const BANDS: usize = 40;

/// Hashes of a MinHash signature.
const SIGNATURE: usize = ROWS * BANDS;

/// Words of a fingerprinted passage.
const PASSAGE: usize = 8;

/// Passages of which one is kept at least. So two texts that share a run of `PASSAGE + WINDOW - 1` = 19 words share a
/// fingerprint, and of each two in thirteen are kept.
const WINDOW: usize = 12;

/// Bits of the hashes that are kept: SQLite writes them in six bytes, and of 10⁸ others none is equal by chance but once
/// in three million.
const KEPT: u64 = (1 << 48) - 1;

/// What a text is compared by: its words, its MinHash bands (Broder 1997; banded as by Leskovec, Rajaraman and Ullman,
/// *Mining of Massive Datasets*, ch. 3) and its winnowed fingerprints (Schleimer, Wilkerson, Aiken 2003).
#[derive(Clone, Debug)]
pub struct Sketch {
    words: Words,
    bands: Vec<u64>,
    prints: Vec<u64>,
}

impl Sketch {
    /// The sketch of a text, in linear time.
    ///
    /// ```
    /// use selon_ledger::copies::Sketch;
    /// let [a, b] = ["Un séisme a secoué la ville, lundi.", "UN SÉISME A SECOUÉ LA VILLE LUNDI"].map(Sketch::of);
    /// assert_eq!((a.bands(), a.prints()), (b.bands(), b.prints()));
    /// ```
    pub fn of(text: &str) -> Sketch {
        let words = Words::of(text);
        let (bands, prints) = (bands(&words), prints(words.hashes()));
        Sketch { words, bands, prints }
    }

    /// The words of the text.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// One hash for each band, below 2⁴⁸; none of a text that is shorter than a gram.
    pub fn bands(&self) -> &[u64] {
        &self.bands
    }

    /// The fingerprints of its passages, below 2⁴⁸, each once and in order.
    pub fn prints(&self) -> &[u64] {
        &self.prints
    }
}

/// The factors and summands of the signature's permutations of 32-bit numbers.
const PERMUTATIONS: ([u32; SIGNATURE], [u32; SIGNATURE]) = {
    let (mut factors, mut summands) = ([0; SIGNATURE], [0; SIGNATURE]);
    let mut at = 0;
    while at < SIGNATURE {
        let drawn = split_mix(at as u64 + 1);
        factors[at] = drawn as u32 | 1;
        summands[at] = (drawn >> 32) as u32;
        at += 1;
    }
    (factors, summands)
};

/// The number that SplitMix64 draws for a seed (Steele, Lea, Flood 2014).
const fn split_mix(seed: u64) -> u64 {
    let z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The hashes of the bands of a MinHash signature of the grams.
fn bands(words: &Words) -> Vec<u64> {
    let mut signature = [u32::MAX; SIGNATURE];
    let (factors, summands) = &PERMUTATIONS;
    for (gram, _) in words.grams() {
        let gram = (gram ^ (gram >> 32)) as u32;
        for ((least, factor), summand) in signature.iter_mut().zip(factors).zip(summands) {
            *least = (*least).min(gram.wrapping_mul(*factor).wrapping_add(*summand));
        }
    }
    if words.grams().is_empty() {
        return Vec::new();
    }
    let band = |(at, rows): (usize, &[u32; ROWS])| {
        let [a, b, c] = rows.map(u32::to_le_bytes);
        xxh3_64([(at as u32).to_le_bytes(), a, b, c].as_flattened()) & KEPT
    };
    signature.as_chunks().0.iter().enumerate().map(band).collect()
}

/// The winnowed fingerprints of some words: of every [`WINDOW`] passages that follow each other the least hash is kept.
fn prints(words: &[u64]) -> Vec<u64> {
    let passages: Vec<u64> = runs::<PASSAGE>(words).map(|passage| hash(passage) & KEPT).collect();
    let mut kept = Vec::with_capacity(passages.len() / 5);
    let mut least = None;
    for end in WINDOW.min(passages.len())..=passages.len() {
        let start = end.saturating_sub(WINDOW);
        // The least of the window before, while it is in this one: then only the newest can be less.
        let newest = end.checked_sub(1);
        let found = match (least, newest) {
            (Some(at), Some(newest)) if at >= start => {
                if passages[newest] <= passages[at] {
                    newest
                } else {
                    at
                }
            }
            _ => match (start..end).rev().min_by_key(|&at| passages[at]) {
                Some(at) => at,
                None => break,
            },
        };
        if least != Some(found) {
            kept.push(passages[found]);
            least = Some(found);
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}
