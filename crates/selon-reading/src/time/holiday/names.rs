//! What a language calls its holidays, from `data/LANG/holidays.tsv`.

use crate::table::{TableError, rows};

const FRENCH: &str = include_str!("../../../../../data/fr/holidays.tsv");
const ENGLISH: &str = include_str!("../../../../../data/en/holidays.tsv");

/// A name of a holiday as a language writes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    /// In lower case, with straight apostrophes and its accents.
    pub(crate) words: String,
    /// Whether it is one only with a capital: « l'Ascension ».
    pub(crate) capital: bool,
    /// The holiday in `data/holidays.tsv`.
    pub(crate) id: &'static str,
}

/// Every name of a holiday in a language (BCP 47); none where the program has no table of the language.
///
/// # Errors
///
/// A row that cannot be read.
pub(crate) fn names(language: &str) -> Result<Vec<Name>, TableError> {
    let table = match language.split('-').next() {
        Some("fr") => FRENCH,
        Some("en") => ENGLISH,
        _ => return Ok(Vec::new()),
    };
    let mut found = Vec::new();
    for (line, row) in rows(table) {
        let error = |reason: &str| TableError { table: "holidays", line, reason: reason.to_owned() };
        let (pattern, id) = row.split_once('\t').ok_or_else(|| error("one column, not two"))?;
        let (pattern, capital) = pattern.strip_prefix('^').map_or((pattern, false), |rest| (rest, true));
        let written = spellings(pattern).ok_or_else(|| error("a parenthesis without its other one"))?;
        found.extend(written.into_iter().map(|words| Name { words, capital, id }));
    }
    Ok(found)
}

/// Every way to write a name: of « (jour|fête) de noël », « (jour de )noël » each alternative, of « saint-jean » also
/// « saint jean ».
fn spellings(pattern: &str) -> Option<Vec<String>> {
    let Some(open) = pattern.find('(') else {
        let spaced = pattern.replace('-', " ");
        let mut both = vec![pattern.to_owned()];
        both.extend((spaced != pattern).then_some(spaced));
        return (!pattern.contains(')')).then_some(both);
    };
    let (before, rest) = (&pattern[..open], &pattern[open + 1..]);
    let (inside, after) = rest.split_once(')')?;
    // What has a blank at its edge may be missing; the blank goes with it.
    let absent = inside.split('|').any(|part| part.starts_with(' ') || part.ends_with(' ')).then_some("");
    let parts = inside.split('|').chain(absent);
    let all: Option<Vec<_>> = parts.map(|part| spellings(&format!("{before}{part}{after}"))).collect();
    Some(all?.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::holiday::RULES;

    #[test]
    fn names_are_of_known_holidays() {
        for language in ["fr", "en"] {
            let names = names(language).unwrap();
            assert!(names.len() > 200, "{language}");
            for Name { words: name, id, .. } in names {
                assert!(RULES.contains_key(id), "{language}: {name}: {id}");
                assert_eq!(name, name.trim().to_lowercase().replace('’', "'"), "{language}");
                assert!(!name.contains("  "), "{language}: {name}");
            }
        }
    }

    #[test]
    fn spellings_of_a_name() {
        assert_eq!(spellings("(jour de )noël").unwrap(), ["jour de noël", "noël"]);
        assert_eq!(spellings("saint-jean").unwrap(), ["saint-jean", "saint jean"]);
        assert_eq!(spellings("(fête|jour) (x )y").unwrap(), ["fête x y", "fête y", "jour x y", "jour y"]);
        assert_eq!(spellings("(fête"), None);
    }
}
