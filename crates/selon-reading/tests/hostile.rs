//! How long a hostile text may take to read: no more than a small multiple of its parse, which is linear.

#![allow(clippy::unwrap_used)]

mod pipelines;

use std::time::{Duration, Instant};

use selon_reading::Reader;
use selon_record::Article;

/// Bytes of a hostile text: more where the code is optimised.
const SIZE: usize = if cfg!(debug_assertions) { 60_000 } else { 500_000 };

#[test]
fn hostile_texts_are_read_in_linear_time() {
    let Some(pipeline) = pipelines::pipeline("fr") else { return };
    let reader = Reader::new(pipeline.clone()).unwrap();
    let repeated = [
        "\"",
        "« ",
        "\" a ",
        "« Il est venu hier soir. » ",
        ": « Il est venu hier soir » ",
        "\nClaire Morin : « Il est venu hier soir »",
        "dit : « a », ",
        "« a », dit ",
        "il dit que « a » et que ",
        "à dit ",
        "selon ",
        "Selon le maire, ",
        "selon le maire ; ",
        "Il viendrait, selon le maire. ",
        "dit-il, ",
        "Il vient, dit-il, ",
        "« Il vient, dit-il, ",
        "Il aurait dit que ",
        "Il dit qu'il viendrait. ",
        "il aurait tué, ",
        "il est ",
        "et le maire ",
        "Paris, ",
        "le site a.fr ",
        "peut-être ",
        "que ",
        ", ",
        "; ",
        ": ",
        "mot\n",
        "\n",
        " ",
        "\0",
        "a",
        "(...)\n",
        "Lire aussi : ",
        "a\tb\t3\n",
        "LYON (AFP) - ",
        "12 mai 2016 . – ",
        "LA VILLE DORT ET LE MAIRE VEILLE ",
        "il dort et il mange et ",
        "— Claire Morin\n",
        "selon un site cité par un site ",
        "le site qui cite ",
        "La ville dort sous la pluie pendant que les trains passent ",
    ]
    .map(|pattern| pattern.repeat(SIZE / pattern.len()));
    let nested = "« a ".repeat(SIZE / 10) + &" »".repeat(SIZE / 10);
    let behind = format!("« {} », dit le maire", "Il vient. ".repeat(SIZE / 10));
    let inside = format!("Le maire dit que {}", "« oui » et ".repeat(SIZE / 13));
    for text in repeated.into_iter().chain([nested, behind, inside]) {
        let start: String = text.chars().take(30).collect();
        let clock = Instant::now();
        let mut doc = pipeline.tokenize(&text);
        pipeline.annotate(&mut doc);
        let parse = clock.elapsed();
        let clock = Instant::now();
        let reading = reader.read(Article::new(text));
        let read = clock.elapsed();
        println!(
            "{start:?}: {} tokens, {} assertions, parse {parse:.2?}, read {read:.2?}",
            doc.len(),
            reading.assertions.len()
        );
        assert!(read < parse * 4 + Duration::from_secs(2), "{start:?}… takes {read:?}, its parse {parse:?}");
    }
}
