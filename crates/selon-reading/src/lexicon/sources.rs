//! Words that head the name of a source, and words that type a source without a name.

use foldhash::HashMap;
use selon_record::{SourceKind, UnnamedType};
use serde::de::DeserializeOwned;

use crate::table::{TableError, rows};
use crate::tree::plain_form;

/// What a word makes of the source that it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceWord {
    pub(crate) kind: SourceKind,
    /// What sort of source it is where nobody is named: « un témoin ».
    pub(crate) unnamed: Option<UnnamedType>,
}

/// The tables of sources of a language.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    words: HashMap<String, SourceWord>,
    types: HashMap<String, UnnamedType>,
}

impl Sources {
    /// The most words of an expression of the table: « chargé d'affaires ».
    pub(crate) const LONGEST: usize = 4;

    pub(crate) fn read(words: &str, types: &str) -> Result<Self, TableError> {
        let mut sources = Sources::default();
        for (line, row) in rows(words) {
            let error = |reason| TableError { table: "sources", line, reason };
            let columns: Vec<&str> = row.split('\t').collect();
            let [word, kind, unnamed] = columns[..] else {
                return Err(error(format!("{} columns, not three", columns.len())));
            };
            let unnamed = if unnamed == "-" { None } else { Some(value(unnamed).map_err(error)?) };
            let kind = value(kind).map_err(error)?;
            sources.words.insert(word.to_owned(), SourceWord { kind, unnamed });
        }
        for (line, row) in rows(types) {
            let error = |reason| TableError { table: "source_types", line, reason };
            let (word, kind) = row.split_once('\t').ok_or_else(|| error("one column, not two".to_owned()))?;
            sources.types.insert(word.to_owned(), value(kind).map_err(error)?);
        }
        Ok(sources)
    }

    /// What the table says of a word or expression, as it is written or else in lower case.
    pub(crate) fn of(&self, words: &str) -> Option<SourceWord> {
        self.words.get(words).or_else(|| self.words.get(&plain_form(words))).copied()
    }

    /// What sort of source an adjective or noun beside « source » makes of it.
    pub(crate) fn type_of(&self, word: &str) -> Option<UnnamedType> {
        self.types.get(word).or_else(|| self.types.get(&plain_form(word))).copied()
    }
}

fn value<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(word.into()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_written_come_before_lower_case() {
        let words = "lemma\tkind\tunnamed\nMonde\toutlet\tmedia\nmonde\tgroup\t-\ntémoin\tperson\twitness\n";
        let sources = Sources::read(words, "word\ttype\njudiciaire\tjudicial\n").unwrap();
        assert_eq!(sources.of("Monde").unwrap().kind, SourceKind::Outlet);
        assert_eq!(sources.of("monde").unwrap().kind, SourceKind::Group);
        assert_eq!(sources.of("Témoin").unwrap().unnamed, Some(UnnamedType::Witness));
        assert_eq!(sources.of("maison"), None);
        assert_eq!(sources.type_of("Judiciaire"), Some(UnnamedType::Judicial));
        assert_eq!(Sources::read("h\na\tperson", "h").unwrap_err().line, 2);
    }
}
