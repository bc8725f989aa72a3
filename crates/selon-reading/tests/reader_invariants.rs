//! What holds of every reading, whatever the text: on random text, on the examples, and on damaged examples.

#![allow(clippy::unwrap_used)]

mod examples;
mod pipelines;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use selon_reading::Reader;
use selon_record::{Article, Reading};

/// A few hundred texts are enough here: each goes through the whole pipeline.
const CASES: u32 = 500;

/// What articles are made of, and what they should not be made of.
const PIECES: [&str; 107] = [
    "le maire",
    "la police",
    "Claire Morin",
    "une source judiciaire",
    "veille-nord.example",
    "il",
    "on",
    "qui",
    "que",
    "qu'",
    "si",
    "de",
    "selon",
    "Selon",
    "d'après",
    "D''après",
    "de source",
    "aux dires des",
    "affirme",
    "dit",
    "a déclaré",
    "dit-il",
    "a-t-on appris",
    "nie",
    "promet de",
    "aurait tué",
    "serait",
    "pourrait",
    "peut-être",
    "n'a pas",
    "être",
    "164 morts",
    "Lire aussi :",
    "12 mai 2016 . – ",
    "LYON (AFP) - ",
    "(afp)",
    "© AFP",
    "A. Morin",
    "— Claire Morin",
    "https://veille-nord.example/a",
    "LA VILLE DORT",
    "cité par",
    "qui cite",
    "lequel s'appuie sur",
    "Attendons",
    "et il neige",
    "lundi",
    "mercredi matin",
    "le lendemain",
    "ce jour-là",
    "deux jours plus tôt",
    "il y a trois ans",
    "d'ici",
    "depuis",
    "jusqu'au",
    "entre",
    "du",
    "au",
    "et demi",
    "le 4",
    "31",
    "29",
    "février",
    "janvier",
    "2022",
    "99999",
    "-44",
    "0",
    "25 h 61",
    "18h30",
    "GMT+14",
    "au XIXe siècle",
    "avant notre ère",
    "Pâques",
    "tous les",
    "le premier",
    "vingt",
    "quatre-vingt",
    "un",
    "milliards",
    "de dollars",
    "%",
    "٣٤",
    "1e308",
    "« ",
    " »",
    "\"",
    "“",
    "”",
    "''",
    "’",
    ",",
    ".",
    "?",
    "…",
    ":",
    ";",
    "-",
    "(AM) - ",
    "\n",
    "\n\n",
    "\t",
    "\u{A0}",
    "\0",
    "\u{200B}",
    "مرحبا",
    "\u{202E}🇰🇿",
];

/// No invariant of the record is broken, no visible character of a sentence is left out, the text is as it was, and JSON gives the reading back.
fn check(reader: &Reader, article: Article) -> TestCaseResult {
    let reading = reader.read(article.clone());
    prop_assert_eq!(&reading.article, &article);
    let violations = reading.violations();
    prop_assert!(violations.is_empty(), "{violations:?}");
    prop_assert_eq!(reading.unaccounted(), []);
    for time in &reading.times {
        let instant = |at: &Option<String>| at.as_deref().map(instant);
        let is_forwards = instant(&time.from).zip(instant(&time.to)).is_none_or(|(from, to)| from < to);
        prop_assert!(is_forwards, "{time:?}");
    }
    let json = serde_json::to_string(&reading).unwrap();
    prop_assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
    Ok(())
}

/// An instant of the record in the order of time: « 2022-01-05 », « 2022-01-05T18:30+01:00 », years before ours with « - ».
///
/// # Panics
/// When it is none.
fn instant(at: &str) -> (i32, String) {
    let (sign, unsigned) = at.strip_prefix('-').map_or((1, at), |rest| (-1, rest));
    let (year, rest) = unsigned.split_at(4);
    let common = format!("2000{rest}");
    assert!(jiff::fmt::temporal::Pieces::parse(&common).is_ok(), "{at} is no instant");
    (sign * year.parse::<i32>().unwrap(), rest.to_owned())
}

/// Checks texts of a strategy, where the pipeline is there.
fn check_texts(texts: impl Strategy<Value = String>) {
    let Some(pipeline) = pipelines::pipeline("fr") else { return };
    let reader = Reader::new(pipeline).unwrap();
    let config = ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    let outlet = proptest::option::of(Just("La Gazette".to_owned()));
    let published =
        ["2022-01-05", "2022-01-09T14:05:00+01:00", "2024-02-29", "9999-12-31", "-009999-01-01", "hier"];
    let published = proptest::option::of(proptest::sample::select(published.map(str::to_owned).to_vec()));
    TestRunner::new(config)
        .run(&(texts, outlet, published), |(text, outlet, published)| {
            check(&reader, Article { outlet, published, ..Article::new(text) })
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn any_characters() {
    check_texts("\\PC{0,80}|(?s:.{0,80})");
}

#[test]
fn any_order_of_the_pieces_of_articles() {
    let piece = (proptest::sample::select(&PIECES[..]), proptest::sample::select(&["", " "][..]));
    let pieces = proptest::collection::vec(piece, 0..60);
    check_texts(pieces.prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect()));
}

/// One fault of a text that lost or gained something on its way.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Delete,
    Double,
    CutBefore,
    CutAfter,
}

#[test]
fn damaged_examples() {
    let texts: Vec<String> = examples::articles().into_iter().map(|article| article.text).collect();
    let fault = proptest::sample::select(
        &[Fault::Delete, Fault::Delete, Fault::Double, Fault::Double, Fault::CutBefore, Fault::CutAfter][..],
    );
    let faults = proptest::collection::vec((fault, any::<proptest::sample::Index>()), 1..12);
    check_texts((proptest::sample::select(texts), faults).prop_map(|(text, faults)| {
        faults.into_iter().fold(text, |text, (fault, at)| damaged(&text, fault, at))
    }));
}

fn damaged(text: &str, fault: Fault, at: proptest::sample::Index) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    if !chars.is_empty() {
        let at = at.index(chars.len());
        match fault {
            Fault::Delete => drop(chars.remove(at)),
            Fault::Double => chars.insert(at, chars[at]),
            Fault::CutBefore => drop(chars.drain(..at)),
            Fault::CutAfter => chars.truncate(at),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn examples_as_they_are() {
    for language in ["fr", "en"] {
        let Some(pipeline) = pipelines::pipeline(language) else { continue };
        let reader = Reader::new(pipeline).unwrap();
        for article in examples::articles() {
            let english = article.outlet.as_deref() == Some("The Harbour Ledger");
            if english == (language == "en") {
                check(&reader, article).unwrap();
            }
        }
    }
}
