//! What people decided: all of it at `/decisions`, and the forms that decide. A form answers with the page it was sent from; who asks
//! for JSON gets the number of the decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use selon_ledger::origins::Node;
use selon_ledger::{AssertionId, Between, Decided, Decision};
use selon_view::{Interface, Label, Told, instant, phrase};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answered;
use crate::asked::fields;
use crate::deciding::{Note, Taken, decide};
use crate::frame::Frame;
use crate::problem::{self, Problem};
use crate::server::Desk;
use crate::words::{Words, words};

pub(super) const WHO: Words = words("Qui décide", "Who decides");
pub(super) const WHY: Words = words("Pourquoi", "Why");
pub(super) const UNDO: Words = words("Annuler", "Undo");
const HEADING: Words = words("Ce que des personnes ont décidé", "What people decided");
const HINT: Words = words(
    "Chaque correction est gardée avec son auteur et sa raison ; annuler est une décision de plus.",
    "Each correction is kept with who made it and why; undoing is a further decision.",
);

/// The decisions on a page.
const PAGE: usize = 100;

/// A decision as it is shown.
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) at: String,
    pub(super) when: String,
    pub(super) who: Option<String>,
    pub(super) why: Option<String>,
    pub(super) stands: bool,
    /// Assertions that lead to the claims it is about.
    pub(super) claims: Vec<(i64, String)>,
}

/// A decision in a list.
pub(super) fn row(decided: &Decided, interface: Interface) -> Row {
    let number = Told::DecisionNumber(decided.id).text(interface);
    let claims = match &decided.decision {
        Decision::Join(a, b) => vec![a.0, b.0],
        Decision::TakeOut(out) => out.iter().take(1).map(|assertion| assertion.0).collect(),
        Decision::Part(_) | Decision::Tie(_) | Decision::Undo(_) => Vec::new(),
    };
    let named = |claim: i64| (claim, Label::ClaimNumber(claim).text(interface));
    Row {
        number: decided.id,
        title: format!(
            "{number}{}{}",
            Label::Colon.text(interface),
            Told::Decision(&decided.decision).text(interface)
        ),
        at: decided.at.clone(),
        when: instant(&decided.at, interface),
        who: decided.who.as_deref().map(phrase),
        why: decided.why.as_deref().map(phrase),
        stands: decided.stands,
        claims: claims.into_iter().map(named).collect(),
    }
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct Page {
    frame: Frame,
    decisions: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

impl Page {
    /// The claim that an undoing leads back to.
    fn back(&self) -> Option<i64> {
        None
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Which {
    page: usize,
}

/// `/decisions`: the latest first.
pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let which: Which = fields(query.unwrap_or_default())?;
    let number = which.page.max(1);
    let decided = desk.ledgers().ask(|ledger| Ok(ledger.decisions()?)).await?;
    let before = number.saturating_sub(1).saturating_mul(PAGE);
    let rows = decided.iter().rev().skip(before).take(PAGE).map(|decided| row(decided, frame.interface()));
    let at = |page: usize| format!("/decisions?page={page}");
    Ok(Page {
        decisions: rows.collect(),
        previous: (number > 1).then(|| at(number - 1)),
        next: (decided.len() > before.saturating_add(PAGE)).then(|| at(number + 1)),
        frame: {
            let title = frame.say(HEADING);
            frame.titled(title)
        },
    })
}

/// What joins a claim with another.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Join {
    /// The number of the other claim, or the address of its page.
    #[schema(value_type = String, example = "85")]
    other: Given,
    who: Option<String>,
    why: Option<String>,
}

/// What takes assertions out of a claim.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TakeOut {
    /// Their numbers.
    #[serde(default)]
    assertion: Vec<i64>,
    who: Option<String>,
    why: Option<String>,
}

/// Two articles, to be tied or parted.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Pair {
    /// The number of an article.
    a: i64,
    /// The number of the other.
    b: i64,
    who: Option<String>,
    why: Option<String>,
}

/// Whose undoing it is, and where from.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Undo {
    /// The claim to go back to.
    claim: Option<i64>,
    who: Option<String>,
    why: Option<String>,
}

/// A number or words, as programs and forms send it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Number(i64),
    Words(String),
}

impl Given {
    /// The number of a claim, given as that or as an address: `85`, `http://127.0.0.1:7358/claims/85#way`.
    fn claim(&self) -> Option<i64> {
        match self {
            Given::Number(number) => Some(*number),
            Given::Words(words) => {
                let words = words.trim();
                let number = words.rsplit_once("/claims/").map_or(words, |(_, number)| number);
                let end = number.find(['#', '?', '/']).unwrap_or(number.len());
                number[..end].parse().ok()
            }
        }
    }
}

/// What became of a decision, as JSON.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// The number of the decision.
    decision: i64,
    /// What is left of the claim that was asked about.
    claim: Option<i64>,
    /// The page that shows it.
    href: String,
}

/// What a form or a program sends to decide something: the number in its address, and the rest.
type Sent = (State<Arc<Desk>>, Path<String>, HeaderMap, Frame, Result<Bytes, BytesRejection>);

/// What it comes to: the decision, who takes it and why, and the claim that was asked about.
type Asked = (Decision, Note, Option<i64>);

/// Reads what was sent, decides, and tells what became of it.
async fn decided<T: DeserializeOwned + Send>(
    (State(desk), Path(id), headers, frame, body): Sent,
    asked: impl FnOnce(i64, T) -> Result<Asked, Problem> + Send,
) -> Response {
    let taken = async {
        let (decision, note, claim) = asked(number(&id)?, read(&headers, body)?)?;
        decide(&desk, decision, note, claim).await
    };
    told(taken.await, frame)
}

