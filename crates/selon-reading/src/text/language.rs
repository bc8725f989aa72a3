//! What the sentence rules know of a language: its abbreviations and the words that open its sentences.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::table::{TableError, rows};

/// What follows an abbreviation, and so whether its full stop can end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Something always does: « M. Martin ».
    Always,
    /// A number does, else the stop ends the sentence: « art. 5 ».
    Number,
    /// Nothing need follow: « etc. »
    Nothing,
}

/// The tables of one language, from `data/LANG/abbreviations.tsv` and `data/LANG/openers.tsv`.
///
/// ```
/// use selon_reading::text::LanguageRules;
/// assert!(LanguageRules::of("fr").is_some());
/// assert!(LanguageRules::of("fr-BE").is_some());
/// assert!(LanguageRules::of("xx").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct LanguageRules {
    abbreviations: HashMap<String, Follows>,
    openers: HashSet<String>,
}

static FRENCH: LazyLock<LanguageRules> = LazyLock::new(|| {
    embedded(
        include_str!("../../../../data/fr/abbreviations.tsv"),
        include_str!("../../../../data/fr/openers.tsv"),
    )
});
static ENGLISH: LazyLock<LanguageRules> = LazyLock::new(|| {
    embedded(
        include_str!("../../../../data/en/abbreviations.tsv"),
        include_str!("../../../../data/en/openers.tsv"),
    )
});

fn embedded(abbreviations: &str, openers: &str) -> LanguageRules {
    LanguageRules::parse(abbreviations, openers).expect("the tables in the program are read by its tests")
}

impl LanguageRules {
    /// The rules of a language by its BCP 47 tag (`fr`, `fr-CA`, `en`), if the program has them.
    pub fn of(language: &str) -> Option<&'static LanguageRules> {
        match language.split('-').next() {
            Some("fr") => Some(&FRENCH),
            Some("en") => Some(&ENGLISH),
            _ => None,
        }
    }

    /// Reads the two tables of a language; their headers in `data/fr` say what the columns mean.
    ///
    /// # Errors
    /// Names the table and the line that cannot be read.
    pub fn parse(abbreviations: &str, openers: &str) -> Result<Self, TableError> {
        let mut rules = LanguageRules { abbreviations: HashMap::new(), openers: HashSet::new() };
        for (line, row) in rows(abbreviations) {
            let error = |reason| TableError { table: "abbreviations", line, reason };
            let (form, follows) =
                row.split_once('\t').ok_or_else(|| error("one column, not two".to_owned()))?;
            let follows = match follows {
                "always" => Follows::Always,
                "number" => Follows::Number,
                "nothing" => Follows::Nothing,
                other => return Err(error(format!("{other:?} is none of always, number, nothing"))),
            };
            if rules.abbreviations.insert(form.to_owned(), follows).is_some() {
                return Err(error(format!("{form:?} is there twice")));
            }
        }
        for (line, form) in rows(openers) {
            if !rules.openers.insert(form.to_owned()) {
                return Err(TableError {
                    table: "openers",
                    line,
                    reason: format!("{form:?} is there twice"),
                });
            }
        }
        Ok(rules)
    }

    /// What follows an abbreviation (given without its last full stop), if the language has it.
    pub(super) fn abbreviation(&self, form: &str) -> Option<Follows> {
        self.abbreviations.get(form).or_else(|| self.abbreviations.get(&with_small_initial(form)?)).copied()
    }

    /// Whether a capitalised word opens a sentence rather than goes on with a name.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.openers.contains(&word.to_lowercase().replace('’', "'"))
    }
}

/// The word with its first letter in lower case, when that is a change: « Cf » → « cf ».
fn with_small_initial(form: &str) -> Option<String> {
    let first = form.chars().next().filter(|first| first.is_uppercase())?;
    Some(first.to_lowercase().chain(form.chars().skip(1)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_can_be_read() {
        assert_eq!(LanguageRules::of("fr").unwrap().abbreviation("Cf"), Some(Follows::Always));
        assert_eq!(LanguageRules::of("en").unwrap().abbreviation("Mr"), Some(Follows::Always));
        assert!(LanguageRules::of("fr").unwrap().opens("L’"));
    }

    #[test]
    fn a_bad_row_is_named() {
        let error = LanguageRules::parse("form\tfollows\nM\tnever\n", "form\n").unwrap_err();
        assert_eq!(error.to_string(), "abbreviations, line 2: \"never\" is none of always, number, nothing");
    }
}
