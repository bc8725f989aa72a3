//! A record's JSON is the one that is promised, and comes back as it went out.

use proptest::prelude::*;
use selon_record::*;
use serde_json::json;

/// A reading with one record of every kind.
fn full() -> Reading {
    let text = "Selon Avia.pro, douze soldats auraient été tués mardi à Nour.";
    let offsets = Offsets::new(text);
    let at = |words: &str| {
        let start = text.find(words).expect("words of the text");
        offsets.record(Span::new(start, start + words.len())).expect("a span of the text")
    };
    let mut article = Article::new(text);
    article.outlet = Some("La Gazette".into());
    let mut reading = Reading::new(article);
    reading.sentences = vec![at(text)];
    reading.entities = vec![Entity {
        id: "e1".into(),
        span: at("Avia.pro"),
        text: "Avia.pro".into(),
        kind: EntityType::Outlet,
        name: "Avia.pro".into(),
        form: EntityForm::Name,
        metonymy: false,
        same: None,
        kb: None,
        matched: None,
        confidence: 0.9,
    }];
    reading.times = vec![Time {
        id: "t1".into(),
        span: at("mardi"),
        text: "mardi".into(),
        kind: TimeType::Date,
        value: "XXXX-WXX-2".into(),
        from: None,
        to: None,
        grain: Some(Grain::Day),
        modifier: None,
        signals: Vec::new(),
    }];
    reading.quantities = vec![Quantity {
        id: "q1".into(),
        span: at("douze soldats"),
        text: "douze soldats".into(),
        dimension: Dimension::Count,
        unit: None,
        value: Some(12.0),
        low: None,
        high: None,
        approximate: false,
        of: Some("soldats".into()),
        si: None,
        per: None,
        over: None,
    }];
    reading.events = vec![Event {
        id: "v1".into(),
        span: at("tués"),
        kind: EventType::Assault,
        mode: None,
        actors: vec![],
        recipients: vec![],
        place: None,
        time: Some("t1".into()),
        polarity: Polarity::Positive,
        certainty: Level::Hearsay,
    }];
    reading.assertions = vec![Assertion {
        id: "a1".into(),
        content: vec![at("douze soldats auraient été tués mardi à Nour")],
        cue: vec![at("Selon")],
        source: Some(Source {
            spans: vec![at("Avia.pro")],
            kind: SourceKind::Outlet,
            name: Some("Avia.pro".into()),
            entity: Some("e1".into()),
            outlet: Some("Avia.pro".into()),
            unnamed: None,
        }),
        form: Form::Frame,
        act: Act::Assert,
        parent: None,
        chain: vec![
            Link { kind: SourceKind::Outlet, name: "La Gazette".into(), entity: None },
            Link { kind: SourceKind::Outlet, name: "Avia.pro".into(), entity: Some("e1".into()) },
        ],
        certainty: Certainty {
            level: Level::Hearsay,
            polarity: Polarity::Positive,
            cues: vec![at("auraient")],
        },
        events: vec!["v1".into()],
        times: vec!["t1".into()],
        quantities: vec!["q1".into()],
        entities: vec![],
        confidence: 0.8,
    }];
    reading
}

