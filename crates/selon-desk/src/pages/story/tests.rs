//! The page as a browser gets it.

use axum::http::StatusCode;
use selon_record::Reading;
use serde_json::json;

use crate::testing::Fixture;

#[tokio::test]
async fn many_outlets_with_one_origin_are_told() {
    let fixture = Fixture::one_claim();
    let (status, page) = fixture.get("/").await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "3 médias",
        "une seule origine",
        r#"<time datetime="2022-01-09">9 janvier 2022</time>"#,
        "Dans Le Littoral, La Gazette et Horizon",
        "certain (3)",
        r#"<strong class="matching">1 affirmation</strong>"#,
        r#"class="amplified""#,
        r#"data-start="2022-01-09""#,
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn what_is_searched_for_is_marked() {
    let fixture = Fixture::one_claim();
    let (_, page) = fixture.get("/?q=emeutes").await;
    assert!(page.contains("<mark>émeutes</mark>"), "{page}");
    assert!(page.contains("Cherché : «\u{A0}emeutes\u{A0}»"), "{page}");
    let (_, page) = fixture.get("/?q=morts+OR+(tu*+NOT+%22deux+fois%22)").await;
    let read = "«\u{A0}morts\u{A0}» ou («\u{A0}tu\u{A0}»* mais pas «\u{A0}deux fois\u{A0}»)";
    assert!(page.contains(read), "{page}");
    let (_, page) = fixture.get("/?q=mouettes").await;
    assert!(page.contains("Aucune affirmation ne correspond."), "{page}");
    let (_, page) = fixture.get("/?q=%3F%3F").await;
    assert!(page.contains("aucun mot à chercher"), "{page}");
}

#[tokio::test]
async fn what_one_article_has_alone_is_found_by_its_words() {
    let (_, page) = Fixture::toll().get("/?q=ministere").await;
    assert!(
        page.contains("Aussi, dans un seul article") && page.contains("<mark>ministère</mark>"),
        "{page}"
    );
    assert!(page.contains(r#"href="/articles/2""#), "{page}");
    let (_, page) = Fixture::one_claim().get("/?q=ministere").await;
    assert!(!page.contains("Aussi, dans un seul article"), "{page}");
}

#[tokio::test]
async fn facets_narrow_and_are_taken_away_again() {
    let fixture = Fixture::one_claim();
    let (_, page) = fixture.get("/?outlet=horizon&certainty=certain").await;
    assert!(page.contains(r#"value="horizon" checked"#), "{page}");
    assert!(
        page.contains(r#"<a href="/?certainty=certain">Média : Horizon</a>"#)
            || page.contains("Média\u{A0}: Horizon</a>"),
        "{page}"
    );
    assert!(
        page.contains(r#"<input type="hidden" name="certainty" value="certain">"#),
        "the search keeps it: {page}"
    );
    let (_, page) = fixture.get("/?from=2022-01-10").await;
    assert!(page.contains("0 affirmation<"), "{page}");
    assert!(
        page.contains(r#"data-start="2022-01-09""#),
        "what is chosen does not narrow its own timeline: {page}"
    );
    let (_, page) = fixture.get("/?outlet=unknown&sort=recent").await;
    assert!(page.contains(r#"value="unknown" checked"#), "{page}");
    assert!(page.contains(r#"<input type="hidden" name="sort" value="recent">"#), "{page}");
}

#[tokio::test]
async fn an_empty_ledger_says_how_to_add() {
    let (status, page) = Fixture::of([]).get("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("encore vide") && page.contains(r#"href="/add""#) && page.contains("selon add"),
        "{page}"
    );
    let (_, page) = Fixture::of(Fixture::readings().into_iter().take(1)).get("/").await;
    assert!(page.contains("plusieurs articles"), "{page}");
}

#[tokio::test]
async fn malformed_questions_are_told() {
    let fixture = Fixture::one_claim();
    for query in ["from=hier", "page=x", "sort=best", "nonsense=1", "against=everything"] {
        let (status, page) = fixture.get(&format!("/?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(page.contains("Cette question n’a pas de sens."), "{page}");
    }
    let (status, _) = fixture.get("/?page=4294967295").await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn hostile_text_is_text() {
    let hostile = "<script>alert(1)</script>\u{202E}\" onload=x morts";
    let readings = Fixture::readings().into_iter().map(|mut reading: Reading| {
        let outlet = format!("{hostile}{}", reading.article.outlet.unwrap_or_default());
        reading.article.outlet = Some(outlet.clone());
        reading.article.text = hostile.into();
        reading.article.title = Some(hostile.into());
        let end = hostile.chars().count();
        let mut assertion = serde_json::to_value(&reading.assertions[0]).unwrap();
        assertion["content"] = json!([{"start": 0, "end": end}]);
        assertion["source"] = json!(null);
        assertion["form"] = json!("plain");
        assertion["chain"] = json!([{"kind": "outlet", "name": outlet}]);
        reading.assertions = vec![serde_json::from_value(assertion).unwrap()];
        reading
    });
    let fixture = Fixture::joined(readings);
    for address in [
        "/",
        "/?q=morts",
        "/?q=%3Cscript%3E",
        "/?outlet=%3Cscript%3Ealert(1)%3C/script%3E&entity=%22%20onload",
    ] {
        let (status, page) = fixture.get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(
            !page.contains("<script>") && !page.contains('\u{202E}') && !page.contains("\" onload"),
            "{page}"
        );
    }
}
