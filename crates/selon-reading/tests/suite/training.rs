//! The French cases as training material: `annotations/attribution-fr/grammar.jsonl` has a row for each, made here.
//!
//! `SELON_UPDATE=1` writes the file anew; without it the test says that the file has fallen behind the cases.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::attribution::text_and_lines;
use crate::cases;
use crate::marks::{Brackets, CONTENT, CUE, SOURCE, is_number, position};

#[test]
fn the_cases_are_training_material() {
    let mut rows = String::new();
    for folder in ["attribution", "certainty"] {
        for case in cases::all(folder).iter().filter(|case| case.settings.language == "fr") {
            let id = format!("grammar-{folder}-{}-{}", case.file, case.name.replace(' ', "-"));
            rows += &format!("{}\n", row(&id, &case.marked));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../annotations/attribution-fr/grammar.jsonl");
    if cases::is_update() {
        fs::write(&path, rows).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    } else {
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == rows, "{} is not what the cases say: SELON_UPDATE=1 writes it", path.display());
    }
}

/// A case as an annotated article.
fn row(id: &str, marked: &str) -> Value {
    let (marked, lines) = text_and_lines(marked);
    let (text, parts) = parts(marked);
    let attributions = lines.map(|line| attribution(line, &text, &parts)).collect::<Vec<_>>();
    json!({ "id": id, "text": text, "attributions": attributions })
}

/// A part of an attribution: its brackets, its number, and where it stands in code points.
type Part = (Brackets, char, [usize; 2]);

/// The text without its marks, and what they marked, in the order of the text.
fn parts(marked: &str) -> (String, Vec<Part>) {
    let mut text = String::new();
    let mut at = 0;
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<(Brackets, char, usize)> = Vec::new();
    let mut characters = marked.chars().peekable();
    while let Some(c) = characters.next() {
        let bracket = [CONTENT, CUE, SOURCE].into_iter().find(|&(open, close)| c == open || c == close);
        match bracket {
            Some(bracket) if c == bracket.0 => {
                let number = characters.next().expect("a number behind an opening mark");
                open.push((bracket, number, at));
            }
            Some(bracket) => {
                let number = characters.next_if(|&c| is_number(c));
                let last = open.iter().rposition(|&(b, n, _)| b == bracket && number.is_none_or(|m| n == m));
                let (bracket, number, start) =
                    open.remove(last.expect("an opening mark for each closing one"));
                parts.push((bracket, number, [start, at]));
            }
            None => {
                text.push(c);
                at += 1;
            }
        }
    }
    parts.sort_by_key(|&(.., span)| span);
    (text, parts)
}

/// The attribution that a line describes, as annotated articles have it.
fn attribution(line: &str, text: &str, parts: &[Part]) -> Value {
    let number = line.chars().next();
    let spans = |brackets| {
        let own = parts.iter().filter(|part| part.0 == brackets && Some(part.1) == number);
        own.map(|part| part.2).collect::<Vec<_>>()
    };
    let mut fields = line.split(" · ");
    let mut words = fields.next().unwrap_or_default().split(' ').skip(1);
    let [form, act, certainty] = [(); 3].map(|()| words.next().expect("form, act and certainty"));
    let (mut kind, mut name, mut parent) = ("none", None, None);
    for field in fields.filter(|field| !field.contains(" > ")) {
        match field.strip_prefix("in ") {
            Some(outer) => parent = outer.chars().next().map(position),
            None => {
                (kind, name) = match field.split_once(" “") {
                    Some((kind, name)) => (kind, Some(name.trim_end_matches('”'))),
                    None => (field, None),
                }
            }
        }
    }
    let source = spans(SOURCE);
    let words = source.first().map(|&[start, end]| text.chars().take(end).skip(start).collect::<String>());
    let common = |name: &str| name.chars().next().is_some_and(char::is_lowercase);
    // A source without a proper name is named by all of its words, as in annotated articles.
    let name = match (words, name) {
        (words, None) => words.filter(|_| kind == "unnamed"),
        (Some(words), Some(name)) if common(name) && words.contains(name) => Some(words),
        (_, Some(name)) => Some(name.to_owned()),
    };
    json!({
        "n": number.map(position), "cue": spans(CUE), "source": source, "content": spans(CONTENT), "form": form,
        "source_kind": kind, "act": act, "certainty": certainty, "parent": parent, "source_is_named_as": name,
    })
}
