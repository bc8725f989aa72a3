//! Ledgers of every version there was, as the program of that time wrote them: each is brought up to date and keeps all that
//! is in it. `ledgers/N.selon.zst` is one of version N: two articles, the second with words of the first, one line that is no
//! article, one decision (`selon add`, `selon edit LEDGER part 1 2`). A file once released stays as it is.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use selon_kb::Base;
use selon_ledger::origins::Node;
use selon_ledger::{Added, ArticleId, AssertionId, Decision, Deposit, Ledger, Run, Writer};
use selon_record::{Article, Reading};
use serde_json::json;

fn run() -> Run {
    Run { program: "test".into(), extractor: json!({}), base: Base::built_in() }
}

/// The frozen ledger of a version, in a folder of its own.
fn frozen(version: u32, folder: &Path) -> PathBuf {
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/ledgers/{version}.selon.zst"));
    let stored = std::fs::read(&stored).unwrap_or_else(|error| panic!("{}: {error}", stored.display()));
    let path = folder.join(format!("{version}.selon"));
    std::fs::write(&path, zstd::decode_all(&*stored).unwrap()).unwrap();
    path
}

fn version(path: &Path) -> u32 {
    let connection = Connection::open(path).unwrap();
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// Every table, index and trigger, by name.
fn schema(path: &Path) -> Vec<(String, Option<String>)> {
    let connection = Connection::open(path).unwrap();
    let mut asked = connection
        // What SQLite keeps for its planner is there or not.
        .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")
        .unwrap();
    let rows = asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn every_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.selon");
    Writer::open(&new, run()).unwrap().finish().unwrap();
    let today = version(&new);
    for of in 1..=today {
        let path = frozen(of, folder.path());
        assert_eq!(version(&path), of);
        let mut writer = Writer::open(&path, run()).unwrap();
        let reading = Reading::new(Article::new("Il pleut."));
        let deposit = Deposit::new(reading, None, "new.txt", Base::built_in(), &|_| Vec::new()).unwrap();
        assert_eq!(writer.add(&deposit).unwrap(), Added::New(ArticleId(3)), "it can be added to");
        writer.finish().unwrap();
        assert_eq!(version(&path), today);
        assert_eq!(schema(&path), schema(&new), "as one that is made today");
        kept(&Ledger::open(&path).unwrap());
    }
}

/// What the frozen ledgers hold.
fn kept(ledger: &Ledger) {
    assert_eq!(ledger.verify().unwrap(), []);
    let article = ledger.article(ArticleId(2)).unwrap().unwrap();
    assert_eq!(article.place, "two.jsonl:2");
    let text = "Douze soldats auraient été tués mardi 4 janvier à Paris, selon le ministère de la Défense. (avec ADN)\n";
    assert_eq!(article.article.text, text);
    let reading = ledger.reading(ArticleId(2)).unwrap().unwrap();
    assert_eq!(
        (&*reading.article.text, reading.assertions.len()),
        (text, ledger.assertions_of(ArticleId(2)).unwrap().len())
    );
    assert_eq!(ledger.failures().unwrap()[0].reason["code"], "bad_line");
    let decisions = ledger.decisions().unwrap();
    let articles = |node: &Node| matches!(node, Node::Article(1 | 2));
    assert!(
        matches!(&decisions[0].decision, Decision::Part(between) if articles(&between.a) && articles(&between.b))
    );
    assert_eq!((decisions[0].who.as_deref(), decisions[0].stands), (Some("Ana"), true));
    let first = ledger.assertions_of(ArticleId(1)).unwrap()[1];
    let claim = ledger.claim_of(AssertionId(first.0)).unwrap().unwrap();
    let story = ledger.story(claim, Base::built_in()).unwrap().unwrap();
    assert_eq!(story.occurrences.len(), 2);
    assert_eq!((story.origins.at_least, story.origins.at_most), (2, 2), "by the decision");
}
