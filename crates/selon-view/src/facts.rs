//! What is known about an article, in words: what stands at the top of every view.

use jiff::fmt::temporal::{Pieces, PiecesOffset};
use selon_record::{Article, Reading};

use super::visible::phrase;
use crate::{Interface, Label};

/// Its headline, or that it has none.
pub fn title(article: &Article, interface: Interface) -> String {
    given(&article.title).unwrap_or_else(|| Label::Untitled.text(interface))
}

/// Outlet, byline, date.
pub fn origin(article: &Article, interface: Interface) -> Vec<String> {
    let published = given(&article.published).map(|published| instant(&published, interface));
    [given(&article.outlet), given(&article.byline), published].into_iter().flatten().collect()
}

/// Where it comes from; its language, and how long it is.
pub fn facts(reading: &Reading, interface: Interface) -> Vec<String> {
    let article = &reading.article;
    let own = [
        (article.language != Article::UNDETERMINED)
            .then(|| Label::Language(&phrase(&article.language)).text(interface)),
        Some(Label::Sentences(reading.sentences.len()).text(interface)),
        Some(Label::Words(words(&article.text)).text(interface)),
    ];
    origin(article, interface).into_iter().chain(own.into_iter().flatten()).collect()
}

/// Where it was published.
pub fn url(article: &Article) -> Option<String> {
    given(&article.url)
}

fn given(value: &Option<String>) -> Option<String> {
    value.as_deref().map(phrase).filter(|value| !value.is_empty())
}

/// An instant in words; as it was given where it is no ISO 8601.
pub fn instant(given: &str, interface: Interface) -> String {
    let Ok(pieces) = Pieces::parse(given.trim()) else { return phrase(given) };
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) if !offset.offset().is_zero() => {
            Some(format!("{:#}", offset.offset()))
        }
        Some(_) => Some(String::new()),
        None => None,
    };
    Label::Published { date: pieces.date(), time: pieces.time(), offset: offset.as_deref() }.text(interface)
}

/// Words between blanks; marks that stand alone are none.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
