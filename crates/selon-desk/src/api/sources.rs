//! `/api/sources`: the outlets, and who relies on whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::Ledger;
use selon_ledger::query::RelianceKind;
use selon_view::phrase;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answered;
use crate::asked::fields;
use crate::pages::key_in_query;
use crate::pages::sources::Network;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// Reliances at most: more are no drawing any more.
const MOST: usize = 1000;

/// Whose sources.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Only what this outlet relies on: its key.
    outlet: Option<String>,
}

/// Who relies on whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sources {
    voices: Vec<Voice>,
    reliances: Vec<Reliance>,
    /// Whether there are more, of fewer articles.
    more: bool,
}

/// An outlet or an agency.
#[derive(Serialize, ToSchema)]
pub(crate) struct Voice {
    key: String,
    name: String,
    /// How many articles of it are in the ledger; none of one that others only rely on.
    articles: u32,
    /// How many of them credit an agency.
    credited: u32,
    /// How many assertions are on somebody's word.
    attributed: u32,
    /// How many of these are on the word of somebody without a name.
    unnamed: u32,
    /// Its page, or that of what others have of it.
    href: String,
}

/// How one relies on another.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reliance {
    /// Key of the one that relies.
    from: String,
    /// Key of the one that is relied on.
    to: String,
    #[schema(value_type = String)]
    kind: RelianceKind,
    /// In how many articles.
    articles: u32,
}

/// The outlets and the agencies, and who relies on whom: credits, citations, copied passages.
#[utoipa::path(
    get, path = "/api/sources", tag = "sources", operation_id = "sources", params(Asked),
    responses(
        (status = 200, description = "The outlets and their reliances, those of most articles first.", body = Sources),
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

async fn answer(desk: &Desk, query: Option<&str>) -> Result<Sources, Problem> {
    let asked: Asked = fields(query.unwrap_or_default())?;
    let outlet = asked.outlet.as_deref().filter(|outlet| !outlet.is_empty());
    let (ledgers, base, of) = (Arc::clone(desk.ledgers()), desk.base(), outlet.map(str::to_owned));
    let ask = move |ledger: &Ledger| Network::of(&ledgers, ledger, of.as_deref(), base);
    let Network { voices, reliances } = desk.ledgers().ask(ask).await?;
    let shown = &reliances[..reliances.len().min(MOST)];
    let mut told: BTreeMap<&str, Voice> = BTreeMap::new();
    for (key, name) in shown.iter().flat_map(|one| [(&one.voice, &one.name), (&one.on_voice, &one.on)]) {
        told.entry(key).or_insert_with(|| Voice {
            href: format!("/articles?q={}", key_in_query(name)),
            key: key.clone(),
            name: phrase(name),
            articles: 0,
            credited: 0,
            attributed: 0,
            unnamed: 0,
        });
    }
    let asked_for =
        voices.iter().filter(|voice| outlet == Some(&*voice.voice) || told.contains_key(&*voice.voice));
    for voice in asked_for.collect::<Vec<_>>() {
        told.insert(
            &voice.voice,
            Voice {
                key: voice.voice.clone(),
                name: phrase(&voice.name),
                articles: voice.articles,
                credited: voice.credited,
                attributed: voice.attributed,
                unnamed: voice.unnamed,
                href: format!("/sources?outlet={}", key_in_query(&voice.voice)),
            },
        );
    }
    Ok(Sources {
        voices: told.into_values().collect(),
        reliances: shown
            .iter()
            .map(|one| Reliance {
                from: one.voice.clone(),
                to: one.on_voice.clone(),
                kind: one.kind,
                articles: one.articles,
            })
            .collect(),
        more: reliances.len() > shown.len(),
    })
}
