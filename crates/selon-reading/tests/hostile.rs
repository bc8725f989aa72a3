//! Hostile texts: reading one takes no more than a small multiple of its parse, which is linear; of absurd dates and numbers
//! nothing is resolved that does not exist.

#![allow(clippy::unwrap_used)]

mod pipelines;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::DateTime;
use selon_reading::Reader;
use selon_record::{Article, CodePointSpan, Reading, Time};
use selon_spacy::Pipeline;

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

/// A reader of a language with the real pipeline; without it, French is read with the small one of the fuzz targets.
fn reader(language: &str) -> Option<Reader> {
    let small = || {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/pipeline"));
        Arc::new(Pipeline::load(folder).unwrap())
    };
    let pipeline = pipelines::pipeline(language).or_else(|| (language == "fr").then(small))?;
    Some(Reader::new(pipeline).unwrap())
}

/// The reading of a text that was published on a day, or not known when.
fn read(reader: &Reader, language: &str, text: &str, published: Option<&str>) -> Reading {
    let published = published.map(str::to_owned);
    let reading =
        reader.read(Article { published, language: language.to_owned(), ..Article::new(text.to_owned()) });
    let start: String = text.chars().take(60).collect();
    assert_eq!(reading.violations(), [], "{start:?}");
    reading.times.iter().for_each(assert_exists);
    for quantity in &reading.quantities {
        let numbers = [quantity.value, quantity.low, quantity.high];
        assert!(numbers.into_iter().flatten().all(f64::is_finite), "{quantity:?}");
        assert!(quantity.low.zip(quantity.high).is_none_or(|(low, high)| low <= high), "{quantity:?}");
    }
    reading
}

