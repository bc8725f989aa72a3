//! `/api/search`: assertions and articles by their words, of whatever claim or none.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::{ArticleHit, AssertionHit, Filters, Ledger};
use selon_record::CodePointSpan;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answered;
use crate::asked::fields;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// What is found of either sort on a page.
const PAGE: u32 = 20;

/// Which words are searched for, and where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// word, "several words", begin*, AND, OR, NOT
    q: String,
    /// Only what this outlet publishes, by its key.
    outlet: Option<String>,
    /// Only articles in this language.
    language: Option<String>,
    /// Only articles that name this, by the key of an entity.
    entity: Option<String>,
    /// Which page of the answer, from 1.
    page: u32,
}

/// What has the words, the best matches first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Results {
    /// How the words were understood, as FTS5 has it; null where there is no word.
    understood: Option<String>,
    assertions: Vec<FoundAssertion>,
    articles: Vec<FoundArticle>,
}

/// An assertion that has the words.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundAssertion {
    assertion: i64,
    /// The claim that it is part of.
    claim: Option<i64>,
    article: i64,
    content: String,
    /// Where in the content the words stand.
    words: Vec<Place>,
}

/// An article that has the words.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundArticle {
    article: i64,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    /// Words of it around the first of those that were searched for.
    excerpt: String,
    /// Where in the excerpt they stand.
    words: Vec<Place>,
    /// Its page.
    href: String,
}

/// From one code point to another, half open.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    start: usize,
    end: usize,
}

/// Assertions and articles by their words.
#[utoipa::path(
    get, path = "/api/search", tag = "search", operation_id = "search", params(Asked),
    responses(
        (status = 200, description = "What has the words.", body = Results),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn search(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    answered(answer(&desk, query.as_deref()).await, reader)
}

async fn answer(desk: &Desk, query: Option<&str>) -> Result<Results, Problem> {
    let asked: Asked = fields(query.unwrap_or_default())?;
    desk.ledgers().ask(move |ledger| found(ledger, asked)).await
}

fn found(ledger: &Ledger, asked: Asked) -> Result<Results, Problem> {
    let filters = Filters {
        voices: asked.outlet.into_iter().collect(),
        languages: asked.language.into_iter().collect(),
        entities: asked.entity.into_iter().collect(),
        offset: asked.page.saturating_sub(1).saturating_mul(PAGE),
        limit: Some(PAGE),
        ..Filters::default()
    };
    let assertions = ledger.search_assertions(&asked.q, &filters)?;
    let articles = ledger.search_articles(&asked.q, &filters)?;
    let assertions = assertions.into_iter().map(|hit| assertion(ledger, hit));
    let articles = articles.into_iter().filter_map(|hit| article(ledger, hit).transpose());
    Ok(Results {
        understood: selon_ledger::full_text(&asked.q),
        assertions: assertions.collect::<Result<_, _>>()?,
        articles: articles.collect::<Result<_, _>>()?,
    })
}

fn assertion(ledger: &Ledger, hit: AssertionHit) -> Result<FoundAssertion, Problem> {
    let content = ledger.assertion(hit.assertion)?.map(|assertion| assertion.content);
    Ok(FoundAssertion {
        assertion: hit.assertion.0,
        claim: ledger.claim_of(hit.assertion)?,
        article: hit.article.0,
        content: content.unwrap_or_default(),
        words: places(&hit.in_content, CodePointSpan::new(0, usize::MAX)),
    })
}

fn article(ledger: &Ledger, hit: ArticleHit) -> Result<Option<FoundArticle>, Problem> {
    let Some(article) = ledger.article(hit.article)?.map(|stored| stored.article) else { return Ok(None) };
    let CodePointSpan { start, end } = hit.excerpt;
    Ok(Some(FoundArticle {
        article: hit.article.0,
        title: article.title,
        outlet: article.outlet,
        published: article.published,
        excerpt: article.text.chars().skip(start).take(end - start).collect(),
        words: places(&hit.in_text, hit.excerpt),
        href: format!("/articles/{}", hit.article),
    }))
}

/// The places within a stretch, counted from its start.
fn places(found: &[CodePointSpan], within: CodePointSpan) -> Vec<Place> {
    let inside = found.iter().filter(|span| within.start <= span.start && span.end <= within.end);
    inside.map(|span| Place { start: span.start - within.start, end: span.end - within.start }).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::Fixture;

    #[tokio::test]
    async fn words_are_found_where_they_stand() {
        let fixture = Fixture::toll();
        let (status, body) = fixture.get("/api/search?q=minist%C3%A8re").await;
        assert_eq!(status, StatusCode::OK);
        let results: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(results["articles"].as_array().unwrap().len(), 1, "{body}");
        let words = &results["articles"][0]["words"][0];
        let excerpt: Vec<char> = results["articles"][0]["excerpt"].as_str().unwrap().chars().collect();
        let at = |name: &str| words[name].as_u64().unwrap() as usize;
        assert_eq!(excerpt[at("start")..at("end")].iter().collect::<String>(), "ministère");
        assert_eq!(fixture.get("/api/search?q=%22%28%00").await.0, StatusCode::OK);
        assert_eq!(fixture.get("/api/search").await.0, StatusCode::OK);
        assert_eq!(fixture.get("/api/search?page=a").await.0, StatusCode::BAD_REQUEST);
    }
}
