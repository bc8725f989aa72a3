use axum::http::StatusCode;
use serde_json::json;

use crate::testing::Fixture;

/// Three tolls: 164 contradicts 44 and is updated by 225, which nobody dates. `what` is what is counted.
fn tolls(what: &str) -> Fixture {
    let all = [("164", Some("2022-01-09T08:00Z")), ("44", Some("2022-01-10")), ("225", None)];
    let fixture = Fixture::of(all.map(|(number, published)| {
        let text = format!("Bilan {number} : {number} {what}");
        let start = format!("Bilan {number} : ").chars().count();
        let end = text.chars().count();
        let figure = format!("{number} {what}");
        serde_json::from_value(json!({"selon": 1,
            "article": {"text": text, "outlet": format!("Journal {number}"), "language": "fr", "published": published},
            "quantities": [{"id": "q1", "start": start, "end": end, "text": figure, "dimension": "count", "unit": null,
                "value": number.parse::<f64>().unwrap(), "low": null, "high": null, "approximate": false, "of": what,
                "si": null, "per": null, "over": null}],
            "assertions": [{"id": "a1", "content": [{"start": 0, "end": end}], "form": "plain", "act": "assert",
                "source": null, "cue": [], "chain": [{"kind": "outlet", "name": format!("Journal {number}")}], "quantities": ["q1"],
                "confidence": 1.0, "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}))
        .unwrap()
    }));
    let writer = fixture.writer();
    let of = |a: &str, b: &str| {
        json!([{"slot": "number", "a": format!("{a} {what}"), "b": format!("{b} {what}"), "verdict": "conflict"}])
            .to_string()
            .replace('\'', "''")
    };
    let rows = format!(
        "DELETE FROM now_claim; INSERT INTO now_claim VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);
         DELETE FROM now_summary;
         INSERT INTO relation (id, a, b, kind, type, confidence, reasons) VALUES
            (91, 1, 2, 'contradiction', 'number', 0.9, '{}'), (92, 1, 3, 'update', 'number', 0.9, '{}');",
        of("164", "44"),
        of("164", "225")
    );
    writer.ledger().connection().execute_batch(&rows).unwrap();
    writer.finish().unwrap();
    fixture
}

#[tokio::test]
async fn figures_are_drawn_and_listed() {
    let fixture = tolls("morts");
    for address in ["/figures", "/figures?series=2", "/figures?series=1&by=published"] {
        let (status, page) = fixture.get(address).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for part in [
            "<h2 id=\"series-title\" dir=\"auto\">morts</h2>",
            "<figure class=\"chart\" data-script=\"chart\">",
            "href=\"/articles/1#r1m1\"",
            "incompatible avec «\u{a0}44 morts\u{a0}»",
            "d’un autre moment que «\u{a0}225 morts\u{a0}»",
            "Un chiffre n’a pas de date à cet axe",
        ] {
            assert!(page.contains(part), "{address}: {part}\n{page}");
        }
        assert_eq!(page.matches("<a class=\"dot ").count(), 2, "{page}");
        assert_eq!(page.matches("<g class=\"conflict\"").count(), 1, "{page}");
    }
    let (status, body) = fixture.get("/api/figures?series=3").await;
    assert_eq!(status, StatusCode::OK);
    let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&answer["all"][0]["of"], &answer["chosen"]["figures"][0]["value"]),
        (&json!("morts"), &json!(164.0))
    );
}

#[tokio::test]
async fn nothing_that_is_counted_runs() {
    let (status, page) = tolls("<script>alert(1)</script> \"morts' \u{202e}").get("/figures").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("<script>alert") && !page.contains('\u{202e}'), "{page}");
}

#[tokio::test]
async fn what_there_is_not_is_said() {
    let fixture = Fixture::toll();
    let (status, page) = fixture.get("/figures").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Aucun chiffre n’en contredit"), "{page}");
    assert_eq!(fixture.get("/figures?series=1").await.0, StatusCode::NOT_FOUND);
    assert_eq!(fixture.get("/api/figures?series=1").await.0, StatusCode::NOT_FOUND);
    for query in ["series=x", "by=me", "serie=1", "series=1&series=2"] {
        assert_eq!(fixture.get(&format!("/figures?{query}")).await.0, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(fixture.get(&format!("/api/figures?{query}")).await.0, StatusCode::BAD_REQUEST, "{query}");
    }
}
