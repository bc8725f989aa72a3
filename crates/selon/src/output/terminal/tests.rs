//! How readings look, as snapshots in `tests/snapshots`, and what holds of every page.
//!
//! `SELON_UPDATE=1 cargo test -p selon output` writes the snapshots; read the diff.

use proptest::prelude::*;
use selon_record::{Article, Assertion, CodePointSpan, Reading};

use super::wrap::columns;
use super::{Look, NARROWEST, terminal};
use crate::messages::Interface;
use selon_samples::{any_reading, entity, plain};
use selon_samples::{check, sample};
use selon_view::Voices;

const LOOK: Look =
    Look { interface: Interface::French, width: 80, colours: false, context: false, voices: Voices::Others };

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
fn with_its_own_voice() {
    let look = Look { voices: Voices::All, ..LOOK };
    check("08-tribune-voices.txt", &terminal(&sample("08-tribune"), &look));
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
    assert_safe(&terminal(&reading, &Look { voices: Voices::All, ..LOOK }));
}

#[test]
fn right_to_left_text_is_isolated() {
    let mut reading = Reading::new(Article::new("قالت الوزارة إن ستة وعشرين شخصا قتلوا في المدينة"));
    reading.assertions.push(Assertion { content: vec![CodePointSpan::new(16, 48)], ..plain("a1") });
    let page = terminal(&reading, &Look { voices: Voices::All, ..LOOK });
    assert!(page.contains("\u{2068}[ستة"), "{page}");
    assert_eq!(page.matches('\u{2068}').count(), page.matches('\u{2069}').count());
}

/// Only line ends and what can be seen.
pub(super) fn assert_safe(page: &str) {
    let control = page.chars().find(|&c| c.is_control() && c != '\n');
    assert_eq!(control, None, "{page:?}");
    assert!(
        !page.contains(['\u{202A}', '\u{202B}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}']),
        "{page:?}"
    );
}

proptest! {
    #[test]
    fn every_reading_has_a_page(reading in any_reading(), width in usize::from(NARROWEST)..120, context: bool) {
        for interface in [Interface::French, Interface::English] {
            let page = terminal(&reading, &Look { interface, width, colours: false, context, voices: Voices::All });
            assert_safe(&page);
            let too_wide = page.lines().find(|line| columns(line) > width);
            prop_assert_eq!(too_wide, None);
            let coloured = terminal(&reading, &Look { interface, width, colours: true, context, voices: Voices::All });
            assert_safe(&anstream::adapter::strip_str(&coloured).to_string());
            for assertion in &reading.assertions {
                prop_assert!(page.contains(&*assertion.id));
            }
        }
    }
}
