//! How readings look, as snapshots in `tests/snapshots`, and what holds of every page.
//!
//! `SELON_UPDATE=1 cargo test -p selon terminal` writes the snapshots; read the diff.

use std::path::Path;

use proptest::prelude::*;
use selon_record::{
    Act, Article, Assertion, Certainty, CodePointSpan, Entity, EntityType, Form, Level, Link, Polarity,
    Reading, Source, SourceKind,
};

use super::samples::sample;
use super::wrap::columns;
use super::{Look, NARROWEST, terminal};
use crate::messages::Interface;

const LOOK: Look = Look { interface: Interface::French, width: 80, colours: false, context: false };

#[track_caller]
fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("SELON_UPDATE").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(page, expected, "{name}: SELON_UPDATE=1 writes it");
}

#[test]
fn an_opinion_piece() {
    check("08-tribune.txt", &terminal(&sample("08-tribune"), &LOOK));
}

#[test]
fn a_dispatch() {
    check("01-depeche.txt", &terminal(&sample("01-depeche"), &LOOK));
}

#[test]
fn in_english() {
    let look = Look { interface: Interface::English, ..LOOK };
    check("01-depeche-english.txt", &terminal(&sample("01-depeche"), &look));
}

#[test]
fn with_all_of_the_text() {
    check("01-depeche-context.txt", &terminal(&sample("01-depeche"), &Look { context: true, ..LOOK }));
}

#[test]
fn with_colours() {
    let page = terminal(&sample("08-tribune"), &Look { colours: true, ..LOOK });
    // The escape character as a letter, so that the snapshot can be read.
    check("08-tribune-colours.txt", &page.replace('\u{1B}', "␛"));
}

#[test]
fn on_a_narrow_terminal() {
    check("08-tribune-narrow.txt", &terminal(&sample("08-tribune"), &Look { width: 40, ..LOOK }));
}

#[test]
fn nothing_found() {
    let page = terminal(&Reading::new(Article::new("")), &LOOK);
    assert!(page.contains("Aucune assertion n’a été trouvée."), "{page}");
}

#[test]
fn the_text_of_an_article_cannot_drive_the_terminal() {
    let hostile = "\u{1B}]0;title\u{7}\u{1B}[2J\u{9B}31m\u{202E}dit\r\u{8}";
    let mut article = Article::new(format!("Selon lui, {hostile} le ministre."));
    for field in [
        &mut article.title,
        &mut article.outlet,
        &mut article.byline,
        &mut article.published,
        &mut article.url,
    ] {
        *field = Some(hostile.into());
    }
    article.language = hostile.into();
    let mut reading = Reading::new(article);
    let span = CodePointSpan::new(0, reading.article.text.chars().count());
    reading.assertions.push(Assertion { content: vec![span], ..plain(hostile) });
    reading.entities.push(entity(hostile, span));
    assert_safe(&terminal(&reading, &LOOK));
}

#[test]
fn right_to_left_text_is_isolated() {
    let mut reading = Reading::new(Article::new("قالت الوزارة إن ستة وعشرين شخصا قتلوا في المدينة"));
    reading.assertions.push(Assertion { content: vec![CodePointSpan::new(16, 48)], ..plain("a1") });
    let page = terminal(&reading, &LOOK);
    assert!(page.contains("\u{2068}[ستة"), "{page}");
    assert_eq!(page.matches('\u{2068}').count(), page.matches('\u{2069}').count());
}

/// Only line ends and what can be seen.
fn assert_safe(page: &str) {
    let control = page.chars().find(|&c| c.is_control() && c != '\n');
    assert_eq!(control, None, "{page:?}");
    assert!(
        !page.contains(['\u{202A}', '\u{202B}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}']),
        "{page:?}"
    );
}

fn plain(id: &str) -> Assertion {
    Assertion {
        id: id.into(),
        content: vec![],
        cue: vec![],
        source: None,
        form: Form::Plain,
        act: Act::Assert,
        parent: None,
        chain: vec![],
        certainty: Certainty { level: Level::Certain, polarity: Polarity::Positive, cues: vec![] },
        events: vec![],
        times: vec![],
        quantities: vec![],
        entities: vec![],
        confidence: 1.0,
    }
}

fn entity(name: &str, span: CodePointSpan) -> Entity {
    let (id, text) = (name.into(), name.into());
    Entity { id, span, text, kind: EntityType::Other, name: name.into(), kb: None, confidence: 1.0 }
}

prop_compose! {
    fn any_span()(start in 0usize..40, end in 0usize..40) -> CodePointSpan {
        CodePointSpan::new(start, end)
    }
}

fn spans() -> impl Strategy<Value = Vec<CodePointSpan>> {
    prop::collection::vec(any_span(), 0..4)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c «é]{0,30}",
        "(?s).{0,30}",
        "[\u{0}-\u{9F}]{0,30}",
        "[א-ת ]{0,30}",
        "[中文👩\u{200D}\u{301} ]{0,30}"
    ]
}

prop_compose! {
    fn any_assertion()(
        id in "[a-c]", parent in prop::option::of("[a-d]"),
        (content, cue, hedges, words) in (spans(), spans(), spans(), spans()),
        kind in prop::sample::select(vec![
            SourceKind::Person, SourceKind::Outlet, SourceKind::Unnamed, SourceKind::Author, SourceKind::None,
        ]),
        has_source: bool, name in prop::option::of(any_text()), links in prop::collection::vec(any_text(), 0..3),
        form in prop::sample::select(vec![Form::Plain, Form::Hearsay, Form::Direct]),
        level in prop::sample::select(vec![Level::Certain, Level::Hearsay, Level::Open]),
        confidence in prop::num::f64::ANY,
    ) -> Assertion {
        let chain = links.into_iter().map(|name| Link { kind, name, entity: None }).collect();
        let source = Source { spans: words, kind, name, entity: None, outlet: None, unnamed: None };
        Assertion {
            content, cue, parent, chain, form, confidence,
            source: has_source.then_some(source),
            certainty: Certainty { level, polarity: Polarity::Negative, cues: hedges },
            ..plain(&id)
        }
    }
}

prop_compose! {
    fn any_reading()(
        text in any_text(), outlet in prop::option::of(any_text()), published in prop::option::of(any_text()),
        sentences in spans(), assertions in prop::collection::vec(any_assertion(), 0..6), name in any_text(),
        span in any_span(),
    ) -> Reading {
        let mut reading = Reading::new(Article { outlet, published, ..Article::new(text) });
        (reading.sentences, reading.assertions) = (sentences, assertions);
        reading.entities.push(entity(&name, span));
        reading
    }
}

proptest! {
    #[test]
    fn every_reading_has_a_page(reading in any_reading(), width in usize::from(NARROWEST)..120, context: bool) {
        for interface in [Interface::French, Interface::English] {
            let page = terminal(&reading, &Look { interface, width, colours: false, context });
            assert_safe(&page);
            let too_wide = page.lines().find(|line| columns(line) > width);
            prop_assert_eq!(too_wide, None);
            let coloured = terminal(&reading, &Look { interface, width, colours: true, context });
            assert_safe(&anstream::adapter::strip_str(&coloured).to_string());
            for assertion in &reading.assertions {
                prop_assert!(page.contains(&*assertion.id));
            }
        }
    }
}
