//! The articles of a ledger: the latest first, or those that have some words.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use selon_ledger::query::{ArticleQuery, ArticleRow};
use selon_ledger::{Filters, Ledger};
use selon_record::{CodePointSpan, Offsets};
use selon_view::{Interface, Label, phrase, visible};

use super::answered;
use super::article::told;
use super::sources::voices;
use crate::asked::{Asked, PAGE};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{self, Words, words};

const HEADING: Words = words("Articles", "Articles");
const FROM: Words = words("Publié depuis le", "Published from");
const TO: Words = words("Publié jusqu’au", "Published until");
const OUTLET: Words = words("Média", "Outlet");
const EVERY_OUTLET: Words = words("Tous", "All");
const NOTHING: Words = words("Aucun article ne correspond.", "No article matches.");

/// Outlets to choose from.
const MOST_OUTLETS: u32 = 500;

#[derive(Template)]
#[template(path = "articles.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    outlets: Vec<(String, String, bool)>,
    articles: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
}

/// An article in the list.
struct Listed {
    address: String,
    title: Vec<Piece>,
    language: String,
    facts: String,
    snippet: Vec<Piece>,
}

/// Words, and whether they are those that are looked for.
struct Piece {
    words: String,
    is_found: bool,
}

pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked = Asked::of(query).map_err(Problem::malformed)?;
    let interface = frame.interface();
    let (of, ledgers) = (asked.clone(), Arc::clone(desk.ledgers()));
    let ask = move |ledger: &Ledger| Ok((articles(ledger, &of, interface)?, voices(&ledgers, ledger)?));
    let (mut articles, voices) = desk.ledgers().ask(ask).await?;
    let is_chosen = |voice: &String| asked.outlet.contains(voice);
    let outlets = voices.iter().take(MOST_OUTLETS as usize);
    let outlets = outlets.map(|voice| (voice.voice.clone(), phrase(&voice.name), is_chosen(&voice.voice)));
    let is_more = articles.len() > PAGE as usize;
    articles.truncate(PAGE as usize);
    let at = |page: u32| Asked { page, ..asked.clone() }.at("/articles");
    let page = asked.page.max(1);
    Ok(Page {
        previous: (page > 1).then(|| at(page - 1)),
        next: is_more.then(|| at(page.saturating_add(1))),
        outlets: outlets.collect(),
        frame: frame.titled(HEADING.text(interface)),
        asked,
        articles,
    })
}

/// One article more than a page shows.
fn articles(
    ledger: &Ledger,
    asked: &Asked,
    interface: Interface,
) -> Result<Vec<Listed>, selon_ledger::Error> {
    let second = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp().as_second()).ok();
    let from = asked.from.and_then(second);
    let to = asked.to.and_then(|day| day.tomorrow().ok()).and_then(second);
    let offset = asked.page.saturating_sub(1).saturating_mul(PAGE);
    if asked.q.trim().is_empty() {
        let query = ArticleQuery {
            voices: asked.outlet.clone(),
            languages: asked.language.clone(),
            published_from: from,
            published_to: to,
            limit: Some(PAGE + 1),
            offset,
        };
        let rows = ledger.article_list(&query)?;
        return Ok(rows.iter().map(|row| Listed::of(row, interface)).collect());
    }
    let filters = Filters {
        voices: asked.outlet.clone(),
        languages: asked.language.clone(),
        from,
        to,
        entities: asked.entity.clone(),
        offset,
        limit: Some(PAGE + 1),
    };
    let mut listed = Vec::new();
    for hit in ledger.search_articles(&asked.q, &filters)? {
        let (Some(row), Some(stored)) = (ledger.article_row(hit.article)?, ledger.article(hit.article)?)
        else {
            continue;
        };
        let title = row.title.clone().unwrap_or_default();
        let whole = CodePointSpan::new(0, title.chars().count());
        let mut one = Listed::of(&row, interface);
        if !title.is_empty() {
            one.title = pieces(&title, whole, &hit.in_title);
        }
        one.snippet = pieces(&stored.article.text, hit.excerpt, &hit.in_text);
        listed.push(one);
    }
    Ok(listed)
}

impl Listed {
    fn of(row: &ArticleRow, interface: Interface) -> Listed {
        let title = row.title.as_deref().map(phrase).filter(|title| !title.is_empty());
        let count = Label::AssertionsCount(row.assertions as usize).text(interface);
        Listed {
            address: format!("/articles/{}", row.article),
            title: vec![Piece {
                words: title.unwrap_or_else(|| Label::Untitled.text(interface)),
                is_found: false,
            }],
            language: row.language.clone(),
            facts: format!("{} · {count}", told(row, interface)),
            snippet: Vec::new(),
        }
    }
}

/// A stretch of a text in pieces: those that are found, in order, and what is between them.
fn pieces(text: &str, stretch: CodePointSpan, found: &[CodePointSpan]) -> Vec<Piece> {
    let offsets = Offsets::new(text);
    let mut pieces = Vec::new();
    let mut add = |start: usize, end: usize, is_found| {
        let words = offsets.slice(CodePointSpan::new(start, end)).unwrap_or_default();
        if !words.is_empty() {
            pieces.push(Piece { words: visible(words), is_found });
        }
    };
    let mut at = stretch.start;
    for span in found.iter().filter(|span| span.start >= stretch.start && span.end <= stretch.end) {
        if span.start >= at {
            add(at, span.start, false);
            add(span.start, span.end, true);
            at = span.end;
        }
    }
    add(at, stretch.end.max(at), false);
    pieces
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use selon_record::{Article, Reading};

    use crate::testing::Fixture;

    #[tokio::test]
    async fn articles_are_found_by_their_words() {
        let fixture = Fixture::toll();
        let (status, body) = fixture.get("/articles").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(body.matches("href=\"/articles/").count(), 3, "{body}");
        let (_, body) = fixture.get("/articles?q=minist%C3%A8re").await;
        assert_eq!(body.matches("href=\"/articles/").count(), 1, "{body}");
        assert!(body.contains("<mark>ministère</mark>"), "{body}");
        let (_, body) = fixture.get("/articles?outlet=horizon&from=2022-01-09&to=2022-01-09").await;
        assert_eq!(body.matches("href=\"/articles/").count(), 1, "{body}");
        assert!(body.contains("<option value=\"horizon\" selected"), "{body}");
        let (_, body) = fixture.get("/articles?q=volcan").await;
        assert!(body.contains("Aucun article ne correspond."), "{body}");
        assert_eq!(fixture.get("/articles?from=hier").await.0, StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn what_a_title_says_is_only_shown() {
        let mut article = Article::new("du texte <script>alert(2)</script>");
        article.title = Some("<script>alert(1)</script>\u{202E}texte".into());
        article.outlet = Some("\"><img src=x onerror=alert(1)>".into());
        let fixture = Fixture::of([Reading::new(article)]);
        for address in ["/articles", "/articles?q=texte"] {
            let (status, body) = fixture.get(address).await;
            assert_eq!(status, StatusCode::OK);
            assert!(!body.contains("<script>alert") && !body.contains("<img"), "{body}");
            assert!(!body.contains('\u{202E}') && body.contains("⟨U+202E⟩"), "{body}");
        }
    }
}
