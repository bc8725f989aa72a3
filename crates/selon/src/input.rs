//! Arguments to articles: the flags that say what to read, and how what [`selon_intake`] finds is said on the console.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use selon_intake::{Failure, Format, Intake, Item, Note, Part, Place};

use crate::console::Console;
use crate::messages::Message;

/// What to read, as every command that reads articles takes it.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files or folders to read, or - for standard input
    ///
    /// Text files (.txt, .md) are one article each and may begin with front matter: a line `---`, lines `key: value`
    /// (id, url, outlet, title, byline, published, language), a line `---`. JSON Lines files (.jsonl, .ndjson, .json)
    /// hold one article a line with the same keys and `text`, which alone is needed. Folders are read with all that
    /// is in them, sorted by name, without hidden files, READMEs and files of other kinds.
    #[arg(value_name = "FILE|FOLDER|-", required = true)]
    paths: Vec<PathBuf>,

    /// How the input is written; by the file name and the first byte, otherwise
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// The language of the articles that do not state one (such as fr); recognised, otherwise
    #[arg(long, value_name = "CODE", value_parser = selon_intake::language_code)]
    language: Option<String>,
}

/// How the input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the file name and the first byte
    Auto,
    /// One article a file, with or without front matter
    Text,
    /// One article a line, as JSON
    Jsonl,
}

impl Input {
    /// The articles in order. What cannot be read is said on the console, and the next one comes.
    pub(crate) fn articles<'a>(&self, console: &'a Console) -> impl Iterator<Item = Item> + use<'a> {
        self.items(console)
            .filter_map(|item| item.map_err(|failure| console.error(&Message::NotTaken { failure })).ok())
    }

    /// The articles and what cannot be read, in order.
    pub(crate) fn items<'a>(
        &self,
        console: &'a Console,
    ) -> impl Iterator<Item = Result<Item, Failure>> + use<'a> {
        let format = match self.input_format {
            InputFormat::Auto => Format::Auto,
            InputFormat::Text => Format::Text,
            InputFormat::Jsonl => Format::Jsonl,
        };
        let mut articles =
            Intake::new(self.paths.clone()).format(format).language(self.language.clone()).articles();
        let mut skipped = 0;
        std::iter::from_fn(move || {
            let next = articles.next();
            for path in articles.skipped() {
                console.detail(&Message::SkippedFile { place: Place::of(&path) });
                skipped += 1;
            }
            match &next {
                Some(Ok(item)) => item.notes.iter().for_each(|note| say(&item.place, note, console)),
                Some(Err(_)) => {}
                None if skipped > 0 => {
                    console.note(&Message::Skipped { count: std::mem::take(&mut skipped) });
                }
                None => {}
            }
            next
        })
        .fuse()
    }

    /// What the arguments name.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }
}

/// Says what is worth knowing about an article that was read.
fn say(place: &Place, note: &Note, console: &Console) {
    let place = place.clone();
    match note {
        Note::ReadAs { encoding } => console.note(&Message::ReadAs { place, encoding }),
        Note::FrontMatterLine { line } => {
            console.warn(&Message::FrontMatterLine { place: place.part(Part::Line(*line)) });
        }
    }
}
