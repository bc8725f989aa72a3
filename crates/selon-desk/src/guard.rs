//! Who is let in. A page of another site in the same browser must not be able to read a ledger or to change it, also when its name
//! is made to lead here (DNS rebinding); and nothing that an article says may run.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};

use crate::frame::Frame;
use crate::problem::Problem;
use crate::reader::{address, cookie};
use crate::server::{Access, Desk};

/// The cookie, and the parameter of an address, that hold the token.
const TOKEN: &str = "token";

/// What a browser may load and do on any page: what comes from here, no script within a page. Attributes of style set lengths of bars.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request in or says why not, and says on every answer what a browser may do with it.
pub(crate) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let mut response = match let_in(&desk, &request) {
        Ok(None) => next.run(request).await,
        Ok(Some(entered)) => entered,
        Err(problem) => {
            let (mut parts, _) = request.into_parts();
            let Ok(frame) = Frame::from_request_parts(&mut parts, &desk).await;
            problem.answer(frame)
        }
    };
    let fields: [(HeaderName, &str); 5] = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fields {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Nothing where the request goes on; an answer where it has brought its token and is led to the page without it.
fn let_in(desk: &Desk, request: &Request) -> Result<Option<Response>, Problem> {
    let headers = request.headers();
    match desk.access() {
        Access::Loopback => {
            if !headers.get(HOST).is_some_and(|host| is_loopback(host, desk.address())) {
                return Err(Problem::forbidden());
            }
        }
        Access::Token(token) => {
            if let Some(entered) = entered(token, request) {
                return Ok(Some(entered));
            }
            let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
            let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
            if ![bearer, cookie(headers, TOKEN)].into_iter().flatten().any(|given| same(given, token)) {
                return Err(Problem::unauthorised());
            }
        }
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !is_of_this_site(headers) {
        return Err(Problem::forbidden());
    }
    if changes && desk.is_read_only() {
        return Err(Problem::read_only());
    }
    Ok(None)
}

/// Whether a host is this machine by one of its own names, and the port is ours.
fn is_loopback(host: &HeaderValue, address: SocketAddr) -> bool {
    let Ok(host) = host.to_str() else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (port == address.port().to_string()).then_some(name),
        _ => (address.port() == 80).then_some(host),
    };
    name.is_some_and(|name| matches!(name, "127.0.0.1" | "localhost" | "[::1]"))
}

/// Whether a page of this desk sent the request, or no page at all (a program with its own token or on this machine). Every browser
/// says the origin of what changes something (Fetch, 3.2).
fn is_of_this_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
        return false;
    }
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let (Ok(origin), Some(Ok(host))) = (origin.to_str(), headers.get(HOST).map(HeaderValue::to_str)) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, of)| of == host)
}

/// An address with the right token in it leads to the same without, and a cookie keeps the token.
fn entered(token: &str, request: &Request) -> Option<Response> {
    let query = request.uri().query()?;
    let given = query.split('&').find_map(|pair| pair.strip_prefix("token="))?;
    if !request.method().is_safe() || !same(given, token) {
        return None;
    }
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
    let mut response = Redirect::to(&address(request.uri(), &rest.join("&"))).into_response();
    let cookie =
        HeaderValue::from_str(&format!("{TOKEN}={token}; Path=/; SameSite=Strict; HttpOnly")).ok()?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Some(response)
}

/// Compares by hashes, so that the time it takes tells nothing.
fn same(given: &str, token: &str) -> bool {
    Sha256::digest(given) == Sha256::digest(token)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use selon_kb::Base;

    use super::Access;
    use crate::server::{Desk, router};
    use crate::testing::{Fixture, answer};

    async fn status(fixture: &Fixture, request: axum::http::request::Builder) -> StatusCode {
        answer(fixture.router(), request.body(Body::empty()).unwrap()).await.0
    }

    #[tokio::test]
    async fn another_name_for_this_machine_leads_nowhere() {
        let fixture = Fixture::toll();
        for host in ["127.0.0.1:7358", "localhost:7358", "[::1]:7358"] {
            assert_eq!(
                status(&fixture, Request::get("/").header("host", host)).await,
                StatusCode::OK,
                "{host}"
            );
        }
        for host in ["evil.example:7358", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:7358", ""] {
            let request = Request::get("/").header("host", host);
            assert_eq!(status(&fixture, request).await, StatusCode::FORBIDDEN, "{host}");
        }
        assert_eq!(status(&fixture, Request::get("/")).await, StatusCode::FORBIDDEN);
    }

    #[tokio::test]
    async fn a_page_of_another_site_changes_nothing() {
        let fixture = Fixture::toll();
        let post = || Request::post("/").header("host", "127.0.0.1:7358");
        // There is nothing to post to at this address: what is let in learns that.
        let let_in = StatusCode::METHOD_NOT_ALLOWED;
        assert_eq!(status(&fixture, post().header("origin", "http://127.0.0.1:7358")).await, let_in);
        for (name, value) in [
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert_eq!(
                status(&fixture, post().header(name, value)).await,
                StatusCode::FORBIDDEN,
                "{name}: {value}"
            );
        }
        let desk = Arc::new(fixture.desk().read_only());
        let request = post().body(Body::empty()).unwrap();
        assert_eq!(answer(router(desk), request).await.0, StatusCode::FORBIDDEN);
    }

    #[tokio::test]
    async fn others_need_the_token() {
        let fixture = Fixture::toll();
        let access = Access::Token("0123456789abcdef".into());
        let desk =
            Desk::new(&fixture.ledger(), Base::built_in(), ([0, 0, 0, 0], 7358).into(), access).unwrap();
        let router = router(Arc::new(desk));
        let status = async |request: axum::http::request::Builder| {
            answer(router.clone(), request.body(Body::empty()).unwrap()).await.0
        };
        let get = |address| Request::get(address).header("host", "desk.example:7358");
        assert_eq!(status(get("/")).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status(get("/?token=guess")).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status(get("/?token=0123456789abcdef&q=x")).await, StatusCode::SEE_OTHER);
        assert_eq!(status(get("/").header("cookie", "token=0123456789abcdef")).await, StatusCode::OK);
        assert_eq!(status(get("/").header("authorization", "Bearer 0123456789abcdef")).await, StatusCode::OK);
    }
}
