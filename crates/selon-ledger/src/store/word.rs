//! Values of the record's enumerations as words in columns, spelled as in its JSON.

use rusqlite::types::Type;
use rusqlite::{Row, RowIndex};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The word for a value.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("an enumeration of the record is a word: {other:?}"),
    }
}

/// The value of a column's word.
pub(crate) fn value<T: DeserializeOwned>(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<T> {
    let column = column.idx(row.as_ref())?;
    let word: String = row.get(column)?;
    serde_json::from_value(Value::String(word)).map_err(|error| damaged(column, error))
}

/// The value of a column's word, where there is one.
pub(super) fn optional<T: DeserializeOwned>(
    row: &Row<'_>,
    column: impl RowIndex,
) -> rusqlite::Result<Option<T>> {
    let column = column.idx(row.as_ref())?;
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => value(row, column).map(Some),
    }
}

/// A column that holds what no ledger does.
pub(crate) fn damaged(
    column: usize,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
}
