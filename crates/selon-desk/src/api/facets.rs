//! `/api/facets` and `/api/timeline`: what claims can be narrowed by, and when they are of.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::query;
use serde::Serialize;
use utoipa::ToSchema;

use super::answered;
use crate::asked::Asked;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// What the claims have that are asked for: of each kind the most frequent values and those asked for. What is asked of a kind does
/// not narrow that kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct Facets {
    /// How many claims match.
    claims: u32,
    entity: Vec<Facet>,
    place: Vec<Facet>,
    outlet: Vec<Facet>,
    source: Vec<Facet>,
    certainty: Vec<Facet>,
    language: Vec<Facet>,
    against: Vec<Facet>,
}

/// A value, as the parameter of its kind takes it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Facet {
    value: String,
    /// What it is called, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// How many claims have it.
    claims: u32,
}

/// When claims were published, and when what they speak of was.
#[derive(Serialize, ToSchema)]
pub(crate) struct Timelines {
    published: Timeline,
    about: Timeline,
}

/// Claims by time.
#[derive(Serialize, ToSchema)]
pub(crate) struct Timeline {
    grain: Grain,
    /// In order of time; those without a claim are left out.
    bars: Vec<Bar>,
    /// How many claims are in none of them: far from all others, or not dated as finely.
    elsewhere: u32,
}

/// How wide the bars are.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Grain {
    Day,
    Week,
    Month,
    Year,
}

/// The claims of some days.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bar {
    #[schema(format = Date)]
    first: String,
    #[schema(format = Date)]
    last: String,
    claims: u32,
}

impl From<&query::Facets> for Facets {
    fn from(facets: &query::Facets) -> Facets {
        let each = |facets: &[query::Facet]| facets.iter().map(Facet::from).collect();
        Facets {
            claims: facets.claims,
            entity: each(&facets.entities),
            place: each(&facets.places),
            outlet: each(&facets.outlets),
            source: each(&facets.sources),
            certainty: each(&facets.levels),
            language: each(&facets.languages),
            against: each(&facets.against),
        }
    }
}

impl From<&query::Facet> for Facet {
    fn from(facet: &query::Facet) -> Facet {
        Facet { value: facet.value.clone(), name: facet.name.clone(), claims: facet.claims }
    }
}

impl From<&query::Timeline> for Timeline {
    fn from(timeline: &query::Timeline) -> Timeline {
        let bar = |bar: &query::Bar| Bar {
            first: bar.first.to_string(),
            last: bar.last.to_string(),
            claims: bar.claims,
        };
        Timeline {
            grain: match timeline.grain {
                query::Grain::Day => Grain::Day,
                query::Grain::Week => Grain::Week,
                query::Grain::Month => Grain::Month,
                query::Grain::Year => Grain::Year,
            },
            bars: timeline.bars.iter().map(bar).collect(),
            elsewhere: timeline.elsewhere,
        }
    }
}

/// What the claims that are asked for can be narrowed by.
#[utoipa::path(
    get, path = "/api/facets", tag = "claims", operation_id = "facets", params(Asked),
    responses(
        (status = 200, description = "The values and their counts.", body = Facets),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn facets(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    answered(found(&desk, query.as_deref()).await.map(|facets| Facets::from(&*facets)), reader)
}

/// When the claims that are asked for were published, and what they speak of was.
#[utoipa::path(
    get, path = "/api/timeline", tag = "claims", operation_id = "timeline", params(Asked),
    responses(
        (status = 200, description = "The claims by time.", body = Timelines),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn timeline(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    let timelines = |facets: Arc<query::Facets>| Timelines {
        published: Timeline::from(&facets.published),
        about: Timeline::from(&facets.about),
    };
    answered(found(&desk, query.as_deref()).await.map(timelines), reader)
}

async fn found(desk: &Desk, query: Option<&str>) -> Result<Arc<query::Facets>, Problem> {
    let question = Asked::of(query).map_err(Problem::malformed)?.query();
    let ledgers = Arc::clone(desk.ledgers());
    desk.ledgers().ask(move |ledger| ledgers.facets(ledger, &question)).await
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    #[tokio::test]
    async fn facets_and_timelines_are_told() {
        let fixture = Fixture::one_claim();
        let get = async |address: &str| -> serde_json::Value {
            serde_json::from_str(&fixture.get(address).await.1).unwrap()
        };
        let facets = get("/api/facets?outlet=horizon").await;
        assert_eq!(facets["claims"], 1, "{facets}");
        assert_eq!(facets["outlet"].as_array().unwrap().len(), 3, "its own kind is not narrowed: {facets}");
        assert_eq!(facets["outlet"][0]["name"], "Horizon", "{facets}");
        assert_eq!(get("/api/facets?outlet=horizon&language=en").await["claims"], 0);
        let timeline = get("/api/timeline").await;
        let bar = serde_json::json!({"first": "2022-01-09", "last": "2022-01-09", "claims": 1});
        assert_eq!(
            (&timeline["published"]["grain"], &timeline["published"]["bars"][0]),
            (&"day".into(), &bar)
        );
    }
}
