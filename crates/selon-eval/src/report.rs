//! Printing: Markdown tables, and the line that says where and with what figures were measured.

use std::fmt::{self, Display};
use std::io::Write as _;
use std::process::Command;

use crate::python::Environment;

/// A Markdown table, printed by its [`Display`].
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column heads. The first column is text, the others are numbers, set right.
    pub(crate) fn new<const N: usize>(heads: [&str; N]) -> Table {
        Table { rows: vec![heads.map(str::to_owned).to_vec()] }
    }

    /// Adds a row; it has as many cells as there are heads.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.rows[0].len());
        self.rows.push(cells.to_vec());
    }
}

impl Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, row) in self.rows.iter().enumerate() {
            writeln!(out, "| {} |", row.join(" | "))?;
            if i == 0 {
                writeln!(out, "|---|{}", "---:|".repeat(row.len() - 1))?;
            }
        }
        Ok(())
    }
}

/// Prints on standard output.
///
/// # Errors
/// When nobody reads it any more, or the disk is full.
pub(crate) fn print(text: impl Display) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{text}")
}

/// A whole number with its thousands apart: `312,404`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
    groups.join(",")
}

/// A share with three decimals, or a dash where there is none.
pub(crate) fn share(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.3}"))
}

/// The line under every table: day, machine and versions.
pub(crate) fn provenance(environment: Option<&Environment>) -> anyhow::Result<String> {
    let day = jiff::Timestamp::now().strftime("%Y-%m-%d");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut versions = vec![format!("selon {}{}", env!("CARGO_PKG_VERSION"), commit())];
    versions.extend(environment.map(Environment::versions).transpose()?.unwrap_or_default());
    Ok(format!("Measured on {day} on {} ({cores} cores): {}.\n", processor(), versions.join(", ")))
}

/// The processor's name as the system gives it.
fn processor() -> String {
    let listing = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = listing.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    model.map_or(std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned())
}

/// The commit that is checked out, in brackets; empty where git does not say.
fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    let hash = output.ok().filter(|o| o.status.success()).and_then(|o| String::from_utf8(o.stdout).ok());
    hash.map_or(String::new(), |hash| format!(" ({})", hash.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_markdown() {
        let mut table = Table::new(["what", "n"]);
        table.row(["heads".to_owned(), thousands(1_312_404)]);
        assert_eq!(table.to_string(), "| what | n |\n|---|---:|\n| heads | 1,312,404 |\n");
    }

    #[test]
    fn small_numbers_stay_whole() {
        assert_eq!(
            (thousands(0), thousands(999), thousands(1000)),
            ("0".into(), "999".into(), "1,000".into())
        );
    }
}
