//! Readings to add: one with a record of every kind, and random ones.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use selon_kb::Base;
use selon_record::*;
use serde_json::json;

use crate::{Deposit, Original, Run};

/// Who adds.
pub(in super::super) fn run() -> Run {
    Run { program: "test".into(), extractor: json!({}), base: Base::built_in() }
}

/// A deposit of a reading, with its text as original bytes.
pub(in super::super) fn deposit(reading: Reading) -> Deposit {
    let bytes = reading.article.text.as_bytes().into();
    let original = Original { bytes, media_type: Some("text/plain".into()), encoding: None };
    Deposit::new(reading, Some(original), "sample.txt", Base::built_in(), &|_| Vec::new())
        .expect("a sound reading")
}

/// Texts with letters of one to four bytes.
const WORDS: &[&str] =
    &["Selon", "le", "été", "« Nour »", "mardi", "douze", "soldats", "Алматы", "😀", "aurait", "\u{0}"];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(WORDS), 8..30).prop_map(|words| words.join(" "))
}

/// A reading of random words, with records of every kind.
pub(in super::super) fn reading() -> impl Strategy<Value = Reading> {
    let article =
        (text(), "[a-c]{1,3}", proptest::option::of("[a-c]{0,3}"), proptest::option::of("2022-0[1-9]"));
    let numbers = proptest::collection::vec(any::<Index>(), 24);
    (article, numbers, 0.0..=1.0f64, any::<f64>().prop_filter("finite", |number| number.is_finite()))
        .prop_map(|((text, id, outlet, published), numbers, confidence, amount)| {
            let mut article = Article::new(text);
            (article.id, article.outlet, article.published) = (id, outlet, published);
            article.dated = article.published.is_some().then_some(Dated::Feed);
            made_up(article, &numbers, confidence, amount)
        })
}

/// Records at places that the numbers choose.
fn made_up(article: Article, numbers: &[Index], confidence: f64, amount: f64) -> Reading {
    let length = article.text.chars().count();
    let letters: Vec<char> = article.text.chars().collect();
    let words = |span: CodePointSpan| letters[span.range()].iter().collect::<String>();
    // Four stretches in order, none empty, none sharing a letter with another.
    let quarter = length / 4;
    let stretch = |n: usize| {
        let start = n * quarter + numbers[n].index(quarter - 1);
        CodePointSpan::new(
            start,
            start + 1 + numbers[n + 4].index((n + 1) * quarter - start - 1).min(quarter),
        )
    };
    let any = |n: usize| stretch(numbers[n].index(4));
    let mut reading = Reading::new(article);
    reading.article.credits = vec![Credit {
        agency: "AFP".into(),
        kb: None,
        form: CreditForm::With,
        part: CreditPart::Text,
        span: stretch(3),
    }];
    reading.sentences = vec![stretch(0), stretch(2)];
    reading.asides = vec![Aside { span: stretch(3), kind: AsideKind::Credit }];
    reading.knowledge = vec![Knowledge {
        kb: "country:KZ".into(),
        name: "Kazakhstan".into(),
        kind: EntityType::Place,
        class: None,
        country: Some("KZ".into()),
        source: "a list".into(),
        date: "2020".into(),
        licence: "CC0".into(),
    }];
    let entity = |n: usize, kb: Option<&str>| Entity {
        id: format!("e{n}"),
        span: stretch(n),
        text: words(stretch(n)),
        kind: EntityType::Place,
        name: words(stretch(n)),
        form: EntityForm::Name,
        metonymy: n == 1,
        same: None,
        kb: kb.map(str::to_owned),
        matched: kb.map(|_| Match::Alias),
        confidence,
    };
    reading.entities = vec![entity(0, None), entity(1, Some("country:KZ"))];
    reading.times = vec![Time {
        id: "t1".into(),
        span: stretch(2),
        text: words(stretch(2)),
        kind: TimeType::Date,
        value: "2022-01-04".into(),
        from: Some("2022-01-04".into()),
        to: None,
        grain: Some(Grain::Day),
        modifier: None,
        signals: vec![stretch(1)],
    }];
    reading.quantities = vec![Quantity {
        id: "q1".into(),
        span: stretch(1),
        text: words(stretch(1)),
        dimension: Dimension::Other("loudness".into()),
        unit: None,
        value: Some(amount),
        low: None,
        high: None,
        approximate: true,
        of: None,
        si: None,
        per: None,
        over: None,
    }];
    let assertion = |n: usize, parent: Option<&str>| Assertion {
        id: format!("a{n}"),
        content: vec![any(n + 8), any(n + 12)],
        cue: vec![any(n + 16), any(n + 16)],
        source: (numbers[n].index(2) == 0).then(|| Source {
            spans: vec![any(n + 20)],
            kind: SourceKind::Unnamed,
            name: None,
            unnamed: Some(UnnamedType::On),
            entity: Some("e1".into()),
            outlet: None,
        }),
        form: Form::Frame,
        act: Act::Assert,
        parent: parent.map(str::to_owned),
        chain: vec![
            Link::to(&reading.article),
            Link { kind: SourceKind::Organisation, name: "on".into(), entity: Some("e1".into()) },
        ],
        certainty: Certainty { level: Level::Hearsay, polarity: Polarity::Negative, cues: vec![any(n)] },
        events: Vec::new(),
        times: vec!["t1".into(), "t1".into()],
        quantities: vec!["q1".into()],
        entities: vec!["e0".into()],
        confidence,
    };
    // A parent may come after what stands in it.
    reading.assertions = vec![assertion(1, Some("a2")), assertion(2, None), assertion(3, Some("a2"))];
    reading
}
