//! Tables: their columns, and their rows as they come from the ledger.

mod columns;
mod delimited;
mod origins;
mod packed;

use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};
use selon_kb::Base;
use selon_ledger::Ledger;
use serde::de::DeserializeOwned;

use crate::Error;

pub use delimited::csv;
pub use packed::parquet;

/// A table that a ledger is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// What was published.
    Articles,
    /// Where an article credits an agency.
    Credits,
    /// Who asserts what.
    Assertions,
    /// The words that show it.
    Spans,
    /// The sources behind each other.
    Links,
    /// Mentions of people, places, bodies.
    Entities,
    /// Time expressions.
    Times,
    /// Numbers with what they measure.
    Quantities,
    /// Assertions of several articles that say the same.
    Claims,
    /// What makes the articles of a claim depend on each other.
    Origins,
    /// Articles that share copied words.
    Copies,
    /// The words they share.
    Passages,
    /// Assertions that say the same or disagree.
    Relations,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What they mean.
    pub about: &'static str,
    /// What is asked for; nothing where the rows are made by the program.
    sql: &'static str,
}

/// What the values of a column are. Any may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Yes or no.
    Boolean,
    /// A second in UTC.
    Instant,
    /// Words, in order.
    Texts,
    /// Whole numbers.
    Integers,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Text(&'a str),
    Integer(i64),
    Real(f64),
    Boolean(bool),
    /// Unix seconds.
    Instant(i64),
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

impl Table {
    /// All of them, what others refer to first.
    pub const ALL: [Table; 13] = [
        Table::Articles,
        Table::Credits,
        Table::Assertions,
        Table::Spans,
        Table::Links,
        Table::Entities,
        Table::Times,
        Table::Quantities,
        Table::Claims,
        Table::Origins,
        Table::Copies,
        Table::Passages,
        Table::Relations,
    ];

    /// What it is called: the name of its file without the ending.
    pub fn name(self) -> &'static str {
        match self {
            Table::Articles => "articles",
            Table::Credits => "credits",
            Table::Assertions => "assertions",
            Table::Spans => "spans",
            Table::Links => "links",
            Table::Entities => "entities",
            Table::Times => "times",
            Table::Quantities => "quantities",
            Table::Claims => "claims",
            Table::Origins => "origins",
            Table::Copies => "copies",
            Table::Passages => "passages",
            Table::Relations => "relations",
        }
    }

    /// What a row of it is.
    pub fn about(self) -> &'static str {
        self.layout().about
    }

    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        self.layout().columns
    }

    fn layout(self) -> &'static columns::Layout {
        columns::layout(self)
    }

    /// Its rows of one moment, in a stated order; `base` knows which outlets have one owner.
    pub(crate) fn rows(
        self,
        ledger: &Ledger,
        base: &Base,
        mut take: impl FnMut(&[Cell<'_>]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self.layout().from {
            None => origins::rows(ledger, base, take),
            Some(from) => {
                let columns = self.columns();
                let asked: Vec<&str> = columns.iter().map(|column| column.sql).collect();
                stream(ledger, &format!("SELECT {} FROM {from}", asked.join(", ")), |row| {
                    let cells =
                        columns.iter().enumerate().map(|(index, column)| cell(row, index, column.kind));
                    let cells =
                        cells.collect::<rusqlite::Result<Vec<_>>>().map_err(|error| ledger.error(error))?;
                    take(&cells)
                })
            }
        }
    }
}

/// The rows of an answer, one after the other.
pub(crate) fn stream(
    ledger: &Ledger,
    question: &str,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |error| Error::Ledger(ledger.error(error));
    ledger.snapshot(|ledger| {
        let mut statement = ledger.connection().prepare(question).map_err(failed)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            take(row)?;
        }
        Ok(())
    })
}

fn cell<'r>(row: &'r Row<'_>, index: usize, kind: Kind) -> rusqlite::Result<Cell<'r>> {
    let value = row.get_ref(index)?;
    if value == ValueRef::Null {
        return Ok(Cell::Null);
    }
    Ok(match kind {
        Kind::Text => Cell::Text(value.as_str()?),
        Kind::Integer => Cell::Integer(value.as_i64()?),
        Kind::Real => Cell::Real(row.get(index)?),
        Kind::Boolean => Cell::Boolean(value.as_i64()? != 0),
        Kind::Instant => Cell::Instant(value.as_i64()?),
        Kind::Texts => Cell::Texts(list(value, index)?),
        Kind::Integers => Cell::Integers(list(value, index)?),
    })
}

/// A list, which the database gives as JSON.
pub(crate) fn list<T: DeserializeOwned>(value: ValueRef<'_>, index: usize) -> rusqlite::Result<Vec<T>> {
    let damaged = |error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(error));
    serde_json::from_str(value.as_str()?).map_err(damaged)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// The page that lists the columns is made from them.
    #[test]
    fn the_page_of_the_tables_is_of_these_tables() {
        let mut page = String::new();
        for table in Table::ALL {
            writeln!(
                page,
                "# `{}`\n\n{}\n\n| column | type | what |\n|---|---|---|",
                table.name(),
                table.about()
            )
            .unwrap();
            for column in table.columns() {
                let kind = format!("{:?}", column.kind).to_lowercase();
                writeln!(page, "| `{}` | {kind} | {} |", column.name, column.about).unwrap();
            }
            page.push('\n');
        }
        let page = page.trim_end().to_owned() + "\n";
        let there = concat!(env!("CARGO_MANIFEST_DIR"), "/tables.md");
        if std::fs::read_to_string(there).unwrap_or_default() != page {
            let fresh = std::env::temp_dir().join("tables.md");
            std::fs::write(&fresh, page).unwrap();
            panic!("{there} is not of these tables; {} is", fresh.display());
        }
    }

    #[test]
    fn names_are_taken_once() {
        for table in Table::ALL {
            let mut names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns().len(), "{}", table.name());
        }
    }
}
