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
        let mut found = Vec::new();
        if !fold::is_mixed(part) && fold::is_short(part) {
            let folded = fold::fold(part);
            let keys = fold::keys(part);
            let index = self.table::<PairRecord>(Section::NamePartIndex);
            for key in std::iter::once(&folded).chain(&keys) {
                for at in index.rows(hash(key)) {
                    let part = NamePart { base: self, at };
                    if !found.contains(&part) && part.forms().any(|form| sounds(form, &folded, &keys)) {
                        found.push(part);
                    }
                }
            }
        }
        found.into_iter()
    }
}

/// Whether a form is a folded word, or has one of its keys.
fn sounds(form: &str, folded: &str, keys: &[String]) -> bool {
    fold::fold(form) == folded || fold::keys(form).iter().any(|key| keys.contains(key))
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
