//! What a language calls holidays and zones, from `data/LANG/`, as rules of its grammar.

use std::sync::LazyLock;

use crate::grammar::{Entry, Value};
use crate::table::{TableError, rows};

/// The names of holidays (category `holiday`), of zones (`zone`: « GMT ») and of places whose time it can be (`zone_place`:
/// « heure de *Moscou* ») in a language.
pub(crate) fn entries(language: &str) -> Vec<Entry> {
    let names: &'static [Name] = match language {
        "fr" => &FRENCH,
        "en" => &ENGLISH,
        _ => &[],
    };
    names.iter().map(|name| (name.category, name.words.as_str(), Value::Text(name.value))).collect()
}

/// A name as grammars read it.
#[derive(Debug)]
struct Name {
    category: &'static str,
    /// In lower case, with straight apostrophes; with a ^ in front only with a capital.
    words: String,
    /// A holiday of `data/holidays.tsv`, an offset from universal time or a zone.
    value: &'static str,
}

struct Tables {
    holidays: &'static str,
    zones: &'static str,
    cities: &'static str,
}

macro_rules! tables {
    ($language:literal) => {
        Tables {
            holidays: include_str!(concat!("../../../../data/", $language, "/holidays.tsv")),
            zones: include_str!(concat!("../../../../data/", $language, "/zones.tsv")),
            cities: include_str!(concat!("../../../../data/", $language, "/zone_cities.tsv")),
        }
    };
}

static FRENCH: LazyLock<Vec<Name>> = LazyLock::new(|| embedded(&tables!("fr")));
static ENGLISH: LazyLock<Vec<Name>> = LazyLock::new(|| embedded(&tables!("en")));

fn embedded(tables: &Tables) -> Vec<Name> {
    read(tables).expect("the tables in the program are read by its tests")
}

fn read(tables: &Tables) -> Result<Vec<Name>, TableError> {
    let mut found = Vec::new();
    for (line, row) in rows(tables.holidays) {
        let error = |reason: &str| TableError { table: "holidays", line, reason: reason.to_owned() };
        let (pattern, value) = row.split_once('\t').ok_or_else(|| error("one column, not two"))?;
        let written = spellings(pattern).ok_or_else(|| error("a parenthesis without its other one"))?;
        found.extend(written.into_iter().map(|words| Name { category: "holiday", words, value }));
    }
    for (table, text) in [("zones", tables.zones), ("zone_cities", tables.cities)] {
        for (line, row) in rows(text) {
            let error = |reason: &str| TableError { table, line, reason: reason.to_owned() };
            let columns: Vec<&str> = row.split('\t').collect();
            let [words, category, value] = columns[..] else { return Err(error("not three columns")) };
            let category = match category {
                "zone" => "zone",
                "zone_place" => "zone_place",
                _ => return Err(error("neither zone nor zone_place")),
            };
            found.push(Name { category, words: words.to_owned(), value });
        }
    }
    Ok(found)
}

/// Every way to write a name: of « (jour|fête) de noël » and « (jour de )noël » each alternative, of « saint-jean » also
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
    use jiff::tz::TimeZone;

    use super::*;
    use crate::time::holiday;

    #[test]
    fn names_stand_for_what_is_known() {
        for (language, tables) in [("fr", tables!("fr")), ("en", tables!("en"))] {
            let names = read(&tables).unwrap();
            for name in names {
                let words = name.words.strip_prefix('^').unwrap_or(&name.words);
                let plain = words.trim().to_lowercase().replace('’', "'");
                assert!(words == plain && !words.contains("  "), "{language}: {words}");
                let known = match name.category {
                    "holiday" => holiday::is_known(name.value),
                    _ => {
                        name.value == "Z"
                            || name.value.starts_with(['+', '-'])
                            || TimeZone::get(name.value).is_ok()
                    }
                };
                assert!(known, "{language}: {words}: {}", name.value);
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
