//! A table as a file of tab-separated columns, and what is wrong with it.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use anyhow::{Result, bail};

/// What stands for an unknown value.
const UNKNOWN: &str = "-";

/// A table: its columns are named by its first line that is no comment.
#[derive(Debug)]
pub(crate) struct Table {
    file: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    line: usize,
    cells: &'a [String],
}

/// What is wrong with tables, all of it.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<String>);

impl Table {
    /// Reads a table that must have these columns; it may have others behind them.
    ///
    /// Fails with every line that has not as many cells as the table has columns.
    pub(crate) fn parse(file: &str, text: &str, columns: &[&str]) -> Result<Table> {
        let mut faults = Faults::default();
        let table = Table::read(file, text, columns, &mut faults);
        faults.none()?;
        Ok(table)
    }

    /// The same, gathering what is wrong; rows that are wrong are left out.
    pub(crate) fn read(file: &str, text: &str, columns: &[&str], faults: &mut Faults) -> Table {
        let mut table = Table { file: file.to_owned(), columns: Vec::new(), rows: Vec::new() };
        for (line, content) in (1..).zip(text.lines()) {
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = content.split('\t').map(str::to_owned).collect();
            if table.columns.is_empty() {
                for column in columns.iter().filter(|column| !cells.iter().any(|cell| cell == *column)) {
                    faults.add(format!("{file}:{line}"), format!("there is no column {column:?}"));
                }
                table.columns = cells;
                continue;
            }
            if cells.len() != table.columns.len() {
                let what = format!("{} cells where {} columns are", cells.len(), table.columns.len());
                faults.add(format!("{file}:{line}"), what);
                continue;
            }
            for (column, cell) in table.columns.iter().zip(&cells) {
                let place = || format!("{file}:{line}: {column}");
                if cell.is_empty() {
                    faults.add(place(), format!("nothing, not even {UNKNOWN:?}"));
                } else if cell.trim() != cell {
                    faults.add(place(), format!("blanks around {cell:?}"));
                } else if cell.split('|').any(|part| part.trim() != part || part.is_empty()) {
                    faults.add(place(), format!("blanks or nothing between the | of {cell:?}"));
                } else if cell.chars().any(char::is_control) {
                    faults.add(place(), format!("a control character in {cell:?}"));
                }
            }
            table.rows.push((line, cells));
        }
        if table.columns.is_empty() {
            faults.add(file.to_owned(), "empty: there is no line of columns");
        }
        table
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl<'a> Row<'a> {
    /// What stands in a column; `-` where that is unknown, also where the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        let position = self.table.columns.iter().position(|name| name == column);
        position.and_then(|position| self.cells.get(position)).map_or(UNKNOWN, String::as_str)
    }

    /// What stands in a column, where that is known.
    pub(crate) fn known(&self, column: &str) -> Option<&'a str> {
        Some(self.get(column)).filter(|value| *value != UNKNOWN)
    }

    /// The parts of a column that is a list.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.known(column).into_iter().flat_map(|value| value.split('|'))
    }

    /// Where a column stands, for whoever has to correct it: `people.tsv:12: born`.
    pub(crate) fn place(&self, column: &str) -> String {
        format!("{}:{}: {column}", self.table.file, self.line)
    }
}

impl Faults {
    /// Adds what is wrong somewhere.
    pub(crate) fn add(&mut self, place: impl Display, what: impl Display) {
        self.0.push(format!("{place}: {what}"));
    }

    /// Fails where there is any, with all of them.
    pub(crate) fn none(&self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        bail!("{self}")
    }

    /// Each of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// The places at which identifiers stand, to name both where one is there twice.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<String, String>);

impl Places {
    /// Remembers a place; the fault where the identifier stands at another already.
    pub(crate) fn add(&mut self, id: &str, place: String, faults: &mut Faults) {
        if let Some(first) = self.0.get(id) {
            faults.add(place, format!("{id} is at {first} already"));
        } else {
            self.0.insert(id.to_owned(), place);
        }
    }

    /// Where an identifier stands.
    pub(crate) fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_by_their_column() {
        let table = Table::parse("t.tsv", "# note\nid\tnames\tborn\na\tx|y\t-\n", &["id", "names"]).unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!((row.get("id"), row.known("born")), ("a", None));
        assert_eq!(row.list("names").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(row.list("born").count(), 0);
        assert_eq!(row.place("born"), "t.tsv:3: born");
    }

    #[test]
    fn every_fault_is_named_by_line_and_column() {
        let text = "id\tname\na\nb\t\nc\tx||y\nd\t x\n";
        let faults = Table::parse("t.tsv", text, &["id", "name", "source"]).unwrap_err().to_string();
        let places = [
            "t.tsv:1: there is no column \"source\"",
            "t.tsv:2:",
            "t.tsv:3: name:",
            "t.tsv:4: name:",
            "t.tsv:5: name:",
        ];
        for (line, place) in faults.lines().zip(places) {
            assert!(line.starts_with(place), "{line}");
        }
        assert_eq!(faults.lines().count(), places.len());
    }

    #[test]
    fn an_empty_table_is_a_fault() {
        assert!(Table::parse("t.tsv", "# only a comment\n", &[]).is_err());
    }
}
