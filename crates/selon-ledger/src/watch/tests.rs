use selon_kb::Base;
use tempfile::TempDir;

use super::{ALL, EVENTS, KNOWN, News, ONE, SEEN, SENT, TOLD, Watches};
use crate::query::ClaimRow;
use crate::{Ledger, Run, Writer};

fn run() -> Run {
    Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() }
}

fn empty() -> (TempDir, Watches) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("story.selon");
    Writer::open(&path, run()).unwrap().finish().unwrap();
    let watches = Watches::open(&path).unwrap();
    (folder, watches)
}

fn claim(claim: i64, at_least: u32, contradictions: u32, updates: u32) -> ClaimRow {
    ClaimRow {
        claim,
        title: format!("claim {claim}"),
        assertions: 2,
        articles: 2,
        outlets: 2,
        at_least,
        at_most: at_least,
        first_seen: None,
        last_seen: None,
        contradictions,
        updates,
        hedge_loss: 0,
        source_loss: 0,
        edited: false,
    }
}

fn kinds(watches: &Watches, watch: i64, after: i64) -> Vec<(News, i64)> {
    let news = watches.ledger().news(watch, after, 100).unwrap();
    news.into_iter().rev().map(|event| (event.kind, event.claim)).collect()
}

#[test]
fn what_is_more_than_ever_is_new() {
    let (_folder, watches) = empty();
    let watch = watches.add("Tolls", "q=morts", None, &[claim(1, 2, 0, 0)]).unwrap();
    assert_eq!(watches.note(watch, &[claim(1, 2, 0, 0)]).unwrap(), 0);
    assert_eq!(kinds(&watches, watch, 0), []);
    assert_eq!(watches.note(watch, &[claim(1, 3, 1, 0), claim(5, 1, 0, 0)]).unwrap(), 3);
    let first = [(News::Origin, 1), (News::Contradiction, 1), (News::Claim, 5)];
    assert_eq!(kinds(&watches, watch, 0), first);
    // It goes down, comes back, goes away: none of that is new.
    assert_eq!(watches.note(watch, &[claim(1, 2, 0, 0)]).unwrap(), 0);
    assert_eq!(watches.note(watch, &[]).unwrap(), 0);
    assert_eq!(watches.note(watch, &[claim(1, 3, 1, 0), claim(5, 1, 0, 0)]).unwrap(), 0);
    let last = watches.ledger().news(watch, 0, 1).unwrap()[0].id;
    watches.visit(watch, last).unwrap();
    assert_eq!(watches.ledger().news_seen(watch).unwrap(), last);
    assert_eq!(watches.note(watch, &[claim(5, 1, 0, 2)]).unwrap(), 1);
    assert_eq!(kinds(&watches, watch, last), [(News::Update, 5)]);
}

#[test]
fn watches_are_apart_and_end() {
    let (_folder, watches) = empty();
    let one = watches.add("One", "", Some("http://example.org/"), &[]).unwrap();
    let other = watches.add("Other", "q=x", None, &[]).unwrap();
    assert_eq!(watches.note(one, &[claim(1, 1, 0, 0)]).unwrap(), 1);
    assert_eq!(kinds(&watches, other, 0), []);
    assert_eq!(watches.ledger().watches().unwrap().len(), 2);
    assert_eq!(watches.ledger().watch(one).unwrap().unwrap().webhook.as_deref(), Some("http://example.org/"));
    for _ in 0..2 {
        watches.end(one).unwrap();
    }
    watches.end(99).unwrap();
    assert_eq!(watches.ledger().watch(one).unwrap(), None);
    assert_eq!(watches.ledger().watches().unwrap()[0].id, other);
}

#[test]
fn what_a_webhook_was_told_is_kept() {
    let (_folder, watches) = empty();
    let watch = watches.add("One", "", Some("http://example.org/"), &[]).unwrap();
    assert_eq!(watches.ledger().last_sent(watch).unwrap(), None);
    watches.sent(watch, 4, None).unwrap();
    watches.sent(watch, 7, Some("no answer")).unwrap();
    assert_eq!(watches.ledger().news_told(watch).unwrap(), 4);
    assert_eq!(watches.ledger().last_sent(watch).unwrap().unwrap().error.as_deref(), Some("no answer"));
}

#[test]
fn watches_are_written_beside_one_who_adds() {
    let (folder, watches) = empty();
    let path = folder.path().join("story.selon");
    let reader = Ledger::open(&path).unwrap();
    let before = reader.data_version().unwrap();
    let mut writer = Writer::open(&path, run()).unwrap();
    watches.add("One", "", None, &[claim(1, 1, 0, 0)]).unwrap();
    assert_ne!(reader.data_version().unwrap(), before);
    writer.fail("a.txt", &serde_json::json!({"code": "nul"}), None).unwrap();
    writer.finish().unwrap();
    assert_eq!(reader.watches().unwrap().len(), 1);
    assert!(Watches::open(&folder.path().join("none.selon")).is_err());
    assert!(!folder.path().join("none.selon").exists());
}

#[test]
fn no_question_about_watches_goes_through_a_whole_table() {
    let (_folder, watches) = empty();
    for question in [ONE, EVENTS, SEEN, SENT, TOLD, KNOWN] {
        let scans = crate::store::scans(watches.ledger().connection(), question);
        assert_eq!(scans, [""; 0], "{question}");
    }
    // The list of watches is all of them.
    assert_eq!(crate::store::scans(watches.ledger().connection(), ALL), ["SCAN w"]);
}
