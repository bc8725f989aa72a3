//! How the one who reads wants to read: language and light. Both are cookies, set by links that need no script.

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use selon_view::Interface;
use std::convert::Infallible;

/// The parameter of an address that chooses a language, and the cookie that keeps it.
const INTERFACE: &str = "interface";
/// The same for the light.
const LOOK: &str = "look";

/// The one who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    pub(crate) interface: Interface,
    pub(crate) look: Look,
}

/// In which light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Look {
    pub(crate) const ALL: [Look; 3] = [Look::System, Look::Light, Look::Dark];

    /// Its name in addresses and style sheets.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Look::System => "system",
            Look::Light => "light",
            Look::Dark => "dark",
        }
    }
}

impl Reader {
    /// As cookies say, else as the browser asks.
    pub(crate) fn of(headers: &HeaderMap) -> Reader {
        let interface = match cookie(headers, INTERFACE) {
            Some("fr") => Interface::French,
            Some("en") => Interface::English,
            _ => preferred(headers),
        };
        let chosen = cookie(headers, LOOK);
        let look = Look::ALL.into_iter().find(|look| chosen == Some(look.name())).unwrap_or_default();
        Reader { interface, look }
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Reader::of(&parts.headers))
    }
}

/// A cookie of this name.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// French where the browser names it before English (RFC 9110, 12.5.4, without weights: browsers list by preference).
fn preferred(headers: &HeaderMap) -> Interface {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = asked.split(',').map(str::trim).find(|tag| tag.starts_with("fr") || tag.starts_with("en"));
    if first.is_some_and(|tag| tag.starts_with("fr")) { Interface::French } else { Interface::English }
}

/// Takes a choice out of an address, keeps it in a cookie, and leads back to the page.
pub(crate) async fn choose(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let is_choice = |pair: &&str| {
        matches!(*pair, "interface=fr" | "interface=en" | "look=system" | "look=light" | "look=dark")
    };
    let chosen: Vec<&str> = query.split('&').filter(is_choice).collect();
    if chosen.is_empty() || !request.method().is_safe() {
        return next.run(request).await;
    }
    let rest: Vec<&str> = query.split('&').filter(|pair| !is_choice(pair)).collect();
    let mut response = Redirect::to(&address(request.uri(), &rest.join("&"))).into_response();
    for pair in chosen {
        let cookie = format!("{pair}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

/// A path on this desk with another query. Two slashes at its head would name another host.
pub(crate) fn address(uri: &Uri, query: &str) -> String {
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
