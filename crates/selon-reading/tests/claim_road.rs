//! The claim road on the first three examples: a dispatch, and what two papers make of it.

#![allow(clippy::unwrap_used)]

mod examples;
mod pipelines;

use selon_reading::Reader;
use selon_record::{Assertion, Form, Level, Reading};

/// The dispatch, the article that drops its sources, and the article that turns its conditional into the past.
fn readings() -> Option<[Reading; 3]> {
    let reader = Reader::new(pipelines::pipeline("fr")?).unwrap();
    let articles = examples::articles().into_iter().take(3).map(|article| reader.read(article));
    articles.collect::<Vec<_>>().try_into().ok()
}

/// The assertions of these words, in a form.
fn of<'r>(reading: &'r Reading, form: Form, words: &str) -> Vec<&'r Assertion> {
    let content = |assertion: &Assertion| {
        let text: Vec<char> = reading.article.text.chars().collect();
        assertion.content.iter().any(|c| text[c.start..c.end].iter().collect::<String>().contains(words))
    };
    reading.assertions.iter().filter(|assertion| assertion.form == form && content(assertion)).collect()
}

fn frames(reading: &Reading) -> usize {
    reading.assertions.iter().filter(|assertion| assertion.form == Form::Frame).count()
}

#[test]
fn the_dispatch_gives_its_sources_and_the_rewrite_drops_them() {
    let Some([dispatch, unsourced, past]) = readings() else { return };
    assert_eq!([frames(&dispatch), frames(&unsourced), frames(&past)], [4, 0, 4]);
    assert!(of(&dispatch, Form::Frame, "164 morts")[0].source.is_some());
    let toll = of(&unsourced, Form::Hearsay, "164 morts");
    assert_eq!((toll.len(), &toll[0].source), (1, &None));
}

#[test]
fn hearsay_becomes_certain_in_the_third() {
    let Some([dispatch, unsourced, past]) = readings() else { return };
    assert_eq!(of(&dispatch, Form::Frame, "164 morts")[0].certainty.level, Level::Hearsay);
    assert_eq!(of(&unsourced, Form::Hearsay, "164 morts")[0].certainty.level, Level::Hearsay);
    assert_eq!(of(&past, Form::Frame, "164 morts")[0].certainty.level, Level::Certain);
    let hearsay = |reading: &Reading| reading.assertions.iter().any(|a| a.certainty.level == Level::Hearsay);
    assert_eq!([&dispatch, &unsourced, &past].map(hearsay), [true, true, false]);
}

#[test]
fn the_resident_is_quoted_in_the_rewrites_as_in_the_dispatch() {
    let Some(readings) = readings() else { return };
    for reading in &readings {
        let quotation = of(reading, Form::Direct, "presque plus d");
        assert_eq!(quotation.len(), 1);
        assert!(quotation[0].source.is_some());
        assert_eq!(quotation[0].chain[0].name, *reading.article.outlet.as_ref().unwrap());
    }
}