/// What the form or the JSON says.
fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<T, Problem> {
    let body = body.map_err(|_| Problem::too_large())?;
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match kind.starts_with("application/json") {
        true => serde_json::from_slice(&body).map_err(|error| Problem::malformed(error.to_string())),
        false => serde_html_form::from_bytes(&body).map_err(|error| Problem::malformed(error.to_string())),
    }
}

/// Leads back to what there is now, or tells it as JSON.
fn told(taken: Result<Taken, Problem>, frame: Frame) -> Response {
    match taken {
        Ok(Taken { decision, claim }) => {
            let href = claim.map_or_else(|| "/decisions".to_owned(), |claim| format!("/claims/{claim}"));
            if frame.wants_json() {
                Json(Outcome { decision, claim, href }).into_response()
            } else {
                Redirect::to(&href).into_response()
            }
        }
        Err(problem) => problem.answer(frame),
    }
}

/// The number in an address.
fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

/// Makes one claim of two.
#[utoipa::path(
    post, path = "/claims/{id}/join", tag = "decisions", operation_id = "join",
    params(("id" = i64, Path, description = "The number of a claim.")),
    request_body(content((Join = "application/json"), (Join = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "What was decided, for who accepts JSON.", body = Outcome),
        (status = 303, description = "The page that shows it, for who does not."),
        (status = "default", description = "What is wrong; a page for who neither sends nor accepts JSON.",
            content((problem::Told = "application/problem+json"), (String = "text/html")))
    )
)]
pub(crate) async fn join(sent: Sent) -> Response {
    decided(sent, |id, given: Join| {
        let other = given.other.claim().ok_or_else(|| Problem::malformed("other"))?;
        let note = Note { who: given.who, why: given.why };
        Ok((Decision::Join(AssertionId(id), AssertionId(other)), note, Some(id)))
    })
    .await
}

/// Makes a claim of its own of some of a claim's assertions.
#[utoipa::path(
    post, path = "/claims/{id}/take-out", tag = "decisions", operation_id = "take_out",
    params(("id" = i64, Path, description = "The number of a claim.")),
    request_body(content((TakeOut = "application/json"), (TakeOut = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "What was decided, for who accepts JSON.", body = Outcome),
        (status = 303, description = "The page that shows it, for who does not."),
        (status = "default", description = "What is wrong; a page for who neither sends nor accepts JSON.",
            content((problem::Told = "application/problem+json"), (String = "text/html")))
    )
)]
pub(crate) async fn take_out(sent: Sent) -> Response {
    decided(sent, |id, given: TakeOut| {
        let note = Note { who: given.who, why: given.why };
        let out: BTreeSet<AssertionId> = given.assertion.into_iter().map(AssertionId).collect();
        Ok((Decision::TakeOut(out), note, Some(id)))
    })
    .await
}

/// Says that nothing ties two articles: neither has a claim from the other.
#[utoipa::path(
    post, path = "/claims/{id}/part", tag = "decisions", operation_id = "part",
    params(("id" = i64, Path, description = "The number of a claim.")),
    request_body(content((Pair = "application/json"), (Pair = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "What was decided, for who accepts JSON.", body = Outcome),
        (status = 303, description = "The page that shows it, for who does not."),
        (status = "default", description = "What is wrong; a page for who neither sends nor accepts JSON.",
            content((problem::Told = "application/problem+json"), (String = "text/html")))
    )
)]
pub(crate) async fn part(sent: Sent) -> Response {
    decided(sent, |id, given: Pair| {
        let between = between(&given);
        let note = Note { who: given.who, why: given.why };
        Ok((Decision::Part(between), note, Some(id)))
    })
    .await
}

/// Says that two articles have one origin.
#[utoipa::path(
    post, path = "/claims/{id}/tie", tag = "decisions", operation_id = "tie",
    params(("id" = i64, Path, description = "The number of a claim.")),
    request_body(content((Pair = "application/json"), (Pair = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "What was decided, for who accepts JSON.", body = Outcome),
        (status = 303, description = "The page that shows it, for who does not."),
        (status = "default", description = "What is wrong; a page for who neither sends nor accepts JSON.",
            content((problem::Told = "application/problem+json"), (String = "text/html")))
    )
)]
pub(crate) async fn tie(sent: Sent) -> Response {
    decided(sent, |id, given: Pair| {
        let between = between(&given);
        let note = Note { who: given.who, why: given.why };
        Ok((Decision::Tie(between), note, Some(id)))
    })
    .await
}

/// Takes a decision back.
#[utoipa::path(
    post, path = "/decisions/{id}/undo", tag = "decisions", operation_id = "undo",
    params(("id" = i64, Path, description = "The number of a decision.")),
    request_body(content((Undo = "application/json"), (Undo = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "What was decided, for who accepts JSON.", body = Outcome),
        (status = 303, description = "The page that shows it, for who does not."),
        (status = "default", description = "What is wrong; a page for who neither sends nor accepts JSON.",
            content((problem::Told = "application/problem+json"), (String = "text/html")))
    )
)]
pub(crate) async fn undo(sent: Sent) -> Response {
    decided(sent, |id, given: Undo| {
        let note = Note { who: given.who, why: given.why };
        Ok((Decision::Undo(id), note, given.claim))
    })
    .await
}

fn between(pair: &Pair) -> Between {
    Between { a: Node::Article(pair.a), b: Node::Article(pair.b) }
}

#[cfg(test)]
mod tests;
