//! Rows of an answer as data: a JSON object a line, or a table.

use serde::Serialize;

/// A row a line, as JSON.
pub(crate) fn lines<T: Serialize>(rows: &[T]) -> String {
    let line = |row: &T| serde_json::to_string(row).expect("rows are plain data") + "\n";
    rows.iter().map(line).collect()
}

/// A table as CSV, its first row the names of the columns.
pub(crate) fn table<T: Serialize>(rows: &[T]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).expect("rows are flat, and memory takes every byte");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("rows are text")
}
