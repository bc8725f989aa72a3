//! CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), lines ended as on Unix), in UTF-8.

use std::io::Write;

use jiff::Timestamp;
use selon_kb::Base;
use selon_ledger::Ledger;

use super::{Cell, Table};
use crate::Error;

/// Writes a table as CSV, its first row the names of the columns. What is missing is empty, `true` and `false` are yes and no, an
/// instant is as `2022-01-09T10:00:00Z`; ` ← ` stands between the words of a list, a space between its numbers.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn csv(ledger: &Ledger, base: &Base, table: Table, to: &mut impl Write) -> Result<(), Error> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(table.columns().iter().map(|column| column.name))?;
    table.rows(ledger, base, |cells| {
        for cell in cells {
            writer.write_field(field(cell))?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    Ok(writer.flush()?)
}

fn field(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => (*text).to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Boolean(yes) => yes.to_string(),
        // Only what the calendar has is ever kept.
        Cell::Instant(second) => {
            Timestamp::from_second(*second).map(|instant| instant.to_string()).unwrap_or_default()
        }
        Cell::Texts(texts) => texts.join(" ← "),
        Cell::Integers(numbers) => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}
