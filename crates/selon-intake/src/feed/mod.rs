//! Feeds: RSS, Atom and JSON Feed. An entry is an article, with its full content where the feed has it, else its summary.
//!
//! A feed is cut into its entries as it is read ([`split`]), and each is handed to the parser inside the feed's own head
//! ([`entry`]): memory does not grow with the feed, a bad entry costs itself only, and what stands before a break is read.

mod entry;
mod json;
mod split;

use std::io::BufRead;

use crate::{Failure, Item, Part, Place, Reason, sniff};

/// The articles of a feed, entry by entry.
pub(crate) fn articles(
    mut bytes: Box<dyn BufRead>,
    place: Place,
    keep: bool,
) -> Box<dyn Iterator<Item = Result<Item, Failure>>> {
    let is_json = match bytes.fill_buf() {
        Ok(start) => sniff::is_json_feed(start),
        Err(error) => return Box::new(std::iter::once(Err(Failure { place, reason: error.into() }))),
    };
    let entries: Box<dyn Iterator<Item = Result<Cut, Reason>>> =
        if is_json { Box::new(json::Entries::new(bytes)) } else { Box::new(split::Entries::new(bytes)) };
    Box::new((1..).zip(entries).map(move |(number, cut)| {
        let place = place.part(Part::Entry(number));
        match cut.and_then(|cut| entry::article(&cut, keep)) {
            Ok((article, original, notes)) => Ok(Item { place, article, original, notes }),
            Err(reason) => Err(Failure { place, reason }),
        }
    }))
}

/// One entry.
struct Cut {
    /// A feed with this entry alone, in UTF-8.
    feed: Vec<u8>,
    /// Where in it the entry stands.
    entry: std::ops::Range<usize>,
    media_type: &'static str,
    encoding: &'static str,
}

#[cfg(test)]
mod tests;
