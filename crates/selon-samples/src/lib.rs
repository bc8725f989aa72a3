//! Readings made by hand: `readings/NAME.tsv` says what is read in `examples/NAME.txt`; and how they look in each
//! format.

#![allow(clippy::unwrap_used, reason = "a sample that cannot be made fails the test")]

mod any;

use std::path::Path;

pub use any::{any_reading, entity, plain};

use selon_reading::text::{LanguageRules, sentence_starts};
use selon_record::{
    Article, Assertion, Certainty, CodePointSpan, Entity, EntityForm, Knowledge, Link, Offsets, Quantity,
    Reading, Source, Span, Time,
};
use serde::de::DeserializeOwned;

/// Compares what was written with its snapshot, `tests/snapshots/NAME`. `SELON_UPDATE=1` writes it; read the diff.
#[track_caller]
pub fn check(name: &str, written: &str) {
    // Where the crate lies whose test this is.
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let path = Path::new(&root).join("tests/snapshots").join(name);
    if std::env::var_os("SELON_UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, expected, "{name}: SELON_UPDATE=1 writes it");
}

/// The reading that the sample of this name says.
pub fn sample(name: &str) -> Reading {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = std::fs::read_to_string(root.join(format!("../../examples/{name}.txt"))).unwrap();
    let rows = std::fs::read_to_string(root.join(format!("readings/{name}.tsv"))).unwrap();
    let article = article(&example);
    let text = article.text.clone();
    let mut reading = Reading::new(article);
    let offsets = Offsets::new(&text);
    reading.sentences = sentences(&text, &offsets);
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        match columns[0] {
            "entity" => entities(&mut reading, &offsets, &columns),
            "knowledge" => reading.knowledge.push(knowledge(&columns)),
            "time" => reading.times.extend(times(&offsets, &columns)),
            "quantity" => reading.quantities.extend(quantities(&offsets, &columns)),
            _ => {
                let assertion = assertion(&offsets, &columns);
                reading.assertions.push(assertion);
            }
        }
    }
    reading.entities.sort_by_key(|entity| entity.span);
    number(&mut reading);
    assert_eq!(reading.violations(), vec![]);
    reading
}

fn article(example: &str) -> Article {
    let (front, text) = example.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
    let mut article = Article::new(text.trim_start_matches('\n'));
    for line in front.lines() {
        let (key, value) = line.split_once(": ").unwrap();
        let value = value.to_owned();
        match key {
            "title" => article.title = Some(value),
            "outlet" => article.outlet = Some(value),
            "byline" => article.byline = Some(value),
            "published" => article.published = Some(value),
            "url" => article.url = Some(value),
            _ => article.language = value,
        }
    }
    article
}

fn sentences(text: &str, offsets: &Offsets<'_>) -> Vec<CodePointSpan> {
    let starts = sentence_starts(text, LanguageRules::of("fr").unwrap());
    let ends = starts[1..].iter().copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| start..start + text[start..end].trim_end().len())
        .map(|range| offsets.record(range.into()).unwrap())
        .collect()
}

fn entities(reading: &mut Reading, offsets: &Offsets<'_>, columns: &[&str]) {
    for (start, words) in offsets.text().match_indices(columns[3]) {
        reading.entities.push(Entity {
            id: format!("e{}", reading.entities.len() + 1),
            span: offsets.record(Span::new(start, start + words.len())).unwrap(),
            text: words.into(),
            kind: named(columns[1]),
            name: columns[2].into(),
            form: EntityForm::Name,
            metonymy: false,
            same: None,
            kb: columns.get(4).filter(|kb| !kb.is_empty()).map(|&kb| kb.to_owned()),
            matched: None,
            confidence: 1.0,
        });
    }
}

fn knowledge(columns: &[&str]) -> Knowledge {
    let optional = |column: &str| (!column.is_empty()).then(|| column.to_owned());
    Knowledge {
        kb: columns[1].into(),
        kind: named(columns[2]),
        name: columns[3].into(),
        class: optional(columns[4]),
        country: optional(columns[5]),
        source: columns[6].into(),
        date: columns[7].into(),
        licence: columns[8].into(),
    }
}

/// Every mention of some words; the one after « # » where it says which.
fn mentions(offsets: &Offsets<'_>, words: &str) -> Vec<(CodePointSpan, String)> {
    let (words, which) = words.split_once('#').unwrap_or((words, ""));
    let found = offsets.text().match_indices(words).map(|(start, words)| {
        (offsets.record(Span::new(start, start + words.len())).unwrap(), words.to_owned())
    });
    match which.parse::<usize>() {
        Ok(nth) => found.skip(nth - 1).take(1).collect(),
        Err(_) => found.collect(),
    }
}

