//! An XML feed to its entries, as it is read.
//!
//! What stands before the first entry is the feed's head; each entry is given with it and with the ends of the elements
//! that are open there. The elements `item` (RSS) and `entry` (Atom) are entries where they stand at the first or second
//! level, which is where all versions have them.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use encoding_rs::UTF_8;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::Cut;
use crate::Reason;
use crate::limits::{self, Excess, LARGEST};

/// The entries of a feed.
pub(super) struct Entries {
    reader: Reader<DecodingReader<Metered<Box<dyn BufRead>>>>,
    /// How many bytes may be read before the next entry is complete.
    budget: Rc<Cell<u64>>,
    /// What came before the first entry, and the names of the elements that are open behind it.
    head: Writer<Vec<u8>>,
    open: Vec<String>,
    is_before_entries: bool,
    is_over: bool,
}

impl Entries {
    pub(super) fn new(bytes: Box<dyn BufRead>) -> Self {
        let budget = Rc::new(Cell::new(LARGEST));
        let mut reader =
            Reader::from_reader(DecodingReader::new(Metered { bytes, budget: Rc::clone(&budget) }));
        reader.config_mut().allow_dangling_amp = true;
        Entries {
            reader,
            budget,
            head: Writer::new(Vec::new()),
            open: Vec::new(),
            is_before_entries: true,
            is_over: false,
        }
    }

    /// The next entry; none at the end of the feed.
    fn cut(&mut self) -> Result<Option<Cut>, Reason> {
        let mut buffer = Vec::new();
        self.budget.set(LARGEST);
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(reason)?;
            match event {
                Event::Eof => {
                    return if self.open.is_empty() { Ok(None) } else { Err(Reason::CutOff) };
                }
                Event::Start(start) if is_entry(&start, self.open.len()) => {
                    let start = start.into_owned();
                    return self.rest_of_entry(start).map(Some);
                }
                // What is written to the head is UTF-8.
                Event::Decl(declaration) => {
                    let named = declaration.encoder();
                    if let Some(encoding) = named.filter(|_| self.reader.get_ref().encoding() == UTF_8) {
                        self.reader.get_mut().set_encoding(encoding);
                    }
                }
                Event::Empty(start) if is_entry(&start, self.open.len()) => {}
                Event::Start(start) => {
                    self.open.push(start.name().as_ref().to_owned());
                    self.add_to_head(Event::Start(start))?;
                }
                Event::End(end) => {
                    self.open.pop();
                    self.add_to_head(Event::End(end))?;
                }
                other => self.add_to_head(other)?,
            }
            if self.head.get_mut().len() as u64 > LARGEST {
                return Err(Reason::TooLarge { limit: LARGEST });
            }
        }
    }

    /// What stands between the entries belongs to no head: it would grow with the feed.
    fn add_to_head(&mut self, event: Event<'_>) -> io::Result<()> {
        if self.is_before_entries { self.head.write_event(event) } else { Ok(()) }
    }

    /// The entry that has just begun.
    fn rest_of_entry(&mut self, start: BytesStart<'static>) -> Result<Cut, Reason> {
        self.is_before_entries = false;
        let mut writer = Writer::new(self.head.get_mut().clone());
        let begin = writer.get_mut().len();
        writer.write_event(Event::Start(start))?;
        let mut depth = 1_usize;
        let mut buffer = Vec::new();
        while depth > 0 {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(reason)?;
            match &event {
                Event::Eof => return Err(Reason::CutOff),
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth > DEEPEST {
                return Err(Reason::Damaged {
                    what: format!("more than {DEEPEST} elements inside each other"),
                });
            }
            writer.write_event(event)?;
        }
        let mut feed = writer.into_inner();
        let entry = begin..feed.len();
        for name in self.open.iter().rev() {
            feed.extend_from_slice(format!("</{name}>").as_bytes());
        }
        Ok(Cut {
            feed,
            entry,
            media_type: "application/xml",
            encoding: self.reader.get_ref().encoding().name(),
        })
    }
}

/// Deeper than any entry nests: its XHTML is as deep as a page.
const DEEPEST: usize = 500;

impl Iterator for Entries {
    type Item = Result<Cut, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.cut().transpose();
        // Where a feed breaks off nothing behind it can be told apart.
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Whether an element is an entry: by its name without prefix, and by its depth.
fn is_entry(start: &BytesStart<'_>, depth: usize) -> bool {
    let name = start.local_name();
    (1..=2).contains(&depth) && matches!(name.as_ref(), "item" | "entry")
}

fn reason(error: quick_xml::Error) -> Reason {
    match error {
        quick_xml::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Excess>())
        {
            Some(&excess) => io::Error::from(excess).into(),
            None => io::Error::new(error.kind(), error.to_string()).into(),
        },
        other => Reason::Damaged { what: other.to_string() },
    }
}

/// A reader that stops when its budget is spent.
struct Metered<R> {
    bytes: R,
    budget: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        limits::read(self, into)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.budget.get() == 0 {
            return Err(Excess::Size.into());
        }
        self.bytes.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.budget.set(self.budget.get().saturating_sub(amount as u64));
        self.bytes.consume(amount);
    }
}
