//! The linguistic tables of `data/LANG/`: tab-separated rows under a header of comments and a heading.

/// A line of a table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}, line {line}: {reason}")]
pub struct TableError {
    /// Which table, such as `abbreviations`.
    pub table: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// The rows of a table with their line numbers: neither comments, nor blank lines, nor the heading.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(table.lines()).filter(|(_, row)| !row.is_empty() && !row.starts_with('#')).skip(1)
}

/// The rows of a table of two columns, the second one read as JSON reads the record's words.
pub(crate) fn pairs<T: serde::de::DeserializeOwned>(
    name: &'static str,
    table: &str,
) -> Result<Vec<(String, T)>, TableError> {
    rows(table)
        .map(|(line, row)| {
            let error = |reason| TableError { table: name, line, reason };
            let (form, value) =
                row.split_once('\t').ok_or_else(|| error("one column, not two".to_owned()))?;
            let value = serde_json::from_value(value.into()).map_err(|e| error(e.to_string()))?;
            Ok((form.to_owned(), value))
        })
        .collect()
}
