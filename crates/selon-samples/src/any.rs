//! Readings of all sorts, for properties that hold of each.

use proptest::prelude::*;
use selon_record::{
    Act, Article, Assertion, Certainty, CodePointSpan, Dimension, Entity, EntityForm, EntityType, Form,
    Level, Link, Polarity, Quantity, Reading, Source, SourceKind, Time, TimeModifier, TimeType,
};

/// An assertion of the article that covers nothing.
pub fn plain(id: &str) -> Assertion {
    Assertion {
        id: id.into(),
        content: vec![],
        cue: vec![],
        source: None,
        form: Form::Plain,
        act: Act::Assert,
        parent: None,
        chain: vec![],
        certainty: Certainty { level: Level::Certain, polarity: Polarity::Positive, cues: vec![] },
        events: vec![],
        times: vec![],
        quantities: vec![],
        entities: vec![],
        confidence: 1.0,
    }
}

/// An entity of this name.
pub fn entity(name: &str, span: CodePointSpan) -> Entity {
    let (id, text) = (name.into(), name.into());
    let (form, metonymy, same, matched) = (EntityForm::Name, false, None, None);
    let (kind, name, kb) = (EntityType::Other, name.into(), None);
    Entity { id, span, text, kind, name, form, metonymy, same, kb, matched, confidence: 1.0 }
}

prop_compose! {
    fn any_span()(start in 0usize..40, end in 0usize..40) -> CodePointSpan {
        CodePointSpan::new(start, end)
    }
}

fn spans() -> impl Strategy<Value = Vec<CodePointSpan>> {
    prop::collection::vec(any_span(), 0..4)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c «é]{0,30}",
        "(?s).{0,30}",
        "[\u{0}-\u{9F}]{0,30}",
        "[א-ת ]{0,30}",
        "[中文👩\u{200D}\u{301} ]{0,30}"
    ]
}

prop_compose! {
    fn any_assertion()(
        id in "[a-c]", parent in prop::option::of("[a-d]"),
        (content, cue, hedges, words) in (spans(), spans(), spans(), spans()),
        kind in prop::sample::select(vec![
            SourceKind::Person, SourceKind::Outlet, SourceKind::Unnamed, SourceKind::Author, SourceKind::None,
        ]),
        has_source: bool, name in prop::option::of(any_text()), links in prop::collection::vec(any_text(), 0..3),
        form in prop::sample::select(vec![Form::Plain, Form::Hearsay, Form::Direct]),
        level in prop::sample::select(vec![Level::Certain, Level::Hearsay, Level::Open]),
        confidence in prop::num::f64::ANY,
        times in prop::collection::vec("t[1-4]", 0..3), quantities in prop::collection::vec("q[1-4]", 0..3),
    ) -> Assertion {
        let chain = links.into_iter().map(|name| Link { kind, name, entity: None }).collect();
        let source = Source { spans: words, kind, name, entity: None, outlet: None, unnamed: None };
        Assertion {
            content, cue, parent, chain, form, confidence, times, quantities,
            source: has_source.then_some(source),
            certainty: Certainty { level, polarity: Polarity::Negative, cues: hedges },
            ..plain(&id)
        }
    }
}

prop_compose! {
    fn any_time()(
        id in "t[1-3]", span in any_span(), text in any_text(), value in any_text(),
        kind in prop::sample::select(vec![TimeType::Date, TimeType::Time, TimeType::Duration, TimeType::Set]),
        from in prop::option::of(any_instant()), to in prop::option::of(any_instant()),
        modifier in prop::option::of(Just(TimeModifier::Mid)),
    ) -> Time {
        Time { id, span, text, kind, value, from, to, grain: None, modifier, signals: vec![span] }
    }
}

fn any_instant() -> impl Strategy<Value = String> {
    prop_oneof![
        any_text(),
        "-?[0-9]{4,6}-[0-1][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9]:00)?)?",
    ]
}

prop_compose! {
    fn any_quantity()(
        id in "q[1-3]", span in any_span(), text in any_text(),
        dimension in prop_oneof![
            Just(Dimension::Count), Just(Dimension::Money), Just(Dimension::Ordinal), any_text().prop_map(Dimension::Other),
        ],
        (value, low, high) in (number(), number(), number()), approximate: bool,
        unit in prop::option::of(any_text()), of in prop::option::of(any_text()), per in prop::option::of(any_text()),
        over in prop::option::of(any_text()),
    ) -> Quantity {
        Quantity { id, span, text, dimension, unit, value, low, high, approximate, of, si: None, per, over }
    }
}

fn number() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(prop::num::f64::ANY)
}

prop_compose! {
    /// A reading whose spans and identifiers may make no sense.
    pub fn any_reading()(
        text in any_text(), outlet in prop::option::of(any_text()), published in prop::option::of(any_text()),
        sentences in spans(), assertions in prop::collection::vec(any_assertion(), 0..6), name in any_text(),
        span in any_span(), times in prop::collection::vec(any_time(), 0..4),
        quantities in prop::collection::vec(any_quantity(), 0..4),
    ) -> Reading {
        let mut reading = Reading::new(Article { outlet, published, ..Article::new(text) });
        (reading.sentences, reading.assertions) = (sentences, assertions);
        (reading.times, reading.quantities) = (times, quantities);
        reading.entities.push(entity(&name, span));
        reading
    }
}
