//! The API: what the pages show, as JSON under `/api`, described by OpenAPI 3.1 at `/api/openapi.json`.
//!
//! A question is a module with a handler that [`utoipa::path`] describes, a line in [`routes`] and one in [`Description`]. It asks
//! the ledger as a page does and gives what [`answered`] makes of it; what is wrong is told by RFC 9457 in the reader's language.

pub(crate) mod additions;
mod articles;
mod claim;
mod claims;
mod facets;
mod figures;
pub(crate) mod places;
mod search;
mod sources;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use utoipa::OpenApi;

use crate::problem::Problem;
use crate::reader::Reader;
use crate::server::Desk;

/// The description of the API, made of the handlers.
#[derive(OpenApi)]
#[openapi(
    info(title = "Selon", description = "A ledger of sourced claims: who says what, on whose word, how surely, on how many origins."),
    components(schemas(crate::asked::Against, crate::asked::Sort)),
    paths(
        additions::addition,
        additions::events,
        claims::list,
        facets::facets,
        facets::timeline,
        search::search,
        articles::one,
        sources::list,
        places::list,
        claim::claim,
        claim::graph,
        claim::decisions,
        figures::figures,
        crate::pages::decisions::join,
        crate::pages::decisions::take_out,
        crate::pages::decisions::part,
        crate::pages::decisions::tie,
        crate::pages::decisions::undo
    ),
    tags((name = "additions", description = "How far the reading of what was added is."),
        (name = "claims", description = "What several articles say, and on how many origins that rests."),
        (name = "search", description = "Assertions and articles by their words."),
        (name = "articles", description = "What was published, with its reading."),
        (name = "sources", description = "Who relies on whom."),
        (name = "places", description = "Where what claims speak of is."),
        (name = "figures", description = "One quantity through time, by who tells it."),
        (name = "decisions", description = "What people decided about claims and origins."))
)]
struct Description;

/// Which address is answered by whom.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/api/openapi.json", get(description))
        .route("/api/articles/{id}", get(articles::one))
        .route("/api/sources", get(sources::list))
        .route("/api/places", get(places::list))
        .route("/api/claims", get(claims::list))
        .route("/api/claims/{id}", get(claim::claim))
        .route("/api/claims/{id}/way.dot", get(claim::graph))
        .route("/api/decisions", get(claim::decisions))
        .route("/api/additions/{id}", get(additions::addition))
        .route("/api/additions/{id}/events", get(additions::events))
        .route("/api/facets", get(facets::facets))
        .route("/api/timeline", get(facets::timeline))
        .route("/api/search", get(search::search))
        .route("/api/figures", get(figures::figures))
}

/// What the API is, in OpenAPI 3.1.
async fn description() -> Response {
    Json(openapi()).into_response()
}

/// The same, as it is made of the handlers.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// An answer as JSON, or what is wrong.
pub(crate) fn answered<T: Serialize>(answer: Result<T, Problem>, reader: Reader) -> Response {
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(problem) => problem.json(reader.interface),
    }
}

/// Seconds (Unix) as an instant of RFC 3339 in UTC.
pub(crate) fn instant(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|instant| instant.to_string())
}
