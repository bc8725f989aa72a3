//! A reading for a person at a terminal: who speaks, how surely, then every assertion with the words that show it.
//!
//! [`header`], [`summary`], [`assertions`], [`entities`] and [`figures`] are the page from top to bottom. They write
//! [`Run`]s, words with an [`Ink`], onto a [`Page`], which wraps and colours them. No ink is a colour alone: each has another look too,
//! and where there are no colours the [`evidence`] has brackets. Whatever comes from the article passes
//! [`visible`](selon_view::visible) first, so that no text can drive the terminal.

mod assertions;
mod claims;
mod decisions;
mod entities;
mod evidence;
mod figures;
mod header;
mod hits;
mod ink;
mod page;
mod sources;
mod summary;
mod way;
mod wrap;

#[cfg(test)]
mod ledger_tests;
#[cfg(test)]
mod tests;

use std::io;

use anstream::{AutoStream, ColorChoice};
use selon_record::Reading;

use crate::messages::Interface;
pub(crate) use claims::claims;
pub(crate) use decisions::decisions;
pub(crate) use hits::{FoundArticle, FoundAssertion, hits};
use selon_view::Voices;
pub(crate) use sources::sources;
pub(crate) use way::way;

use ink::{Ink, Run};
use page::Page;

/// How to show a reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// The language of all that is not the article's.
    pub(crate) interface: Interface,
    /// Columns to wrap to, [`NARROWEST`] at least.
    pub(crate) width: usize,
    /// Whether to write styles; brackets mark the evidence otherwise.
    pub(crate) colours: bool,
    /// Whether to show the text between the assertions too.
    pub(crate) context: bool,
    /// Whose assertions to show.
    pub(crate) voices: Voices,
}

impl Look {
    /// As standard output shows it, to so many columns or those of the terminal.
    pub(crate) fn of_terminal(interface: Interface, width: Option<u16>) -> Look {
        Look {
            interface,
            width: width.map_or_else(comfortable_width, usize::from),
            colours: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            context: false,
            voices: Voices::Others,
        }
    }
}

/// The terminal's width, or 80 columns without one; lines longer than 100 are hard to read.
pub(crate) fn comfortable_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0.clamp(NARROWEST, 100)))
}

/// Columns that the margins and a few words need.
pub(crate) const NARROWEST: u16 = 40;

/// The reading as a page for a terminal. Any reading has one, also one whose spans and identifiers make no sense.
pub(crate) fn terminal(reading: &Reading, look: &Look) -> String {
    let mut page = Page::new(look);
    header::write(&mut page, reading);
    summary::write(&mut page, reading);
    assertions::write(&mut page, reading, look);
    entities::write(&mut page, reading);
    figures::write(&mut page, reading);
    page.blank();
    page.finish()
}
