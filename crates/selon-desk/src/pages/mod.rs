//! The pages: each takes a question from its address, asks the ledger, and fills its template.

pub(crate) mod adding;
pub(crate) mod api;
pub(crate) mod article;
pub(crate) mod articles;
pub(crate) mod claim;
pub(crate) mod decisions;
pub(crate) mod figures;
pub(crate) mod map;
pub(crate) mod sources;
pub(crate) mod story;
pub(crate) mod watches;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::frame::Frame;
use crate::problem::Problem;

/// A page that is filled.
fn shown(page: &impl Template) -> Response {
    Html(page.render().expect("memory takes any page")).into_response()
}

/// The page that was asked for, or why there is none.
fn answered(page: Result<impl Template, Problem>, frame: Frame) -> Response {
    match page {
        Ok(page) => shown(&page),
        Err(problem) => problem.page(frame),
    }
}

/// A key as the value of a parameter in an address.
pub(crate) fn key_in_query(key: &str) -> PercentEncode<'_> {
    utf8_percent_encode(key, NON_ALPHANUMERIC)
}
