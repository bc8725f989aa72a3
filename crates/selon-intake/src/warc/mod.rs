//! Web archives ([WARC 1.1](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/)), a record
//! at a time: pages as they were fetched, and the texts that were made of them (WET).
//!
//! A damaged record is a failure with its place; reading goes on with the next one that can be found: in a compressed
//! archive at the next gzip member, in a plain one at the next line that begins a record.

mod header;
mod http;

use std::io::{self, BufRead, Read};

use crate::gzip::{self, Member, Tracked};
use crate::limits::{Excess, LARGEST};
use crate::{Failure, Part, Place, Reason};

use header::Header;
pub(crate) use http::response;

/// What a record begins with.
pub(crate) const MAGIC: &[u8] = b"WARC/";

/// A record that may hold an article.
#[derive(Debug)]
pub(crate) struct Record {
    /// What it is.
    pub(crate) kind: Kind,
    /// The address of the page.
    pub(crate) address: Option<String>,
    /// When it was fetched, as written: ISO 8601 in UTC.
    pub(crate) date: Option<String>,
    /// Whether the archive keeps only its beginning.
    pub(crate) truncated: bool,
    /// Its bytes.
    pub(crate) block: Vec<u8>,
}

/// The kinds of records that may hold an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An answer of a server, with its HTTP headers.
    Response,
    /// A page without them.
    Page,
    /// A text that was made of a page.
    Text,
}

/// The records of an archive that may hold articles.
pub(crate) struct Records<R: BufRead> {
    place: Place,
    input: Input<R>,
}

enum Input<R: BufRead> {
    Plain(Tracked<R>),
    /// At the beginning of a gzip member; `found` by searching, behind a damaged one.
    Between {
        bytes: Tracked<R>,
        found: bool,
    },
    /// In a member that begins at `start`.
    Inside {
        start: u64,
        member: Member<R>,
        found: bool,
    },
    Done,
}

impl<R: BufRead> Records<R> {
    /// The records in bytes that are compressed or not.
    pub(crate) fn new(bytes: R, compressed: bool, place: Place) -> Self {
        let bytes = Tracked::new(bytes);
        let input = if compressed { Input::Between { bytes, found: false } } else { Input::Plain(bytes) };
        Records { place, input }
    }

    fn failure(&self, start: u64, reason: impl Into<Reason>) -> Failure {
        Failure { place: self.place.part(Part::Record(start)), reason: reason.into() }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<(Place, Record), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.input, Input::Done) {
                Input::Done => return None,
                Input::Plain(mut bytes) => {
                    let start = match skip_blanks(&mut bytes) {
                        Ok(()) => bytes.position(),
                        Err(error) => return Some(Err(self.failure(bytes.position(), error))),
                    };
                    match record(&mut bytes) {
                        Ok(Some(found)) => {
                            self.input = Input::Plain(bytes);
                            if let Some(item) = self.item(start, found) {
                                return Some(item);
                            }
                        }
                        Ok(None) => return None,
                        Err(reason) => {
                            if matches!(seek_record(&mut bytes), Ok(true)) {
                                self.input = Input::Plain(bytes);
                            }
                            return Some(Err(self.failure(start, reason)));
                        }
                    }
                }
                Input::Between { mut bytes, found } => {
                    let start = bytes.position();
                    match bytes.fill_buf() {
                        Ok([]) => return None,
                        Ok(_) => self.input = Input::Inside { start, member: Member::new(bytes), found },
                        Err(error) => return Some(Err(self.failure(start, error))),
                    }
                }
                Input::Inside { start, mut member, found } => {
                    match skip_blanks(&mut member).map_err(Reason::from).and_then(|()| record(&mut member)) {
                        Ok(Some(record)) => {
                            self.input = Input::Inside { start, member, found: false };
                            if let Some(item) = self.item(start, record) {
                                return Some(item);
                            }
                        }
                        Ok(None) => {
                            self.input = Input::Between { bytes: member.into_rest(), found: false };
                        }
                        Err(reason) => {
                            let mut bytes = member.into_rest();
                            // What was inflated of damaged bytes may have run into the next member.
                            bytes.back_to_mark();
                            if matches!(gzip::seek_member(&mut bytes), Ok(true)) {
                                self.input = Input::Between { bytes, found: true };
                            }
                            // What was found by searching and is no member was a chance likeness.
                            if !found {
                                return Some(Err(self.failure(start, reason)));
                            }
                        }
                    }
                }
            }
        }
    }
}

