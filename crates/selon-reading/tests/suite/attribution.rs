//! Attributions on the real pipelines: parts marked in the text, and a line for each attribution under it.
//!
//! ⟦①content⟧ ⟨①cue⟩ ⦃①source⦄; parts with one number belong together. The article's own voice has a folder of its own.
//! Cases in a language whose weights are not trained yet are skipped.

use std::fmt::{Debug, Write as _};
use std::fs;
use std::path::Path;

use selon_reading::Reader;
use selon_record::{Article, Assertion, CodePointSpan, Form, Level, Polarity, Reading};

use crate::marks::{self, CONTENT, CUE, SOURCE, is_number};
use crate::pipelines;

/// Who publishes the texts: the start of every chain.
const OUTLET: &str = "La Gazette";

#[test]
fn attribution() {
    check("attribution");
}

#[test]
fn certainty() {
    check("certainty");
}

fn check(folder: &str) {
    crate::cases::check(folder, |marked, settings| {
        let language = &settings.language;
        if !is_trained(language) {
            println!("{folder}: a case skipped, data/{language}/weights.tsv holds no weights yet");
            return marked.to_owned();
        }
        let Some(pipeline) = pipelines::pipeline(language) else { return marked.to_owned() };
        let reader = Reader::new(pipeline).unwrap_or_else(|error| panic!("{error}"));
        let article = Article {
            outlet: Some(OUTLET.to_owned()),
            ..Article::new(marks::unmarked(text_and_lines(marked).0))
        };
        let mut reading = reader.read(article);
        reading.assertions.retain(|assertion| assertion.form != Form::Plain);
        print(&reading)
    });
}

/// Whether the weights of a language hold any: rows behind the comment and the header.
fn is_trained(language: &str) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/{language}/weights.tsv"));
    let table = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.lines().filter(|line| !line.starts_with('#')).nth(1).is_some()
}

/// The marked text, and the lines under it that begin with a number.
pub(crate) fn text_and_lines(marked: &str) -> (&str, impl Iterator<Item = &str>) {
    let under = marked.match_indices('\n').find(|&(at, _)| marked[at + 1..].starts_with(is_number));
    let (text, lines) = marked.split_at(under.map_or(marked.len(), |(at, _)| at));
    (text, lines.lines().filter(|line| !line.is_empty()))
}

/// The name of an assertion: its number for the id that the record gives it.
fn number(reading: &Reading, id: &str) -> char {
    let at = reading.assertions.iter().position(|assertion| assertion.id == id);
    marks::number(at.expect("an identifier of the reading"))
}

/// The text with its marks, and a line for each attribution.
fn print(reading: &Reading) -> String {
    let mut printed = inline(reading);
    for assertion in &reading.assertions {
        let _ = write!(printed, "\n{}", line(reading, assertion));
    }
    printed
}

fn inline(reading: &Reading) -> String {
    let mut parts = Vec::new();
    for assertion in &reading.assertions {
        let source = assertion.source.iter().flat_map(|source| &source.spans);
        let spans = assertion.content.iter().map(|&span| (span, CONTENT));
        let spans = spans.chain(assertion.cue.iter().map(|&span| (span, CUE)));
        let spans = spans.chain(source.map(|&span| (span, SOURCE)));
        parts.extend(spans.map(|(span, brackets)| (span, brackets, number(reading, &assertion.id))));
    }
    marks::marked(&reading.article.text, parts)
}

/// What the marks do not show: form, act, certainty, source, parent, and the sources further back.
fn line(reading: &Reading, assertion: &Assertion) -> String {
    let certainty = &assertion.certainty;
    let mut line = format!(
        "{} {} {} {}",
        number(reading, &assertion.id),
        word(assertion.form),
        word(assertion.act),
        word(certainty.level)
    );
    if !certainty.cues.is_empty() && certainty.level != Level::Certain {
        let cues: Vec<String> = certainty.cues.iter().map(|&span| slice(reading, span)).collect();
        let _ = write!(line, " ({})", cues.join(", "));
    }
    if certainty.polarity == Polarity::Negative {
        line.push_str(" negative");
    }
    if let Some(source) = &assertion.source {
        let _ = write!(line, " · {}", word(source.kind));
        if let Some(name) = &source.name {
            let _ = write!(line, " “{name}”");
        }
    }
    if let Some(parent) = &assertion.parent {
        let _ = write!(line, " · in {}", number(reading, parent));
    }
    // The article and the nearest source are seen already.
    if assertion.chain.len() > 2 {
        let names: Vec<&str> = assertion.chain.iter().map(|link| &*link.name).collect();
        let _ = write!(line, " · {}", names.join(" > "));
    }
    line
}

/// A value of the record as JSON writes it: `Form::Frame` as « frame ».
pub(crate) fn word(value: impl Debug) -> String {
    format!("{value:?}").to_lowercase()
}

pub(crate) fn slice(reading: &Reading, span: CodePointSpan) -> String {
    reading.article.text.chars().skip(span.start).take(span.end - span.start).collect()
}
