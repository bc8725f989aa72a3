//! Every entry that a name may mean.

use crate::fold::{fold, is_mixed, is_short, joined_key, keys, skeleton};
use crate::index::hash;
use crate::layout::{PairRecord, Section};
use crate::{Base, Entry, Name, NameSort};

/// How a name led to an entry, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// One of its names, but for capitals, accents and marks.
    Exact,
    /// Its initials, in capitals or with a capital first.
    Acronym,
    /// The address of its site.
    Domain,
    /// Its number.
    Designator,
    /// One of its names in another spelling.
    Key,
    /// The surname of a person, alone or with initials that agree.
    Surname,
    /// The consonants of one of its names. Believed only where the context speaks for it.
    Skeleton,
}

/// An entry that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The entry.
    pub entry: Entry<'a>,
    /// How the name led to it.
    pub by: By,
    /// The name of the entry that it was compared with.
    pub name: &'a str,
}

/// Words of one consonant are too many.
const LEAST_SKELETON: usize = 3;

impl Base {
    /// Every entry that a name may mean, the surest ways first: exact names, then other spellings, then surnames; by their
    /// consonants only where there is no other. Each entry once.
    ///
    /// None for what no name is: nothing in capitals, words that mix scripts, more than 200 characters or 12 words.
    pub fn candidates(&self, name: &str) -> Vec<Candidate<'_>> {
        let name = name.trim();
        let mut found = Found(Vec::new());
        if name.is_empty() || !is_short(name) || is_mixed(name) {
            return found.0;
        }
        if let Some(entry) = self.domain(name).filter(|_| !name.contains(' ')) {
            found.add(Candidate { entry, by: By::Domain, name: entry.name("") });
        }
        if !has_capital(name) {
            return found.0;
        }
        self.add_named(name, &mut found);
        if let Some(entry) = self.designator(name).and_then(|d| d.entry) {
            found.add(Candidate { entry, by: By::Designator, name: entry.name("") });
        }
        if found.0.is_empty() {
            self.add_skeletons(name, &mut found);
        }
        found.0.sort_by_key(|candidate| candidate.by);
        found.0
    }

    /// Whether a name can begin with a word, folded ([`fold`]). May say yes where none does, never no where one does.
    pub fn starts_alias(&self, folded_word: &str) -> bool {
        let table = self.table::<u32>(Section::FirstWords);
        let key = hash(folded_word);
        table.get(table.partition_point(|&word| word < key)) == Some(key)
    }

    fn add_named<'a>(&'a self, name: &str, found: &mut Found<'a>) {
        let folded = fold(name);
        let keys = keys(name);
        let index = self.table::<PairRecord>(Section::NameIndex);
        for (entry, known) in index.rows(hash(&folded)).filter_map(|row| self.named(row)) {
            if let Some(by) = exactly(name, &folded, known) {
                found.add(Candidate { entry, by, name: known.text });
            }
        }
        for key in &keys {
            let joined = joined_key(key);
            for (entry, known) in index.rows(hash(&joined)).filter_map(|row| self.named(row)) {
                if spelt(known) && self::keys(known.text).iter().any(|k| joined_key(k) == joined) {
                    found.add(Candidate { entry, by: By::Key, name: known.text });
                }
            }
            let surnames = self.table::<PairRecord>(Section::SurnameIndex);
            for (entry, known) in surnames.rows(hash(&joined)).filter_map(|row| self.named(row)) {
                found.add(Candidate { entry, by: By::Surname, name: known.text });
            }
        }
    }

    fn add_skeletons<'a>(&'a self, name: &str, found: &mut Found<'a>) {
        let index = self.table::<PairRecord>(Section::SkeletonIndex);
        for skeleton in keys(name).iter().map(|key| self::skeleton(key)) {
            if skeleton.len() < LEAST_SKELETON {
                continue;
            }
            for (entry, known) in index.rows(hash(&skeleton)).filter_map(|row| self.named(row)) {
                if keys(known.text).iter().any(|key| self::skeleton(key) == skeleton) {
                    found.add(Candidate { entry, by: By::Skeleton, name: known.text });
                }
            }
        }
    }
}

/// How an entry's name is the very name that was looked up.
fn exactly(name: &str, folded: &str, known: Name<'_>) -> Option<By> {
    if fold(known.text) != folded {
        return None;
    }
    match known.sort {
        NameSort::Main | NameSort::Alias => Some(By::Exact),
        NameSort::Acronym => Some(By::Acronym).filter(|_| name.starts_with(char::is_uppercase)),
        NameSort::Surname | NameSort::Domain | NameSort::Designator => None,
    }
}

/// Whether a name may be spelt in other ways.
fn spelt(known: Name<'_>) -> bool {
    matches!(known.sort, NameSort::Main | NameSort::Alias)
}

/// Whether some word begins as names do; scripts without capitals have none.
fn has_capital(name: &str) -> bool {
    name.chars().any(|c| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()))
}

struct Found<'a>(Vec<Candidate<'a>>);

impl<'a> Found<'a> {
    /// Keeps the surest way to each entry.
    fn add(&mut self, candidate: Candidate<'a>) {
        match self.0.iter_mut().find(|other| other.entry == candidate.entry) {
            Some(other) if candidate.by < other.by => *other = candidate,
            Some(_) => {}
            None => self.0.push(candidate),
        }
    }
}