impl<R: BufRead> Records<R> {
    /// What is given of a record; nothing where it holds no article.
    fn item(&self, start: u64, found: Found) -> Option<Result<(Place, Record), Failure>> {
        match found {
            Found::Other => None,
            Found::TooLarge => Some(Err(self.failure(start, io::Error::from(Excess::Size)))),
            Found::Record(record) => Some(Ok((self.place.part(Part::Record(start)), record))),
        }
    }
}

/// What stands in an archive.
enum Found {
    Record(Record),
    /// A record that would hold an article, were it smaller. It was passed over.
    TooLarge,
    /// A record that holds none: a request, metadata, an image.
    Other,
}

/// Reads the next record; none at the end.
fn record(bytes: &mut impl BufRead) -> Result<Option<Found>, Reason> {
    let Some(header) = Header::read(bytes)? else { return Ok(None) };
    let length = header.length()?;
    let kind = match (header.get("warc-type"), header.media_type()) {
        (Some("response"), Some("application/http") | None) => Some(Kind::Response),
        (Some("resource"), Some("text/html" | "application/xhtml+xml")) => Some(Kind::Page),
        (Some("conversion"), Some("text/plain")) => Some(Kind::Text),
        _ => None,
    };
    let kind = kind.filter(|_| length <= LARGEST);
    let Some(kind) = kind else {
        let is_page = header.get("warc-type") == Some("response") && length > LARGEST;
        if io::copy(&mut bytes.take(length), &mut io::sink())? < length {
            return Err(Reason::CutOff);
        }
        return Ok(Some(if is_page { Found::TooLarge } else { Found::Other }));
    };
    let mut block = Vec::new();
    if bytes.take(length).read_to_end(&mut block)? < usize::try_from(length).unwrap_or(usize::MAX) {
        return Err(Reason::CutOff);
    }
    // Reading to the mark between records has the checksum of a gzip member compared.
    skip_blanks(bytes)?;
    // Where a length or compressed bytes are wrong, something else follows.
    let next = bytes.fill_buf()?;
    if !next.starts_with(&MAGIC[..MAGIC.len().min(next.len())]) {
        return Err(Reason::Damaged { what: "something else than a record follows this one".to_owned() });
    }
    let address = header.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
    Ok(Some(Found::Record(Record {
        kind,
        address: address.filter(|address| !address.is_empty()),
        date: header.get("warc-date").map(str::to_owned),
        truncated: header.get("warc-truncated").is_some(),
        block,
    })))
}

/// Passes over the line ends between records.
fn skip_blanks(bytes: &mut impl BufRead) -> io::Result<()> {
    loop {
        let start = bytes.fill_buf()?;
        let blanks = start.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let goes_on = blanks == start.len() && blanks > 0;
        bytes.consume(blanks);
        if !goes_on {
            return Ok(());
        }
    }
}

/// Goes on to a line that begins a record, and whether there is one.
fn seek_record<R: BufRead>(bytes: &mut Tracked<R>) -> io::Result<bool> {
    const START: &[u8] = b"\nWARC/1.";
    let mut matched = 0;
    while let Some(byte) = bytes.byte()? {
        matched = if byte == START[matched] { matched + 1 } else { usize::from(byte == b'\n') };
        if matched == START.len() {
            bytes.give_back(&START[1..]);
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
