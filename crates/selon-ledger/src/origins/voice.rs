//! Voices: which names are one outlet. By the knowledge base; else by the folded name, with its article or without: « rapporte le
//! *Courrier du Littoral* »; else initials: « AM » is « Agence Méridienne » where that is the only outlet of the claim that it
//! can be.

use std::collections::{BTreeMap, BTreeSet};

use selon_kb::Base;
use selon_kb::fold::fold;
use selon_record::EntityType;

use super::Named;

/// Initials are written in capitals and are short; longer ones are words in capitals.
const LONGEST_ACRONYM: usize = 6;

/// The outlets of a claim: those that publish, those that are credited, those that are cited.
#[derive(Debug, Default)]
pub(crate) struct Voices {
    /// By folded name: the key.
    by_name: BTreeMap<String, String>,
    /// By initials: the keys of the outlets that have them.
    by_initials: BTreeMap<String, BTreeSet<String>>,
    /// What each key is called.
    names: BTreeMap<String, String>,
}

impl Voices {
    /// The outlets of these names.
    pub(crate) fn of<'a>(named: impl Iterator<Item = &'a Named>, base: &Base) -> Voices {
        let mut voices = Voices::default();
        // In one order, so that nothing hangs on that of the occurrences; those that the base knows first.
        let mut named: Vec<&Named> = named.collect();
        named.sort_by_key(|named| (named.kb.is_none(), &named.name));
        named.dedup();
        for name in named {
            let folded = fold(&name.name);
            let known = name.kb.clone().or_else(|| outlet(base, &name.name));
            let key = known.unwrap_or_else(|| voices.called(&folded).unwrap_or(&folded).clone());
            if let Some(bare) = without_article(&folded) {
                voices.by_name.entry(bare.to_owned()).or_insert_with(|| key.clone());
            }
            voices.by_name.entry(folded).or_insert_with(|| key.clone());
            for initials in initials(&name.name) {
                voices.by_initials.entry(initials).or_default().insert(key.clone());
            }
            let called = voices.names.entry(key).or_insert_with(|| name.name.clone());
            if name.name.len() > called.len() {
                called.clone_from(&name.name);
            }
        }
        voices
    }

    /// The outlets that a name may be: one where it is tied, several where it is the initials of several. A name that
    /// nobody has is an outlet of its own.
    pub(crate) fn keys(&self, name: &Named) -> Vec<String> {
        let folded = fold(&name.name);
        let own = name.kb.clone().or_else(|| self.called(&folded).cloned()).unwrap_or(folded);
        if own.contains(':') || !is_acronym(&name.name) {
            return vec![own];
        }
        match self.by_initials.get(&name.name) {
            Some(keys) => keys.iter().cloned().collect(),
            None => vec![own],
        }
    }

    /// Whether a name is that of one of these outlets.
    pub(crate) fn knows(&self, name: &Named) -> bool {
        name.kb.as_deref().is_some_and(|kb| kb.starts_with("outlet:"))
            || self.called(&fold(&name.name)).is_some()
            || (is_acronym(&name.name) && self.by_initials.contains_key(&name.name))
    }

    /// The key of a folded name.
    fn called(&self, folded: &str) -> Option<&String> {
        self.by_name.get(folded).or_else(|| self.by_name.get(without_article(folded)?))
    }

    /// What an outlet is called, the longest of its names.
    pub(crate) fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.names.get(key).map_or(key, String::as_str)
    }
}

/// A folded name without the short word that it begins with: « le courrier du littoral », « the harbour ledger ». What is left is
/// long enough to be a name.
fn without_article(folded: &str) -> Option<&str> {
    let (first, rest) = folded.split_once(' ')?;
    (first.chars().count() <= 3 && rest.chars().count() > 4).then_some(rest)
}

/// The one outlet that the base calls so.
fn outlet(base: &Base, name: &str) -> Option<String> {
    let mut ids: Vec<&str> = base
        .called(name)
        .filter(|(entry, _)| entry.kind() == EntityType::Outlet)
        .map(|(entry, _)| entry.id())
        .collect();
    ids.dedup();
    match ids[..] {
        [id] => Some(id.to_owned()),
        _ => None,
    }
}

fn is_acronym(name: &str) -> bool {
    let length = name.chars().count();
    (2..=LONGEST_ACRONYM).contains(&length) && name.chars().all(char::is_uppercase)
}

/// The initials of a name of several words, in capitals: of all of them, and of those that are no small words. « Agence de presse
/// du Nord » is « APN ».
fn initials(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of = |words: &mut dyn Iterator<Item = &&str>| -> String {
        words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let small = |word: &&&str| word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let all = of(&mut words.iter());
    let great = of(&mut words.iter().filter(|word| !small(word)));
    [all, great].into_iter().filter(|initials| initials.chars().count() > 1).collect()
}
