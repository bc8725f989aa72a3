//! `/api/articles/{id}`: an article as it was read.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use selon_ledger::query::SharedWords;
use selon_record::{CodePointSpan, Reading};
use serde::Serialize;
use utoipa::ToSchema;

use super::answered;
use crate::pages::article::number;
use crate::problem::{Problem, Told};
use crate::reader::Reader;
use crate::server::Desk;

/// Other articles whose words it shares, at most.
const MOST_SHARED: u32 = 1000;

/// An article with what the ledger has of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Article {
    /// Its number in the ledger.
    article: i64,
    /// What it is counted under among outlets.
    voice: String,
    /// The file and line it was read from.
    place: String,
    /// The article that it is a new version of.
    supersedes: Option<i64>,
    /// Its reading: the record that `selon read --format jsonl` prints, of the JSON Schema that `selon schema` prints. Without a
    /// reading only the article is there.
    #[schema(value_type = Object)]
    reading: Reading,
    /// The claims of its assertions, in the order of the reading.
    claims: Vec<InClaim>,
    /// Words that other articles have too.
    shared: Vec<Shared>,
}

/// An assertion in the ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct InClaim {
    /// Its number in the ledger.
    assertion: i64,
    /// The claim it is part of.
    claim: Option<i64>,
}

/// Words that another article has too.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shared {
    /// The other article.
    article: i64,
    /// `identical`, `near` or `partial`.
    kind: &'static str,
    /// `forward` where the other has them from this one, `backward` where this one has them from the other, `common` where both
    /// have them from a third, `unknown`.
    direction: &'static str,
    /// Which share of this one's words, 0 to 1.
    share: f64,
    passages: Vec<Passage>,
}

/// A passage in both, in code points, half open.
#[derive(Serialize, ToSchema)]
pub(crate) struct Passage {
    #[schema(value_type = Object)]
    here: CodePointSpan,
    #[schema(value_type = Object)]
    there: CodePointSpan,
}

/// An article: its text, its reading, the claims of its assertions and the words it shares with others.
#[utoipa::path(
    get, path = "/api/articles/{id}", tag = "articles", operation_id = "article",
    params(("id" = i64, Path, description = "The number of the article.")),
    responses(
        (status = 200, description = "The article.", body = Article),
        (status = "default", description = "What is wrong.", body = Told, content_type = "application/problem+json")
    )
)]
pub(super) async fn one(State(desk): State<Arc<Desk>>, Path(id): Path<String>, reader: Reader) -> Response {
    answered(answer(&desk, &id).await, reader)
}

async fn answer(desk: &Desk, id: &str) -> Result<Article, Problem> {
    let id = number(id)?;
    let ask = move |ledger: &selon_ledger::Ledger| {
        let Some(stored) = ledger.article(id)? else { return Err(Problem::not_found()) };
        let claims = ledger.in_claims(id)?;
        let shared = ledger.shared_words(id, MOST_SHARED)?.0;
        Ok(Article {
            article: id.0,
            voice: stored.voice,
            place: stored.place,
            supersedes: stored.supersedes.map(|other| other.0),
            reading: ledger.reading(id)?.unwrap_or_else(|| Reading::new(stored.article)),
            claims: claims
                .into_iter()
                .map(|of| InClaim { assertion: of.assertion.0, claim: of.claim })
                .collect(),
            shared: shared.into_iter().map(Shared::from).collect(),
        })
    };
    desk.ledgers().ask(ask).await
}

impl From<SharedWords> for Shared {
    fn from(shared: SharedWords) -> Shared {
        let passages = shared.passages.into_iter();
        Shared {
            article: shared.other.article.0,
            kind: shared.kind.name(),
            direction: shared.direction.name(),
            share: shared.share,
            passages: passages.map(|(here, there)| Passage { here, there }).collect(),
        }
    }
}
