//! The pages: each takes a question from its address, asks the ledger, and fills its template.

pub(crate) mod api;
pub(crate) mod story;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// A page that is filled.
fn shown(page: &impl Template) -> Response {
    Html(page.render().expect("memory takes any page")).into_response()
}
