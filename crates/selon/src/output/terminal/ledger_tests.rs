//! How the answers of a ledger look, as snapshots in `tests/snapshots`, and that no text in it drives the terminal.

use selon_kb::Base;
use selon_ledger::origins::Node;
use selon_ledger::query::{ClaimRow, Quoted, Reliance, RelianceKind, Voice};
use selon_ledger::{ArticleId, Between, Decided, Decision, Deposit, Run, Writer};
use selon_record::Reading;
use serde_json::json;

use super::tests::assert_safe;
use super::wrap::columns;
use super::{Look, claims, decisions, sources, way};
use crate::messages::Interface;
use selon_samples::check;
use selon_view::Voices;
use selon_view::way::{Way, dot, json as trace_json};

const LOOK: Look =
    Look { interface: Interface::French, width: 80, colours: false, context: false, voices: Voices::Others };
const ENGLISH: Look = Look { interface: Interface::English, ..LOOK };
const HOSTILE: &str = "\u{1B}]0;title\u{7}\u{1B}[2J\u{9B}31m\u{202E}a\"b\\,\r\n\u{8}=1+1";

fn row(claim: i64, title: &str) -> ClaimRow {
    ClaimRow {
        claim,
        title: title.into(),
        assertions: 2,
        articles: 2,
        outlets: 2,
        at_least: 1,
        at_most: 1,
        first_seen: Some(1_641_733_500),
        last_seen: Some(1_641_733_500),
        contradictions: 0,
        updates: 0,
        hedge_loss: 0,
        source_loss: 0,
        edited: false,
    }
}

#[test]
fn a_list_of_claims() {
    let toll =
        "Les émeutes qui ont secoué le Kazakhstan pendant une semaine auraient fait au moins 164 morts";
    let rows = [
        ClaimRow {
            articles: 7,
            outlets: 6,
            at_most: 4,
            last_seen: Some(1_642_464_000),
            contradictions: 1,
            updates: 2,
            hedge_loss: 1,
            source_loss: 2,
            ..row(2, toll)
        },
        ClaimRow {
            last_seen: Some(1_643_733_500),
            edited: true,
            ..row(85, "Une fillette figurerait parmi les victimes")
        },
        ClaimRow {
            first_seen: None, outlets: 1, articles: 1, updates: 1, ..row(135, "قالت الوزارة")
        },
    ];
    check("claims.txt", &claims(&rows, &LOOK));
    check("claims-english.txt", &claims(&rows, &ENGLISH));
    let coloured = claims(&rows, &Look { colours: true, ..LOOK });
    check("claims-colours.txt", &coloured.replace('\u{1B}', "␛"));
    assert_eq!(claims(&[], &LOOK), "rien que plusieurs articles affirment\n");
    let narrow = claims(&rows, &Look { width: 40, ..LOOK });
    assert!(narrow.lines().all(|line| columns(line) <= 40), "{narrow}");
}

#[test]
fn a_table_of_sources() {
    let voice = |name: &str, attributed, unnamed, credited| Voice {
        voice: name.into(),
        name: name.into(),
        articles: 1 + credited,
        credited,
        assertions: 42,
        attributed,
        unnamed,
    };
    let reliance = |on: &str, kind, articles| Reliance {
        voice: "gazette".into(),
        name: "La Gazette de l’Est".into(),
        on_voice: on.into(),
        on: on.into(),
        kind,
        articles,
    };
    let quoted = |name: &str, kb: Option<&str>, assertions| Quoted {
        name: name.into(),
        kb: kb.map(str::to_owned),
        kind: "person".into(),
        assertions,
        articles: 1,
        outlets: assertions,
    };
    let voices = [voice("La Gazette de l’Est", 24, 6, 1), voice("FrontInfo", 0, 0, 0)];
    let reliances = [
        reliance("Agence Méridienne", RelianceKind::Credit, 2),
        reliance("Mir 24", RelianceKind::Citation, 1),
        reliance("Le Courrier du Littoral", RelianceKind::Copy, 1),
    ];
    let people = [
        quoted("Kassym-Jomart Tokaïev", Some("person:kassym-jomart-tokaiev"), 5),
        quoted("parquet", None, 1),
    ];
    check("sources.txt", &sources(&voices, &reliances, &people, &LOOK));
    check("sources-english.txt", &sources(&voices, &reliances, &people, &ENGLISH));
}

