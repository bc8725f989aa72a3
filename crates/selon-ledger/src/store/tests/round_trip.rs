//! What is added is what is read.

use proptest::prelude::*;
use selon_record::{Article, Offsets, Reading};

use super::{deposit, reading, run};
use crate::{Added, ArticleId, Writer};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_reading_comes_back_as_it_was(readings in proptest::collection::vec(reading(), 1..4)) {
        let mut writer = Writer::in_memory(run());
        for reading in readings {
            prop_assert_eq!(reading.violations(), []);
            let added = writer.add(&deposit(reading.clone())).unwrap();
            let id = added.article();
            prop_assert_eq!(writer.add(&deposit(reading.clone())).unwrap(), Added::Known(id));
            prop_assert_eq!(writer.ledger().reading(id).unwrap().unwrap(), reading.clone());
            let stored = writer.ledger().article(id).unwrap().unwrap();
            prop_assert_eq!(&stored.article, &reading.article);
            let original = writer.ledger().original(id).unwrap().unwrap();
            prop_assert_eq!(&*original.bytes, reading.article.text.as_bytes());
            assertions_are_those_of(&reading, id, &writer);
        }
        let damage = writer.ledger().verify().unwrap();
        prop_assert!(damage.is_empty(), "{damage:?}");
    }
}

fn assertions_are_those_of(reading: &Reading, id: ArticleId, writer: &Writer) {
    let ids = writer.ledger().assertions_of(id).unwrap();
    assert_eq!(ids.len(), reading.assertions.len());
    let offsets = Offsets::new(&reading.article.text);
    for (assertion, id) in reading.assertions.iter().zip(&ids) {
        let stored = writer.ledger().assertion(*id).unwrap().unwrap();
        assert_eq!(stored.name, assertion.id);
        assert_eq!(
            stored.parent,
            assertion.parent.as_ref().map(|parent| {
                ids[reading.assertions.iter().position(|other| other.id == *parent).unwrap()]
            })
        );
        assert_eq!(stored.level, assertion.certainty.level);
        assert_eq!(stored.confidence, assertion.confidence);
        assert_eq!(stored.chain.len(), assertion.chain.len());
        assert_eq!(
            stored.source.map(|source| source.kind),
            assertion.source.as_ref().map(|source| source.kind)
        );
        let parts: Vec<_> = assertion.content.iter().map(|span| offsets.slice(*span).unwrap()).collect();
        assert_eq!(stored.content, parts.join(" … "));
        assert!(assertion.cue.iter().all(|cue| stored.spans.iter().any(|evidence| evidence.span == *cue)));
    }
}

fn article(id: &str, text: &str) -> Article {
    Article { id: id.into(), ..Article::new(text) }
}

#[test]
fn another_text_under_the_same_name_is_a_new_version() {
    let mut writer = Writer::in_memory(run());
    let mut add = |article| writer.add(&deposit(Reading::new(article))).unwrap().article();
    let first = add(article("7", "Trois morts."));
    let second = add(article("7", "Quatre morts."));
    let third = add(article("7", "Cinq morts."));
    assert_eq!(add(article("7", "Trois morts.")), first);
    // Two tables that number their rows: another's address or outlet makes it another article.
    let elsewhere = |address: &str, text| Article { url: Some(address.into()), ..article("7", text) };
    let other = add(elsewhere("https://a.example/7", "Neige."));
    let foreign = add(elsewhere("https://b.example/7", "Pluie."));
    let supersedes = |id| writer.ledger().article(id).unwrap().unwrap().supersedes;
    assert_eq!([supersedes(first), supersedes(second), supersedes(third)], [None, Some(first), Some(second)]);
    assert_eq!(supersedes(foreign), Some(third), "not {other}, which stands at another address");
}

#[test]
fn the_same_words_elsewhere_are_another_article() {
    let mut writer = Writer::in_memory(run());
    let mut add = |outlet: &str| {
        let article = Article { outlet: Some(outlet.into()), ..Article::new("Il pleut.") };
        writer.add(&deposit(Reading::new(article))).unwrap().article()
    };
    let (first, second) = (add("La Gazette"), add("Le Courrier"));
    assert_ne!(first, second);
    assert_eq!(writer.ledger().article(second).unwrap().unwrap().supersedes, None);
}

#[test]
fn a_failure_is_kept_once() {
    let mut writer = Writer::in_memory(run());
    let reason = serde_json::json!({"code": "bad_line", "column": 7});
    for _ in 0..2 {
        writer.fail("a.jsonl:3", &reason, Some(&[7; 32])).unwrap();
        writer.fail("a.jsonl:3", &reason, None).unwrap();
    }
    let failures = writer.ledger().failures().unwrap();
    assert_eq!(failures.len(), 2);
    assert_eq!((&*failures[0].place, &failures[0].reason), ("a.jsonl:3", &reason));
}

#[test]
fn a_ledger_says_the_same_whoever_added_and_when() {
    let digest = |texts: &[&str], program: &str| {
        let mut writer = Writer::in_memory(crate::Run { program: program.into(), ..run() });
        for text in texts {
            writer.add(&deposit(Reading::new(Article::new(*text)))).unwrap();
            writer.read_with(serde_json::json!({ "after": text }));
        }
        writer.ledger().digest().unwrap()
    };
    assert_eq!(digest(&["un", "deux"], "one"), digest(&["un", "deux", "un"], "another"));
    assert_ne!(digest(&["un", "deux"], "one"), digest(&["deux", "un"], "one"));
    assert_ne!(digest(&["un"], "one"), digest(&["deux"], "one"));
}
