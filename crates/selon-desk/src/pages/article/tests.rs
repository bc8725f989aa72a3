//! Pages of articles, also of such as nobody prints.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use selon_kb::Base;
use selon_ledger::{Deposit, Original};
use selon_record::{Article, Reading};
use selon_samples::sample;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::testing::Fixture;

const HOSTILE: &str = "</p></div><script>alert(1)</script>\"' onload='x' <img src=x onerror=y>\u{202E}fin";

#[tokio::test]
async fn an_article_shows_what_it_asserts() {
    let fixture = Fixture::of([sample("08-tribune")]);
    let (status, body) = fixture.get("/articles/1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("data-script=\"article\"") && body.contains("id=\"r1m1\""), "{body}");
    assert!(body.contains("id=\"own-voice\"") && body.contains("class=\"legend\""), "{body}");
    assert!(body.contains("Les octets d’origine n’ont pas été gardés."), "{body}");
    assert!(body.contains("class=\"time\" data-at=\""), "dates resolved for the margin: {body}");
    assert!(body.contains("href=\"/?entity="), "{body}");
    assert_eq!(body.matches("<h1").count(), 1);
}

#[tokio::test]
async fn an_assertion_leads_to_its_claim() {
    let fixture = Fixture::one_claim();
    let (_, body) = fixture.get("/articles/2").await;
    assert!(body.contains("<a href=\"/claims/1\">3 articles, 3 médias"), "{body}");
    let (_, body) = fixture.get("/api/articles/2").await;
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&told["claims"][0]["claim"], &told["reading"]["article"]["outlet"]),
        (&1.into(), &"La Gazette".into())
    );
}

#[tokio::test]
async fn shared_words_lead_to_the_other_article() {
    let text = "Le gouvernement a annoncé mardi que la réouverture du pont de la Serre, fermé depuis trois semaines après la \
        crue, aurait lieu lundi prochain pour les seuls piétons, les automobilistes devant attendre le mois de mars.";
    let reading = |outlet: &str, day: u32| {
        let mut article = Article::new(text);
        article.outlet = Some(outlet.into());
        article.title = Some(format!("Le pont, par {outlet}"));
        article.published = Some(format!("2022-01-{day:02}T08:00:00Z"));
        article.language = "fr".into();
        Reading::new(article)
    };
    let fixture = Fixture::of([reading("Le Littoral", 9), reading("Horizon", 10)]);
    let (_, body) = fixture.get("/articles/2").await;
    assert!(body.contains("<mark class=\"copied\" data-copy=\"1\">"), "{body}");
    assert!(
        body.contains("<li id=\"copy-1\" data-copy=\"1\">") && body.contains("href=\"/articles/1\""),
        "{body}"
    );
    assert!(
        body.contains("repris de") && body.contains("l’autre a paru 23\u{A0}h 59\u{A0}min plus tôt"),
        "{body}"
    );
    let (_, body) = fixture.get("/articles/1").await;
    assert!(body.contains("repris d’ici par"), "{body}");
    let told: Value = serde_json::from_str(&fixture.get("/api/articles/1").await.1).unwrap();
    assert_eq!(told["shared"][0]["direction"], "forward");
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let fixture = Fixture::toll();
    for address in [
        "/articles/9",
        "/articles/x",
        "/articles/-1",
        "/articles/99999999999999999999",
        "/articles/1/original",
        "/articles/9/text",
        "/articles/1?part=2",
        "/articles/1?part=0",
        "/articles/1?assertion=77",
    ] {
        let (status, body) = fixture.get(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(body.contains("Il n’y a rien à cette adresse."), "{body}");
    }
    for address in ["/articles/1?part=x", "/articles/1?parts=1"] {
        assert_eq!(fixture.get(address).await.0, StatusCode::BAD_REQUEST, "{address}");
    }
    let (status, body) = fixture.get("/api/articles/9").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["status"], 404);
}

#[tokio::test]
async fn what_an_article_says_is_only_shown() {
    let mut article = Article::new(HOSTILE);
    for field in [&mut article.title, &mut article.outlet, &mut article.byline, &mut article.published] {
        *field = Some(HOSTILE.into());
    }
    article.url = Some(format!("javascript:alert(1)//{HOSTILE}"));
    article.language = "\"><script>alert(2)</script>".into();
    let fixture = Fixture::of([Reading::new(article)]);
    let (status, body) = fixture.get("/articles/1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        !body.contains("<script>alert") && !body.contains("<img") && !body.contains("href=\"javascript:"),
        "{body}"
    );
    let (head, text) = body.split_once("<div class=\"words\"").unwrap();
    assert!(!head.contains('\u{202E}'), "a name does not turn the page around");
    assert!(text.contains("fin"), "{body}");
}

