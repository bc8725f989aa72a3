//! The table of function words: forms by the part they have.

use foldhash::{HashMap, HashSet};

use crate::table::{TableError, rows};

/// The forms with a role.
pub(super) fn with_role(table: &str, role: &str) -> HashSet<String> {
    let columns = rows(table).filter_map(|(_, row)| row.split_once('\t'));
    columns
        .filter(|(_, rest)| rest.split('\t').next() == Some(role))
        .map(|(form, _)| form.to_owned())
        .collect()
}

/// The prepositions with the complement that each makes.
pub(super) fn prepositions(table: &'static str) -> Result<HashMap<String, &'static str>, TableError> {
    let mut found = HashMap::default();
    for (line, row) in rows(table) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [form, role, code] = columns[..] else {
            let reason = format!("{} columns, not three", columns.len());
            return Err(TableError { table: "function_words", line, reason });
        };
        if role == "preposition" {
            found.insert(form.to_owned(), code);
        }
    }
    Ok(found)
}

/// The endings of the infinitive for each ending of a form.
pub(super) fn endings(table: &str) -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::default();
    for (form, infinitive) in rows(table).filter_map(|(_, row)| row.split_once('\t')) {
        found.entry(form.to_owned()).or_default().push(infinitive.to_owned());
    }
    found
}

/// The titles before a name, with the gender that each tells.
pub(super) fn titles(table: &'static str) -> HashMap<String, Option<&'static str>> {
    let columns = rows(table).map(|(_, row)| row.split('\t').collect::<Vec<_>>());
    let titles = columns.filter_map(|columns| match columns[..] {
        [form, "title", gender] => Some((form.to_owned(), (gender != "-").then_some(gender))),
        _ => None,
    });
    titles.collect()
}

/// The gender of who bears each first name.
pub(super) fn first_names(table: &'static str) -> Result<HashMap<String, &'static str>, TableError> {
    let row = |(line, row): (usize, &'static str)| match row.split_once('\t') {
        Some((name, gender @ ("Masc" | "Fem"))) => Ok((name.to_owned(), gender)),
        _ => Err(TableError { table: "first_names", line, reason: "no name with Masc or Fem".to_owned() }),
    };
    rows(table).map(row).collect()
}
