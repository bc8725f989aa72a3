//! Every entry that a name may mean.

use selon_record::EntityType;

use crate::fold::{fold, is_mixed, is_short, joined_key, joined_keys, keys, skeleton, word_keys};
use crate::given::Given;
use crate::index::hash;
use crate::layout::{PairRecord, Section};
use crate::{Base, Entry, Name, NameSort, region};

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
    /// One of its names in another spelling. Of people both surname and given name, or a variant of it.
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
    /// Of a person found by the surname, how the given names agree.
    pub(crate) given: Option<Given>,
}

/// Fewer consonants are those of too many words.
const LEAST_SKELETON: usize = 3;

/// More entries have no name in common.
const MOST: usize = 128;

impl Base {
    /// Every entry that a name may mean, the surest ways first: exact names, then other spellings, then surnames; by their
    /// consonants only where there is no other. Each entry once. A name comes without title: « Poutine », not « M. Poutine ».
    ///
    /// None for what no name is: nothing in capitals, words that mix scripts, more than 200 characters or 12 words.
    pub fn candidates(&self, name: &str) -> Vec<Candidate<'_>> {
        let name = name.trim();
        let mut found = Found(Vec::new());
        if name.is_empty() || !is_short(name) || is_mixed(name) {
            return found.0;
        }
        if name.contains('.')
            && !name.contains(' ')
            && let Some(entry) = self.domain(name)
        {
            found.add(entry, By::Domain, entry.name(""), None);
        }
        if !has_capital(name) {
            return found.0;
        }
        self.add_exact(name, &mut found);
        // Whoever writes several words exactly means no other spelling.
        if found.0.is_empty() || !name.contains(' ') {
            let words = word_keys(name);
            if !is_acronym(name) {
                self.add_spelt(name, &joined_keys(&words), &mut found);
            }
            for (entry, known, given) in self.people(name, &words) {
                let by = if given >= Given::Variant { By::Key } else { By::Surname };
                found.add(entry, by, known.text, Some(given));
            }
            if let Some(entry) = self.designator(name).and_then(|designator| designator.entry) {
                found.add(entry, By::Designator, entry.name(""), None);
            }
        }
        if found.0.is_empty()
            && let Some(rest) = region::without_word(name)
        {
            let is_region = |candidate: &Candidate<'_>| region::is_one(&candidate.entry);
            found.0 = self.candidates(rest).into_iter().filter(is_region).collect();
        }
        if found.0.is_empty() {
            self.add_skeletons(name, &keys(name), &mut found);
        }
        found.0.sort_by_key(|candidate| candidate.by);
        found.0
    }

    /// The entries that have this very name but for capitals, accents and marks, and what it is of each. Nothing is weighed and
    /// no other spelling tried: for who looks up many words of which few are names.
    pub fn called(&self, name: &str) -> impl Iterator<Item = (Entry<'_>, NameSort)> {
        let folded = if is_short(name) { fold(name) } else { String::new() };
        let names = self.table::<PairRecord>(Section::NameIndex).rows(hash(&folded));
        names.filter_map(|row| self.named(row)).filter_map(move |(entry, known)| {
            let same = known.text == folded || fold(known.text) == folded;
            (same && !folded.is_empty()).then_some((entry, known.sort))
        })
    }

    /// Whether a name or surname can begin with a word: as it stands ([`fold()`] takes nothing more from it), or in another
    /// spelling. May say yes where none does; no where one does only if words are joined otherwise than in the base.
    pub fn starts_alias(&self, word: &str) -> bool {
        let table = self.table::<u32>(Section::FirstWords);
        let known = |word: &str| {
            let key = hash(word);
            table.get(table.partition_point(|&word| word < key)) == Some(key)
        };
        known(word) || keys(word).iter().any(|key| known(key))
    }

    fn add_exact<'a>(&'a self, name: &str, found: &mut Found<'a>) {
        let folded = fold(name);
        for (entry, known) in self.names_of(Section::NameIndex, &folded) {
            if let Some(by) = exactly(name, &folded, known) {
                found.add(entry, by, known.text, None);
            }
        }
    }

    /// By another spelling; people come by their surname.
    fn add_spelt<'a>(&'a self, name: &str, keys: &[String], found: &mut Found<'a>) {
        // « BFM TV » and « BFMTV » are written alike.
        let joined = |name: &str| joined_key(&fold(name));
        for key in keys {
            for (entry, known) in self.names_of(Section::NameIndex, key) {
                let same = || {
                    joined_keys(&word_keys(known.text)).contains(key)
                        && (entry.is_transcribed() || joined(name) == joined(known.text))
                };
                if spelt(known) && entry.kind() != EntityType::Person && same() {
                    found.add(entry, By::Key, known.text, None);
                }
            }
        }
    }

    fn add_skeletons<'a>(&'a self, name: &str, keys: &[String], found: &mut Found<'a>) {
        for skeleton in keys.iter().map(|key| joined_key(&self::skeleton(key))) {
            if skeleton.len() < LEAST_SKELETON {
                continue;
            }
            for (entry, known) in self.names_of(Section::SkeletonIndex, &skeleton) {
                let same =
                    || self::keys(known.text).iter().any(|key| joined_key(&self::skeleton(key)) == skeleton);
                if !spelt(known) || !entry.is_transcribed() || !same() {
                    continue;
                }
                let given = match entry.kind() {
                    // Bodies are called by common words: « ministre » is no « ministère ».
                    EntityType::Organisation | EntityType::Outlet => continue,
                    EntityType::Person => match self.given(&but_last(name), &but_last(known.text)) {
                        Some(given) if given >= Given::Variant => Some(given),
                        _ => continue,
                    },
                    _ => None,
                };
                found.add(entry, By::Skeleton, known.text, given);
            }
        }
    }

    fn names_of(&self, index: Section, key: &str) -> impl Iterator<Item = (Entry<'_>, Name<'_>)> {
        self.table::<PairRecord>(index).rows(hash(key)).filter_map(|row| self.named(row))
    }
}

