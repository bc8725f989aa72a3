//! Adding through the router, with somebody who reads at the speed of the test.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use selon_record::{Article, Reading};
use tower::ServiceExt;

use super::{Intake, Progress, Source, Summary, Wording};
use crate::server::{Desk, router};
use crate::testing::{Fixture, answer};

const HOST: &str = "127.0.0.1:7358";

/// Takes every file for an article unless it is binary; waits while it is told to.
#[derive(Debug, Default)]
struct Reads {
    waits: AtomicBool,
    busy: AtomicBool,
    panics: AtomicBool,
    sizes: Mutex<Vec<(String, u64)>>,
}

impl Intake for Reads {
    fn add(
        &self,
        sources: &[Source],
        told: &mut (dyn FnMut(Progress) -> bool + Send),
    ) -> Result<Summary, Wording> {
        assert!(!self.panics.load(Ordering::SeqCst), "as it was told to");
        if self.busy.load(Ordering::SeqCst) {
            return Err(Wording::of(|interface| format!("{interface:?}: busy")));
        }
        let mut summary = Summary::default();
        for source in sources {
            let bytes = std::fs::read(&source.file).unwrap();
            self.sizes.lock().unwrap().push((source.name.clone(), bytes.len() as u64));
            if bytes.contains(&0) {
                summary.failed += 1;
                let reason = Wording::of(|interface| format!("{interface:?}: <script>alert(1)</script>"));
                told(Progress::Failed { name: source.name.clone(), reason });
            } else {
                summary.added += 1;
            }
            while told(Progress::At { done: 1, total: 2, articles: 1, rate: 1.0 })
                && self.waits.load(Ordering::SeqCst)
            {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        Ok(summary)
    }

    fn read(&self, source: &Source) -> Result<Reading, Wording> {
        let article: Article = serde_json::from_slice(&std::fs::read(&source.file).unwrap()).unwrap();
        match &*article.language {
            _ if article.text.contains("klingon") => {
                Err(Wording::of(|interface| format!("{interface:?}: none")))
            }
            _ => Ok(Reading::new(article)),
        }
    }
}

struct At {
    fixture: Fixture,
    reads: Arc<Reads>,
}

impl At {
    fn new() -> At {
        At { fixture: Fixture::toll(), reads: Arc::default() }
    }

    fn desk(&self) -> Arc<Desk> {
        Arc::new(self.fixture.desk().adding(Arc::clone(&self.reads) as Arc<dyn Intake>))
    }
}

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut form = Vec::new();
    for (name, file, bytes) in parts {
        form.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
        if let Some(file) = file {
            form.extend(format!("; filename=\"{file}\"\r\nContent-Type: text/plain").bytes());
        }
        form.extend(b"\r\n\r\n");
        form.extend(*bytes);
        form.extend(b"\r\n");
    }
    form.extend(b"--x--\r\n");
    form
}

fn post(path: &str, accept: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header("host", HOST)
        .header("accept", accept)
        .header("accept-language", "fr")
        .header("content-type", "multipart/form-data; boundary=x")
        .body(body.into())
        .unwrap()
}

async fn get(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).header("host", HOST).header("accept-language", "fr");
    answer(router.clone(), request.body(Body::empty()).unwrap()).await
}

