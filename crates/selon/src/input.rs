//! Arguments to articles: the flags that say what to read, and how what [`selon_intake`] finds is said on the console.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use selon_intake::{Failure, Format, Intake, Item, Note, Part, Place};
use selon_kb::Base;

use crate::console::Console;
use crate::messages::Message;
use crate::standard_input::standard_input;

/// What to read, as every command that reads articles takes it.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files or folders to read, or - for standard input
    ///
    /// Text files (.txt, .md) are one article each and may begin with front matter: a line `---`, lines `key: value`
    /// (id, url, outlet, title, byline, published, language), a line `---`. JSON Lines files (.jsonl, .ndjson, .json)
    /// hold one article a line with the same keys and `text`, which alone is needed. Web pages (.html, .htm, .xhtml)
    /// are one article each, without what surrounds it; feeds (RSS and Atom: .rss, .atom, .xml; JSON Feed: .json) hold
    /// one an entry, web archives (.warc, .wet) one a page. Any of these may be compressed (.gz). What has another name
    /// is known by its first bytes. Folders are read with all that is in them, sorted by name, without hidden files,
    /// READMEs and files of other kinds.
    #[arg(value_name = "FILE|FOLDER|-", required = true)]
    paths: Vec<PathBuf>,

    /// How the input is written; by the file name and the first bytes, otherwise
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// The language of the articles that do not state one (such as fr); recognised, otherwise
    #[arg(long, value_name = "CODE", value_parser = selon_intake::language_code)]
    language: Option<String>,
}

/// How the input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the file name and the first bytes
    Auto,
    /// One article a file, with or without front matter
    Text,
    /// One article a line, as JSON
    Jsonl,
    /// One article a file: a web page
    Html,
    /// One article an entry: RSS, Atom, JSON Feed
    Feed,
    /// One article a page: a web archive
    Warc,
}

impl Input {
    /// The articles in order, with outlets and agencies as `base` knows them. What cannot be read is said on the console,
    /// and the next one comes.
    pub(crate) fn articles<'a>(
        &self,
        base: &'static Base,
        console: &'a Console,
    ) -> impl Iterator<Item = Item> + use<'a> {
        drawn(self.intake(base), console)
            .filter_map(|item| item.map_err(|failure| console.error(&Message::NotTaken { failure })).ok())
    }

    /// The articles with the bytes they were made of, and what cannot be read, in order.
    pub(crate) fn items<'a>(
        &self,
        base: &'static Base,
        console: &'a Console,
    ) -> impl Iterator<Item = Result<Item, Failure>> + use<'a> {
        drawn(self.intake(base).originals(true), console)
    }

    fn intake(&self, base: &'static Base) -> Intake {
        let format = match self.input_format {
            InputFormat::Auto => Format::Auto,
            InputFormat::Text => Format::Text,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Html => Format::Html,
            InputFormat::Feed => Format::Feed,
            InputFormat::Warc => Format::Warc,
        };
        Intake::new(self.paths.clone())
            .base(base)
            .format(format)
            .language(self.language.clone())
            .standard_input(standard_input)
    }

    /// What the arguments name.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }
}

/// What is read, with what is to be said about it said on the console: notes, and files that are skipped.
fn drawn(intake: Intake, console: &Console) -> impl Iterator<Item = Result<Item, Failure>> + use<'_> {
    let mut articles = intake.articles();
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

/// Says what is worth knowing about an article that was read.
fn say(place: &Place, note: &Note, console: &Console) {
    let place = match note {
        Note::FrontMatterLine { line } => place.part(Part::Line(*line)),
        _ => place.clone(),
    };
    let message = Message::Taken { place, note: note.clone() };
    match note {
        Note::FrontMatterLine { .. } | Note::Future { .. } | Note::Truncated => console.warn(&message),
        Note::ReadAs { .. } | Note::OtherEncoding { .. } => console.note(&message),
        Note::Summary => console.detail(&message),
    }
}
