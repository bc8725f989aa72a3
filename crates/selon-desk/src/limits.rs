//! How much may be asked: no request is answered for ever, no address is a book, and what changes something comes at the pace of
//! people.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, Request, State};
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
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.answer(frame),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{AT_ONCE, Pace};

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