/// Adds these and gives the page of the addition when it is over.
async fn added(router: &Router, parts: &[(&str, Option<&str>, &[u8])]) -> (String, String) {
    let response = router.clone().oneshot(post("/add", "text/html", form(parts))).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let address = response.headers()["location"].to_str().unwrap().to_owned();
    for _ in 0..500 {
        let (status, page) = get(router, &address).await;
        assert_eq!(status, StatusCode::OK);
        if !page.contains("http-equiv=\"refresh\"") {
            return (address, page);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never ends");
}

#[tokio::test]
async fn files_go_to_the_disk_and_from_there_to_who_reads() {
    let at = At::new();
    let router = router(at.desk());
    let long = "Il pleut. ".repeat(200_000);
    let parts: [(&str, Option<&str>, &[u8]); 4] = [
        ("file", Some("../../etc/a.txt"), long.as_bytes()),
        ("file", Some("b.png"), b"\x89PNG\0\0"),
        ("file", Some("-"), b"Il neige."),
        ("file", Some(""), b""),
    ];
    let (address, page) = added(&router, &parts).await;
    assert!(page.contains("2 ajoutés") && page.contains("1 illisibles"), "{page}");
    assert!(page.contains("b.png") && page.contains("French: &#60;script&#62;"), "{page}");
    let sizes = at.reads.sizes.lock().unwrap().clone();
    let expected = [("a.txt", long.len() as u64), ("b.png", 6), ("file", 9)];
    assert_eq!(sizes, expected.map(|(name, size)| (name.to_owned(), size)));
    let (status, json) = get(&router, &format!("/api{address}")).await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&json["phase"], &json["added"], &json["failed"]), (&"done".into(), &2.into(), &1.into()));
    assert_eq!(json["failures"][0]["name"], "b.png");
}