#[tokio::test]
async fn original_bytes_do_not_run() {
    let fixture = Fixture::of([]);
    let bytes = b"<!doctype html><script>alert(1)</script>".as_slice();
    let mut writer = fixture.writer();
    let original = Original { bytes: bytes.into(), media_type: Some("text/html".into()), encoding: None };
    let reading = Reading::new(Article::new("<script>alert(1)</script>"));
    let deposit =
        Deposit::new(reading, Some(original), "page.html", Base::built_in(), &|_| Vec::new()).unwrap();
    writer.add(&deposit).unwrap();
    writer.finish().unwrap();
    let (_, body) = fixture.get("/articles/1").await;
    assert!(body.contains("href=\"/articles/1/original\" download"), "{body}");
    for (address, kind, is_attached) in [
        ("/articles/1/original", "application/octet-stream", true),
        ("/articles/1/text", "text/plain; charset=utf-8", false),
    ] {
        let request = Request::get(address).header("host", "127.0.0.1:7358").body(Body::empty()).unwrap();
        let response = fixture.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let field = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(field("content-type").as_deref(), Some(kind));
        assert_eq!(field("x-content-type-options").as_deref(), Some("nosniff"));
        assert!(field("content-security-policy").unwrap().contains("sandbox"));
        assert_eq!(
            field("content-disposition").as_deref(),
            is_attached.then_some("attachment; filename=\"article-1.html\"")
        );
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.ends_with(b"<script>alert(1)</script>"));
    }
}

/// So many assertions of a few letters each, in a text of so many words.
fn crowded(assertions: usize, words: usize) -> Reading {
    let assertion = |at: usize| {
        json!({"id": format!("a{at}"), "content": [{"start": at * 5, "end": at * 5 + 4}], "form": "direct", "act": "assert",
            "source": {"spans": [{"start": at * 5, "end": at * 5 + 4}], "kind": "person", "name": format!("Nom{at}")},
            "cue": [], "chain": [{"kind": "outlet", "name": "Horizon"}, {"kind": "person", "name": format!("Nom{at}")}],
            "confidence": 1.0, "certainty": {"level": "certain", "polarity": "positive", "cues": []}})
    };
    serde_json::from_value(json!({"selon": 1,
        "article": {"text": "mots ".repeat(words), "outlet": "Horizon", "language": "fr"},
        "assertions": (0..assertions).map(assertion).collect::<Vec<_>>()}))
    .unwrap()
}

#[tokio::test]
async fn a_long_article_comes_in_parts() {
    let fixture = Fixture::of([crowded(1000, 1100)]);
    let (status, body) = fixture.get("/articles/1").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body.matches("<li id=\"r1e").count(), 400, "{body}");
    assert!(body.contains("partie 1 sur 3") && body.contains("href=\"/articles/1?part=3\""), "{body}");
    assert!(body.contains("et 500 autres"), "of those who speak: {body}");
    let (_, body) = fixture.get("/articles/1?part=3").await;
    assert_eq!(body.matches("<li id=\"r1e").count(), 200);
    assert!(body.contains("id=\"r1m1000\""), "{body}");
    // The part that an assertion of the ledger is in.
    assert_eq!(fixture.leads_to("/articles/1?assertion=500").await, "/articles/1?part=2#r1m500");
    let (_, body) = fixture.get("/articles/1?part=2").await;
    assert!(body.contains("partie 2 sur 3") && body.contains("id=\"r1m500\""), "{body}");
    assert_eq!(Fixture::toll().leads_to("/articles/2?assertion=2").await, "/articles/2#r1m1");
}

#[tokio::test]
async fn a_long_text_is_a_page_like_another() {
    let fixture = Fixture::of([crowded(3, 2_100_000)]);
    let (status, body) = fixture.get("/articles/1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.len() < 200_000, "{}", body.len());
    let (status, body) = fixture.get("/articles/1?part=150").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.len() < 200_000, "{}", body.len());
}

#[tokio::test]
async fn an_article_may_assert_as_much_as_it_likes() {
    let fixture = Fixture::of([crowded(50_000, 50_000)]);
    for address in ["/articles/1", "/articles/1?part=125", "/", "/figures", "/sources", "/articles?q=mots"] {
        let (status, body) = fixture.get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        assert!(body.len() < 1_000_000, "{address}: {}", body.len());
    }
    assert_eq!(fixture.leads_to("/articles/1?assertion=50000").await, "/articles/1?part=125#r1m50000");
}
