//! What to read, and the articles of it: one after the other and in order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

use selon_record::Article;

use crate::{Failure, Note, Place, Reason, decode, files, jsonl, language, plain};

/// What to read: files, folders, `-` for standard input.
#[derive(Clone, Debug)]
pub struct Intake {
    paths: Vec<PathBuf>,
    format: Format,
    language: Option<String>,
}

/// How the input is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// By the file name and the first bytes.
    #[default]
    Auto,
    /// One article a file, with or without front matter.
    Text,
    /// One article a line, as JSON.
    Jsonl,
}

/// An article and where it came from.
#[derive(Debug)]
pub struct Item {
    /// The file, and the part of it.
    pub place: Place,
    /// The article; its language is [`Article::UNDETERMINED`] where its text does not tell.
    pub article: Article,
    /// What is worth knowing about how it was read.
    pub notes: Vec<Note>,
}

impl Intake {
    /// Reads these, each as its name and its first bytes tell.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Intake { paths: paths.into_iter().collect(), format: Format::Auto, language: None }
    }

    /// Takes everything as written in this format.
    pub fn format(self, format: Format) -> Self {
        Intake { format, ..self }
    }

    /// The language of the articles that do not state one; recognised, otherwise.
    pub fn language(self, language: Option<String>) -> Self {
        Intake { language, ..self }
    }

    /// The articles in order, and what could not be read.
    pub fn articles(self) -> Articles {
        Articles { files: files::Walk::new(&self.paths), intake: self, current: Box::new(std::iter::empty()) }
    }

    /// The articles of one file.
    fn read(&self, path: PathBuf) -> Items {
        let place = Place::of(&path);
        let opened = open(&place).and_then(|mut bytes| {
            let is_jsonl = match self.format {
                Format::Auto => match files::format(&path) {
                    Format::Auto => first_byte(&mut *bytes)? == Some(b'{'),
                    known => known == Format::Jsonl,
                },
                asked => asked == Format::Jsonl,
            };
            Ok((bytes, is_jsonl))
        });
        let unreadable = |error| Failure { place: place.clone(), reason: Reason::Unreadable(error) };
        match opened {
            Ok((bytes, true)) => Box::new(jsonl::articles(bytes, place)),
            Ok((mut bytes, false)) => {
                let mut whole = Vec::new();
                let read = bytes.read_to_end(&mut whole).map_err(unreadable);
                Box::new(std::iter::once(read.and_then(|_| plain::article(whole, place))))
            }
            Err(error) => Box::new(std::iter::once(Err(unreadable(error)))),
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

/// The articles of an [`Intake`]: what can be read, and what cannot, in order. Nothing is read before it is asked for.
pub struct Articles {
    intake: Intake,
    files: files::Walk,
    current: Items,
}

type Items = Box<dyn Iterator<Item = Result<Item, Failure>>>;

impl Articles {
    /// The files in folders that were passed over since this was last asked, as their names are those of no article.
    pub fn skipped(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.files.skipped)
    }
}

impl Iterator for Articles {
    type Item = Result<Item, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item.map(|item| self.intake.with_language(item)));
            }
            match self.files.next()? {
                Ok(path) => self.current = self.intake.read(path),
                Err(failure) => return Some(Err(failure)),
            }
        }
    }
}

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
