//! `/api/places`: the places that claims speak of, with where they are.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_view::{Interface, phrase};
use serde::Serialize;
use utoipa::ToSchema;

use super::answered;
use crate::asked::Asked;
use crate::atlas::Precision;
use crate::ledgers::anyhow;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// Places at most.
const MOST: u32 = 1000;

/// The places that claims speak of.
#[derive(Serialize, ToSchema)]
pub(crate) struct Places {
    /// Those with a position, of most claims first.
    pub(crate) places: Vec<Place>,
    /// Those without.
    pub(crate) elsewhere: Vec<Elsewhere>,
    /// Whether there are more, of fewer claims.
    pub(crate) more: bool,
}

/// A place with its position.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Place {
    /// In the knowledge base.
    pub(crate) key: String,
    pub(crate) name: String,
    /// How precisely it is known where.
    pub(crate) precision: Precision,
    /// ISO 3166-1.
    pub(crate) country: Option<&'static str>,
    /// Degrees north (WGS 84); of a country or region the middle of where people live.
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
    /// How many claims speak of it.
    pub(crate) claims: u32,
    /// Their page.
    pub(crate) href: String,
}

/// A place of which no position is known.
#[derive(Serialize, ToSchema)]
pub(crate) struct Elsewhere {
    /// In the knowledge base, or `place:` and its folded name.
    pub(crate) key: String,
    pub(crate) name: String,
    /// How many claims speak of it.
    pub(crate) claims: u32,
    /// Their page.
    pub(crate) href: String,
}

/// Where what claims speak of is, as precisely as it is known.
#[utoipa::path(
    get, path = "/api/places", tag = "places", operation_id = "places", params(Asked),
    responses(
        (status = 200, description = "The places, those of most claims first.", body = Places),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn list(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    let asked = Asked::of(query.as_deref()).map_err(Problem::malformed);
    let answer = match asked {
        Ok(asked) => places(&desk, &asked, reader.interface).await,
        Err(problem) => Err(problem),
    };
    answered(answer, reader)
}

/// The places of the claims that are asked for.
///
/// # Errors
/// The ledger cannot be read.
pub(crate) async fn places(desk: &Desk, asked: &Asked, interface: Interface) -> Result<Places, Problem> {
    let question = anyhow(&asked.query());
    let ledgers = Arc::clone(desk.ledgers());
    let ask = move |ledger: &selon_ledger::Ledger| {
        let name = format!("places {question:?}");
        ledgers.remembered(ledger, name, move |ledger| Ok(ledger.places(&question, MOST + 1)?))
    };
    let found = desk.ledgers().ask(ask).await?;
    let atlas = desk.atlas();
    let mut told = Places { places: Vec::new(), elsewhere: Vec::new(), more: found.len() > MOST as usize };
    for row in found.iter().take(MOST as usize) {
        let key = row.key.clone();
        let name = atlas.name(&key, interface.code()).map_or_else(|| phrase(&row.name), str::to_owned);
        let href = asked.with(|asked| asked.place = vec![key.clone()]).at("/");
        let claims = row.claims;
        match atlas.position(&key) {
            Some(at) => told.places.push(Place {
                country: atlas.country(&key),
                precision: at.precision,
                latitude: at.latitude,
                longitude: at.longitude,
                key,
                name,
                claims,
                href,
            }),
            None => told.elsewhere.push(Elsewhere { key, name, claims, href }),
        }
    }
    Ok(told)
}
