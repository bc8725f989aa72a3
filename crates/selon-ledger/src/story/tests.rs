//! A claim taken out of a ledger.

use selon_record::Reading;
use serde_json::json;

use selon_kb::Base;

use crate::origins::LossKind::{Hedge, Source};
use crate::query::ClaimQuery;
use crate::{AssertionId, Decision, Deposit, Run, Writer};

/// An article with one assertion, its whole text but for « , selon la police ».
fn reading(outlet: &str, hour: u8, text: &str, hedge: Option<(usize, usize)>) -> Reading {
    let end = text.find(", selon").map_or(text.chars().count(), |at| text[..at].chars().count());
    let sourced = text.contains(", selon");
    let mut chain = vec![json!({"kind": "outlet", "name": outlet})];
    chain.extend(sourced.then(|| json!({"kind": "organisation", "name": "police"})));
    serde_json::from_value(json!({"selon": 1,
        "article": {"text": text, "outlet": outlet, "language": "fr",
            "published": format!("2022-01-09T{hour:02}:00Z")},
        "assertions": [{"id": "a1", "content": [{"start": 0, "end": end}], "form": "plain", "act": "assert",
            "source": sourced.then(|| json!({"kind": "organisation", "name": "police",
                "spans": [{"start": end + 11, "end": end + 17}]})),
            "cue": if sourced { json!([{"start": end + 2, "end": end + 7}]) } else { json!([]) },
            "chain": chain,
            "certainty": {"level": if hedge.is_some() { "hearsay" } else { "certain" }, "polarity": "positive",
                "cues": hedge.map(|(start, end)| json!({"start": start, "end": end})).into_iter().collect::<Vec<_>>()},
            "confidence": 1.0}]}))
    .unwrap()
}

#[test]
fn a_claim_is_taken_out_of_a_ledger() {
    let base = Base::built_in();
    let mut writer =
        Writer::in_memory(Run { program: "test".into(), extractor: json!({}), base: Base::built_in() });
    let texts = [
        ("Le Courrier", "Les heurts auraient fait 164 morts, selon la police.", Some((11, 19))),
        ("La Gazette", "Les heurts ont fait 164 morts", None),
        ("Le Phare", "Les heurts ont fait 44 morts", None),
    ];
    for (hour, (outlet, text, hedge)) in (6..).zip(texts) {
        writer
            .add(
                &Deposit::new(reading(outlet, hour, text, hedge), None, outlet, base, &|_| Vec::new())
                    .unwrap(),
            )
            .unwrap();
    }
    let ledger = writer.ledger();
    let rows = "INSERT OR REPLACE INTO now_claim VALUES (1, 1, 1), (2, 1, 1), (3, 3, 3);
        INSERT OR IGNORE INTO copy VALUES (1, 1, 2, 'near', 'forward', 0.8, 1, 1, '[]');
        INSERT OR IGNORE INTO passage VALUES (1, 0, 34, 0, 29);
        INSERT OR IGNORE INTO relation VALUES (9, 2, 3, 'contradiction', 'number', 0.9, '[]');";
    ledger.connection().execute_batch(rows).unwrap();

    let story = ledger.story(1, base).unwrap().unwrap();
    assert_eq!((story.origins.at_least, story.origins.at_most), (1, 1));
    let losses = &story.origins.steps[1].losses;
    let kinds: Vec<_> =
        losses.iter().map(|loss| (loss.kind, loss.before[0].span, loss.after[0].span)).collect();
    let span = selon_record::CodePointSpan::new;
    assert_eq!(kinds, [(Hedge, span(11, 19), span(11, 14)), (Source, span(36, 41), span(0, 29))]);
    assert_eq!(story.opposed[0].content, "Les heurts ont fait 44 morts");

    let part = r#"INSERT INTO edit VALUES (1, '2022-01-10T00:00:00Z', NULL, 'part',
        '{"a": {"article": 1}, "b": {"article": 2}}', NULL, NULL);"#;
    ledger.connection().execute_batch(part).unwrap();
    let parted = ledger.story(1, base).unwrap().unwrap();
    assert_eq!((parted.origins.at_least, parted.origins.at_most), (2, 2));
    assert!(ledger.story(7, base).unwrap().is_none());
}

#[test]
fn no_question_goes_through_a_whole_table() {
    let writer =
        Writer::in_memory(Run { program: "test".into(), extractor: json!({}), base: Base::built_in() });
    let connection = writer.ledger().connection();
    for analysed in [false, true] {
        let opposed = super::opposed_to();
        for question in [
            super::CLAIM_OF,
            super::ASSERTIONS_IN,
            super::FOUND_IN,
            super::MEMBERS,
            super::COPIES,
            super::PASSAGES,
            &opposed,
        ] {
            let mut scans = crate::store::scans(connection, question);
            scans.retain(|step| step != "SCAN mine"); // the articles of the claim
            assert_eq!(scans, [""; 0], "{question} {analysed}");
        }
        for question in [super::summary::FACETS, super::summary::FORGET, super::summary::FIND] {
            let mut scans = crate::store::scans(connection, question);
            // What was computed on the way, and the list of facets of one claim.
            scans.retain(|step| !["SCAN now_found", "SCAN nth", "SCAN side"].contains(&step.as_str()));
            scans.retain(|step| {
                !step.starts_with("SCAN f VIRTUAL TABLE") && !step.starts_with("SCAN (subquery")
            });
            assert_eq!(scans, [""; 0], "{question} {analysed}");
        }
        connection.execute_batch("ANALYZE").unwrap();
    }
}

#[test]
fn a_claim_is_found_by_what_it_has() {
    let base = Base::built_in();
    let mut writer = Writer::in_memory(Run { program: "test".into(), extractor: json!({}), base });
    for (hour, outlet) in [(6, "Journal un"), (7, "Journal deux")] {
        let reading = reading(outlet, hour, "Les heurts ont fait 164 morts", None);
        writer.add(&Deposit::new(reading, None, outlet, base, &|_| Vec::new()).unwrap()).unwrap();
    }
    let facets = |writer: &Writer| -> Vec<String> {
        let asked = writer.ledger().all(
            "SELECT kind || ':' || value || ' ' || claim FROM now_facet ORDER BY kind, value, claim",
            [],
            |row| row.get(0),
        );
        asked.unwrap()
    };
    let join = Decision::Join(AssertionId(1), AssertionId(2));
    writer.edit(&join, None, None).unwrap();
    let found = [
        "certainty:certain 1",
        "language:fr 1",
        "outlet:journal deux 1",
        "outlet:journal un 1",
        "published:2022-01-09 1",
        "source:author 1",
    ];
    assert_eq!(facets(&writer), found);
    let all = ClaimQuery { voices: vec!["journal un".into()], ..ClaimQuery::default() };
    assert_eq!(
        writer.ledger().facets(&all, 9).unwrap().outlets.len(),
        2,
        "what is chosen does not narrow its kind"
    );
    writer.edit(&Decision::Undo(1), None, None).unwrap();
    assert_eq!(facets(&writer), [""; 0], "a claim that is in no list is found by nothing");
}