/// An article with one assertion, its whole text but for « , selon la police ».
fn reading(outlet: &str, hour: u8, text: &str, hedge: Option<(usize, usize)>) -> Reading {
    let sourced = text.contains(", selon");
    let end = text.find(", selon").map_or(text.chars().count(), |at| text[..at].chars().count());
    let mut chain = vec![json!({"kind": "outlet", "name": outlet})];
    chain.extend(sourced.then(|| json!({"kind": "organisation", "name": "police"})));
    serde_json::from_value(json!({"selon": 1,
        "article": {"text": text, "outlet": outlet, "language": "fr", "published": format!("2022-01-09T{hour:02}:00Z")},
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

/// A claim of three articles, one of them a copy that lost the hedge and the source, one tied by a user; what another says
/// against it, and one later.
fn a_way(outlet: &str) -> Way {
    let base = Base::built_in();
    let mut writer = Writer::in_memory(Run { program: "test".into(), extractor: json!({}), base });
    let articles = [
        ("Le Courrier", "Les heurts auraient fait 164 morts, selon la police.", Some((11, 19))),
        (outlet, "Les heurts ont fait 164 morts", None),
        ("L’Écho", "164 morts dans les heurts", None),
        ("Le Phare", "Les heurts ont fait 44 morts", None),
        ("La Vigie", "Les heurts ont fait 225 morts", None),
    ];
    for (hour, (outlet, text, hedge)) in (6..).zip(articles) {
        let deposit = Deposit::new(reading(outlet, hour, text, hedge), None, "x", base, &|_| Vec::new());
        writer.add(&deposit.unwrap()).unwrap();
    }
    writer.commit().unwrap();
    // What would be found depends on models that this is no test of.
    let rows = "DELETE FROM now_claim;
        INSERT INTO now_claim VALUES (1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 4, 4), (5, 5, 5);
        DROP TRIGGER \"relation refuses DELETE\"; DELETE FROM relation;
        INSERT INTO relation VALUES (1, 2, 4, 'contradiction', 'number', 0.9,
                                     '[{\"slot\":\"number\",\"a\":\"164 morts\",\"b\":\"44 morts\",\"verdict\":\"conflict\"}]'),
                                    (2, 2, 5, 'update', 'number', 0.9, '[]');
        INSERT OR IGNORE INTO copy VALUES (1, 1, 2, 'near', 'forward', 0.8, 1, 1, '[]');
        INSERT OR IGNORE INTO passage VALUES (1, 0, 34, 0, 29);";
    writer.ledger().connection().execute_batch(rows).unwrap();
    let tie = Decision::Tie(Between { a: Node::Article(3), b: Node::Article(1) });
    writer.edit(&tie, Some("Ana"), Some("même dépêche")).unwrap();
    let ledger = writer.ledger();
    let story = ledger.story(1, base).unwrap().unwrap();
    let stored = |id: i64| (id, ledger.article(ArticleId(id)).unwrap().unwrap());
    let mut decisions = ledger.decisions().unwrap();
    decisions.iter_mut().for_each(|decided| decided.at = "2026-11-23T04:50:00Z".into());
    Way { claim: 1, story, articles: (1..=5).map(stored).collect(), decisions }
}

#[test]
fn the_way_of_a_claim() {
    let of = a_way("La Gazette");
    check("trace.txt", &way(&of, &LOOK));
    check("trace-english.txt", &way(&of, &ENGLISH));
    check("trace.dot", &dot(&of, Interface::English));
    let coloured = way(&of, &Look { colours: true, ..LOOK });
    check("trace-colours.txt", &coloured.replace('\u{1B}', "␛"));
    let narrow = way(&of, &Look { width: 40, ..LOOK });
    assert!(narrow.lines().all(|line| columns(line) <= 40), "{narrow}");
}

#[test]
fn what_was_decided() {
    let decided = |id, decision, stands| Decided {
        id,
        at: "2026-11-23T04:50:00Z".into(),
        who: (id == 1).then(|| "Ana".into()),
        why: (id == 1).then(|| "le même bilan".into()),
        decision,
        stands,
    };
    let pair = || Between { a: Node::Article(3), b: Node::Article(7) };
    let number = selon_ledger::AssertionId;
    let all = [
        decided(1, Decision::Join(number(2), number(85)), true),
        decided(2, Decision::TakeOut([number(7)].into()), false),
        decided(3, Decision::TakeOut([number(7), number(12)].into()), true),
        decided(4, Decision::Part(pair()), true),
        decided(5, Decision::Tie(pair()), true),
        decided(6, Decision::Undo(2), true),
    ];
    check("decisions.txt", &decisions(&all, &LOOK));
    check("decisions-english.txt", &decisions(&all, &ENGLISH));
}

#[test]
fn no_text_of_a_ledger_drives_the_terminal() {
    let way_of_it = a_way(HOSTILE);
    for page in
        [claims(&[row(1, HOSTILE)], &LOOK), way(&way_of_it, &LOOK), dot(&way_of_it, Interface::French)]
    {
        assert_safe(&page);
    }
    assert!(serde_json::from_str::<serde_json::Value>(&trace_json(&way_of_it)).is_ok());
    // Every quotation mark within a name of the graph is escaped: what is left pairs up on each line.
    let graph = dot(&way_of_it, Interface::French);
    let marks = |line: &str| line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
    assert!(graph.lines().all(|line| marks(line) % 2 == 0), "{graph}");
}
