use axum::body::Body;
use axum::http::{Request, StatusCode};
use selon_record::Reading;
use serde_json::json;
use tower::ServiceExt;

use crate::testing::Fixture;

/// Two articles with the same toll, in which everything that can be hostile is.
fn hostile() -> Fixture {
    let article = |outlet: &str, hour: u32| -> Reading {
        let text = "# <script>alert(1)</script> Les émeutes à Almaty ont fait 164 morts *dimanche* \u{202E}";
        let start = text.chars().position(|c| c == 'L').unwrap();
        let end = start + "Les émeutes à Almaty ont fait 164 morts *dimanche*".chars().count();
        let figure = start + "Les émeutes à Almaty ont fait ".chars().count();
        serde_json::from_value(json!({"selon": 1,
            "article": {"text": text, "outlet": outlet, "language": "fr", "title": "<b>](javascript:x)",
                "url": "javascript:alert(1)", "published": format!("2022-01-09T{hour:02}:00Z")},
            "sentences": [{"start": 0, "end": text.chars().count()}],
            "quantities": [{"id": "q1", "start": figure, "end": figure + 9, "text": "164 morts", "dimension": "count",
                "unit": "person", "value": 164.0, "approximate": false, "of": "mort"}],
            "assertions": [{"id": "a1", "content": [{"start": start, "end": end}], "form": "plain", "act": "assert",
                "cue": [], "chain": [{"kind": "outlet", "name": outlet}], "quantities": ["q1"], "confidence": 1.0,
                "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}))
        .unwrap()
    };
    Fixture::of([article("Le <Littoral>", 8), article("Horizon", 9)])
}

async fn got(fixture: &Fixture, address: &str) -> (StatusCode, axum::http::HeaderMap, String) {
    let request = Request::get(address).header("host", "127.0.0.1:7358").header("accept-language", "fr");
    let response = fixture.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
    (status, headers, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_dossier_is_one_page_with_all_in_it() {
    let fixture = hostile();
    let (status, headers, page) = got(&fixture, "/dossier?claims=1").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline'") && !policy.contains("script")
    );
    for outside in ["<script", "<link", "<img", "src=", "href=\"/", "href=\"javascript", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    for inside in [
        "2 articles",
        "SHA-256 de l’article",
        "Pourquoi au moins",
        "Le &#60;Littoral&#62;",
        "id=\"article-1\"",
        "⟨U+202E⟩",
    ] {
        assert!(page.contains(inside), "{inside}: {page}");
    }
    for link in page.split("href=\"#").skip(1) {
        let anchor = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}: {page}");
    }
}

#[tokio::test]
async fn a_dossier_is_markdown_of_which_no_article_writes_the_marks() {
    let fixture = hostile();
    let (status, headers, page) = got(&fixture, "/dossier?claims=1,1&format=md").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/markdown; charset=utf-8");
    assert!(
        headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"dossier-20")
    );
    assert_eq!(page.matches("\n## ").count(), 2, "one claim, and the articles: {page}");
    assert!(page.contains("\\<script\\>alert(1)\\</script\\>"), "{page}");
    assert!(page.contains("**Les émeutes à Almaty ont fait 164 morts \\*dimanche\\***"), "{page}");
    assert!(!page.contains("<javascript") && page.contains("\\<b\\>\\](javascript:x)"), "{page}");
}

#[tokio::test]
async fn any_question_makes_a_dossier() {
    let fixture = hostile();
    let (status, _, page) = got(&fixture, "/dossier?q=Almaty&format=html").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<code>/?q=Almaty</code>"), "{page}");
    for (address, expected) in [
        ("/dossier?claims=77", StatusCode::BAD_REQUEST),
        ("/dossier?claims=x", StatusCode::BAD_REQUEST),
        ("/dossier?claims=", StatusCode::BAD_REQUEST),
        ("/dossier?claims=1&q=x", StatusCode::BAD_REQUEST),
        ("/dossier?claims=1&format=pdf", StatusCode::BAD_REQUEST),
        ("/dossier?nonsense=1", StatusCode::BAD_REQUEST),
        ("/dossier?q=nobodysaysthis", StatusCode::BAD_REQUEST),
        ("/dossier?claims=99999999999999999999", StatusCode::BAD_REQUEST),
    ] {
        let (status, _, page) = got(&fixture, address).await;
        assert_eq!(status, expected, "{address}");
        assert!(page.contains("<html lang=\"fr\""), "{page}");
    }
}
