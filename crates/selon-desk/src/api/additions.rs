//! How far an addition is: as JSON, and as events while it reads.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::sleep;
use utoipa::ToSchema;

use crate::adding::{Addition, Failure, Phase, State as Reached, Summary};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::reader::Reader;
use crate::server::Desk;
use selon_view::Interface;

/// The least time between two events of progress.
const PACE: Duration = Duration::from_millis(200);

/// An addition, as far as it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Addition)]
pub(crate) struct Told {
    id: u64,
    /// What was given: names of files, addresses.
    names: Vec<String>,
    phase: &'static str,
    /// Bytes that are done, and all.
    done: u64,
    total: u64,
    /// Articles a second.
    rate: f64,
    added: u64,
    known: u64,
    failed: u64,
    /// What could not be read and why, in the reader's language.
    failures: Vec<Failed>,
    /// Why not all of it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What could not be read.
#[derive(Serialize, ToSchema)]
pub(crate) struct Failed {
    name: String,
    reason: String,
}

impl Failed {
    fn of(failure: &Failure, interface: Interface) -> Failed {
        Failed { name: failure.name.clone(), reason: failure.reason.text(interface).to_owned() }
    }
}

/// Sent while it reads.
#[derive(Serialize)]
struct Progress {
    /// Bytes, of `total`.
    done: u64,
    total: u64,
    articles: u64,
    rate: f64,
    /// What is added.
    name: String,
}

/// Sent at the end.
#[derive(Serialize)]
struct End {
    added: u64,
    known: u64,
    failed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// How far an addition is.
#[utoipa::path(
    get, path = "/api/additions/{id}", tag = "additions", operation_id = "addition",
    params(("id" = u64, Path, description = "Its number")),
    responses(
        (status = 200, description = "How far it is.", body = Told),
        (status = "default", description = "What is wrong.", body = crate::problem::Told, content_type = "application/problem+json")
    )
)]
pub(crate) async fn addition(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<u64>,
    frame: Frame,
) -> Result<Response, Problem> {
    let addition = desk.additions().get(id).ok_or_else(Problem::not_found)?;
    let interface = frame.interface();
    let state = addition.state();
    let phase = match state.phase {
        Phase::Waiting => "waiting",
        Phase::Reading => "reading",
        Phase::Done => "done",
        Phase::Stopped(_) => "stopped",
    };
    let End { added, known, failed, reason } = end(&state, interface);
    let failures = state.failures.iter().map(|failure| Failed::of(failure, interface)).collect();
    let Reached { done, total, rate, .. } = state;
    let names = addition.names.clone();
    let told = Told { id, names, phase, done, total, rate, added, known, failed, failures, reason };
    Ok(Json(told).into_response())
}

fn end(state: &Reached, interface: Interface) -> End {
    let reason = match &state.phase {
        Phase::Stopped(reason) => Some(reason.text(interface).to_owned()),
        _ => None,
    };
    let Summary { added, known, failed } = state.summary;
    End { added, known, failed, reason }
}

/// How far an addition is while it reads: events `progress`, `failed` and, once, `end`.
#[utoipa::path(
    get, path = "/api/additions/{id}/events", tag = "additions", operation_id = "addition_events",
    params(("id" = u64, Path, description = "Its number")),
    responses(
        (status = 200, description = "The events.", body = String, content_type = "text/event-stream"),
        (status = "default", description = "What is wrong.", body = crate::problem::Told, content_type = "application/problem+json")
    )
)]
pub(crate) async fn events(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<u64>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let addition = desk.additions().get(id).ok_or_else(Problem::not_found)?;
    // Who comes again says how many failures it has heard of.
    let heard = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()).unwrap_or(0);
    let teller = Teller {
        state: addition.watch(),
        closing: desk.closing(),
        interface: reader.interface,
        addition,
        failures: heard,
        waiting: VecDeque::new(),
        is_new: true,
        is_over: false,
    };
    let events =
        stream::unfold(teller, |mut teller| async { teller.next().await.map(|event| (Ok(event), teller)) });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// One who is told.
struct Teller {
    addition: Arc<Addition>,
    state: watch::Receiver<Reached>,
    closing: watch::Receiver<bool>,
    interface: Interface,
    /// How many failures were told.
    failures: usize,
    /// What is to be told next.
    waiting: VecDeque<Event>,
    is_new: bool,
    is_over: bool,
}

impl Teller {
    /// The next event; none after the end, or when the desk is closed.
    async fn next(&mut self) -> Option<Event> {
        while self.waiting.is_empty() {
            if self.is_over {
                return None;
            }
            if !std::mem::take(&mut self.is_new) {
                tokio::select! {
                    changed = self.state.changed() => changed.ok()?,
                    _ = self.closing.wait_for(|closing| *closing) => return None,
                }
                // What changes meanwhile is told together.
                sleep(PACE).await;
            }
            self.look();
        }
        self.waiting.pop_front()
    }

    /// What is to be told of how far it is.
    fn look(&mut self) {
        let state = self.state.borrow_and_update();
        for failure in state.failures.iter().skip(self.failures) {
            self.failures += 1;
            let event = event("failed", &Failed::of(failure, self.interface)).id(self.failures.to_string());
            self.waiting.push_back(event);
        }
        let (done, total, articles, rate) = (state.done, state.total, state.articles, state.rate);
        let name = self.addition.names.join(", ");
        self.waiting.push_back(event("progress", &Progress { done, total, articles, rate, name }));
        if let Phase::Stopped(reason) = &state.phase {
            let failed =
                Failed { name: self.addition.names.join(", "), reason: reason.text(self.interface).into() };
            self.waiting.push_back(event("failed", &failed));
        }
        if state.is_over() {
            self.waiting.push_back(event("end", &end(&state, self.interface)));
            self.is_over = true;
        }
    }
}

fn event(kind: &str, data: &impl Serialize) -> Event {
    Event::default().event(kind).json_data(data).expect("plain data")
}
