use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::Given;
use crate::testing::Fixture;

/// Status, where it leads, body.
async fn post(
    fixture: &Fixture,
    address: &str,
    kind: &str,
    accept: &str,
    body: &str,
) -> (StatusCode, String, String) {
    let request = Request::post(address)
        .header("host", "127.0.0.1:7358")
        .header("accept-language", "fr")
        .header("content-type", kind)
        .header("accept", accept)
        .body(Body::from(body.to_owned()));
    let response = fixture.router().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let to = response.headers().get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, to, String::from_utf8_lossy(&body).into_owned())
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn form(fixture: &Fixture, address: &str, body: &str) -> (StatusCode, String, String) {
    post(fixture, address, FORM, "text/html", body).await
}

#[tokio::test]
async fn a_form_takes_assertions_out_and_undoes_it() {
    let fixture = Fixture::found(Fixture::readings());
    let (status, to, _) =
        form(&fixture, "/claims/1/take-out", "assertion=2&assertion=3&who=Ana&why=%3Cb%3Eautre").await;
    assert_eq!((status, &*to), (StatusCode::SEE_OTHER, "/claims/1"));
    let (_, page) = fixture.get("/claims/1").await;
    assert!(
        page.contains("1 article, 1 média")
            && page.contains("décision 1\u{a0}: les assertions 2, 3 sont mises à part"),
        "{page}"
    );
    assert!(page.contains("&#60;b&#62;autre") && page.contains("action=\"/decisions/1/undo\""), "{page}");
    assert_eq!(fixture.get("/claims/2").await.0, StatusCode::OK);
    let (status, to, _) = form(&fixture, "/decisions/1/undo", "claim=1").await;
    assert_eq!((status, &*to), (StatusCode::SEE_OTHER, "/claims/1"));
    assert!(fixture.get("/claims/1").await.1.contains("3 articles, 3 médias"));
    let (_, page) = fixture.get("/decisions").await;
    assert!(
        page.contains("annulée") && page.contains("décision 2\u{a0}: la décision 1 est annulée"),
        "{page}"
    );
}

#[tokio::test]
async fn who_takes_the_first_out_stays_with_the_rest() {
    let fixture = Fixture::found(Fixture::readings());
    let (status, to, _) = form(&fixture, "/claims/1/take-out", "assertion=1").await;
    assert_eq!((status, &*to), (StatusCode::SEE_OTHER, "/claims/2"));
}

#[tokio::test]
async fn claims_are_joined_by_number_or_address() {
    let fixture = Fixture::found(Fixture::readings());
    form(&fixture, "/claims/1/take-out", "assertion=3").await;
    let body = "other=http%3A%2F%2F127.0.0.1%3A7358%2Fclaims%2F3%23way";
    let (status, to, _) = form(&fixture, "/claims/1/join", body).await;
    assert_eq!((status, &*to), (StatusCode::SEE_OTHER, "/claims/1"));
    assert!(fixture.get("/claims/1").await.1.contains("3 articles, 3 médias"));
}

#[tokio::test]
async fn articles_are_parted_and_tied() {
    let fixture = Fixture::found(Fixture::readings());
    assert_eq!(form(&fixture, "/claims/1/part", "a=1&b=2").await.0, StatusCode::SEE_OTHER);
    assert!(fixture.get("/claims/1").await.1.contains("Liens qui ne comptent pas"));
    assert_eq!(form(&fixture, "/claims/1/tie", "a=1&b=3").await.0, StatusCode::SEE_OTHER);
    assert!(fixture.get("/claims/1").await.1.contains("décision 2 d’un utilisateur"));
}

#[tokio::test]
async fn programs_get_json() {
    let fixture = Fixture::found(Fixture::readings());
    let json = "application/json";
    let (status, _, body) =
        post(&fixture, "/claims/1/tie", json, json, r#"{"a": 1, "b": 2, "why": "x"}"#).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&answer["decision"], &answer["href"]), (&1.into(), &"/claims/1".into()));
    let (_, body) = fixture.get("/api/decisions").await;
    assert!(body.contains("\"why\":\"x\""), "{body}");
    let (status, _, body) = post(&fixture, "/claims/1/join", json, json, r#"{"other": 99}"#).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["title"], "Aucune affirmation ne porte ce numéro.");
}

#[tokio::test]
async fn what_makes_no_sense_changes_nothing() {
    let fixture = Fixture::found(Fixture::readings());
    for (address, body, status) in [
        ("/claims/1/join", "other=1", StatusCode::CONFLICT),
        ("/claims/1/join", "other=99", StatusCode::NOT_FOUND),
        ("/claims/1/join", "other=javascript%3Aalert(1)", StatusCode::BAD_REQUEST),
        ("/claims/1/join", "", StatusCode::BAD_REQUEST),
        ("/claims/x/join", "other=2", StatusCode::NOT_FOUND),
        ("/claims/1/take-out", "", StatusCode::CONFLICT),
        ("/claims/1/take-out", "assertion=1&assertion=2&assertion=3", StatusCode::CONFLICT),
        ("/claims/1/take-out", "assertion=%00", StatusCode::BAD_REQUEST),
        ("/claims/1/tie", "a=1&b=1", StatusCode::CONFLICT),
        ("/claims/1/tie", "a=1&b=99", StatusCode::NOT_FOUND),
        ("/claims/1/part", "a=1", StatusCode::BAD_REQUEST),
        ("/decisions/1/undo", "", StatusCode::NOT_FOUND),
    ] {
        let (found, _, page) = form(&fixture, address, body).await;
        assert_eq!(found, status, "{address} {body}\n{page}");
        assert!(page.contains("<h1>"), "{page}");
    }
    let long = format!("a=1&b=2&why={}", "x".repeat(3000));
    assert_eq!(form(&fixture, "/claims/1/tie", &long).await.0, StatusCode::BAD_REQUEST);
    let huge = "a".repeat(2 << 20);
    assert_eq!(form(&fixture, "/claims/1/tie", &huge).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(fixture.get("/decisions").await.1.contains("aucune décision"));
    assert_eq!(fixture.get("/decisions?page=x").await.0, StatusCode::BAD_REQUEST);
}

/// While another program adds, nothing is decided, and the reader is told.
#[tokio::test]
async fn a_busy_ledger_says_so() {
    let fixture = Fixture::found(Fixture::readings());
    let base = selon_kb::Base::built_in();
    let run = selon_ledger::Run { program: "test".into(), extractor: serde_json::json!({}), base };
    let writer = selon_ledger::Writer::open(&fixture.ledger(), run).unwrap();
    let (status, _, page) = form(&fixture, "/claims/1/tie", "a=1&b=2").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("Un autre programme écrit dans ce registre."), "{page}");
    drop(writer);
    assert_eq!(form(&fixture, "/claims/1/tie", "a=1&b=2").await.0, StatusCode::SEE_OTHER);
}

#[test]
fn a_claim_is_named_by_number_or_address() {
    let claim = |words: &str| Given::Words(words.into()).claim();
    assert_eq!(Given::Number(3).claim(), Some(3));
    for words in
        ["85", " 85 ", "/claims/85", "http://127.0.0.1:7358/claims/85?x=1#way", "https://x/claims/85/"]
    {
        assert_eq!(claim(words), Some(85), "{words}");
    }
    for words in ["", "x", "/claims/", "8 5", "/articles/85", "9999999999999999999999"] {
        assert_eq!(claim(words), None, "{words}");
    }
}
