//! `/api/figures`: figures of one thing through time.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::Ledger;
use selon_ledger::query::{Figures, Series};
use serde::Serialize;
use utoipa::ToSchema;

use super::answered;
use crate::pages::figures::{self, Asked};
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// Figures of a ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct FiguresTold {
    /// All series, those with most conflicts first: `{series, claims, conflicts, updates, title, of, places}`.
    #[schema(value_type = Vec<serde_json::Value>)]
    all: Vec<Series>,
    /// The one that was asked for: `{series, figures, disputes, without}`.
    #[schema(value_type = Option<serde_json::Value>)]
    chosen: Option<Figures>,
}

/// Which figures there are, and those of one series.
#[utoipa::path(
    get, path = "/api/figures", tag = "figures", operation_id = "figures", params(Asked),
    responses(
        (status = 200, description = "The figures.", body = FiguresTold),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn figures(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    answered(answer(&desk, query.as_deref()).await, reader)
}

async fn answer(desk: &Desk, query: Option<&str>) -> Result<FiguresTold, Problem> {
    let asked = Asked::of(query)?;
    let ledgers = Arc::clone(desk.ledgers());
    let ask = move |ledger: &Ledger| {
        let chosen = match asked.series {
            Some(series) => {
                let known = figures::figures(&ledgers, ledger, series)?;
                Some(Option::clone(&known).ok_or_else(Problem::not_found)?)
            }
            None => None,
        };
        Ok(FiguresTold { all: Vec::clone(&*figures::series(&ledgers, ledger)?), chosen })
    };
    desk.ledgers().ask(ask).await
}
