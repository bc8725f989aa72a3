//! Results, the formats they take, and where they go: to standard output, or to where --output says.

mod brat;
mod conllu;
mod csv;
mod destination;
mod explanation;
mod json;
mod jsonl;
mod printout;
mod rows;
mod spacy_json;
mod terminal;
mod webanno;
mod words;

use std::io::{self, ErrorKind, Write};

use crate::messages::Message;

pub(crate) use conllu::conllu;
pub(crate) use destination::Destination;
pub(crate) use explanation::explanation;
pub(crate) use jsonl::jsonl;
pub(crate) use printout::{Format, Piece, Printout};
pub(crate) use rows::{lines, table};
pub(crate) use selon_view::{Voices, source, title};
pub(crate) use spacy_json::spacy_json;
pub(crate) use terminal::{
    FoundArticle, FoundAssertion, Look, NARROWEST, claims, comfortable_width, decisions, hits, sources, way,
};

/// Writes words for a person to standard output, with colours only where a terminal shows them.
///
/// # Errors
/// As [`write()`].
pub(crate) fn print(text: &str) -> Result<(), Message> {
    let mut stdout = anstream::stdout().lock();
    done(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// Writes data to standard output at once, every byte as it is.
///
/// When the reader at the other end of a pipe has gone (`selon … | head`) nothing is left to do: the program ends
/// quietly with 0.
///
/// # Errors
/// Any other failure to write, such as a full disk.
pub(crate) fn write(data: &str) -> Result<(), Message> {
    let mut stdout = io::stdout().lock();
    done(stdout.write_all(data.as_bytes()).and_then(|()| stdout.flush()))
}

fn done<T>(result: io::Result<T>) -> Result<T, Message> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(|error| Message::CannotPrint { error }),
    }
}
