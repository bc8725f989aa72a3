//! `selon read`: an article in, who asserts what on whose word out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};
use selon_reading::Reader;
use selon_record::{Article, Reading};
use selon_spacy::Pipeline;

use super::pipeline::Model;
use crate::batch;
use crate::console::Console;
use crate::input::{Input, Item};
use crate::messages::{Interface, Message};
use crate::output::{self, Look, NARROWEST, Voices};

/// Read articles: who says what, on whose word, how surely
///
/// Shows for each article who speaks in it, how sure they present what they say, and every assertion with its chain of
/// sources and the exact words that show it. Selon never says what is true; what it does not know it says too: a source
/// it cannot name, hearsay with nobody behind it.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon read article.txt                   one article, for a person\n  \
    selon read --context article.txt         with all of its text in between\n  \
    selon read press/ > readings.jsonl       all articles in a folder, a reading a line\n  \
    selon read --format terminal press/ | less\n  \
    selon read --color always article.txt | less -R\n  \
    selon read --format jsonl - < articles.jsonl | jq '.assertions[] | select(.source == null)'")]
pub(crate) struct Read {
    #[command(flatten)]
    input: Input,

    /// How to print it; `terminal` on a terminal and `jsonl` in a pipe, otherwise
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    model: Model,

    /// The whole text, between what is asserted (with --format terminal)
    #[arg(long)]
    context: bool,

    /// Whose assertions to show (with --format terminal)
    #[arg(long, value_name = "WHOSE", value_enum, default_value_t = Voices::Others)]
    voices: Voices,

    /// Columns to wrap to (with --format terminal); those of the terminal, 100 at most, otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(i64::from(NARROWEST)..=1000))]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Terminal,
    /// A reading a line, as JSON; offsets count code points
    Jsonl,
}

impl Read {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let printer = self.printer(console.interface());
        let mut choice = self.model.choice(console)?;
        let mut readers = Readers::default();
        let progress = console.count_progress(&Message::Reading);
        let jobs = self.input.articles(console).filter_map(|item| {
            let reader = choice
                .of(&item)
                .and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose());
            let reader = reader.map_err(|message| console.error(&message)).ok()?;
            Some((item, reader))
        });
        let work = |(Item { place, article }, reader): (Item, Option<Arc<Reader>>)| {
            batch::guarded(|| printer.text(&read(article, reader.as_deref())))
                .map_err(|reason| Message::Panicked { place, reason })
        };
        batch::in_order(jobs, work, |result| {
            progress.tick();
            match result {
                Ok(text) => printer.write(&text),
                Err(message) => {
                    console.error(&message);
                    Ok(())
                }
            }
        })
    }

    fn printer(&self, interface: Interface) -> Printer {
        let is_terminal = io::stdout().is_terminal();
        match self.format.unwrap_or(if is_terminal { Format::Terminal } else { Format::Jsonl }) {
            Format::Jsonl => Printer::Jsonl,
            Format::Terminal => Printer::Terminal(Look {
                interface,
                width: self.width.map_or_else(comfortable_width, usize::from),
                colours: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
                context: self.context,
                voices: self.voices,
            }),
        }
    }
}

/// A blank text is read without a reader: there is nothing in it.
fn read(article: Article, reader: Option<&Reader>) -> Reading {
    match reader {
        Some(reader) => reader.read(article),
        None => Reading::new(article),
    }
}

/// The terminal's width, or 80 columns without one; lines longer than 100 are hard to read.
fn comfortable_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0.clamp(NARROWEST, 100)))
}

/// One reader a pipeline.
#[derive(Default)]
struct Readers(HashMap<*const Pipeline, Arc<Reader>>);

impl Readers {
    /// The reader that uses the pipeline, which it keeps, so that its address stays its own.
    fn get(&mut self, pipeline: Arc<Pipeline>) -> Result<Arc<Reader>, Message> {
        Ok(match self.0.entry(Arc::as_ptr(&pipeline)) {
            Entry::Occupied(reader) => Arc::clone(reader.get()),
            Entry::Vacant(place) => {
                let reader = Reader::new(pipeline).map_err(|error| Message::NoReader { error })?;
                Arc::clone(place.insert(Arc::new(reader)))
            }
        })
    }
}

/// A format with all it needs.
#[derive(Debug)]
enum Printer {
    Terminal(Look),
    Jsonl,
}

impl Printer {
    fn text(&self, reading: &Reading) -> String {
        match self {
            Printer::Terminal(look) => output::terminal(reading, look),
            Printer::Jsonl => output::jsonl(reading),
        }
    }

    fn write(&self, text: &str) -> Result<(), Message> {
        match self {
            Printer::Terminal(_) => output::print(text),
            Printer::Jsonl => output::write(text),
        }
    }
}
