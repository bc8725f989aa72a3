//! The table of offices: what somebody is called who holds one.

use foldhash::{HashMap, HashSet};

use crate::table::{TableError, rows};
use crate::tree::plain_form;

/// An office that a noun may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfficeWord {
    /// Its identifier, as the knowledge base has it: `president`.
    pub(crate) id: String,
    /// Whether one person holds it at a time.
    pub(crate) single: bool,
    /// Whether it is an office of a country.
    pub(crate) of_country: bool,
}

/// The nouns that name offices.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// By the letters and figures of the noun in lower case: « ministredesaffairesétrangères ».
    by_form: HashMap<String, Vec<OfficeWord>>,
    /// The words that begin one.
    first_words: HashSet<String>,
    /// The offices that one person holds at a time, by their identifiers.
    single: HashSet<String>,
}

impl Offices {
    pub(super) fn read(table: &str) -> Result<Self, TableError> {
        let mut offices = Offices::default();
        for (line, row) in rows(table) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [id, forms, of, _kind, single] = columns[..] else {
                let reason = format!("{} columns, not five", columns.len());
                return Err(TableError { table: "offices", line, reason });
            };
            if single == "yes" {
                offices.single.insert(id.to_owned());
            }
            for form in forms.split('|').map(plain_form) {
                let first = form.split(' ').next().unwrap_or_default();
                offices.first_words.insert(first.to_owned());
                let letters = form.chars().filter(|c| c.is_alphanumeric()).collect();
                let (single, of_country) = (single == "yes", of == "country");
                let word = OfficeWord { id: id.to_owned(), single, of_country };
                offices.by_form.entry(letters).or_default().push(word);
            }
        }
        Ok(offices)
    }

    /// Whether a noun of an office can begin with this word in lower case.
    pub(crate) fn begins(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }

    /// Whether one person holds an office at a time.
    pub(crate) fn is_single(&self, id: &str) -> bool {
        self.single.contains(id)
    }

    /// The offices that a noun may name, by its letters and figures in lower case.
    pub(crate) fn of(&self, letters: &str) -> Option<&[OfficeWord]> {
        self.by_form.get(letters).map(Vec::as_slice)
    }
}
