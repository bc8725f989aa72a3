//! A run's readings, one after the other, in a format and at a place.
//!
//! What one reading becomes does not depend on the others ([`Format::piece`], on any thread); a [`Printout`] puts the
//! pieces together in their order. Most formats are written as the readings come. A web page begins with its list of
//! contents, so that it is written at the end.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use selon_record::Reading;

use super::brat::{self, Standoff, brat};
use super::csv::{self, csv};
use super::destination::{Destination, cannot_write};
use super::json::{self, json};
use super::terminal::{Look, terminal};
use super::webanno::webanno;
use super::{jsonl, print};
use crate::messages::{Interface, Message};
use selon_view::Voices;
use selon_view::html::{self, Section};

/// A format with all it needs.
#[derive(Debug)]
pub(crate) enum Format {
    Terminal(Look),
    Html { interface: Interface, voices: Voices },
    Jsonl,
    Json,
    Csv,
    Brat,
    Webanno { interface: Interface },
}

/// What one reading becomes.
#[derive(Debug)]
pub(crate) enum Piece {
    Text(String),
    Section(Box<Section>),
    Standoff(Standoff),
}

impl Format {
    /// What a reading becomes; `number` is that of its article in the run.
    pub(crate) fn piece(&self, number: usize, reading: &Reading) -> Piece {
        Piece::Text(match self {
            Format::Terminal(look) => terminal(reading, look),
            Format::Html { interface, .. } => {
                return Piece::Section(Box::new(Section::new(number, reading, *interface)));
            }
            Format::Jsonl => jsonl(reading),
            Format::Json => json(reading),
            Format::Csv => csv(reading),
            Format::Brat => return Piece::Standoff(brat(reading)),
            Format::Webanno { interface } => webanno(reading, *interface),
        })
    }
}

/// The pieces, put together.
pub(crate) struct Printout<'f> {
    format: &'f Format,
    to: Destination,
    /// Where files of their own go.
    folder: Option<Folder>,
    /// How many pieces there were.
    count: usize,
    /// Those that wait for the end.
    sections: Vec<Section>,
    standoff: Option<Standoff>,
}

impl<'f> Printout<'f> {
    /// An empty printout to a file, to a folder with [`Format::Brat`], or to standard output.
    ///
    /// # Errors
    /// The file or folder cannot be made.
    pub(crate) fn new(format: &'f Format, output: Option<&Path>) -> Result<Self, Message> {
        let (to, folder) = match (output, format) {
            (Some(path), Format::Brat) => (Destination::standard(), Some(Folder::new(path)?)),
            _ => (Destination::new(output)?, None),
        };
        Ok(Printout { format, to, folder, count: 0, sections: Vec::new(), standoff: None })
    }

    /// The next piece.
    ///
    /// # Errors
    /// It cannot be written, or there is no place for it.
    pub(crate) fn add(&mut self, piece: Piece) -> Result<(), Message> {
        self.count += 1;
        let is_first = self.count == 1;
        match piece {
            Piece::Section(section) => self.sections.push(*section),
            Piece::Standoff(standoff) => match &mut self.folder {
                Some(folder) => folder.add(&standoff)?,
                // Two articles have no place in one output: nothing is written before there is but one.
                _ if is_first => self.standoff = Some(standoff),
                _ => {
                    self.standoff = None;
                    return Err(Message::SeveralArticles);
                }
            },
            Piece::Text(text) => {
                let before = match self.format {
                    Format::Json if is_first => json::OPEN.to_owned(),
                    Format::Json => json::COMMA.to_owned(),
                    Format::Csv if is_first => csv::header(),
                    _ => String::new(),
                };
                self.write(&(before + &text))?;
            }
        }
        Ok(())
    }

    /// The end: nothing comes any more.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub(crate) fn finish(mut self) -> Result<(), Message> {
        let rest = match self.format {
            Format::Html { interface, voices } => html::page(&self.sections, *interface, *voices),
            Format::Json if self.count == 0 => "[]\n".to_owned(),
            Format::Json => json::CLOSE.to_owned(),
            Format::Csv if self.count == 0 => csv::header(),
            Format::Brat => self.standoff.take().map(|standoff| standoff.annotations).unwrap_or_default(),
            _ => String::new(),
        };
        if !rest.is_empty() {
            self.write(&rest)?;
        }
        self.to.finish()
    }

    fn write(&mut self, text: &str) -> Result<(), Message> {
        match (self.format, self.to.is_standard()) {
            (Format::Terminal(_), true) => print(text),
            _ => self.to.write(text),
        }
    }
}

/// A folder of brat's: two files an article, named after it, and what brat must know.
struct Folder {
    path: PathBuf,
    /// The names that are taken, in lower case: there are systems that do not tell them apart.
    taken: HashSet<String>,
}

impl Folder {
    fn new(path: &Path) -> Result<Self, Message> {
        fs::create_dir_all(path).map_err(cannot_write(path))?;
        let configuration = path.join("annotation.conf");
        if !configuration.exists() {
            fs::write(&configuration, brat::CONFIGURATION).map_err(cannot_write(&configuration))?;
        }
        Ok(Folder { path: path.to_owned(), taken: HashSet::new() })
    }

    fn add(&mut self, standoff: &Standoff) -> Result<(), Message> {
        let name = self.name(&standoff.id);
        for (ending, content) in [("txt", &standoff.text), ("ann", &standoff.annotations)] {
            let path = self.path.join(format!("{name}.{ending}"));
            fs::write(&path, content).map_err(cannot_write(&path))?;
        }
        Ok(())
    }

    /// A name for an article's files: its identifier without what means something in paths, and a number where that
    /// name is taken.
    fn name(&mut self, id: &str) -> String {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let plain: String = id.chars().map(|c| if is_plain(c) { c } else { '_' }).take(LONGEST).collect();
        let plain = match plain.trim_start_matches('.') {
            "" => "article",
            plain => plain,
        };
        let mut name = plain.to_owned();
        for number in 2.. {
            if self.taken.insert(name.to_lowercase()) {
                break;
            }
            name = format!("{plain}-{number}");
        }
        name
    }
}

/// Characters of a file's name, which systems allow 255 bytes.
const LONGEST: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_taken_once() {
        let mut folder = Folder { path: PathBuf::new(), taken: HashSet::new() };
        let mut name = |id: &str| folder.name(id);
        assert_eq!(name("dépêche-1"), "dépêche-1");
        assert_eq!(name("Dépêche-1"), "Dépêche-1-2");
        assert_eq!(name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(name("https://a.example/b?c"), "https___a.example_b_c");
        assert_eq!(name(""), "article");
        assert_eq!(name("..."), "article-2");
        assert_eq!(name(&"a".repeat(1000)).len(), LONGEST);
    }
}
