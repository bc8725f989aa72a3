//! The top of the page: what article this is.

use jiff::fmt::temporal::{Pieces, PiecesOffset};
use selon_record::{Article, Reading};

use super::page::{Margin, Page, joined};
use super::visible::phrase;
use super::{Ink, Run};
use crate::messages::Label;

/// Title; outlet, byline, date, language; how long it is.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    let article = &reading.article;
    page.rule();
    let title = given(&article.title).unwrap_or_else(|| page.say(Label::Untitled));
    page.lines(&Margin::blank(0), &[Ink::Bold.run(title)]);
    let facts: Vec<Vec<Run>> = [
        given(&article.outlet),
        given(&article.byline),
        given(&article.published).map(|published| day(page, article, published)),
        (article.language != Article::UNDETERMINED)
            .then(|| page.say(Label::Language(&phrase(&article.language)))),
        Some(page.say(Label::Sentences(reading.sentences.len()))),
        Some(page.say(Label::Words(words(&article.text)))),
    ]
    .into_iter()
    .flatten()
    .map(|fact| vec![Ink::Plain.run(fact)])
    .collect();
    page.lines(&Margin::blank(0), &joined(facts, " · "));
    if let Some(url) = given(&article.url) {
        page.lines(&Margin::blank(0), &[Ink::Dim.run(url)]);
    }
}

fn given(value: &Option<String>) -> Option<String> {
    value.as_deref().map(phrase).filter(|value| !value.is_empty())
}

/// The day in words; as it was given where it is no ISO 8601.
fn day(page: &Page, article: &Article, given: String) -> String {
    let published = article.published.as_deref().unwrap_or_default().trim();
    let Ok(pieces) = Pieces::parse(published) else { return given };
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) if !offset.offset().is_zero() => {
            Some(format!("{:#}", offset.offset()))
        }
        Some(_) => Some(String::new()),
        None => None,
    };
    page.say(Label::Published { date: pieces.date(), time: pieces.time(), offset: offset.as_deref() })
}

/// Words between blanks; marks that stand alone are none.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
