//! Parts of people's names, in the spellings and scripts that are known of them.

use crate::index::hash;
use crate::layout::{NamePartRecord, PairRecord, Section};
use crate::{Base, fold};

/// One part of people's names with its spellings: « tokaev, tokayev, токаев ».
#[derive(Clone, Copy)]
pub struct NamePart<'a> {
    base: &'a Base,
    row: usize,
}

impl Base {
    /// The part of names that a word is, when people are known to be called so.
    pub fn name_part(&self, part: &str) -> Option<NamePart<'_>> {
        self.name_parts(part).next()
    }

    /// Each part of names that a word may be a spelling of: by its very form, or by its key.
    pub fn name_parts(&self, part: &str) -> impl Iterator<Item = NamePart<'_>> {
        let mut rows = Vec::new();
        if !fold::is_mixed(part) && fold::is_short(part) {
            let folded = fold::fold(part);
            let index = self.table::<PairRecord>(Section::NamePartIndex);
            for row in index.rows(hash(&folded)) {
                let part = NamePart { base: self, row };
                if !rows.contains(&row) && part.forms().any(|form| fold::fold(form) == folded) {
                    rows.push(row);
                }
            }
        }
        rows.into_iter().map(|row| NamePart { base: self, row })
    }
}

impl<'a> NamePart<'a> {
    /// Its spellings, in lower case.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let base = self.base;
        let parts = base.table::<NamePartRecord>(Section::NameParts);
        let forms = base.table::<u32>(Section::NamePartForms);
        let start = parts.get(self.row).map_or(forms.len(), |part| part.forms as usize);
        let end = parts.get(self.row + 1).map_or(forms.len(), |next| next.forms as usize);
        (start..end.min(forms.len())).filter_map(move |i| Some(base.text(forms.get(i)?)))
    }
}

impl PartialEq for NamePart<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row && std::ptr::eq(self.base, other.base)
    }
}

impl Eq for NamePart<'_> {}

impl std::fmt::Debug for NamePart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.forms()).finish()
    }
}
