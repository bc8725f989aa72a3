//! How much may be asked: no request is answered for ever, no address is a book, and what changes something comes at the pace of
//! people.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;

/// The bytes of an address.
const LONGEST: usize = 8 << 10;
/// How long an answer may take. What is sent little by little (files on their way here, the progress of an addition) has limits
/// of its own.
const PATIENCE: Duration = Duration::from_secs(30);
/// Changes at once, and how many more a second.
const AT_ONCE: f64 = 120.0;
const A_SECOND: f64 = 2.0;

/// Changes that may still be asked for: a bucket of tokens that is filled little by little.
#[derive(Debug)]
pub(crate) struct Pace {
    bucket: Mutex<(f64, Instant)>,
}

impl Pace {
    pub(crate) fn new() -> Pace {
        Pace { bucket: Mutex::new((AT_ONCE, Instant::now())) }
    }

    /// Takes a token at a moment, if there is one.
    fn take(&self, now: Instant) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let (tokens, at) = *bucket;
        let tokens = (tokens + now.saturating_duration_since(at).as_secs_f64() * A_SECOND).min(AT_ONCE);
        let is_one = tokens >= 1.0;
        *bucket = (if is_one { tokens - 1.0 } else { tokens }, now.max(at));
        is_one
    }
}

/// Answers in time and in measure, or says that it does not.
pub(crate) async fn limited(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST) {
        return Problem::too_long().into_response();
    }
    if !request.method().is_safe() && !desk.pace().take(Instant::now()) {
        return Problem::too_often().into_response();
    }
    if crate::pages::adding::takes_its_time(request.uri().path()) {
        return next.run(request).await;
    }
    match timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::too_late().into_response(),
    }
}

/// Puts into words what was answered without them: a panic, too many requests, any problem of a layer or handler that does not
/// know who reads.
pub(crate) async fn worded(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(frame) = Frame::from_request_parts(&mut parts, &desk).await;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| unworded(&response));
    problem.map_or(response, |problem| problem.answer(frame))
}

/// What the framework refuses by itself (a number that is none, a method that nobody takes) has words of its own or none.
fn unworded(response: &Response) -> Option<Problem> {
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_plain = kind.is_none_or(|kind| kind.starts_with(b"text/plain"));
    match response.status() {
        StatusCode::NOT_FOUND if is_plain => Some(Problem::not_found()),
        StatusCode::METHOD_NOT_ALLOWED if is_plain => Some(Problem::not_allowed()),
        StatusCode::PAYLOAD_TOO_LARGE if is_plain => Some(Problem::too_large()),
        status if is_plain && status.is_client_error() => Some(Problem::unclear(status)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    use super::{AT_ONCE, LONGEST, Pace};
    use crate::testing::{Fixture, answer};

    #[tokio::test]
    async fn what_is_refused_is_said_as_the_reader_wants_it() {
        let fixture = Fixture::toll();
        let long = format!("/?q={}", "a".repeat(LONGEST));
        let cases = [
            (Request::get(&long), StatusCode::URI_TOO_LONG, "trop longue"),
            (Request::put("/"), StatusCode::METHOD_NOT_ALLOWED, "pas à cette adresse"),
            (Request::get("/nowhere"), StatusCode::NOT_FOUND, "rien à cette adresse"),
            (Request::get("/assets/nothing.js"), StatusCode::NOT_FOUND, "rien à cette adresse"),
            (Request::get("/additions/99999999999999999999"), StatusCode::BAD_REQUEST, "pas de sens"),
        ];
        for (request, status, words) in cases {
            let request = request.header("host", "127.0.0.1:7358").header("accept-language", "fr");
            let (found, page) = answer(fixture.router(), request.body(Body::empty()).unwrap()).await;
            assert_eq!(found, status);
            assert!(page.contains(words) && page.contains("<html lang=\"fr\""), "{page}");
        }
        let (status, json) = fixture.get("/api/nowhere").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(json.starts_with("{\"status\":404"), "{json}");
    }

    #[tokio::test]
    async fn too_many_changes_are_refused() {
        let fixture = Fixture::toll();
        let router = fixture.router();
        let mut refused = 0;
        for _ in 0..150 {
            let request = Request::post("/nowhere").header("host", "127.0.0.1:7358");
            let (status, _) = answer(router.clone(), request.body(Body::empty()).unwrap()).await;
            refused += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!((20..=30).contains(&refused), "{refused}");
        assert_eq!(fixture.get("/").await.0, StatusCode::OK);
    }

    #[test]
    fn changes_come_at_the_pace_of_people() {
        let (pace, now) = (Pace::new(), Instant::now());
        assert_eq!((0..500).filter(|_| pace.take(now)).count(), AT_ONCE as usize);
        let later = now + Duration::from_secs(3);
        assert_eq!((0..500).filter(|_| pace.take(later)).count(), 6);
        assert!(!pace.take(now), "a clock that goes back fills nothing");
        let much_later = later + Duration::from_secs(100_000);
        assert_eq!((0..500).filter(|_| pace.take(much_later)).count(), AT_ONCE as usize);
    }
}