/// The instants of a time are days and hours of the calendar, the first before the last, and its value names no other day.
fn assert_exists(time: &Time) {
    let instant = |text: &str| -> DateTime {
        let parsed = text.trim_end_matches('Z').parse();
        parsed.unwrap_or_else(|error| panic!("{text}: {error}: {time:?}"))
    };
    let [from, to] = [&time.from, &time.to].map(|end| end.as_deref().map(instant));
    assert!(from.zip(to).is_none_or(|(from, to)| from < to), "{time:?}");
    let day = time.value.get(..10).filter(|day| day.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    let is_day = day.filter(|day| day.split('-').map(str::len).eq([4, 2, 2]));
    assert!(is_day.is_none_or(|day| day.parse::<jiff::civil::Date>().is_ok()), "{time:?}");
}

/// A text whose words in brackets say a time that does not exist: the text, and where they stand.
fn unbracket(marked: &str) -> (String, CodePointSpan) {
    let place = |bracket| marked.chars().position(|c| c == bracket).unwrap();
    (marked.replace(['[', ']'], ""), CodePointSpan::new(place('['), place(']') - 1))
}

#[test]
fn times_that_do_not_exist_are_not_resolved() {
    let texts = [
        (
            "fr",
            &[
                "Il est né le [31 février].",
                "Il est né le [30 février 2018].",
                "Il est né le [29 février 2019].",
                "Il est né le [31 avril] prochain.",
                "Il est né le [0 mars 2018].",
                "Il est né le [32 mai 2018].",
                "Il est né le [13/13/2018].",
                "Il est né le [2018-02-30].",
                "Il est né le [2018-13-01].",
                "Il est né le [32/01/2018] à Liège.",
                "Il est né en [99999].",
                "Il est né en l'[an 99999].",
                "Il est né le [1er janvier 99999].",
                "Il est né à [Noël 99999].",
                "Il est né au [5e trimestre 2018].",
                "Il est né la [54e semaine] de 2018.",
                "Il est né le [cinquième lundi de février 2018].",
                "Il est né à [25 h 61].",
                "Il est né à [24h01].",
                "Il est né à [18h99].",
                "Il est né à [99:99].",
                "Il est né il y a [99999999999 ans].",
                "Il est né il y a [dix mille milliards de siècles].",
                "Il naîtra dans [999999999999999999999999 jours].",
                "Il naîtra d'ici [9223372036854775808 secondes].",
                "Il naîtra au [999e siècle].",
            ][..],
        ),
        (
            "en",
            &[
                "He was born on [31 February].",
                "He was born on [February 30, 2018].",
                "He was born on [April 31st].",
                "He was born on [May 32, 2018].",
                "He was born on [13/13/2018].",
                "He was born on [2018-02-30].",
                "He was born in [the year 99999].",
                "He was born on [January 1, 99999].",
                "He was born at [25:61].",
                "He was born at [13 pm].",
                "He was born [99999999999 years ago].",
                "He will be born in [999999999999999999999999 days].",
            ][..],
        ),
    ];
    for (language, texts) in texts {
        let Some(reader) = reader(language) else { continue };
        for marked in texts {
            let (text, absurd) = unbracket(marked);
            for published in [None, Some("2018-03-01"), Some("2018-03-01T12:00:00+01:00")] {
                let reading = read(&reader, language, &text, published);
                let resolved = reading.times.iter().find(|time| {
                    let covers = time.span.start <= absurd.start && absurd.end <= time.span.end;
                    covers && (time.from.is_some() || time.to.is_some())
                });
                assert_eq!(resolved, None, "{marked}");
            }
        }
    }
}

#[test]
fn a_day_of_publication_that_does_not_exist_resolves_nothing() {
    let reader = reader("fr").unwrap();
    for published in ["2018-02-30", "99999-01-01", "-9999-01-01", "9999-12-31", "hier", ""] {
        read(
            &reader,
            "fr",
            "Hier, demain, lundi prochain, dans dix ans, il y a mille siècles.",
            Some(published),
        );
    }
}

#[test]
fn numbers_of_a_thousand_digits_are_no_number_or_a_finite_one() {
    let nines = "9".repeat(1000);
    let texts = [
        nines.clone(),
        format!("{nines} euros"),
        format!("{nines},{nines} %"),
        format!("0,{} euros", "0".repeat(1000) + "1"),
        format!("-{nines} km"),
        format!("{nines}e{nines}"),
        format!("1e{nines} euros"),
        format!("{nines}^{nines}"),
        format!("{nines}/{nines}"),
        format!("1/0 et {nines}/0"),
        format!("le {nines} mai {nines} à {nines} h {nines}"),
        format!("il y a {nines} ans"),
        format!("de {nines} à {nines} kilomètres"),
        format!("au {nines}e siècle"),
        "999 ".repeat(1000) + "euros",
        "999.".repeat(1000) + "999 euros",
        "mille milliards de ".repeat(1000) + "mille euros",
        "million ".repeat(1000),
        "XXXIX".repeat(1000) + "e siècle",
    ];
    for language in ["fr", "en"] {
        let Some(reader) = reader(language) else { continue };
        for text in &texts {
            read(&reader, language, text, Some("2018-03-01"));
        }
    }
}

#[test]
fn every_digit_of_unicode_is_read_or_left() {
    let digits: Vec<char> = (char::MIN..=char::MAX).filter(|c| c.is_numeric()).collect();
    for language in ["fr", "en"] {
        let Some(reader) = reader(language) else { continue };
        for some in digits.chunks(100) {
            let sentence = |c: &char| {
                format!(
                    "{c}{c},{c} euros, {c} %, le {c} mai {c}{c}{c}{c} à {c}{c}h{c}{c}, {c}-{c}-{c}, {c}e siècle. "
                )
            };
            let text: String = some.iter().map(sentence).collect();
            read(&reader, language, &text, Some("2018-03-01"));
        }
    }
}

#[test]
fn words_of_numbers_and_times_repeated() {
    let patterns = [
        "un ",
        "le ",
        "vingt ",
        "cent ",
        "mille ",
        "quatre-vingt-",
        "millions de ",
        "lundi ",
        "janvier ",
        "1 ",
        "1,",
        "1.",
        "1/",
        "1-",
        "1:",
        "1h",
        "-",
        "€",
        "1 € ",
        "10 % ",
        "premier ",
        "II",
        "de 1 à ",
        "entre 1 et ",
        "de ",
        "plus de ",
        "il y a ",
        "depuis ",
        "jusqu'à ",
        "du 1 au 2 ",
        "deux ans et ",
        "le lundi de la semaine du mois de ",
        "le premier du dernier ",
        "tous les deux ",
        "2018-01-",
        "midi et ",
        "environ ",
        "un demi ",
        "one hundred and ",
        "the first of the last ",
        "between one and ",
    ];
    // A debug build reads a hundred times more slowly.
    let times = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
    for language in ["fr", "en"] {
        let Some(reader) = reader(language) else { continue };
        for pattern in patterns {
            read(&reader, language, &pattern.repeat(times), Some("2018-03-01"));
        }
        let counted: String = (1..times).map(|n| format!("de {n} à {} ", n + 1)).collect();
        read(&reader, language, &counted, Some("2018-03-01"));
        read(&reader, language, &"lundi ".repeat(times * 10), Some("2018-03-01"));
    }
}
