//! The table of the words that mark what asserts nothing.

use foldhash::HashMap;
use serde::Deserialize;

use crate::table::{TableError, pairs};
use crate::tree::plain_form;

/// The part of a word in such a line; the table's header explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AsideRole {
    Link,
    Label,
    Button,
    Caption,
    Agency,
    With,
    Byline,
    Date,
}

/// The forms of the table by their words.
#[derive(Debug, Default)]
pub(crate) struct AsideWords {
    roles: HashMap<String, AsideRole>,
}

/// The most words of a form that opens a line.
const LONGEST_OPENING: usize = 5;

/// The marks that stand around words without being part of them.
const MARKS: [char; 15] = ['(', ')', '[', ']', ',', ';', ':', '.', '/', '-', '–', '—', '•', '>', '*'];

impl AsideWords {
    pub(super) fn read(table: &str) -> Result<Self, TableError> {
        Ok(AsideWords { roles: pairs("asides", table)?.into_iter().collect() })
    }

    /// The part of a word or expression, apart from the marks around it: « (AFP) ».
    pub(crate) fn role(&self, words: &str) -> Option<AsideRole> {
        self.roles.get(plain_form(words).trim_matches(MARKS)).copied()
    }

    /// The longest form that a line opens with, and the bytes up to its end: « – Lire aussi : … ».
    pub(crate) fn opening(&self, line: &str) -> Option<(AsideRole, usize)> {
        let marks = |c: char| c.is_whitespace() || MARKS.contains(&c);
        let start = line.find(|c| !marks(c))?;
        let mut found = None;
        let mut end = start;
        for word in line[start..].split_whitespace().take(LONGEST_OPENING) {
            // The word is a part of the line, so it is found again where the last one ended.
            end += line[end..].find(word).unwrap_or(0) + word.len();
            let words = line[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(role) = self.role(&words) {
                found = Some((role, end));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_opening_counts() {
        let words = AsideWords::read("form\trole\nlire\tlabel\nlire aussi\tlink\nafp\tagency").unwrap();
        assert_eq!(words.opening("– Lire  aussi : le dossier"), Some((AsideRole::Link, 15)));
        assert_eq!(words.opening("Lire: tout"), Some((AsideRole::Label, 5)));
        assert_eq!(words.opening("Lirette"), None);
        assert_eq!(words.role("(AFP)"), Some(AsideRole::Agency));
        assert_eq!(words.opening(" – "), None);
    }
}
