//! `/api/claims`: the list of the story page.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::Ledger;
use selon_ledger::query::ClaimRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::{answered, instant};
use crate::asked::{Asked, PAGE};
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// A page of claims.
#[derive(Serialize, ToSchema)]
pub(crate) struct Claims {
    /// How many there are in all.
    matching: u32,
    claims: Vec<Claim>,
    /// The address of the next page, where there is one.
    next: Option<String>,
}

/// A claim, summed up.
#[derive(Serialize, ToSchema)]
pub(crate) struct Claim {
    /// Its number: that of its first assertion.
    claim: i64,
    /// The content that stands for it.
    title: String,
    assertions: u32,
    articles: u32,
    outlets: u32,
    /// Origins that are shown to be independent.
    at_least: u32,
    /// Origins that are not shown to depend on another.
    at_most: u32,
    /// When the earliest dated article had it.
    #[schema(format = DateTime)]
    first_seen: Option<String>,
    /// When the latest had it.
    #[schema(format = DateTime)]
    last_seen: Option<String>,
    /// How many claims contradict it.
    contradictions: u32,
    /// How many claims update it.
    updates: u32,
    /// On how many steps a hedge was lost.
    hedge_loss: u32,
    /// On how many steps a source was lost.
    source_loss: u32,
    /// Whether somebody decided what belongs to it.
    edited: bool,
    /// Its page.
    href: String,
}

impl From<ClaimRow> for Claim {
    fn from(row: ClaimRow) -> Claim {
        Claim {
            claim: row.claim,
            href: format!("/claims/{}", row.claim),
            title: row.title,
            assertions: row.assertions,
            articles: row.articles,
            outlets: row.outlets,
            at_least: row.at_least,
            at_most: row.at_most,
            first_seen: row.first_seen.and_then(instant),
            last_seen: row.last_seen.and_then(instant),
            contradictions: row.contradictions,
            updates: row.updates,
            hedge_loss: row.hedge_loss,
            source_loss: row.source_loss,
            edited: row.edited,
        }
    }
}

/// Claims by what is asked of them.
#[utoipa::path(
    get, path = "/api/claims", tag = "claims", operation_id = "claims", params(Asked),
    responses(
        (status = 200, description = "The claims.", body = Claims),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn list(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    answered(answer(&desk, query.as_deref()).await, reader)
}

async fn answer(desk: &Desk, query: Option<&str>) -> Result<Claims, Problem> {
    let asked = Asked::of(query).map_err(Problem::malformed)?;
    let question = asked.query();
    let ledgers = Arc::clone(desk.ledgers());
    let found =
        move |ledger: &Ledger| Ok((ledger.claims(&question)?, ledgers.facets(ledger, &question)?.claims));
    let (mut found, matching) = desk.ledgers().ask(found).await?;
    let next = (found.len() > PAGE as usize).then(|| asked.next().at("/api/claims"));
    found.truncate(PAGE as usize);
    Ok(Claims { matching, claims: found.into_iter().map(Claim::from).collect(), next })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::Fixture;

    #[tokio::test]
    async fn claims_are_told_as_they_are_shown() {
        let fixture = Fixture::one_claim();
        let (status, body) = fixture.get("/api/claims?q=morts").await;
        assert_eq!(status, StatusCode::OK);
        let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!((&answer["matching"], &answer["claims"][0]["outlets"]), (&1.into(), &3.into()), "{body}");
        assert_eq!(answer["claims"][0]["first_seen"], "2022-01-09T08:00:29Z", "{body}");
    }

    #[tokio::test]
    async fn what_is_no_question_is_a_problem() {
        let (status, body) = Fixture::toll().get("/api/claims?from=hier").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["status"], 400);
        assert_eq!(problem["title"], "Cette question n’a pas de sens.");
    }
}
