//! `selon import`: readings into a ledger, as another ledger or `selon read` gave them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use selon_intake::{Failure, Part, Place, Reason};
use selon_ledger::{CarriedDecision, ContentKey};
use selon_record::Reading;
use serde::Deserialize;

use super::knowledge::Knowledge;
use crate::adding::{Adding, Extractor, Failed, Job, Terminal};
use crate::console::Console;
use crate::messages::Message;
use crate::models;
use crate::standard_input::standard_input;

/// Add readings to a ledger, without reading the articles again
///
/// A file holds a reading a line, as `selon export --format jsonl` and `selon read --format jsonl` write them, and what was
/// decided about them (`selon edit`). Each is checked; what is no whole reading is named at the end, kept in the ledger with
/// the reason, and the rest is added. What is in the ledger is passed over, so the same command may be given as often as one
/// likes. The ledger is made if it is not there.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon import story.selon story.jsonl                        what another ledger exported\n  \
    selon import both.selon one.jsonl two.jsonl                 two ledgers in one\n  \
    selon read --format jsonl press/ | selon import story.selon -   what was read elsewhere")]
pub(crate) struct Import {
    /// The ledger's file
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,

    /// Files of readings, or - for standard input
    #[arg(value_name = "FILE|-", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    knowledge: Knowledge,
}

/// The bytes of a line: more than the reading of the longest article has.
const LONGEST: u64 = 1 << 28;

impl Import {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let extractor = Extractor::of_import(base);
        let Adding { writer, known } = Adding::open(&self.ledger, extractor.json(), base)?;
        let encoder = models::sentence_encoder(console)?;
        let job = |(place, line): Line| {
            let content = match line {
                Ok(line) => content(&line),
                Err(reason) => return Job::Failed(Failed::to_take(Failure { place, reason })),
            };
            match content {
                Err((column, reason)) => Job::Failed(Failed::to_import(place, column, reason)),
                Ok(Content::Decision(decision)) => Job::Decide(place, decision),
                Ok(Content::Reading(reading)) => match known.known(&ContentKey::of(&reading.article)) {
                    Ok(None) => Job::Import(place, reading, encoder.clone()),
                    Ok(Some(_)) => Job::Known,
                    Err(error) => Job::Stop(Message::Ledger { error }),
                },
            }
        };
        let mut position = 0;
        let jobs = self.files.iter().flat_map(|file| lines(file)).map(|line| {
            position += line.1.as_ref().map_or(0, |line| line.len() as u64 + 1);
            (position, job(line))
        });
        Terminal::watch(console, self.total(), extractor, jobs, base, writer)
    }

    /// The bytes of all files; `None` where one is standard input or cannot be asked.
    fn total(&self) -> Option<u64> {
        let size = |path: &PathBuf| Some(std::fs::metadata(path).ok().filter(|file| file.is_file())?.len());
        self.files.iter().map(size).sum()
    }
}

/// What a line holds.
enum Content {
    Reading(Box<Reading>),
    /// Somebody's, about readings of lines before.
    Decision(Box<CarriedDecision>),
}

/// A line that holds a decision.
#[derive(Deserialize)]
struct DecisionLine {
    decision: Box<CarriedDecision>,
}

/// What a line holds, or the column and what is wrong there.
fn content(line: &[u8]) -> Result<Content, (usize, String)> {
    let reading: Reading = match serde_json::from_slice(line) {
        Ok(reading) => reading,
        // Nearly all lines are readings: only what is none is looked at twice.
        Err(error) => {
            return match serde_json::from_slice(line) {
                Ok(DecisionLine { decision }) => Ok(Content::Decision(decision)),
                Err(_) => {
                    let text = error.to_string();
                    let reason = text.rfind(" at line ").map_or(&*text, |end| &text[..end]);
                    Err((error.column(), reason.to_owned()))
                }
            };
        }
    };
    match reading.violations().first() {
        None => Ok(Content::Reading(Box::new(reading))),
        Some(violation) => Err((1, violation.to_string())),
    }
}

/// A line with its place, or why it cannot be read.
type Line = (Place, Result<Vec<u8>, Reason>);

/// The lines of a file that are not blank, each at its place.
fn lines(path: &Path) -> Box<dyn Iterator<Item = Line>> {
    let place = Place::of(path);
    let input: io::Result<Box<dyn BufRead>> = match place.path() {
        None => Ok(standard_input()),
        Some(path) => File::open(path).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>),
    };
    match input {
        Err(error) => Box::new(std::iter::once((place, Err(Reason::Unreadable(error))))),
        Ok(input) => Box::new(Lines { place, number: 0, input: Some(input) }),
    }
}

struct Lines {
    place: Place,
    number: u64,
    /// Nothing once it has ended.
    input: Option<Box<dyn BufRead>>,
}

impl Iterator for Lines {
    type Item = Line;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let input = self.input.as_mut()?;
            let mut line = Vec::new();
            self.number += 1;
            let read = input.take(LONGEST + 1).read_until(b'\n', &mut line);
            let place = self.place.part(Part::Line(self.number));
            match read {
                Err(error) => {
                    self.input = None;
                    return Some((self.place.clone(), Err(Reason::Unreadable(error))));
                }
                Ok(0) => self.input = None,
                Ok(_) if line.len() as u64 > LONGEST => {
                    if input.skip_until(b'\n').is_err() {
                        self.input = None;
                    }
                    return Some((place, Err(Reason::TooLarge { limit: LONGEST })));
                }
                Ok(_) => {
                    let blank = line.iter().all(u8::is_ascii_whitespace);
                    if !blank {
                        return Some((place, Ok(line)));
                    }
                }
            }
        }
    }
}
