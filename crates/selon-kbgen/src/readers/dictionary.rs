//! Common words: those that a spelling dictionary has in lower case.
//!
//! A town called « Nice » or « Tours » is not meant by every « nice » and « tours ». The dictionaries are only asked; nothing
//! of them goes into the base.

use std::collections::HashSet;

use anyhow::{Context as _, Result, ensure};
use selon_kb::fold::fold;

/// The words of dictionaries, as they are compared.
#[derive(Debug, Default)]
pub(crate) struct CommonWords(HashSet<String>);

impl CommonWords {
    /// Adds the words of a Hunspell word list (`.dic`): a count, then a word a line with its flags behind `/`.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<()> {
        let text = std::str::from_utf8(bytes).context("the word list is not UTF-8")?;
        let mut lines = text.lines();
        let count: usize =
            lines.next().and_then(|line| line.trim().parse().ok()).context("the word list has no count")?;
        let words = lines.filter_map(|line| line.split(['/', '\t', ' ']).next());
        let before = self.0.len();
        self.0.extend(words.filter(|word| word.starts_with(char::is_lowercase)).map(fold));
        ensure!(count == 0 || self.0.len() > before, "the word list has no words");
        Ok(())
    }

    /// Whether a name is one, or the plural of one.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = fold(name);
        self.0.contains(&name) || name.strip_suffix('s').is_some_and(|singular| self.0.contains(singular))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_common_words_are_told() {
        let mut words = CommonWords::default();
        words.add("4\nsel/S*()\ntour/S*()\nmes\nParis/L'D'\n".as_bytes()).unwrap();
        assert!(words.has("Sel") && words.has("Tours") && words.has("Mes"));
        assert!(!words.has("Paris") && !words.has("Téhéran"));
    }

    #[test]
    fn what_is_no_word_list_is_refused() {
        let mut words = CommonWords::default();
        assert!(words.add(b"\xff\xfe").is_err());
        assert!(words.add(b"sel\nmes\n").is_err());
        assert!(words.add(b"12\n").is_err());
    }
}
