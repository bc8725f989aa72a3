use axum::http::StatusCode;
use selon_record::Reading;
use serde_json::json;

use super::PAGE;
use crate::testing::Fixture;

/// An article that tells a number of what is counted; the first of several that say the same is number 0.
fn told(number: &str, what: &str, published: Option<&str>, nth: usize) -> Reading {
    let text = format!("Bilan {number} ({nth}) : {number} {what}");
    let start = format!("Bilan {number} ({nth}) : ").chars().count();
    let end = text.chars().count();
    let figure = format!("{number} {what}");
    let outlet = format!("Journal {nth}");
    serde_json::from_value(json!({"selon": 1,
        "article": {"text": text, "outlet": outlet, "language": "fr", "published": published},
        "quantities": [{"id": "q1", "start": start, "end": end, "text": figure, "dimension": "count", "unit": null,
            "value": number.parse::<f64>().unwrap(), "low": null, "high": null, "approximate": false, "of": what,
            "si": null, "per": null, "over": null}],
        "assertions": [{"id": "a1", "content": [{"start": 0, "end": end}], "form": "plain", "act": "assert",
            "source": null, "cue": [], "chain": [{"kind": "outlet", "name": outlet}], "quantities": ["q1"],
            "confidence": 1.0, "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}))
    .unwrap()
}

/// What two numbers were compared by, as a string of SQL.
fn reasons(a: &str, b: &str, what: &str) -> String {
    json!([{"slot": "number", "a": format!("{a} {what}"), "b": format!("{b} {what}"), "verdict": "conflict"}])
        .to_string()
        .replace('\'', "''")
}

fn written(readings: impl IntoIterator<Item = Reading>, rows: &str) -> Fixture {
    let fixture = Fixture::of(readings);
    let writer = fixture.writer();
    writer.ledger().connection().execute_batch(rows).unwrap();
    writer.finish().unwrap();
    fixture
}

/// Three tolls: 164 contradicts 44 and is updated by 225, which nobody dates. `what` is what is counted.
fn tolls(what: &str) -> Fixture {
    let all = [("164", Some("2022-01-09T08:00Z")), ("44", Some("2022-01-10")), ("225", None)];
    let readings =
        all.into_iter().zip(0..).map(|((number, published), nth)| told(number, what, published, nth));
    let rows = format!(
        "DELETE FROM now_claim; INSERT INTO now_claim VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);
         DELETE FROM now_summary;
         INSERT INTO relation (id, a, b, kind, type, confidence, reasons) VALUES
            (91, 1, 2, 'contradiction', 'number', 0.9, '{}'), (92, 1, 3, 'update', 'number', 0.9, '{}');",
        reasons("164", "44", what),
        reasons("164", "225", what)
    );
    written(readings, &rows)
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
            "href=\"/articles/1?assertion=1\"",
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

/// 164 dead, told in many articles, and one that tells 44.
#[tokio::test]
async fn a_long_series_comes_in_pages() {
    let number = |nth| if nth == 0 { "44" } else { "164" };
    let readings = (0..PAGE + 10).map(|nth| told(number(nth), "morts", Some("2022-01-09"), nth));
    let rows = format!(
        "DELETE FROM now_claim; INSERT INTO now_claim SELECT id, min(id, 2), id FROM assertion; DELETE FROM now_summary;
         INSERT INTO relation (id, a, b, kind, type, confidence, reasons)
            SELECT id + 900, 1, id, 'contradiction', 'number', 0.9, '{}' FROM assertion WHERE id > 1;",
        reasons("44", "164", "morts")
    );
    let fixture = written(readings, &rows);
    let (_, page) = fixture.get("/figures").await;
    assert_eq!(page.matches("<th scope=\"row\"").count(), PAGE, "{page}");
    assert!(page.contains("Chiffres 1 à 150 sur 160") && page.contains("page=2"), "{page}");
    let (_, page) = fixture.get("/figures?page=2").await;
    assert_eq!(page.matches("<th scope=\"row\"").count(), 10, "{page}");
    assert!(page.contains("incompatible avec «\u{a0}44 morts\u{a0}»"), "of another page: {page}");
    assert_eq!(fixture.get("/figures?page=3").await.0, StatusCode::NOT_FOUND);
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
