//! Cases of `tests/suite/claims`: two sentences, each an article of its own, and what they have to do with each other.
//!
//! Both appear on one day where no line `published DATE, DATE` stands first. A sentence in English has `(en)` before it. Expected is
//! `same`, `related`, `unrelated`, or `contradiction` or `update` with its type; `not same` and `not contradiction` also rule an
//! update out. Without the sentence encoder, so that no case hangs on it. `SELON_CASE` runs those that have it in their name.

#![allow(clippy::unwrap_used)]

#[path = "../../selon-reading/tests/pipelines/mod.rs"]
mod pipelines;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use selon_ledger::claims::{Kind, Statement, relate};
use selon_reading::Reader;
use selon_record::{Article, CodePointSpan};

const PUBLISHED: [&str; 2] = ["2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"];

#[test]
fn cases() {
    let [Some(french), Some(english)] = ["fr", "en"].map(pipelines::pipeline) else { return };
    let readers = [french, english].map(|pipeline| Reader::new(pipeline).unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/claims");
    let filter = std::env::var("SELON_CASE").unwrap_or_default();
    let (mut wrong, mut run) = (String::new(), 0);
    for file in fs::read_dir(&folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for case in text.split("\n--- ").skip(1) {
            let (name, body) = case.split_once(" ---\n").unwrap();
            let (given, expected) = body.split_once("=>\n").unwrap();
            if !name.contains(&filter) {
                continue;
            }
            run += 1;
            let (found, expected) = (relation(given, &readers), expected.trim());
            let holds = match expected.strip_prefix("not ") {
                Some(other) => !found.starts_with(other) && !found.starts_with("update"),
                None => found == expected,
            };
            if !holds {
                let _ = writeln!(wrong, "{name}: expected {expected}, found {found}\n{given}");
            }
        }
    }
    assert!(run > 0, "no case has {filter:?} in its name");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What the two sentences of a case have to do with each other.
fn relation(given: &str, readers: &[Reader; 2]) -> String {
    let mut lines: Vec<&str> = given.lines().collect();
    let mut published = PUBLISHED;
    if let Some(days) = lines[0].strip_prefix("published ") {
        published = days.split_once(", ").unwrap().into();
        lines.remove(0);
    }
    let statement = |i: usize| {
        let (reader, language, text) = match lines[i].strip_prefix("(en) ") {
            Some(text) => (&readers[1], "en", text),
            None => (&readers[0], "fr", lines[i]),
        };
        let article =
            Article { language: language.into(), published: Some(published[i].into()), ..Article::new(text) };
        let reading = reader.read(article);
        let span = CodePointSpan::new(0, text.chars().count());
        Statement::of_span(&reading, span, &|_| Vec::new()).unwrap()
    };
    let name = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    match relate(&statement(0), &statement(1)).kind {
        Kind::Same { .. } => "same".into(),
        Kind::Contradiction(of) => format!("contradiction {}", name(&of)),
        Kind::Update(of) => format!("update {}", name(&of)),
        Kind::Related => "related".into(),
        Kind::Unrelated => "unrelated".into(),
    }
}
