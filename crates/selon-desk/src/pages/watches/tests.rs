use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use quick_xml::events::Event as Xml;
use selon_ledger::{Ledger, Watches};
use tower::ServiceExt;

use crate::testing::{Fixture, answer};
use crate::watching::note;

const HOST: &str = "127.0.0.1:7358";

async fn get(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).header("host", HOST).header("accept-language", "fr");
    answer(router.clone(), request.body(Body::empty()).unwrap()).await
}

async fn post(router: &Router, path: &str, form: &str) -> (StatusCode, String, String) {
    let request = Request::post(path)
        .header("host", HOST)
        .header("accept-language", "fr")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let location = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    let status = response.status();
    let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
    (status, location.unwrap_or_default(), String::from_utf8_lossy(&body).into_owned())
}

/// A watch that begins with no claim known, so that all of them are news.
fn with_news(fixture: &Fixture, name: &str) -> i64 {
    let watches = Watches::open(&fixture.ledger()).unwrap();
    let watch = watches.add(name, "", None, &[]).unwrap();
    note(&Ledger::open(&fixture.ledger()).unwrap()).unwrap();
    watch
}

#[tokio::test]
async fn a_watch_begins_with_what_is_known() {
    let fixture = Fixture::one_claim();
    let router = fixture.router();
    let form = "name=Bilan%20%3Cb%3E&question=http%3A%2F%2F127.0.0.1%3A7358%2F%3Fq%3Dmorts%26sort%3Drecent%26page%3D2&webhook=";
    let (status, location, _) = post(&router, "/watches", form).await;
    assert_eq!((status, &*location), (StatusCode::SEE_OTHER, "/watches/1"));
    let (status, page) = get(&router, &location).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Bilan &#60;b&#62;") && page.contains("href=\"/?q=morts\""), "{page}");
    assert!(page.contains("Rien de nouveau"), "{page}");
    note(&Ledger::open(&fixture.ledger()).unwrap()).unwrap();
    assert!(get(&router, &location).await.1.contains("Rien de nouveau"));
    let (_, list) = get(&router, "/watches?q=morts&sort=recent").await;
    assert!(list.contains("value=\"/?q=morts\""), "{list}");
}

#[tokio::test]
async fn what_is_new_is_shown_until_it_is_seen() {
    let fixture = Fixture::one_claim();
    let watch = with_news(&fixture, "Tout");
    let router = fixture.router();
    let (_, page) = get(&router, &format!("/watches/{watch}")).await;
    assert!(page.contains("Nouvelle affirmation") && !page.contains("Auparavant"), "{page}");
    assert!(get(&router, "/watches").await.1.contains("Nouveau depuis"));
    let last = Ledger::open(&fixture.ledger()).unwrap().news(watch, 0, 1).unwrap()[0].id;
    let (status, location, _) =
        post(&router, &format!("/watches/{watch}/seen"), &format!("event={last}")).await;
    assert_eq!((status, &*location), (StatusCode::SEE_OTHER, "/watches"));
    let (_, page) = get(&router, &format!("/watches/{watch}")).await;
    assert!(page.contains("Rien de nouveau") && page.contains("Auparavant"), "{page}");
    assert_eq!(post(&router, &format!("/watches/{watch}/end"), "").await.0, StatusCode::SEE_OTHER);
    assert_eq!(get(&router, &format!("/watches/{watch}")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(post(&router, &format!("/watches/{watch}/end"), "").await.0, StatusCode::NOT_FOUND);
}

/// The names of the elements of XML that is well formed, and the text of each.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(element) | Xml::Empty(element) => {
                assert!(element.attributes().all(|attribute| attribute.is_ok()));
                found.push((element.name().as_ref().to_owned(), String::new()));
            }
            Xml::Text(text) => found.last_mut().into_iter().for_each(|(_, words)| *words += &text),
            Xml::GeneralRef(name) => found.last_mut().unwrap().1 += &format!("&{};", &*name),
            Xml::Eof => return found,
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_feed_is_atom_and_its_names_stay() {
    let fixture = Fixture::one_claim();
    let watch = with_news(&fixture, "]]> <b>&amp; \u{1}\u{202E}\u{FFFE}");
    let router = fixture.router();
    let (status, feed) = get(&router, &format!("/watches/{watch}/feed.atom")).await;
    assert_eq!(status, StatusCode::OK);
    let all = elements(&feed);
    let texts = |name: &str| -> Vec<&str> {
        all.iter().filter(|(of, _)| of == name).map(|(_, text)| text.trim()).collect()
    };
    assert_eq!(all[0].0, "feed");
    assert!(texts("title")[0].starts_with("]]&#62; &#60;b&#62;&#38;amp; ␁⟨U+202E⟩"), "{feed}");
    assert!(texts("id").iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{feed}");
    assert_eq!(texts("id").len(), 1 + texts("entry").len());
    assert_eq!(texts("updated").len(), texts("id").len());
    assert!(!texts("entry").is_empty() && feed.contains("href=\"http://127.0.0.1:7358/claims/"), "{feed}");
    assert!(!feed.contains(['\u{FFFE}', '\u{1}']));
    assert_eq!(get(&router, &format!("/watches/{watch}/feed.atom")).await.1, feed);
    assert_eq!(get(&router, "/watches/99/feed.atom").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_watch_is_said() {
    let fixture = Fixture::one_claim();
    let router = fixture.router();
    for form in [
        "",
        "name=",
        "name=a&webhook=file:///etc/passwd",
        "name=a&webhook=http://a:b@c/",
        "name=a&question=?nonsense=1",
        "name=a&more=1",
        "name=%FF%FE&question=?q=%FF",
        &format!("name={}", "a".repeat(300)),
    ] {
        let (status, _, page) = post(&router, "/watches", form).await;
        assert!(status == StatusCode::BAD_REQUEST || form.contains("%FF"), "{form}: {status}");
        assert!(status != StatusCode::BAD_REQUEST || page.contains("<html lang=\"fr\""), "{page}");
    }
    assert_eq!(get(&router, "/watches/x").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(get(&router, "/watches/7").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(&router, "/watches?nonsense=1").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(post(&router, "/watches/7/seen", "event=1").await.0, StatusCode::NOT_FOUND);
    let locked = crate::server::router(Arc::new(fixture.desk().read_only()));
    assert_eq!(post(&locked, "/watches", "name=a").await.0, StatusCode::FORBIDDEN);
    assert!(!get(&locked, "/watches").await.1.contains("<form class=\"watch\""));
}
