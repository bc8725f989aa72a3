//! For tests: a small ledger in a file, and a browser without a screen.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use selon_kb::Base;
use selon_ledger::{Decision, Deposit, Run, Writer};
use selon_record::Reading;
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::adding::{Intake, Progress, Source, Summary, Wording};
use crate::server::{Access, Desk, router};

/// A desk with a ledger of its own, which goes when it goes.
pub(crate) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    /// A ledger of these readings.
    pub(crate) fn of(readings: impl IntoIterator<Item = Reading>) -> Fixture {
        let fixture = Fixture { folder: TempDir::new().unwrap() };
        let mut writer = fixture.writer();
        for reading in readings {
            writer.add(&deposit(reading)).unwrap();
        }
        writer.finish().unwrap();
        fixture
    }

    /// The same toll, of three outlets, one of which names its source.
    pub(crate) fn toll() -> Fixture {
        Fixture::of(Fixture::readings())
    }

    /// The same, found to be one claim.
    pub(crate) fn one_claim() -> Fixture {
        Fixture::joined(Fixture::readings())
    }

    /// A ledger of these readings, whose first assertions are one claim.
    pub(crate) fn joined(readings: impl IntoIterator<Item = Reading>) -> Fixture {
        let fixture = Fixture::of(readings);
        let mut writer = fixture.writer();
        let articles: Vec<_> = writer.ledger().articles().map(Result::unwrap).collect();
        let firsts: Vec<_> =
            articles.iter().map(|article| writer.ledger().assertions_of(*article).unwrap()[0]).collect();
        let claim = |writer: &Writer, assertion| writer.ledger().claim_of(assertion).unwrap();
        for other in &firsts[1..] {
            // Some are found to be the same.
            if claim(&writer, firsts[0]).is_some() && claim(&writer, firsts[0]) == claim(&writer, *other) {
                continue;
            }
            writer.edit(&Decision::Join(firsts[0], *other), None, None).unwrap();
        }
        writer.finish().unwrap();
        fixture
    }

    /// A ledger of these readings, of one assertion each, which were found to be one claim: by nobody's decision.
    pub(crate) fn found(readings: impl IntoIterator<Item = Reading>) -> Fixture {
        let fixture = Fixture::of(readings);
        let writer = fixture.writer();
        let rows = "DELETE FROM now_claim; INSERT INTO now_claim SELECT id, 1, 1 FROM assertion;";
        writer.ledger().connection().execute_batch(rows).unwrap();
        writer.finish().unwrap();
        fixture
    }

    /// The articles of [`Fixture::toll`].
    pub(crate) fn readings() -> [Reading; 3] {
        let article = |outlet: &str, hour: u32, text: &str, source: Option<&str>| {
            let end = text.chars().count();
            let source = source.map(|name| {
                let start = text.find(name).unwrap();
                let start = text[..start].chars().count();
                json!({"spans": [{"start": start, "end": start + name.chars().count()}], "kind": "organisation", "name": name})
            });
            let mut chain = vec![json!({"kind": "outlet", "name": outlet})];
            chain.extend(source.iter().map(|source| json!({"kind": "organisation", "name": source["name"]})));
            serde_json::from_value(json!({"selon": 1,
                "article": {"text": text, "outlet": outlet, "language": "fr", "title": text,
                    "published": format!("2022-01-09T{hour:02}:00Z")},
                "assertions": [{"id": "a1", "content": [{"start": 0, "end": end}],
                    "form": if source.is_some() { "indirect" } else { "plain" }, "act": "assert", "source": source,
                    "cue": [], "chain": chain, "confidence": 1.0,
                    "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}))
            .unwrap()
        };
        [
            article("Le Littoral", 8, "Les émeutes à Almaty ont fait 164 morts", None),
            article(
                "La Gazette",
                9,
                "Les émeutes à Almaty ont fait 164 morts selon le ministère",
                Some("le ministère"),
            ),
            article("Horizon", 10, "Les émeutes à Almaty ont fait 164 morts", None),
        ]
    }

    /// An article of an agency, and one of a newspaper that credits it.
    pub(crate) fn reliances() -> Fixture {
        let article = |outlet: &str, text: &str, credits: serde_json::Value| {
            serde_json::from_value(json!({"selon": 1,
                "article": {"text": text, "outlet": outlet, "language": "fr", "title": text, "credits": credits}}))
            .unwrap()
        };
        Fixture::of([
            article("Agence Méridienne", "Les émeutes ont fait 164 morts.", json!([])),
            article(
                "La Gazette",
                "Les émeutes ont fait 164 morts, écrit AM.",
                json!([{"agency": "Agence Méridienne", "kb": null, "form": "with", "part": "text", "start": 38, "end": 40}]),
            ),
        ])
    }

    /// The same of two outlets, with a town, and with a place that nobody knows and whose name is meant to harm.
    pub(crate) fn places() -> Fixture {
        let article = |outlet: &str| {
            let kb = "geonames:1526384";
            serde_json::from_value(json!({"selon": 1,
                "article": {"text": "Les émeutes à Almaty ont fait 164 morts à Xyz", "outlet": outlet, "language": "fr",
                    "title": "Almaty"},
                "entities": [
                    {"id": "e1", "start": 14, "end": 20, "text": "Almaty", "type": "place", "name": "Almaty", "kb": kb,
                        "match": "alias", "confidence": 1.0},
                    {"id": "e2", "start": 42, "end": 45, "text": "Xyz", "type": "place",
                        "name": "Xyz<script>alert(1)</script>\u{202E}", "kb": null, "confidence": 1.0}],
                "knowledge": [{"kb": kb, "name": "Almaty", "type": "place", "country": "KZ", "source": "GeoNames",
                    "date": "2026", "licence": "CC BY 4.0"}],
                "assertions": [{"id": "a1", "content": [{"start": 0, "end": 45}], "form": "plain", "act": "assert",
                    "source": null, "cue": [], "chain": [{"kind": "outlet", "name": outlet}], "confidence": 1.0,
                    "entities": ["e1", "e2"],
                    "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}))
            .unwrap()
        };
        Fixture::joined([article("Le Littoral"), article("Horizon")])
    }

    /// The one who writes to the ledger.
    pub(crate) fn writer(&self) -> Writer {
        let run = Run { program: "test".into(), extractor: json!({}), base: Base::built_in() };
        Writer::open(&self.ledger(), run).unwrap()
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.path().join("story.selon")
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk::new(&self.ledger(), Base::built_in(), ([127, 0, 0, 1], 7358).into(), Access::Loopback).unwrap()
    }

    pub(crate) fn router(&self) -> Router {
        router(Arc::new(self.desk()))
    }

    /// Where an address leads.
    pub(crate) async fn leads_to(&self, address: &str) -> String {
        let request = Request::get(address).header("host", "127.0.0.1:7358").body(Body::empty());
        let response = self.router().oneshot(request.unwrap()).await.unwrap();
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    /// The status and the body of a page, as a browser on this machine gets it.
    pub(crate) async fn get(&self, address: &str) -> (StatusCode, String) {
        let request = Request::get(address).header("host", "127.0.0.1:7358").header("accept-language", "fr");
        answer(self.router(), request.body(Body::empty()).unwrap()).await
    }
}

/// A reading as it is added.
pub(crate) fn deposit(reading: Reading) -> Deposit {
    let place = reading.article.id.clone();
    Deposit::new(reading, None, place, Base::built_in(), &|_| Vec::new()).unwrap()
}

/// What a router answers.
pub(crate) async fn answer(router: Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// One who never gets done with what is added until nobody listens any more.
#[derive(Debug)]
pub(crate) struct Nobody;

impl Intake for Nobody {
    fn add(&self, _: &[Source], told: &mut (dyn FnMut(Progress) -> bool + Send)) -> Result<Summary, Wording> {
        while told(Progress::At { done: 0, total: 1, articles: 0, rate: 0.0 }) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Ok(Summary::default())
    }

    fn read(&self, _: &Source) -> Result<Reading, Wording> {
        Err(Wording::of(|_| String::new()))
    }
}