/// How an entry's name is the very name that was looked up.
fn exactly(name: &str, folded: &str, known: Name<'_>) -> Option<By> {
    if known.text != name && fold(known.text) != folded {
        return None;
    }
    match known.sort {
        NameSort::Main | NameSort::Alias => Some(By::Exact),
        NameSort::Acronym => Some(By::Acronym).filter(|_| name.starts_with(char::is_uppercase)),
        NameSort::Designator => Some(By::Designator),
        NameSort::Surname | NameSort::Domain => None,
    }
}

/// Whether a name may be spelt in other ways.
fn spelt(known: Name<'_>) -> bool {
    matches!(known.sort, NameSort::Main | NameSort::Alias)
}

/// Whether it is written as names are; scripts without capitals have none.
fn has_capital(name: &str) -> bool {
    name.chars().any(|c| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// « CAR » is no spelling of « Care ».
fn is_acronym(name: &str) -> bool {
    /// Longer ones are words in capitals: « ALMATY ».
    const LONGEST: usize = 4;
    name.chars().all(char::is_uppercase) && name.chars().count() <= LONGEST
}

fn but_last(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.pop();
    words
}

struct Found<'a>(Vec<Candidate<'a>>);

impl<'a> Found<'a> {
    /// Keeps the surest way to each entry.
    fn add(&mut self, entry: Entry<'a>, by: By, name: &'a str, given: Option<Given>) {
        let candidate = Candidate { entry, by, name, given };
        match self.0.iter().position(|other| other.entry == entry) {
            Some(i) if by < self.0[i].by => self.0[i] = candidate,
            Some(_) => {}
            None if self.0.len() < MOST => self.0.push(candidate),
            None => {}
        }
    }
}