fn times(offsets: &Offsets<'_>, columns: &[&str]) -> Vec<Time> {
    let near = |span| offsets.span(span).unwrap().start;
    let given = |column: &str| (!column.is_empty()).then(|| column.to_owned());
    let time = |(span, text)| Time {
        id: String::new(),
        span,
        text,
        kind: named(columns[1]),
        value: columns[2].into(),
        from: given(columns[3]),
        to: given(columns[4]),
        grain: None,
        modifier: given(columns[5]).map(|modifier| named(&modifier)),
        signals: columns.get(7).map(|words| spans(offsets, words, near(span))).unwrap_or_default(),
    };
    mentions(offsets, columns[6]).into_iter().map(time).collect()
}

fn quantities(offsets: &Offsets<'_>, columns: &[&str]) -> Vec<Quantity> {
    let given = |column: &str| (!column.is_empty()).then(|| column.to_owned());
    let number = |column: &str| given(column).map(|number| number.parse().unwrap());
    let quantity = |(span, text)| Quantity {
        id: String::new(),
        span,
        text,
        dimension: named(columns[1]),
        value: number(columns[2].trim_start_matches('~')),
        low: number(columns[3]),
        high: number(columns[4]),
        approximate: columns[2].starts_with('~'),
        unit: given(columns[5]),
        of: given(columns[6]),
        si: None,
        per: None,
        over: None,
    };
    mentions(offsets, columns[7]).into_iter().map(quantity).collect()
}

/// Puts times and quantities in order, names them, and ties them to the assertions they stand in.
fn number(reading: &mut Reading) {
    reading.times.sort_by_key(|time| time.span);
    reading.quantities.sort_by_key(|quantity| quantity.span);
    for (nth, time) in (1..).zip(&mut reading.times) {
        time.id = format!("t{nth}");
    }
    for (nth, quantity) in (1..).zip(&mut reading.quantities) {
        quantity.id = format!("q{nth}");
    }
    for assertion in &mut reading.assertions {
        let is_in = |span| assertion.content.iter().any(|content| content.contains(span));
        assertion.times = reading.times.iter().filter(|t| is_in(t.span)).map(|t| t.id.clone()).collect();
        assertion.quantities =
            reading.quantities.iter().filter(|q| is_in(q.span)).map(|q| q.id.clone()).collect();
    }
}

fn assertion(offsets: &Offsets<'_>, columns: &[&str]) -> Assertion {
    let text = columns[11];
    let content = spans(offsets, text, offsets.text().find(text.split(" … ").next().unwrap()).unwrap());
    let near = offsets.span(content[0]).unwrap().start;
    let given = |column: &str| (!column.is_empty()).then(|| column.to_owned());
    Assertion {
        id: columns[1].into(),
        cue: spans(offsets, columns[10], near),
        source: given(columns[7]).map(|kind| Source {
            spans: spans(offsets, columns[9], near),
            kind: named(&kind),
            name: given(columns[8]),
            entity: None,
            outlet: None,
            unnamed: None,
        }),
        form: named(columns[3]),
        act: named(columns[4]),
        parent: given(columns[2]),
        chain: columns[13].split(" ← ").map(link).collect(),
        certainty: Certainty {
            level: named(columns[5]),
            polarity: named(columns[6]),
            cues: spans(offsets, columns[12], near),
        },
        content,
        events: vec![],
        times: vec![],
        quantities: vec![],
        entities: vec![],
        confidence: if columns[8].is_empty() && columns[7] == "person" { 0.4 } else { 0.9 },
    }
}

fn link(text: &str) -> Link {
    let (kind, name) = text.split_once(':').unwrap();
    Link { kind: named(kind), name: name.into(), entity: None }
}

/// The words between each `…`, where they stand nearest to a place.
fn spans(offsets: &Offsets<'_>, words: &str, near: usize) -> Vec<CodePointSpan> {
    let parts = words.split(" … ").filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let places = offsets.text().match_indices(part).map(|(at, _)| at);
            let start = places.min_by_key(|at| at.abs_diff(near)).unwrap_or_else(|| panic!("no {part:?}"));
            offsets.record(Span::new(start, start + part.len())).unwrap()
        })
        .collect()
}

/// The value of this name in the records' JSON.
fn named<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).unwrap()
}
