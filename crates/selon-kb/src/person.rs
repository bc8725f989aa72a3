//! People, whose surname and given names must both agree.

use crate::fold::{WordKey, fold, joined_keys, word_keys};
use crate::given::Given;
use crate::index::hash;
use crate::layout::{PairRecord, Section};
use crate::transcribed::alike;
use crate::{Base, Entry, Name, NameSort};

/// « van der Bellen » has three words.
const LONGEST_SURNAME: usize = 4;

/// More words are no person.
const LONGEST_NAME: usize = 7;

impl Base {
    /// The people whose surname is in a mention, before or behind given names that agree with theirs, or alone.
    pub(crate) fn people(&self, mention: &str, keys: &[WordKey]) -> Vec<(Entry<'_>, Name<'_>, Given)> {
        let words: Vec<&str> = mention.split_whitespace().collect();
        let mut found: Vec<(Entry<'_>, Name<'_>, Given)> = Vec::new();
        // A word may have no key: a mark between spaces.
        if keys.len() != words.len() || words.len() > LONGEST_NAME {
            return found;
        }
        let longest = words.len().min(LONGEST_SURNAME);
        let behind = (1..=longest).map(|n| (words.len() - n..words.len(), &words[..words.len() - n]));
        let before = (1..=longest.min(words.len().saturating_sub(1))).map(|n| (0..n, &words[n..]));
        for (surname, given) in behind.chain(before) {
            let written = words[surname.clone()].join(" ");
            for (entry, name) in self.surnamed(&joined_keys(&keys[surname])) {
                let transcribed = entry.is_transcribed();
                if !transcribed && !alike(&written, name.text) {
                    continue;
                }
                let Some(agreement) = self.given_of(&entry, given) else { continue };
                if !transcribed && agreement == Given::Variant {
                    continue;
                }
                match found.iter().position(|(other, ..)| *other == entry) {
                    Some(i) if found[i].2 < agreement => found[i] = (entry, name, agreement),
                    Some(_) => {}
                    None => found.push((entry, name, agreement)),
                }
            }
        }
        found
    }

    /// The people whose surname has one of these keys.
    fn surnamed(&self, keys: &[String]) -> Vec<(Entry<'_>, Name<'_>)> {
        let index = self.table::<PairRecord>(Section::SurnameIndex);
        let mut found = Vec::new();
        for key in keys {
            let same = |name: &Name<'_>| joined_keys(&word_keys(name.text)).contains(key);
            found.extend(
                index.rows(hash(key)).filter_map(|row| self.named(row)).filter(|(_, name)| same(name)),
            );
        }
        found
    }

    /// How given names agree with those of a person in any of the full names.
    fn given_of(&self, person: &Entry<'_>, given: &[&str]) -> Option<Given> {
        if given.is_empty() {
            return Some(Given::None);
        }
        let full = person.names().filter(|name| matches!(name.sort, NameSort::Main | NameSort::Alias));
        full.filter_map(|name| self.given(given, &given_words(person, name.text))).max()
    }
}

/// The words of a person's full name that are not the surname.
fn given_words<'a>(person: &Entry<'a>, full: &'a str) -> Vec<&'a str> {
    let words: Vec<&str> = full.split_whitespace().collect();
    let surnames: Vec<String> =
        person.names().filter(|name| name.sort == NameSort::Surname).map(|name| fold(name.text)).collect();
    let is_surname = |words: &[&str]| surnames.contains(&fold(&words.join(" ")));
    // The longest first: of « von der Leyen » nothing is given.
    for n in (1..words.len()).rev() {
        let (given, behind) = words.split_at(words.len() - n);
        if is_surname(behind) {
            return given.to_vec();
        }
        let (before, given) = words.split_at(n);
        if is_surname(before) {
            return given.to_vec();
        }
    }
    Vec::new()
}
