//! Bodies: the words that tell for whom somebody speaks (`data/LANG/institutions.tsv`).

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

const TABLES: [&str; 2] = [
    include_str!("../../../../data/fr/institutions.tsv"),
    include_str!("../../../../data/en/institutions.tsv"),
];

/// The most words that a row has.
const LONGEST: usize = 4;

struct Institutions {
    body_of: HashMap<&'static str, &'static str>,
    under: HashMap<&'static str, &'static str>,
}

static INSTITUTIONS: LazyLock<Institutions> = LazyLock::new(|| {
    let mut institutions = Institutions { body_of: HashMap::new(), under: HashMap::new() };
    for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(word), Some(body), Some(under)) = (columns.next(), columns.next(), columns.next())
            && body != "body"
        {
            institutions.body_of.insert(word, body);
            if under != "-" {
                institutions.under.insert(body, under);
            }
        }
    }
    institutions
});

/// The bodies that folded words name, the longest expressions first: « premier ministre » is no « ministre ».
///
/// The tables of all languages are one: that « police » is a body in one language and none in another is not known.
pub(crate) fn bodies(folded: &str) -> BTreeSet<&'static str> {
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let expression = (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
            let body = INSTITUTIONS.body_of.get(words[at..at + length].join(" ").as_str())?;
            Some((length, *body))
        });
        match expression {
            Some((length, body)) => {
                found.insert(body);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the word of one body may be the other's: they are one, or one stands over the other.
pub(crate) fn may_be_one(a: &str, b: &str) -> bool {
    a == b || over(a).any(|wider| wider == b) || over(b).any(|wider| wider == a)
}

/// Whether other bodies stand under it, so that nobody knows which one speaks.
pub(crate) fn is_wide(body: &str) -> bool {
    INSTITUTIONS.under.values().any(|wider| *wider == body)
}

fn over(body: &str) -> impl Iterator<Item = &'static str> {
    std::iter::successors(INSTITUTIONS.under.get(body).copied(), |body| INSTITUTIONS.under.get(body).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_stands_under_the_same_one_in_every_row() {
        let mut under: HashMap<&str, &str> = HashMap::new();
        for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert_eq!(*under.entry(columns[1]).or_insert(columns[2]), columns[2], "{line}");
        }
    }

    #[test]
    fn the_longest_expression_counts() {
        assert_eq!(bodies("le premier ministre"), BTreeSet::from(["government"]));
        assert_eq!(bodies("ministere de la sante"), BTreeSet::from(["ministry"]));
    }

    #[test]
    fn authorities_may_be_the_police_but_the_police_are_not_the_firefighters() {
        assert!(may_be_one("authorities", "police") && may_be_one("ministry", "authorities"));
        assert!(!may_be_one("police", "rescue") && !may_be_one("authorities", "witness"));
        assert!(is_wide("authorities") && !is_wide("rescue"));
    }
}
