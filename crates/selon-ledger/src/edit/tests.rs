//! Decisions about a ledger of four articles: two claims of two assertions each, which disagree.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::origins::Node;
use crate::query::ClaimQuery;
use crate::{Deposit, Run, Writer};

fn writer() -> Writer {
    let base = selon_kb::Base::built_in();
    let mut writer = Writer::in_memory(Run { program: "test".into(), extractor: json!({}), base });
    let texts = ["164 morts", "164 tués", "44 morts", "44 tués"];
    for (hour, text) in (6..).zip(texts) {
        let outlet = format!("Journal {hour}");
        let reading = serde_json::from_value(json!({"selon": 1,
            "article": {"text": text, "outlet": outlet, "language": "fr", "published": format!("2022-01-09T0{hour}:00Z")},
            "assertions": [{"id": "a1", "content": [{"start": 0, "end": text.chars().count()}], "form": "plain",
                "act": "assert", "source": null, "cue": [], "chain": [{"kind": "outlet", "name": outlet}],
                "certainty": {"level": "certain", "polarity": "positive", "cues": []}, "confidence": 1.0}]}));
        let deposit = Deposit::new(reading.unwrap(), None, "x", base, &|_| Vec::new()).unwrap();
        writer.add(&deposit).unwrap();
    }
    let rows = "INSERT INTO now_claim VALUES (1, 1, 1), (2, 1, 1), (3, 3, 3), (4, 3, 3);
        INSERT INTO relation VALUES (1, 1, 3, 'contradiction', 'number', 0.9, '[]'),
                                    (2, 2, 4, 'contradiction', 'number', 0.9, '[]');";
    writer.ledger().connection().execute_batch(rows).unwrap();
    writer.commit().unwrap();
    writer
}

fn claims(writer: &Writer) -> Vec<i64> {
    (1..=4).map(|n| writer.ledger().claim_of(AssertionId(n)).unwrap().unwrap()).collect()
}

/// Number, assertions, contradictions, and whether somebody changed it.
fn listed(writer: &Writer) -> Vec<(i64, u32, u32, bool)> {
    let rows = writer.ledger().claims(&ClaimQuery::default()).unwrap();
    let mut rows: Vec<_> =
        rows.iter().map(|row| (row.claim, row.assertions, row.contradictions, row.edited)).collect();
    rows.sort_unstable();
    rows
}

fn take_out(numbers: &[i64]) -> Decision {
    Decision::TakeOut(numbers.iter().copied().map(AssertionId).collect())
}

fn between(a: i64, b: i64) -> Between {
    Between { a: Node::Article(a), b: Node::Article(b) }
}

#[test]
fn claims_are_joined_split_and_as_before() {
    let mut writer = writer();
    let join = Decision::Join(AssertionId(2), AssertionId(3));
    assert_eq!(writer.edit(&join, Some("moi"), Some("une faute de frappe")).unwrap(), 1);
    assert_eq!(claims(&writer), [1, 1, 1, 1]);
    assert_eq!(listed(&writer), [(1, 4, 0, true)]);
    assert_eq!(writer.edit(&take_out(&[2, 4]), None, None).unwrap(), 2);
    assert_eq!(claims(&writer), [1, 2, 1, 2]);
    assert_eq!(writer.edit(&Decision::Undo(1), None, None).unwrap(), 3);
    assert_eq!(claims(&writer), [1, 2, 3, 2]);
    assert_eq!(listed(&writer), [(1, 1, 1, true), (2, 2, 0, true), (3, 1, 1, true)]);
    writer.edit(&Decision::Undo(2), None, None).unwrap();
    assert_eq!(listed(&writer), [(1, 2, 1, false), (3, 2, 1, false)]);
    writer.edit(&Decision::Undo(3), None, None).unwrap();
    assert_eq!(claims(&writer), [1, 1, 1, 1], "an undoing is undone");
    let decided = writer.ledger().decisions().unwrap();
    assert_eq!(decided.iter().map(|one| one.stands).collect::<Vec<_>>(), [true, false, false, true, true]);
    assert_eq!(
        (decided[0].who.as_deref(), decided[0].why.as_deref()),
        (Some("moi"), Some("une faute de frappe"))
    );
    assert_eq!((&decided[0].decision, &decided[1].decision), (&join, &take_out(&[2, 4])));
}

#[test]
fn articles_are_tied_and_parted_in_the_counting() {
    let mut writer = writer();
    let origins = |writer: &Writer| {
        let rows = writer.ledger().claims(&ClaimQuery::default()).unwrap();
        let row = rows.into_iter().find(|row| row.claim == 1).unwrap();
        (row.at_least, row.at_most)
    };
    writer.edit(&Decision::Tie(between(2, 1)), None, None).unwrap();
    assert_eq!(origins(&writer), (1, 1));
    writer.edit(&Decision::Part(between(1, 2)), None, None).unwrap();
    assert_eq!(origins(&writer), (2, 2));
    writer.edit(&Decision::Undo(2), None, None).unwrap();
    writer.edit(&Decision::Undo(1), None, None).unwrap();
    assert_eq!(origins(&writer), (1, 2));
}

