//! The alphabet of a tokenizer: characters that no pattern tells apart are one letter.
//!
//! A chunk is translated once into one byte a character; every automaton then runs over these bytes.
//! That makes a set of 600 Unicode ranges one byte class instead of hundreds of UTF-8 states, and every
//! offset a count of characters, as in Python.

use std::collections::HashMap;

use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir};

use super::pattern::CharSet;
use crate::Error;

/// Stands before the first character of a text; no set holds it.
pub(super) const BEFORE_TEXT: u8 = 0;

const PAGE: usize = 256;

/// From characters to letters, and from sets of characters to sets of letters.
#[derive(Debug)]
pub(super) struct Alphabet {
    ascii: [u8; 128],
    /// Which of `pages` holds the 256 characters of each block.
    blocks: Vec<u16>,
    pages: Vec<[u8; PAGE]>,
    /// The letters of each set, by the index of the set.
    members: Vec<ClassBytes>,
}

impl Alphabet {
    /// The coarsest alphabet that tells the sets apart.
    ///
    /// # Errors
    /// [`Error::Unsupported`] when that takes more than 255 letters, [`Error::Malformed`] for a set whose
    /// ranges are no sorted, disjoint ranges of code points.
    pub(super) fn new(sets: &[CharSet], used: &[bool]) -> Result<Self, Error> {
        if !sets.iter().all(CharSet::is_sound) {
            return Err(Error::malformed("tokenizer", "a set of characters out of order"));
        }
        // Where a set begins or ends, sorted: between two such places all characters are alike.
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (index, set) in sets.iter().enumerate().filter(|&(index, _)| used[index]) {
            for &(first, last) in &set.0 {
                edges.push((first, index as u32));
                edges.push((last + 1, index as u32));
            }
        }
        edges.sort_unstable();
        let mut signature = vec![0u64; sets.len().div_ceil(64)];
        let mut letters: HashMap<Vec<u64>, u8> = HashMap::new();
        let mut members = vec![ClassBytes::empty(); sets.len()];
        let mut runs: Vec<(u32, u32, u8)> = Vec::new();
        let mut from = 0;
        let mut edges = edges.into_iter().peekable();
        while from < 0x11_0000 {
            while let Some((_, set)) = edges.next_if(|&(place, _)| place <= from) {
                signature[set as usize / 64] ^= 1 << (set % 64);
            }
            let to = edges.peek().map_or(0x11_0000, |&(place, _)| place);
            let letter = match letters.get(&signature) {
                Some(&letter) => letter,
                None => {
                    let letter = u8::try_from(letters.len() + 1).map_err(|_| {
                        Error::unsupported(
                            "tokenizer",
                            "patterns that tell more than 255 kinds of characters apart",
                        )
                    })?;
                    letters.insert(signature.clone(), letter);
                    for (index, members) in members.iter_mut().enumerate() {
                        if signature[index / 64] >> (index % 64) & 1 == 1 {
                            members.push(ClassBytesRange::new(letter, letter));
                        }
                    }
                    letter
                }
            };
            runs.push((from, to, letter));
            from = to;
        }
        let (blocks, pages) = paged(&runs);
        let mut ascii = [0; 128];
        ascii.copy_from_slice(&pages[blocks[0] as usize][..128]);
        Ok(Alphabet { ascii, blocks, pages, members })
    }

    /// Appends the letters of a text, one byte a character.
    pub(super) fn translate(&self, text: &str, letters: &mut Vec<u8>) {
        letters.extend(text.chars().map(|c| match self.ascii.get(c as usize) {
            Some(&letter) => letter,
            None => self.pages[self.blocks[c as usize / PAGE] as usize][c as usize % PAGE],
        }));
    }

    /// One letter of a set.
    pub(super) fn class(&self, set: u32) -> Hir {
        Hir::class(Class::Bytes(self.members[set as usize].clone()))
    }

    /// One letter that is not of a set, or the place before the text.
    pub(super) fn complement(&self, set: u32) -> Hir {
        let mut class = self.members[set as usize].clone();
        class.negate();
        Hir::class(Class::Bytes(class))
    }
}

/// Blocks of 256 characters, alike ones stored once.
fn paged(runs: &[(u32, u32, u8)]) -> (Vec<u16>, Vec<[u8; PAGE]>) {
    let mut blocks = Vec::with_capacity(0x11_0000 / PAGE);
    let mut pages: Vec<[u8; PAGE]> = Vec::new();
    let mut stored: HashMap<[u8; PAGE], u16> = HashMap::new();
    let mut uniform = [None; 256];
    let mut run = 0;
    for block in 0..0x11_0000 / PAGE as u32 {
        let (start, end) = (block * PAGE as u32, (block + 1) * PAGE as u32);
        while runs[run].1 <= start {
            run += 1;
        }
        let mut store = |page: [u8; PAGE]| {
            *stored.entry(page).or_insert_with(|| {
                pages.push(page);
                (pages.len() - 1) as u16
            })
        };
        let letter = runs[run].2;
        let number = if runs[run].1 >= end {
            *uniform[letter as usize].get_or_insert_with(|| store([letter; PAGE]))
        } else {
            let mut page = [0; PAGE];
            for &(from, to, letter) in runs[run..].iter().take_while(|&&(from, _, _)| from < end) {
                page[from.max(start) as usize % PAGE..][..(to.min(end) - from.max(start)) as usize]
                    .fill(letter);
            }
            store(page)
        };
        blocks.push(number);
    }
    (blocks, pages)
}
