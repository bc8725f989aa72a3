//! Other programs beside Selon: textacy is run and scored here, others are quoted as they were measured.

use std::fmt::{self, Display};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Parsed;
use super::predictions::Predictions;
use super::score::Score;
use crate::data::{self, Text};
use crate::models::LocalModel;
use crate::process;
use crate::python::{Environment, Packages, Script};
use crate::report::{Table, share, thousands};
use crate::{Places, project};

/// What was measured elsewhere: see the head of the file.
const QUOTED: &str = include_str!("../../../data/peers.tsv");

/// The comparison, which grows by every set.
pub(crate) struct Peers<'a> {
    environment: Environment,
    local: &'a LocalModel,
    out: PathBuf,
    table: Table,
    notes: Vec<String>,
}

impl<'a> Peers<'a> {
    /// Makes textacy's environment if it is not there.
    ///
    /// # Errors
    /// When Python, pip or the disk fail.
    pub(crate) fn prepare(places: &Places, local: &'a LocalModel) -> Result<Peers<'a>> {
        let heads =
            ["", "set", "gold", "found", "content@0.3", "whole@0.3", "content@0.8", "whole@0.8", "exact"];
        Ok(Peers {
            environment: Environment::make(places, Packages::Textacy)?,
            local,
            out: project::out_folder(places, "attribution")?,
            table: Table::new(heads),
            notes: Vec::new(),
        })
    }

    /// The environment, for the versions in it.
    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Has textacy read a set, and puts its score beside ours.
    ///
    /// # Errors
    /// When Python or the disk fail.
    pub(crate) fn measure(&mut self, set: &Parsed, ours: &Score) -> Result<()> {
        let input = self.out.join(format!("{}.texts.jsonl", set.name));
        let output = self.out.join(format!("{}.textacy.jsonl", set.name));
        let text = |article: &data::gold::Annotated| Text {
            id: article.article.id.clone(),
            text: article.article.text.clone(),
            sentence_starts: Vec::new(),
        };
        let texts: Vec<Text> = set.articles().map(text).collect();
        fs::write(&input, data::json_lines(&texts)?).with_context(|| input.display().to_string())?;
        let [python, script] = self.environment.script(Script::Textacy)?;
        let mut command = Command::new(python);
        command.arg(script).arg(&self.local.pipeline).arg(&input).arg(&output);
        let lost = process::run(&mut command)?;
        let theirs = set.score(&Predictions::read(&output)?)?;
        self.row("Selon", &set.name, ours);
        self.row("textacy", &set.name, &theirs.score);
        let (lost, all) = (lost.trim(), texts.len());
        self.notes.push(format!("textacy gave up on {lost} of the {all} articles of {}.", set.name));
        Ok(())
    }

    fn row(&mut self, system: &str, set: &str, score: &Score) {
        let [content, whole, content_bounds, whole_bounds, exact] =
            [score.content_found, score.whole_found, score.content_bounds, score.whole_bounds, score.exact]
                .map(|counts| share(counts.f1()));
        let [gold, found] = [score.gold(), score.found()].map(thousands);
        let [system, set] = [system, set].map(str::to_owned);
        self.table.row([system, set, gold, found, content, whole, content_bounds, whole_bounds, exact]);
    }
}

impl Display for Peers<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "F1 beside textacy, measured in this run:\n\n{}", self.table)?;
        writeln!(out, "{}\n", self.notes.join(" "))?;
        write!(out, "Quoted:\n\n{}", quoted())
    }
}

/// The table of what was measured elsewhere.
fn quoted() -> Table {
    let mut rows = QUOTED.lines().filter(|line| !line.starts_with('#')).map(cells);
    let mut table = Table::new(rows.next().unwrap_or_default());
    rows.for_each(|row| table.row(row.map(str::to_owned)));
    table
}

/// The columns of a row; a test counts them.
fn cells(line: &str) -> [&str; 9] {
    let mut cells = line.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quoted_row_has_every_column() {
        let rows: Vec<&str> = QUOTED.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.len() > 1);
        for row in rows {
            assert_eq!(row.split('\t').count(), cells(row).len(), "{row}");
        }
    }
}
