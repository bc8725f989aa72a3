//! Arguments to articles: `FILE|FOLDER|-...` in, [`Article`]s out, one after the other and in order.
//!
//! | what | how |
//! |---|---|
//! | `.txt`, `.md` | one article, with optional front matter ([`plain`]) |
//! | `.jsonl`, `.ndjson`, `.json` | one article a line ([`jsonl`]) |
//! | a folder | its files of these kinds and its folders, sorted by name; not READMEs and what is hidden ([`files`]) |
//! | `-`, and named files of other kinds | JSONL if the first byte that is not blank is `{`, else plain text |
//!
//! Bytes become text in [`decode`]; the language an article does not state is found in [`language`].

mod decode;
mod files;
mod jsonl;
mod language;
mod place;
mod plain;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use selon_record::Article;

use crate::console::Console;
use crate::messages::Message;

pub(crate) use place::Place;

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
    #[arg(long, value_name = "CODE", value_parser = language::parse)]
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

/// An article and where it came from.
#[derive(Debug)]
pub(crate) struct Item {
    /// The file, and the line in a JSONL file.
    pub(crate) place: Place,
    /// The article; its language is [`Article::UNDETERMINED`] where its text does not tell.
    pub(crate) article: Article,
}

impl Input {
    /// The articles in order. What cannot be read is said on the console, and the next one comes.
    pub(crate) fn articles<'a>(&'a self, console: &'a Console) -> impl Iterator<Item = Item> + 'a {
        files::walk(&self.paths, console).flat_map(|path| self.read(path, console)).filter_map(|item| {
            match item {
                Ok(item) => Some(self.with_language(item)),
                Err(message) => {
                    console.error(&message);
                    None
                }
            }
        })
    }

    /// The articles of one file.
    fn read<'a>(&self, path: PathBuf, console: &'a Console) -> Items<'a> {
        let place = Place::of(&path);
        let cannot_read = |error| Message::CannotRead { place: place.clone(), error };
        let opened = open(&place).and_then(|mut bytes| {
            let is_jsonl = match self.input_format {
                InputFormat::Auto => match files::format(&path) {
                    InputFormat::Auto => first_byte(&mut *bytes)? == Some(b'{'),
                    known => known == InputFormat::Jsonl,
                },
                asked => asked == InputFormat::Jsonl,
            };
            Ok((bytes, is_jsonl))
        });
        match opened {
            Ok((bytes, true)) => Box::new(jsonl::articles(bytes, place)),
            Ok((mut bytes, false)) => {
                let mut whole = Vec::new();
                let read = bytes.read_to_end(&mut whole).map_err(cannot_read);
                Box::new(std::iter::once(read.and_then(|_| plain::article(whole, place, console))))
            }
            Err(error) => Box::new(std::iter::once(Err(cannot_read(error)))),
        }
    }

    fn with_language(&self, mut item: Item) -> Item {
        let article = &mut item.article;
        article.language = language::normal(&article.language);
        if matches!(&*article.language, "" | Article::UNDETERMINED) {
            article.language =
                self.language.clone().unwrap_or_else(|| language::detect(&article.text).to_owned());
        }
        item
    }
}

type Items<'a> = Box<dyn Iterator<Item = Result<Item, Message>> + 'a>;

fn open(place: &Place) -> io::Result<Box<dyn BufRead>> {
    Ok(match place.path() {
        None => Box::new(BufReader::new(io::stdin())),
        Some(path) if path.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Some(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
    })
}

/// The first byte that is not blank, as far as it stands in what one read brings. Takes nothing away.
fn first_byte(bytes: &mut dyn BufRead) -> io::Result<Option<u8>> {
    let start = bytes.fill_buf()?;
    let start = start.strip_prefix(decode::UTF8_BOM).unwrap_or(start);
    Ok(start.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}
