//! Other programs on the same cases.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::case::Case;
use super::found::Findings;
use super::unit::Units;
use crate::process;
use crate::python::{Environment, Packages, Script};
use crate::{Places, project};

/// A program that reads quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// Facebook's Duckling.
    Duckling,
    /// Microsoft's Recognizers-Text in Python.
    Recognizers,
    /// quantulum3.
    Quantulum,
}

/// A peer that can be run.
#[derive(Debug)]
pub(crate) struct Prepared {
    peer: Peer,
    /// Where it is installed.
    pub(crate) environment: Environment,
}

/// A line of what `python/quantity_peers.py` writes.
#[derive(Deserialize)]
struct Answer {
    id: usize,
    #[serde(flatten)]
    findings: Findings,
}

impl Peer {
    /// Makes the environments of those that install; of the others a line on standard error says so.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn prepare_all(places: &Places) -> Result<Vec<Prepared>> {
        let mut prepared = Vec::new();
        for peer in [Peer::Duckling, Peer::Recognizers, Peer::Quantulum] {
            match Environment::make(places, peer.packages()) {
                Ok(environment) => prepared.push(Prepared { peer, environment }),
                Err(error) => eprintln!("{}: not measured: {error:#}", peer.name()),
            }
        }
        Ok(prepared)
    }

    fn name(self) -> &'static str {
        match self {
            Peer::Duckling => "Duckling",
            Peer::Recognizers => "Recognizers-Text (Python)",
            Peer::Quantulum => "quantulum3",
        }
    }

    fn packages(self) -> Packages {
        match self {
            Peer::Duckling => Packages::Duckling,
            Peer::Recognizers => Packages::Recognizers,
            Peer::Quantulum => Packages::Quantulum,
        }
    }

    /// Its name for the script, and the owner of its names of units.
    fn names(self) -> [&'static str; 2] {
        match self {
            Peer::Duckling => ["duckling", "duckling"],
            Peer::Recognizers => ["recognizers", "microsoft"],
            Peer::Quantulum => ["quantulum3", "quantulum3"],
        }
    }
}

impl Prepared {
    /// Its name in the table.
    pub(crate) fn name(&self) -> &'static str {
        self.peer.name()
    }

    /// What it finds in each case; `None` where it has nothing for what is asked.
    ///
    /// # Errors
    /// When Python or the disk fail.
    pub(crate) fn answers(
        &self,
        places: &Places,
        language: &str,
        units: &Units,
        cases: &[Case],
    ) -> Result<Vec<Option<Findings>>> {
        let [name, owner] = self.peer.names();
        let out = project::out_folder(places, "quantity")?;
        let [input, output] = ["cases", name].map(|what| out.join(format!("{language}.{what}.jsonl")));
        let mut lines = String::new();
        for (id, case) in cases.iter().enumerate() {
            let line = serde_json::json!(
                {"id": id, "text": case.text, "language": case.language, "task": case.task.name()});
            lines.push_str(&format!("{line}\n"));
        }
        fs::write(&input, lines).with_context(|| input.display().to_string())?;
        let [python, script] = self.environment.script(Script::QuantityPeers)?;
        process::run(Command::new(python).arg(script).arg(name).arg(&input).arg(&output))?;
        let written = fs::read_to_string(&output).with_context(|| output.display().to_string())?;
        let mut answers: HashMap<usize, Findings> = HashMap::new();
        for line in written.lines() {
            let Answer { id, findings } = serde_json::from_str(line)?;
            answers.insert(id, findings);
        }
        let mut answers: Vec<_> = (0..cases.len()).map(|id| answers.remove(&id)).collect();
        for (case, findings) in cases.iter().zip(&mut answers) {
            for found in findings.iter_mut().flat_map(|findings| &mut findings.quantities) {
                found.unit = found.unit.take().and_then(|unit| {
                    // A name that no row translates is a unit that no set expects.
                    let names = units.of(owner, case.task, &unit).unwrap_or_else(|_| vec![unit]);
                    names.into_iter().next()
                });
            }
        }
        Ok(answers)
    }
}