#[test]
fn every_field_is_spelled_as_promised() {
    let json = serde_json::to_value(full()).unwrap();
    assert_eq!(json["selon"], 1);
    assert_eq!(json["article"]["url"], json!(null));
    assert_eq!(
        json["entities"][0],
        json!({"id": "e1", "start": 6, "end": 14, "text": "Avia.pro", "type": "outlet", "name": "Avia.pro",
               "kb": null, "confidence": 0.9})
    );
    assert_eq!(
        json["times"][0],
        json!({"id": "t1", "start": 48, "end": 53, "text": "mardi", "type": "DATE", "value": "XXXX-WXX-2",
               "from": null, "to": null, "grain": "day", "mod": null, "signals": []})
    );
    assert_eq!(
        json["quantities"][0],
        json!({"id": "q1", "start": 16, "end": 29, "text": "douze soldats", "dimension": "count", "unit": null,
               "value": 12.0, "low": null, "high": null, "approximate": false, "of": "soldats", "si": null,
               "per": null, "over": null})
    );
    assert_eq!(
        json["events"][0],
        json!({"id": "v1", "start": 43, "end": 47, "type": "ASSAULT", "mode": null, "actors": [],
               "recipients": [], "place": null, "time": "t1", "polarity": "positive", "certainty": "hearsay"})
    );
    assert_eq!(
        json["assertions"][0],
        json!({"id": "a1", "content": [{"start": 16, "end": 60}], "cue": [{"start": 0, "end": 5}],
               "source": {"spans": [{"start": 6, "end": 14}], "kind": "outlet", "name": "Avia.pro",
                          "unnamed": null, "entity": "e1", "outlet": "Avia.pro"},
               "form": "frame", "act": "assert", "parent": null,
               "chain": [{"kind": "outlet", "name": "La Gazette", "entity": null},
                         {"kind": "outlet", "name": "Avia.pro", "entity": "e1"}],
               "certainty": {"level": "hearsay", "polarity": "positive", "cues": [{"start": 30, "end": 38}]},
               "events": ["v1"], "times": ["t1"], "quantities": ["q1"], "entities": [], "confidence": 0.8})
    );
}

#[test]
fn a_reading_comes_back_and_keeps_its_invariants() {
    let reading = full();
    assert_eq!(reading.violations(), vec![]);
    let json = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
}

#[test]
fn unknown_fields_are_tolerated_and_missing_lists_are_empty() {
    let json = r#"{"selon": 1, "later": true, "article": {"text": "Il pleut.", "topic": "weather"},
                   "entities": [{"id": "e", "start": 0, "end": 2, "text": "Il", "type": "other", "name": "Il",
                                 "confidence": 1, "more": []}]}"#;
    let reading: Reading = serde_json::from_str(json).unwrap();
    assert_eq!(reading.assertions, vec![]);
    assert_eq!(reading.entities[0].kb, None);
}

