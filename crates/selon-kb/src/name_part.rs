//! Parts of people's names, in the spellings and scripts that are known of them.

use crate::index::hash;
use crate::layout::{PairRecord, Section};
use crate::{Base, fold};

/// One part of people's names with its spellings: « tokaev, tokayev, токаев ».
#[derive(Clone, Copy)]
pub struct NamePart<'a> {
    base: &'a Base,
    /// Where it begins in the section.
    at: usize,
}

impl Base {
    /// The part of names that a word is, when people are known to be called so.
    pub fn name_part(&self, part: &str) -> Option<NamePart<'_>> {
        self.name_parts(part).next()
    }

    /// Each part of names that a word may be a spelling of: by its very form, or by its key.
    pub fn name_parts(&self, part: &str) -> impl Iterator<Item = NamePart<'_>> {
        let sounds = Sounds::of(part);
        self.places(&sounds)
            .into_iter()
            .map(|at| NamePart { base: self, at })
            .filter(move |part| part.has(&sounds))
    }

    /// Whether two words are known as spellings of one part of names: « Vladimir » and « Volodymyr ». The forms are not
    /// compared: that both hashes lead to one part by chance does not happen.
    pub(crate) fn same_part(&self, a: &str, b: &str) -> bool {
        let of_b = self.places(&Sounds::of(b));
        self.places(&Sounds::of(a)).iter().any(|at| of_b.binary_search(at).is_ok())
    }

    /// Where parts begin that may have such a form, each once.
    fn places(&self, sounds: &Sounds) -> Vec<usize> {
        let index = self.table::<PairRecord>(Section::NamePartIndex);
        let mut places: Vec<usize> = sounds.0.iter().flat_map(|sound| index.rows(hash(sound))).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// What a form is found by: its keys, else itself folded.
struct Sounds(Vec<String>);

impl Sounds {
    fn of(form: &str) -> Self {
        if fold::is_mixed(form) || !fold::is_short(form) {
            return Sounds(Vec::new());
        }
        Sounds(sounds(form))
    }
}

/// What the index has a form under.
pub(crate) fn sounds(form: &str) -> Vec<String> {
    let mut keys = fold::keys(form);
    if keys.is_empty() {
        keys.push(fold::fold(form));
    }
    keys
}

impl<'a> NamePart<'a> {
    /// Its spellings, in lower case; of those that sound alike one.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let bytes = self.base.section(Section::NameParts).get(self.at..).unwrap_or_default();
        let (count, mut rest) = bytes.split_first().map_or((0, bytes), |(&count, rest)| (count, rest));
        (0..count).map_while(move |_| {
            let (&length, after) = rest.split_first()?;
            let (form, after) = after.split_at_checked(usize::from(length))?;
            rest = after;
            std::str::from_utf8(form).ok()
        })
    }
}

impl NamePart<'_> {
    fn has(&self, sounds: &Sounds) -> bool {
        self.forms().any(|form| self::sounds(form).iter().any(|sound| sounds.0.contains(sound)))
    }
}

impl PartialEq for NamePart<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && std::ptr::eq(self.base, other.base)
    }
}

impl Eq for NamePart<'_> {}

impl std::fmt::Debug for NamePart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.forms()).finish()
    }
}
