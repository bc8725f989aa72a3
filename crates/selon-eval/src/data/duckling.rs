//! Duckling's and Rustling's corpora: expressions, each with the value that it must have.
//!
//! A line of `duckling/duckling_examples.json` is `{"dim", "lang", "file", "expr", "value", "ref"}` and, for times,
//! `"start"`, `"end_exclusive"`, `"grain"`, `"open"`; of `rustling-fr/rustling_fr_examples.json` `{"dim", "expr", "check",
//! "ref"}`. Corpora: <https://github.com/facebook/duckling> (BSD-3), <https://github.com/snipsco/rustling-ontology> (MIT or
//! Apache-2.0).

use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// One expression of Duckling's corpus.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Example {
    /// Duckling's name of the dimension: `Time`, `Duration`, `Numeral` …
    #[serde(rename = "dim")]
    pub(crate) dimension: String,
    /// `FR`, `EN` …
    #[serde(rename = "lang")]
    language: String,
    /// The corpus it is from: `Duckling/Time/EN/AU/Corpus.hs`.
    pub(crate) file: String,
    /// The words.
    #[serde(rename = "expr")]
    pub(crate) expression: String,
    /// The value as the corpus writes it, in Haskell; `None` where nothing may be found.
    pub(crate) value: Option<String>,
    /// The time of writing, in ISO 8601.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    /// First instant of a time, in the zone of the reference. A month or day `00` is the first.
    pub(crate) start: Option<String>,
    /// One past the last instant of a stretch of time.
    #[serde(rename = "end_exclusive")]
    pub(crate) end: Option<String>,
    /// `Day`, `Hour` … of a time.
    pub(crate) grain: Option<String>,
    /// `After` or `Before`, of a stretch of time with one end.
    pub(crate) open: Option<String>,
}

impl Example {
    /// The language tag, with the region of the corpus where it has one: `en-AU`.
    pub(crate) fn language(&self) -> String {
        let mut folders = self.file.split('/').skip_while(|folder| *folder != self.language).skip(1);
        let region = folders.next().filter(|region| region.len() == 2);
        [Some(self.language.to_lowercase()), region.map(str::to_owned)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// One expression of Rustling's French corpus.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Check {
    /// Rustling's name of the dimension: `datetime`, `durations`, `numbers`, `finance`, `temperature`, `percentage`.
    #[serde(rename = "dim")]
    pub(crate) dimension: String,
    /// The words.
    #[serde(rename = "expr")]
    pub(crate) expression: String,
    /// The test as the corpus writes it, in Rust: `check_moment!(c, [2013, 2, 12])`.
    pub(crate) check: String,
    /// The time of writing, in ISO 8601 without a zone.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
}

/// Duckling's expressions of a language (`fr`, `en`), in the order of the file.
///
/// # Errors
/// When the file cannot be read or has another form.
pub(crate) fn duckling(data: &Path, language: &str) -> Result<Vec<Example>> {
    let mut examples: Vec<Example> = read(&data.join("duckling/duckling_examples.json"))?;
    examples.retain(|example| example.language.eq_ignore_ascii_case(language));
    Ok(examples)
}

/// Rustling's French expressions, in the order of the file.
///
/// # Errors
/// When the file cannot be read or has another form.
pub(crate) fn rustling(data: &Path) -> Result<Vec<Check>> {
    read(&data.join("rustling-fr/rustling_fr_examples.json"))
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>> {
    serde_json::from_str(&super::read(path)?).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regional_corpus_gives_its_region() -> Result<()> {
        let example = |file: &str| -> Result<Example> {
            Ok(serde_json::from_value(serde_json::json!({
                "dim": "Time", "lang": "EN", "file": file, "expr": "today", "value": null, "ref": "2013-02-12T04:30:00-02:00",
            }))?)
        };
        assert_eq!(example("Duckling/Time/EN/AU/Corpus.hs")?.language(), "en-AU");
        assert_eq!(example("Duckling/Time/EN/Corpus.hs")?.language(), "en");
        Ok(())
    }
}