#[test]
fn what_names_nothing_is_refused() {
    let mut writer = writer();
    let mut refused = |decision: Decision| writer.edit(&decision, None, None).unwrap_err().to_string();
    let join = |a, b| Decision::Join(AssertionId(a), AssertionId(b));
    assert_eq!(refused(join(1, 9)), "no claim or assertion 9 in this ledger");
    assert_eq!(refused(take_out(&[1, 7])), "no claim or assertion 7 in this ledger");
    assert_eq!(refused(Decision::Tie(between(1, 5))), "no article 5 in this ledger");
    assert_eq!(refused(Decision::Undo(1)), "no decision 1 stands in this ledger");
    for nothing in
        [join(1, 2), take_out(&[1, 2]), take_out(&[1, 3]), take_out(&[]), Decision::Part(between(1, 1))]
    {
        assert_eq!(refused(nothing), "this would change nothing");
    }
    assert!(writer.ledger().decisions().unwrap().is_empty());
    writer.edit(&join(1, 3), None, None).unwrap();
    writer.edit(&Decision::Undo(1), None, None).unwrap();
    let twice = writer.edit(&Decision::Undo(1), None, None).unwrap_err();
    assert_eq!(twice.to_string(), "no decision 1 stands in this ledger");
    let refused = writer.ledger().connection().execute("UPDATE edit SET why = 'x'", []).unwrap_err();
    assert_eq!(refused.to_string(), "append-only: edit");
    let damage = writer.ledger().verify().unwrap();
    assert_eq!(damage, []);
}

#[test]
fn decisions_go_to_another_ledger_once() {
    let mut from = writer();
    let join = Decision::Join(AssertionId(2), AssertionId(3));
    let at = |edit: Result<i64, EditError>| edit.unwrap();
    assert_eq!(at(from.edit(&join, Some("moi"), Some("une faute"))), 1);
    assert_eq!(at(from.edit(&Decision::Undo(1), None, None)), 2);
    assert_eq!(at(from.edit(&join, Some("moi"), Some("une faute"))), 3);
    assert_eq!(at(from.edit(&take_out(&[2, 4]), None, None)), 4);
    assert_eq!(at(from.edit(&Decision::Tie(between(1, 4)), None, None)), 5);
    let outlet = Between { a: Node::Outlet("AFP".into()), b: Node::Article(2) };
    assert_eq!(at(from.edit(&Decision::Part(outlet), None, None)), 6);
    let lines: Vec<String> =
        from.ledger().carried().unwrap().iter().map(|one| serde_json::to_string(one).unwrap()).collect();
    assert!(lines[0].contains(r#""who":"moi","why":"une faute","join":[{"article":""#), "{}", lines[0]);
    assert!(lines[0].contains(r#""assertion":"a1","content":"164 tués"}"#), "{}", lines[0]);

    // Others were decided here before, so that the numbers are others.
    let mut to = writer();
    at(to.edit(&Decision::Part(between(3, 4)), None, None));
    for taken in [true, false] {
        let mut numbers = BTreeMap::new();
        for line in &lines {
            let carried: CarriedDecision = serde_json::from_str(line).unwrap();
            assert_eq!(to.carry(&carried, &mut numbers).unwrap(), taken, "{line}");
        }
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]);
    }
    assert_eq!(claims(&to), claims(&from));
    let said = |writer: &Writer, from: usize| {
        let all = writer.ledger().decisions().unwrap();
        all.into_iter().skip(from).map(|one| (one.at, one.who, one.why, one.stands)).collect::<Vec<_>>()
    };
    assert_eq!(said(&to, 1), said(&from, 0));

    // What this ledger does not have.
    let other = lines[0].replace("164 tués", "163 tués");
    for (line, numbers) in [(&other, BTreeMap::new()), (&lines[1], BTreeMap::from([(7, 1)]))] {
        let carried: CarriedDecision = serde_json::from_str(line).unwrap();
        assert!(matches!(to.carry(&carried, &mut numbers.clone()), Err(EditError::NotHere)), "{line}");
    }
}

proptest! {
    #[test]
    fn nothing_stands_that_is_undone_at_the_end(undone in proptest::collection::vec(1_i64..9, 0..9)) {
        let undoing = |id: i64| if id % 3 == 0 { Decision::Undo(id / 2) } else { take_out(&[id]) };
        let decisions = (1..9).map(|id| (id, undoing(id)));
        let decisions: Vec<_> = decisions.chain((9..).zip(undone.iter().map(|id| Decision::Undo(*id)))).collect();
        let taken_back = taken_back(decisions.iter().map(|(id, decision)| (*id, decision)));
        prop_assert!(undone.iter().all(|id| taken_back.contains(id)));
        prop_assert!(taken_back.iter().all(|id| *id < 9));
    }
}
