//! Sets of characters, each stored once: a French model repeats one set of 600 ranges 530 times.

use std::collections::HashMap;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};
use serde::{Deserialize, Serialize};

use crate::vocab::unicode;

/// Sorted, disjoint, inclusive ranges of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct CharSet(pub(crate) Vec<(u32, u32)>);

impl CharSet {
    /// Whether the ranges are what they should be, also when they were read from storage.
    pub(crate) fn is_sound(&self) -> bool {
        let within = self.0.iter().all(|&(first, last)| first <= last && last <= 0x10_ffff);
        within && self.0.windows(2).all(|pair| pair[0].1 < pair[1].0)
    }
}

/// The sets of all patterns of a tokenizer; a pattern names a set by its index.
#[derive(Debug, Default)]
pub(crate) struct CharSets {
    sets: Vec<CharSet>,
    index: HashMap<CharSet, u32>,
}

impl CharSets {
    /// The index of a set, added if it is new.
    pub(crate) fn intern(&mut self, class: &ClassUnicode) -> u32 {
        let set = CharSet(class.iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect());
        if let Some(&id) = self.index.get(&set) {
            return id;
        }
        let id = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.index.insert(set, id);
        id
    }

    /// The index of what is in either set.
    pub(crate) fn union(&mut self, a: u32, b: u32) -> u32 {
        let mut class = self.class(a);
        class.union(&self.class(b));
        self.intern(&class)
    }

    /// All sets, by index.
    pub(crate) fn into_sets(self) -> Vec<CharSet> {
        self.sets
    }

    fn class(&self, id: u32) -> ClassUnicode {
        let ranges = &self.sets[id as usize].0;
        ClassUnicode::new(ranges.iter().filter_map(|&(first, last)| range(first, last)))
    }
}

/// A range of code points without the surrogates, which no text holds; `None` where nothing remains.
pub(crate) fn range(first: u32, last: u32) -> Option<ClassUnicodeRange> {
    let first = if (0xd800..0xe000).contains(&first) { 0xe000 } else { first };
    let last = if (0xd800..0xe000).contains(&last) { 0xd7ff } else { last };
    if first > last {
        return None;
    }
    Some(ClassUnicodeRange::new(char::from_u32(first)?, char::from_u32(last)?))
}

/// What Python's `re.IGNORECASE` does to a set.
///
/// A character matches when its lower case is the lower case of a member, or stands in one of the groups
/// of small letters that share their capital, such as `s` and `ſ` (`re._casefix`).
pub(crate) struct CaseFolding {
    /// Every character that has another lower case, with that.
    lower: Vec<(char, char)>,
    /// Groups of two or three small letters with the same capital.
    same_capital: Vec<Vec<char>>,
}

impl CaseFolding {
    pub(crate) fn new() -> Self {
        let cased = || (0..0x2_0000).filter_map(char::from_u32);
        let lower = cased().filter_map(|c| Some((c, simple_lower(c))).filter(|(c, low)| c != low)).collect();
        let mut by_capital: HashMap<String, Vec<char>> = HashMap::new();
        let is_small = |c: &char| simple_lower(*c) == *c && c.to_uppercase().next() != Some(*c);
        for c in cased().filter(is_small) {
            by_capital.entry(c.to_uppercase().collect()).or_default().push(c);
        }
        CaseFolding {
            lower,
            same_capital: by_capital.into_values().filter(|group| group.len() > 1).collect(),
        }
    }

    /// The set of all characters that match one of `class` when case is ignored.
    pub(crate) fn close(&self, class: &ClassUnicode) -> ClassUnicode {
        let contains = |class: &ClassUnicode, c: char| {
            let after = class.ranges().partition_point(|range| range.start() <= c);
            after > 0 && c <= class.ranges()[after - 1].end()
        };
        let one = |c: char| ClassUnicodeRange::new(c, c);
        // The lower-case forms of the members ...
        let mut folded = class.clone();
        folded.difference(&ClassUnicode::new(self.lower.iter().map(|&(c, _)| one(c))));
        let added = self.lower.iter().filter(|&&(c, _)| contains(class, c)).map(|&(_, low)| one(low));
        folded.union(&ClassUnicode::new(added));
        let groups = self.same_capital.iter().filter(|group| group.iter().any(|&c| contains(&folded, c)));
        folded.union(&ClassUnicode::new(groups.flatten().map(|&c| one(c))));
        // ... and everything that has one of them as its lower case.
        let capitals = self.lower.iter().filter(|&&(_, low)| contains(&folded, low)).map(|&(c, _)| one(c));
        let capitals = ClassUnicode::new(capitals);
        folded.union(&capitals);
        folded
    }
}

/// Python's one-character lower case (`İ` gives `i`).
fn simple_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// `\d`, `\s` or `\w` as Python reads them in a text pattern.
pub(crate) fn shorthand(letter: char) -> Option<ClassUnicode> {
    let mut class = match letter.to_ascii_lowercase() {
        'd' => unicode::category("Nd"),
        's' => {
            let spaces = (0..0x3001).filter_map(char::from_u32).filter(|&c| unicode::is_space(c));
            ClassUnicode::new(spaces.map(|c| ClassUnicodeRange::new(c, c)))
        }
        'w' => {
            let mut class = unicode::category("L");
            class.union(&unicode::category("N"));
            class.push(ClassUnicodeRange::new('_', '_'));
            class
        }
        _ => return None,
    };
    if letter.is_ascii_uppercase() {
        class.negate();
    }
    Some(class)
}
