//! What is new for a watch as an Atom feed (RFC 4287).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use selon_ledger::{Ledger, Watch};
use selon_view::{Label, phrase};
use sha2::{Digest, Sha256};

use super::Shown;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;

/// Entries of a feed.
const ENTRIES: u32 = 100;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    frame: Frame,
    watch: Watch,
    id: String,
    /// The desk's address.
    desk: String,
    updated: String,
    entries: Vec<(String, Shown)>,
}

impl Feed {
    /// Text that XML can hold: control characters are made visible, and two that it has no way to write replaced.
    fn xml(&self, text: &str) -> String {
        phrase(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
    }
}

pub(super) async fn feed(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Response, Problem> {
    let question = move |ledger: &Ledger| {
        let watch = ledger.watch(id)?.ok_or_else(Problem::not_found)?;
        Ok((watch, ledger.news(id, 0, ENTRIES)?))
    };
    let (watch, news) = desk.ledgers().ask(question).await?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.map_or_else(|| desk.address().to_string(), str::to_owned);
    let interface = frame.interface();
    let updated = news.first().map_or(&watch.at, |event| &event.at).clone();
    let entries = news.into_iter().map(|event| (identifier(&watch, event.id), Shown::of(event, interface)));
    let entries = entries.collect();
    let id = identifier(&watch, 0);
    let feed = Feed { frame, watch, id, desk: format!("http://{host}"), updated, entries };
    let mut response = feed.render().expect("memory takes any feed").into_response();
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(response)
}

/// A name that nothing else has and that never changes: a UUID (RFC 9562, version 8) of what the watch is and of the event.
fn identifier(watch: &Watch, event: i64) -> String {
    let Watch { id, at, name, question, .. } = watch;
    let hash = Sha256::digest(format!("{id}\n{at}\n{name}\n{question}\n{event}"));
    let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}
