//! Other programs on the same sets, each in its own environment.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::found::{self, Found};
use super::sets::Set;
use crate::process;
use crate::python::{Environment, Packages, Script};
use crate::{Places, project};

/// A program that finds times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// HeidelTime, in news mode.
    HeidelTime,
    /// dateparser.search, preferring dates in the past.
    DateparserPast,
    /// dateparser.search, preferring dates to come.
    DateparserFuture,
    /// Facebook's Duckling.
    Duckling,
    /// Microsoft's Recognizers-Text in Python.
    Recognizers,
}

impl Peer {
    /// Every peer, in the order of the table.
    pub(crate) const ALL: [Peer; 5] =
        [Peer::HeidelTime, Peer::DateparserPast, Peer::DateparserFuture, Peer::Duckling, Peer::Recognizers];

    /// Its name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Peer::HeidelTime => "HeidelTime",
            Peer::DateparserPast => "dateparser, past",
            Peer::DateparserFuture => "dateparser, future",
            Peer::Duckling => "Duckling",
            Peer::Recognizers => "Recognizers-Text (Python)",
        }
    }

    /// Its name for the script.
    fn argument(self) -> &'static str {
        match self {
            Peer::HeidelTime => "heideltime",
            Peer::DateparserPast => "dateparser-past",
            Peer::DateparserFuture => "dateparser-future",
            Peer::Duckling => "duckling",
            Peer::Recognizers => "recognizers",
        }
    }

    fn packages(self) -> Packages {
        match self {
            Peer::HeidelTime => Packages::HeidelTime,
            Peer::DateparserPast | Peer::DateparserFuture => Packages::Dateparser,
            Peer::Duckling => Packages::Duckling,
            Peer::Recognizers => Packages::Recognizers,
        }
    }

    /// Its environment, made if it is not there.
    ///
    /// # Errors
    /// When Python, pip or the disk fail.
    pub(crate) fn environment(self, places: &Places) -> Result<Environment> {
        Environment::make(places, self.packages())
    }

    /// What it finds in each article of each set, and how many texts it gave up on.
    ///
    /// # Errors
    /// When Python, the program or the disk fail.
    pub(crate) fn read(
        self,
        places: &Places,
        environment: &Environment,
        sets: &[&Set],
    ) -> Result<(Vec<Vec<Vec<Found>>>, usize)> {
        let out = project::out_folder(places, "time")?;
        let [input, output] = ["articles", self.argument()].map(|name| out.join(format!("{name}.jsonl")));
        let mut lines = String::new();
        for set in sets {
            for article in &set.articles {
                // Where only spans count, the day of writing would cost HeidelTime a start for each day.
                let published = article.published.as_ref().filter(|_| !set.is_of_spans_only());
                let line = serde_json::json!({"id": article.id, "text": article.text,
                    "language": article.language, "published": published});
                lines.push_str(&format!("{line}\n"));
            }
        }
        fs::write(&input, lines).with_context(|| input.display().to_string())?;
        let [python, script] = environment.script(Script::TimePeers)?;
        let lost =
            process::run(Command::new(python).arg(script).arg(self.argument()).arg(&input).arg(&output))?;
        let answers = found::read(&output)?;
        let found = sets.iter().map(|set| set.found_among(&answers)).collect();
        Ok((found, lost.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(0)))
    }
}
