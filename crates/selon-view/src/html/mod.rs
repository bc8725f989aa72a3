//! A run's readings as one web page that needs nothing else: no script, no font, no picture, no connection.
//!
//! Each article is a [`Section`]: who speaks and how surely, the untouched text with every assertion of others underlined
//! (`text`), and beside it the list of them (`entry`); a mark in the text leads to its entry and back. A kind of source
//! is a colour and a letter, a certainty a sort of line and a sign, so that nothing is told by colour alone. What the
//! article says in its own voice is counted; a checkbox shows it.
//!
//! The page is `templates/page.html`, its looks `templates/style.css`; [`askama`] escapes all that comes from an article.

mod beside;
mod entry;
mod evidence;
mod look;
mod section;
mod text;

#[cfg(test)]
mod tests;

use askama::Template;

use crate::Voices;
use crate::{Interface, Label};

pub use beside::{Beside, Pointer, parts, whereabouts};
pub use evidence::{Evidence, anchor, evidence};
pub use look::{kind_class, letter};
pub use section::Section;

/// The looks of sections and evidence, for a page that brings its style along.
pub const STYLE: &str = include_str!("../../templates/style.css");

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the colours, lines and signs of a [`Section`] mean, as HTML.
pub fn legend(interface: Interface) -> String {
    LegendOnly { interface, legend: look::legend(interface) }.render().expect("memory takes any page")
}

/// The page of sections that are done.
pub fn page(sections: &[Section], interface: Interface, voices: Voices) -> String {
    let own_voice = sections.iter().map(|section| section.own_voice).sum();
    let title = match sections {
        [section] => section.title.clone(),
        _ => Label::Readings(sections.len()).text(interface),
    };
    let page = Page {
        interface,
        title,
        sections,
        own_voice,
        show_own_voice: voices == Voices::All,
        style: STYLE,
        legend: look::legend(interface),
    };
    page.render().expect("memory takes any page") + "\n"
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'s> {
    interface: Interface,
    title: String,
    sections: &'s [Section],
    /// How many assertions of the articles in their own voice there are.
    own_voice: usize,
    show_own_voice: bool,
    style: &'static str,
    legend: look::Legend,
}

#[derive(Template)]
#[template(path = "legend.html")]
struct LegendOnly {
    interface: Interface,
    legend: look::Legend,
}

impl LegendOnly {
    fn say(&self, label: Label<'_>) -> String {
        label.text(self.interface)
    }
}

impl Page<'_> {
    fn say(&self, label: Label<'_>) -> String {
        label.text(self.interface)
    }
}
