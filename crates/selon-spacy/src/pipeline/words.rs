//! Word forms numbered as they are met, with what depends on the form alone. One per thread.

use std::hash::BuildHasher;

use hashbrown::HashTable;

use crate::vocab::lexeme::LexemeAttributes;

/// The word forms met so far.
#[derive(Default)]
pub(crate) struct Words {
    numbers: HashTable<u32>,
    hasher: foldhash::fast::FixedState,
    /// End of each form in `text`, and the norm of its tokeniser exception.
    entries: Vec<(u32, Option<u32>)>,
    text: String,
    /// The attributes of each form.
    pub(crate) features: Vec<LexemeAttributes>,
}

/// Forms after which everything is forgotten before the next document.
const MOST_WORDS: usize = 1 << 16;

impl Words {
    /// Whether it is time to [`Words::forget`].
    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() > MOST_WORDS
    }

    /// Forgets every form; numbers are then given out anew.
    pub(crate) fn forget(&mut self) {
        self.numbers.clear();
        self.entries.clear();
        self.text.clear();
        self.features.clear();
    }

    /// The number of a form; `describe` is asked when it is new.
    pub(crate) fn number(
        &mut self,
        word: &str,
        norm: Option<u32>,
        describe: impl FnOnce() -> LexemeAttributes,
    ) -> u32 {
        let hash = self.hasher.hash_one((word, norm));
        let Words { numbers, hasher, entries, text, features } = self;
        let form = |i: u32| {
            let start = if i == 0 { 0 } else { entries[i as usize - 1].0 };
            let (end, norm) = entries[i as usize];
            (&text[start as usize..end as usize], norm)
        };
        if let Some(&known) = numbers.find(hash, |&i| form(i) == (word, norm)) {
            return known;
        }
        let number = entries.len() as u32;
        numbers.insert_unique(hash, number, |&i| hasher.hash_one(form(i)));
        text.push_str(word);
        entries.push((text.len() as u32, norm));
        features.push(describe());
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_its_number_and_its_norm_makes_another() {
        let mut words = Words::default();
        let describe = || LexemeAttributes::of("", None, Default::default());
        let mut number = |word: &str, norm| words.number(word, norm, describe);
        assert_eq!([number("l'", None), number("État", None), number("l'", Some(3))], [0, 1, 2]);
        for i in 0..5000 {
            number(&i.to_string(), None);
        }
        assert_eq!([number("l'", None), number("État", None), number("l'", Some(3))], [0, 1, 2]);
    }
}
