//! `/api/claims/{id}`: a claim whole, as JSON and as a graph; `/api/decisions`: what people decided.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use selon_ledger::Decided;
use selon_view::way::{Way, dot, json};
use serde::Serialize;
use utoipa::ToSchema;

use super::answered;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// A claim: counts, articles, assertions, edges with their evidence, steps with what was lost, what stands against it, decisions.
#[utoipa::path(
    get, path = "/api/claims/{id}", tag = "claims", operation_id = "claim",
    params(("id" = i64, Path, description = "The number of the claim, or of one of its assertions.")),
    responses(
        (status = 200, description = "The claim.", body = serde_json::Value),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn claim(State(desk): State<Arc<Desk>>, Path(id): Path<String>, reader: Reader) -> Response {
    match way(&desk, &id).await {
        Ok(way) => ([(CONTENT_TYPE, "application/json")], json(&way)).into_response(),
        Err(problem) => problem.json(reader.interface),
    }
}

/// The way of a claim as a graph for Graphviz.
#[utoipa::path(
    get, path = "/api/claims/{id}/way.dot", tag = "claims", operation_id = "way",
    params(("id" = i64, Path, description = "The number of the claim, or of one of its assertions.")),
    responses(
        (status = 200, description = "The graph.", body = String, content_type = "text/vnd.graphviz"),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn graph(State(desk): State<Arc<Desk>>, Path(id): Path<String>, reader: Reader) -> Response {
    match way(&desk, &id).await {
        Ok(way) => ([(CONTENT_TYPE, "text/vnd.graphviz; charset=utf-8")], dot(&way, reader.interface))
            .into_response(),
        Err(problem) => problem.json(reader.interface),
    }
}

async fn way(desk: &Desk, id: &str) -> Result<Way, Problem> {
    let id: i64 = id.parse().map_err(|_| Problem::not_found())?;
    let base = desk.base();
    let way = desk.ledgers().ask(move |ledger| {
        Ok(match Way::of(ledger, id, base)? {
            Some(way) => Some(way),
            None => match ledger.claim_of(selon_ledger::AssertionId(id))? {
                Some(claim) => Way::of(ledger, claim, base)?,
                None => None,
            },
        })
    });
    way.await?.ok_or_else(Problem::not_found)
}

/// What people decided.
#[derive(Serialize, ToSchema)]
pub(crate) struct Decisions {
    /// In the order of deciding.
    #[schema(value_type = Vec<serde_json::Value>)]
    decisions: Vec<Decided>,
}

/// All decisions, those too that were taken back.
#[utoipa::path(
    get, path = "/api/decisions", tag = "decisions", operation_id = "decisions",
    responses(
        (status = 200, description = "The decisions.", body = Decisions),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn decisions(State(desk): State<Arc<Desk>>, reader: Reader) -> Response {
    let decided = desk.ledgers().ask(|ledger| Ok(ledger.decisions()?)).await;
    answered(decided.map(|decisions| Decisions { decisions }), reader)
}
