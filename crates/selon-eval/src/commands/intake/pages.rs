//! The pages, and what is expected of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::Deserialize;

use super::score::{Strings, blanks};

/// A saved page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) file: PathBuf,
    pub(super) url: String,
    pub(super) html: String,
    /// The language it says it is in, without the region.
    pub(super) language: Option<String>,
    pub(super) expected: Expected,
}

/// What is expected of a page.
#[derive(Debug, Deserialize)]
pub(super) struct Expected {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) author: Option<Author>,
    pub(super) date: Option<String>,
}

/// One or several names.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Author {
    One(String),
    Several(Vec<String>),
}

/// The pages of a folder, in the order of its list.
pub(super) fn load(folder: &Path) -> Result<Vec<Page>> {
    let list = folder.join("expected.json");
    let read = fs::read(&list).with_context(|| list.display().to_string())?;
    let expected: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&read)?;
    let page = |(url, expected): (String, serde_json::Value)| {
        let expected: Expected = serde_json::from_value(expected).with_context(|| url.clone())?;
        let file = folder.join("html").join(&expected.file);
        let html = decoded(fs::read(&file).with_context(|| file.display().to_string())?);
        let language = selon_intake::page(&html, None).language;
        let language = language.and_then(|code| Some(code.split(['-', '_']).next()?.to_lowercase()));
        Ok(Page { file, url, html, language, expected })
    };
    expected.into_iter().map(page).collect()
}

/// A page's text, as the encoding detector of browsers reads it.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(&bytes, true);
        detector.guess(None, Utf8Detection::Allow).decode(&bytes).0.into_owned()
    })
}

impl Page {
    /// How many of the expected strings stand in a text, and how many unwanted.
    pub(super) fn strings(&self, text: &str) -> Strings {
        let (missed, unwanted) = self.errors(text);
        Strings {
            found: self.expected.with.len() - missed.len(),
            missed: missed.len(),
            unwanted: unwanted.len(),
        }
    }

    /// The expected strings that a text misses and the unwanted that it has.
    pub(super) fn errors(&self, text: &str) -> (Vec<&str>, Vec<&str>) {
        let text = blanks(text);
        let stands = |string: &&String| text.contains(&blanks(string));
        let missed = self.expected.with.iter().filter(|string| !stands(string));
        let unwanted = self.expected.without.iter().filter(stands);
        (missed.map(String::as_str).collect(), unwanted.map(String::as_str).collect())
    }
}
