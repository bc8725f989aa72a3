//! Whose names are transcribed, and so spelt in several ways.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold::{fold, is_latin};
use crate::{Entry, NameSort};

/// The countries of `data/kb/surnames.tsv` whose names come to French and English from another script.
static COUNTRIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/kb/surnames.tsv").lines();
    lines.filter_map(|line| line.strip_prefix("transcribed\t")).collect()
});

impl Entry<'_> {
    /// Whether other spellings of its names are its own: of what belongs to a country that writes in another script, or of
    /// whose country nothing is known. « François Holland » is not François Hollande.
    pub(crate) fn is_transcribed(&self) -> bool {
        match self.country() {
            Some(country) => COUNTRIES.contains(country),
            None => self.kind() != selon_record::EntityType::Person || self.has_another_script(),
        }
    }

    fn has_another_script(&self) -> bool {
        let full = |sort| matches!(sort, NameSort::Main | NameSort::Alias);
        self.names().any(|name| full(name.sort) && !is_latin(name.text))
    }
}

/// Whether two names are written alike but for capitals, accents and marks; the space between words counts.
pub(crate) fn alike(name: &str, known: &str) -> bool {
    fold(name) == fold(known)
}
