//! Words found, and where they stand.

use selon_record::{Article, Offsets, Reading};

use super::{deposit, run};
use crate::{Filters, Writer};

fn ledger() -> Writer {
    let mut writer = Writer::in_memory(run());
    for (outlet, published, title, text) in [
        ("La Gazette", "2022-01-06", "Almaty reprise", "L’état d’urgence est levé à Almaty."),
        ("Le Courrier", "2022-01-09", "Bilan", "À Almaty, l’état d'urgence reste en vigueur."),
        ("La Gazette", "2022-02", "Neige", "Rien de neuf."),
    ] {
        let article = Article {
            outlet: Some(outlet.into()),
            published: Some(published.into()),
            title: Some(title.into()),
            language: "fr".into(),
            ..Article::new(text)
        };
        writer.add(&deposit(Reading::new(article))).unwrap();
    }
    writer
}

#[test]
fn articles_are_found_with_the_places_of_the_words() {
    let writer = ledger();
    let hits = writer.ledger().search_articles("almaty \"etat d’urgence\"", &Filters::default()).unwrap();
    let first = writer.ledger().article(hits[0].article).unwrap().unwrap().article;
    assert_eq!((hits.len(), first.title.as_deref()), (2, Some("Almaty reprise")), "the title counts more");
    let offsets = Offsets::new(&first.text);
    let words: Vec<_> = hits[0].in_text.iter().map(|span| offsets.slice(*span).unwrap()).collect();
    assert_eq!(words, ["état d’urgence", "Almaty"]);
    assert_eq!((hits[0].in_title.len(), offsets.slice(hits[0].excerpt)), (1, Ok(&*first.text)));
}

#[test]
fn filters_narrow_what_is_found() {
    let writer = ledger();
    let count = |filters: Filters| writer.ledger().search_articles("almaty OR neuf", &filters).unwrap().len();
    assert_eq!(count(Filters::default()), 3);
    assert_eq!(count(Filters { voices: vec!["la gazette".into()], ..Filters::default() }), 2);
    assert_eq!(count(Filters { voices: vec!["x".into(), "la gazette".into()], ..Filters::default() }), 2);
    assert_eq!(count(Filters { languages: vec!["en".into()], ..Filters::default() }), 0);
    let january_8 = 1_641_600_000;
    assert_eq!(count(Filters { from: Some(january_8), ..Filters::default() }), 2);
    assert_eq!(count(Filters { to: Some(january_8), ..Filters::default() }), 1);
    assert_eq!(count(Filters { entities: vec!["country:KZ".into()], ..Filters::default() }), 0);
    assert_eq!(count(Filters { offset: 1, limit: Some(1), ..Filters::default() }), 1);
    assert_eq!(writer.ledger().search_articles("( \" ", &Filters::default()).unwrap(), []);
}

#[test]
fn assertions_are_found() {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut writer = Writer::in_memory(run());
    for _ in 0..20 {
        writer.add(&deposit(super::reading().new_tree(&mut runner).unwrap().current())).unwrap();
    }
    let hits = writer.ledger().search_assertions("solda*", &Filters::default()).unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        let assertion = writer.ledger().assertion(hit.assertion).unwrap().unwrap();
        assert_eq!(assertion.article, hit.article);
        let offsets = Offsets::new(&assertion.content);
        for span in &hit.in_content {
            assert!(offsets.slice(*span).unwrap().starts_with("solda"));
        }
    }
}