#[test]
fn an_article_needs_only_its_text() {
    let read = |json| serde_json::from_str::<Article>(json).unwrap();
    assert_eq!(read(r#"{"text": "a"}"#), Article::new("a"));
    assert_eq!(read(r#"{"id": 7, "text": "a"}"#).id, "7");
    assert_eq!(read(r#"{"id": null, "language": null, "text": "a"}"#), Article::new("a"));
    assert!(serde_json::from_str::<Article>(r#"{"title": "a"}"#).is_err());
}

#[test]
fn an_unlisted_dimension_is_kept() {
    let dimension: Dimension = serde_json::from_str("\"pressure\"").unwrap();
    assert_eq!(dimension, Dimension::Other("pressure".into()));
    assert_eq!(serde_json::to_string(&dimension).unwrap(), "\"pressure\"");
    assert_eq!(serde_json::from_str::<Dimension>("\"money\"").unwrap(), Dimension::Money);
}

#[test]
fn every_violation_is_found() {
    let broken = |change: fn(&mut Reading)| {
        let mut reading = full();
        change(&mut reading);
        let found = reading.violations();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].to_string()
    };
    let expected = |said: String, words: &str| assert!(said.contains(words), "{said}");
    expected(broken(|r| r.times[0].span.end = 999), "times[0]: the span does not slice");
    expected(broken(|r| r.assertions[0].cue[0].end = 0), "assertions[0].cue[0]: the span is empty");
    expected(broken(|r| r.entities[0].text = "Avia".into()), "the text is \"Avia\"");
    expected(broken(|r| r.sentences.push(CodePointSpan::new(3, 4))), "sentences[1]: starts before");
    expected(broken(|r| r.sentences[0] = CodePointSpan::new(5, 5)), "sentences[0]: the span is empty");
    let aside = |start, end| Aside { span: CodePointSpan::new(start, end), kind: AsideKind::Joint };
    let asides = |asides: &[Aside]| {
        let mut reading = full();
        reading.asides = asides.to_vec();
        reading.violations().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(asides(&[aside(0, 2), aside(2, 3)]), "");
    assert_eq!(asides(&[aside(0, 2), aside(1, 3)]), "asides[1]: starts before the aside before it ends");
    expected(
        broken(|r| {
            let span = CodePointSpan::new(r.times[0].span.end - 1, r.times[0].span.end + 1);
            r.times.push(Time { id: "t2".into(), span, text: "i ".into(), ..r.times[0].clone() });
        }),
        "times[1]: crosses a time before it",
    );
    expected(
        broken(|r| r.quantities.push(Quantity { id: "q2".into(), ..r.quantities[0].clone() })),
        "quantities[1]: starts before the quantity before it ends",
    );
    expected(
        broken(|r| r.times[0].signals = vec![CodePointSpan::new(3, 3)]),
        "times[0].signals[0]: the span is empty",
    );
    expected(broken(|r| r.quantities[0].value = Some(f64::INFINITY)), "quantities[0]: no amount");
    expected(
        broken(|r| (r.quantities[0].low, r.quantities[0].high) = (Some(2.0), Some(1.0))),
        "quantities[0]: no amount",
    );
    expected(broken(|r| r.entities.push(r.entities[0].clone())), "the id \"e1\" was used before");
    expected(broken(|r| r.events[0].time = Some("e1".into())), "no record of times has the id \"e1\"");
    expected(broken(|r| r.assertions[0].parent = Some("a1".into())), "its own ancestor");
    expected(broken(|r| r.assertions[0].content.clear()), "nothing is asserted");
    expected(broken(|r| r.assertions[0].chain.clear()), "does not start at the article");
    expected(broken(|r| r.assertions[0].chain[0].kind = SourceKind::Person), "does not start at the article");
    expected(broken(|r| r.assertions[0].chain[0].name = "article".into()), "does not start at the article");
    expected(broken(|r| r.assertions[0].confidence = f64::NAN), "the confidence is NaN");
}

proptest! {
    #[test]
    fn offsets_come_back(text in "\\PC*|[aé€😀\n]{0,600}") {
        let offsets = Offsets::new(&text);
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        prop_assert_eq!(offsets.code_points(), bytes.len() - 1);
        for (code_point, &byte) in bytes.iter().enumerate() {
            prop_assert_eq!(offsets.code_point(byte), Ok(code_point));
            prop_assert_eq!(offsets.byte(code_point), Ok(byte));
        }
        for byte in 0..text.len() {
            prop_assert_eq!(offsets.code_point(byte).is_ok(), text.is_char_boundary(byte));
        }
        prop_assert!(offsets.code_point(text.len() + 1).is_err());
        prop_assert!(offsets.byte(bytes.len()).is_err());
        prop_assert!(offsets.span(CodePointSpan::new(1, 0)).is_err());
    }

    #[test]
    fn a_quote_selector_finds_its_words_or_nothing(text in "[abé ]{0,60}", a in 0usize..60, b in 0usize..60) {
        let offsets = Offsets::new(&text);
        let (a, b) = (a.min(offsets.code_points()), b.min(offsets.code_points()));
        let span = CodePointSpan::new(a.min(b), a.max(b));
        let selector = TextQuoteSelector::new(&offsets, span, 4).unwrap();
        prop_assert!(selector.resolve(&offsets).is_none_or(|found| found == span));
        let whole = TextQuoteSelector::new(&offsets, span, 60).unwrap();
        prop_assert_eq!(whole.resolve(&offsets), (!text.is_empty() || span.is_empty()).then_some(span));
    }

    #[test]
    fn any_number_and_text_comes_back(text in "\\PC*", value in proptest::num::f64::NORMAL, confidence in 0.0..=1.0) {
        let mut reading = full();
        reading.article = Article::new(text);
        reading.quantities[0].value = Some(value);
        reading.assertions[0].confidence = confidence;
        let json = serde_json::to_string(&reading).unwrap();
        prop_assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
    }
}
