//! What is around every page: its title, the way to the other pages, language and light.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use selon_view::Interface;
use std::convert::Infallible;
use std::sync::Arc;

use crate::reader::{Look, Reader, address};
use crate::server::Desk;
use crate::words::{self, Words};

/// What programs speak.
const JSON: &str = "application/json";

/// The frame of a page.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    reader: Reader,
    /// The ledger's name: that of its file.
    pub(crate) ledger: String,
    pub(crate) read_only: bool,
    /// Whether a program asks, not a person.
    json: bool,
    /// The page's address, without the desk's.
    uri: Uri,
    pub(crate) title: String,
}

/// A page of the desk, for the way there.
pub(crate) struct Tab {
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) is_here: bool,
}

const TABS: [(&str, Words); 6] = [
    ("/", words::STORY),
    ("/figures", words::FIGURES),
    ("/sources", words::SOURCES),
    ("/map", words::MAP),
    ("/add", words::ADDING),
    ("/watches", words::WATCHES),
];

impl Frame {
    pub(crate) fn interface(&self) -> Interface {
        self.reader.interface
    }

    /// Whether the answer is to be JSON.
    pub(crate) fn wants_json(&self) -> bool {
        self.json
    }

    pub(crate) fn look(&self) -> &'static str {
        self.reader.look.name()
    }

    pub(crate) fn say(&self, words: Words) -> &'static str {
        words.text(self.interface())
    }

    /// The same with a title.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Frame {
        self.title = title.into();
        self
    }

    pub(crate) fn tabs(&self) -> impl Iterator<Item = Tab> {
        let here = self.uri.path().to_owned();
        TABS.into_iter().map(move |(path, name)| Tab { path, name: self.say(name), is_here: path == here })
    }

    /// The languages that are not this one: name and address of this page in it.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, String)> {
        let all = [(Interface::French, "fr", "français"), (Interface::English, "en", "English")];
        let others = all.into_iter().filter(|(interface, ..)| *interface != self.interface());
        others.map(|(_, code, name)| (code, name, self.with(&format!("interface={code}")))).collect()
    }

    /// The lights: name, address of this page in it, whether it is this one.
    pub(crate) fn looks(&self) -> Vec<(&'static str, String, bool)> {
        let name = |look| match look {
            Look::System => words::SYSTEM,
            Look::Light => words::LIGHT,
            Look::Dark => words::DARK,
        };
        let all = Look::ALL.into_iter();
        all.map(|look| {
            (self.say(name(look)), self.with(&format!("look={}", look.name())), look == self.reader.look)
        })
        .collect()
    }

    fn with(&self, parameter: &str) -> String {
        let query =
            self.uri.query().map_or_else(|| parameter.to_owned(), |query| format!("{query}&{parameter}"));
        address(&self.uri, &query)
    }
}

impl FromRequestParts<Arc<Desk>> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Infallible> {
        Ok(Frame {
            reader: Reader::of(&parts.headers),
            ledger: desk.name(),
            read_only: desk.is_read_only(),
            json: is_for_a_program(parts),
            uri: parts.uri.clone(),
            title: String::new(),
        })
    }
}

/// Whether it is a question to the API, or one that speaks or asks for JSON in so many words. Browsers send forms, and ask for HTML
/// or for anything.
fn is_for_a_program(parts: &Parts) -> bool {
    let says = |name: HeaderName| {
        parts.headers.get_all(name).iter().any(|value| value.to_str().is_ok_and(|value| value.contains(JSON)))
    };
    parts.uri.path().starts_with("/api/") || says(ACCEPT) || says(CONTENT_TYPE)
}
