//! The table of words in and around names.

use foldhash::{HashMap, HashSet};
use selon_record::EntityType;

use crate::table::{TableError, rows};

/// What the words in and around a name tell of it.
#[derive(Debug, Default)]
pub(crate) struct NameWords {
    /// Small words within names: « Rostov-*sur*-le-Don », « ministère *de la* Défense ».
    links: HashSet<String>,
    /// Nouns that names begin with or that introduce them: « *ministère* de la Défense », « la *ville* de Lyon ».
    heads: HashMap<String, EntityType>,
    /// What only people and bodies do: « Moscou *menace* ».
    verbs: HashSet<String>,
    /// Articles that say that one and no other is meant: « *le* président ».
    articles: HashSet<String>,
    /// What a decision of the Security Council is called before its number.
    resolutions: HashSet<String>,
}

impl NameWords {
    pub(super) fn read(table: &str) -> Result<Self, TableError> {
        let mut words = NameWords::default();
        for (line, row) in rows(table) {
            let error = |reason: String| TableError { table: "name_words", line, reason };
            let columns: Vec<&str> = row.split('\t').collect();
            let [form, role, kind] = columns[..] else {
                return Err(error(format!("{} columns, not three", columns.len())));
            };
            match role {
                "link" => {
                    words.links.insert(form.to_owned());
                }
                "head" => {
                    let kind = serde_json::from_value(kind.into()).map_err(|e| error(e.to_string()))?;
                    words.heads.insert(form.to_owned(), kind);
                }
                "verb" => {
                    words.verbs.insert(form.to_owned());
                }
                "article" => {
                    words.articles.insert(form.to_owned());
                }
                "resolution" => {
                    words.resolutions.insert(form.to_owned());
                }
                _ => return Err(error(format!("no role {role:?}"))),
            }
        }
        Ok(words)
    }

    /// Whether a word in lower case can stand within a name.
    pub(crate) fn is_link(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// What a name is that begins with this noun or that it introduces.
    pub(crate) fn head(&self, word: &str) -> Option<EntityType> {
        self.heads.get(word).copied()
    }

    /// Whether a verb, by its base form, says what only people and bodies do.
    pub(crate) fn is_deed(&self, verb: &str) -> bool {
        self.verbs.contains(verb)
    }

    /// Whether a word is an article of what is the only one: « le », « au ».
    pub(crate) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// Whether a number behind this word is that of a resolution.
    pub(crate) fn is_resolution(&self, word: &str) -> bool {
        self.resolutions.contains(word)
    }
}
