//! The bytes an article was read from, and its text alone. Both are others' and may be anything: nothing of them runs.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::number;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;

/// What a browser may do with it: show it, at most.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

pub(crate) async fn original(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    frame: Frame,
) -> Response {
    match original_of(&desk, &id).await {
        Ok(response) => response,
        Err(problem) => problem.page(frame),
    }
}

async fn original_of(desk: &Desk, id: &str) -> Result<Response, Problem> {
    let id = number(id)?;
    let original = desk.ledgers().ask(move |ledger| Ok(ledger.original(id)?)).await?;
    let original = original.ok_or_else(Problem::not_found)?;
    let ending = match original.media_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => "html",
        Some("text/plain") => "txt",
        Some("application/json") => "json",
        Some("application/rss+xml" | "application/atom+xml" | "application/xml" | "text/xml") => "xml",
        _ => "bin",
    };
    let fields = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"article-{id}.{ending}\"")),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((fields, original.bytes.to_vec()).into_response())
}

pub(crate) async fn text(State(desk): State<Arc<Desk>>, Path(id): Path<String>, frame: Frame) -> Response {
    match text_of(&desk, &id).await {
        Ok(response) => response,
        Err(problem) => problem.page(frame),
    }
}

async fn text_of(desk: &Desk, id: &str) -> Result<Response, Problem> {
    let id = number(id)?;
    let article = desk.ledgers().ask(move |ledger| Ok(ledger.article(id)?)).await?;
    let article = article.ok_or_else(Problem::not_found)?.article;
    let fields = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)];
    Ok((fields, article.text).into_response())
}
