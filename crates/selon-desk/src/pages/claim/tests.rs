use axum::http::StatusCode;
use serde_json::json;

use crate::testing::Fixture;

/// An article that says one thing, on nobody's word.
fn article(outlet: &str, hour: u32, text: &str, level: &str) -> selon_record::Reading {
    serde_json::from_value(json!({"selon": 1,
        "article": {"text": text, "outlet": outlet, "language": "fr", "title": text,
            "published": format!("2022-01-09T{hour:02}:00Z")},
        "assertions": [{"id": "a1", "content": [{"start": 0, "end": text.chars().count()}],
            "form": "plain", "act": "assert", "source": null, "cue": [], "confidence": 1.0,
            "chain": [{"kind": "outlet", "name": outlet}],
            "certainty": {"level": level, "polarity": "positive", "cues": []}}]}))
    .unwrap()
}

#[tokio::test]
async fn a_claim_tells_its_way() {
    let (status, page) = Fixture::found(Fixture::readings()).get("/claims/1").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    for part in [
        "<h1 lang=\"fr\" dir=\"auto\">Les émeutes à Almaty ont fait 164 morts</h1>",
        "3 articles, 3 médias",
        "<figure class=\"way\" data-script=\"way\">",
        "<a class=\"node\" data-node=\"1\" href=\"/articles/1?assertion=1\">",
        "Pourquoi au moins 1",
        "href=\"/api/claims/1/way.dot\"",
        "action=\"/claims/1/take-out\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // The words of the source are marked in their sentence.
    assert!(page.contains("<span class=\"source\">le ministère</span>"), "{page}");
}

#[tokio::test]
async fn the_page_is_in_the_readers_language() {
    let fixture = Fixture::found(Fixture::readings());
    let request = axum::http::Request::get("/claims/1")
        .header("host", "127.0.0.1:7358")
        .header("accept-language", "en");
    let (_, page) =
        crate::testing::answer(fixture.router(), request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(page.contains("3 articles, 3 outlets") && page.contains("The way it went"), "{page}");
}

#[tokio::test]
async fn an_assertion_of_a_claim_leads_to_it() {
    let fixture = Fixture::found(Fixture::readings());
    assert_eq!(fixture.get("/claims/2").await.0, StatusCode::SEE_OTHER);
    for unknown in
        ["/claims/99", "/claims/0", "/claims/-1", "/claims/x", "/claims/99999999999999999999", "/claims/1%00"]
    {
        let (status, page) = fixture.get(unknown).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{unknown}");
        assert!(page.contains("Il n’y a rien à cette adresse."), "{page}");
    }
}

#[tokio::test]
async fn nothing_of_an_article_runs() {
    let hostile =
        "Les émeutes <script>alert(1)</script> \" onload=\"x' à Almaty \u{202e}ont fait 164 morts</title>";
    let outlet = "\"><img src=x onerror=alert(1)>";
    let fixture = Fixture::found([
        article(outlet, 8, hostile, "hearsay"),
        article("Javascript:alert(1)", 9, hostile, "certain"),
        article(outlet, 10, hostile, "certain"),
    ]);
    let (status, page) = fixture.get("/claims/1").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    for part in ["<script>alert", "<img", "onload=\"x", "\u{202e}"] {
        assert!(!page.contains(part), "{part}\n{page}");
    }
    let (status, graph) = fixture.get("/api/claims/1/way.dot").await;
    assert_eq!(status, StatusCode::OK);
    assert!(graph.starts_with("digraph claim_1") && !graph.contains('\u{202e}'), "{graph}");
}

#[tokio::test]
async fn the_api_tells_the_same() {
    let fixture = Fixture::found(Fixture::readings());
    let (status, body) = fixture.get("/api/claims/2").await;
    assert_eq!(status, StatusCode::OK);
    let claim: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&claim["claim"], claim["articles"].as_array().unwrap().len()), (&json!(1), 3));
    let (status, body) = fixture.get("/api/claims/77").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["status"], 404);
}

/// A dispatch in a hundred papers: the drawing has the first, the list all.
#[tokio::test]
async fn a_claim_of_many_articles_is_cut() {
    let text = "Les émeutes à Almaty ont fait 164 morts";
    let all = (0..60).map(|n| article(&format!("Journal {n}"), n % 24, text, "certain"));
    let (status, page) = Fixture::found(all).get("/claims/1").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.matches("<a class=\"node\"").count(), super::drawn::DRAWN);
    assert!(page.contains("Les 40 premiers articles sont dessinés, sur 60"), "{page}");
}
