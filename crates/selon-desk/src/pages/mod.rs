//! The pages: each takes a question from its address, asks the ledger, and fills its template.

pub(crate) mod adding;
pub(crate) mod api;
pub(crate) mod claim;
pub(crate) mod decisions;
pub(crate) mod story;
pub(crate) mod watches;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// A page that is filled.
fn shown(page: &impl Template) -> Response {
    Html(page.render().expect("memory takes any page")).into_response()
}