#[tokio::test]
async fn a_text_is_an_article() {
    let at = At::new();
    let router = router(at.desk());
    let parts: [(&str, Option<&str>, &[u8]); 3] = [
        ("text", None, b"Il pleut.\r\nIl neige."),
        ("title", None, "Météo".as_bytes()),
        ("outlet", None, b""),
    ];
    let (_, page) = added(&router, &parts).await;
    assert!(page.contains("1 ajoutés") && page.contains("pasted"), "{page}");

    let (status, page) = answer(router.clone(), post("/read", "text/html", form(&parts))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Météo") && page.contains("Il neige."), "{page}");
    let (status, json) = answer(router.clone(), post("/read", "application/json", form(&parts))).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(serde_json::from_str::<Reading>(&json).unwrap().article.text, "Il pleut.\nIl neige.");
    let unknown: [(&str, Option<&str>, &[u8]); 1] = [("text", None, b"klingon")];
    let (status, page) = answer(router, post("/read", "text/html", form(&unknown))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("French: none"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_taken_is_said() {
    let at = At::new();
    let router = router(at.desk());
    let cases: [(Request<Body>, StatusCode); 5] = [
        (post("/add", "text/html", form(&[])), StatusCode::BAD_REQUEST),
        (post("/add", "text/html", form(&[("text", None, b" ")])), StatusCode::BAD_REQUEST),
        (post("/add", "text/html", form(&[("nonsense", None, b"x")])), StatusCode::BAD_REQUEST),
        (
            post(
                "/add",
                "text/html",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut",
            ),
            StatusCode::BAD_REQUEST,
        ),
        (
            post("/read", "text/html", form(&[("text", None, &vec![b'a'; 3 << 20])])),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ];
    for (request, expected) in cases {
        let (status, page) = answer(router.clone(), request).await;
        assert_eq!(status, expected, "{page}");
        assert!(page.contains("<html lang=\"fr\""), "{page}");
    }
    let (status, page) = get(&router, "/additions/7").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("Il n’y a rien à cette adresse."), "{page}");
    for path in ["/additions/x", "/api/additions/x", "/api/additions/x/events"] {
        assert_eq!(get(&router, path).await.0, StatusCode::BAD_REQUEST, "{path}");
    }
}

/// A length of two gigabytes is refused before a byte of it is read.
#[tokio::test]
async fn what_says_that_it_is_too_large_is_not_read() {
    let at = At::new();
    let body = Body::from_stream(futures_util::stream::poll_fn(
        |_| -> std::task::Poll<Option<Result<Vec<u8>, std::io::Error>>> { panic!("somebody reads it") },
    ));
    let mut request = post("/add", "application/json", body);
    request.headers_mut().insert("content-length", "2147483648".parse().unwrap());
    let (status, json) = answer(router(at.desk()), request).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(json.contains("C’est trop grand."), "{json}");
}

#[tokio::test]
async fn a_busy_ledger_and_a_fault_are_said() {
    let at = At::new();
    let router = router(at.desk());
    at.reads.busy.store(true, Ordering::SeqCst);
    let (_, page) = added(&router, &[("text", None, b"x")]).await;
    assert!(page.contains("Interrompu") && page.contains("French: busy"), "{page}");
    at.reads.panics.store(true, Ordering::SeqCst);
    let (_, page) = added(&router, &[("text", None, b"x")]).await;
    assert!(page.contains("Selon a un défaut ici"), "{page}");
    at.reads.panics.store(false, Ordering::SeqCst);
    at.reads.busy.store(false, Ordering::SeqCst);
    let (_, page) = added(&router, &[("text", None, b"x")]).await;
    assert!(page.contains("1 ajoutés"), "the next one has its turn: {page}");
}

#[tokio::test]
async fn additions_wait_for_each_other_and_not_for_ever() {
    let at = At::new();
    at.reads.waits.store(true, Ordering::SeqCst);
    let router = router(at.desk());
    let mut statuses = Vec::new();
    for _ in 0..20 {
        let request = post("/add", "application/json", form(&[("text", None, b"x")]));
        statuses.push(answer(router.clone(), request).await.0);
        tokio::task::yield_now().await;
    }
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE).count(), 3);
    let (_, second) = get(&router, "/additions/2").await;
    assert!(second.contains("En attente"), "{second}");
    assert!(second.contains("<noscript><meta http-equiv=\"refresh\""), "{second}");
    at.reads.waits.store(false, Ordering::SeqCst);
}

#[tokio::test]
async fn events_tell_how_far_it_is_and_end() {
    let at = At::new();
    let router = router(at.desk());
    let parts: [(&str, Option<&str>, &[u8]); 2] =
        [("file", Some("a.txt"), b"Il pleut."), ("file", Some("b.bin"), b"\0")];
    let (address, _) = added(&router, &parts).await;
    let request = Request::get(format!("/api{address}/events")).header("host", HOST);
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let events = response.into_body().collect().await.unwrap().to_bytes();
    let events = String::from_utf8(events.to_vec()).unwrap();
    let kinds: Vec<&str> = events.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
    assert_eq!(kinds, ["failed", "progress", "end"], "{events}");
    assert!(events.contains("\"added\":1,\"known\":0,\"failed\":1"), "{events}");
    assert_eq!(get(&router, "/api/additions/9/events").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_reader_or_for_readers_only_nothing_is_added() {
    let at = At::new();
    let alone = router(Arc::new(at.fixture.desk()));
    assert!(get(&alone, "/add").await.1.contains("ne lit pas d’articles"));
    let request = post("/add", "text/html", form(&[("text", None, b"x")]));
    assert_eq!(answer(alone, request).await.0, StatusCode::NOT_IMPLEMENTED);
    let reads = Arc::clone(&at.reads) as Arc<dyn Intake>;
    let locked = router(Arc::new(at.fixture.desk().adding(reads).read_only()));
    let (_, page) = get(&locked, "/add").await;
    assert!(page.contains("ne peut être que lu") && !page.contains("<textarea"), "{page}");
    for path in ["/add", "/read"] {
        let request = post(path, "text/html", form(&[("text", None, b"x")]));
        assert_eq!(answer(locked.clone(), request).await.0, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_address_within_this_machine_is_refused() {
    let at = At::new();
    let router = router(at.desk());
    for address in ["http://127.0.0.1:1/feed", "http://localhost:1/", "http://[::1]:1/", "file:///etc/passwd"]
    {
        let (_, page) = added(&router, &[("address", None, address.as_bytes())]).await;
        assert!(page.contains("1 illisibles") && page.contains("Ce qui n’a pas pu être lu"), "{page}");
    }
    assert!(at.reads.sizes.lock().unwrap().is_empty());
}
