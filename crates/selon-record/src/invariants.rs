//! What holds of every reading, checked: the property tests of the whole project ask for no violation.

use std::collections::{HashMap, HashSet};

use crate::{Assertion, CodePointSpan, CreditPart, Link, OffsetError, Offsets, Quantity, Reading};

/// One invariant that a reading breaks. `place` names the record, as in `assertions[3].cue[0]`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Violation {
    /// A span does not slice the article's text.
    #[error("{place}: the span does not slice the text: {reason}")]
    Span {
        /// Which record.
        place: String,
        /// What is wrong with it.
        reason: OffsetError,
    },
    /// A span covers nothing.
    #[error("{place}: the span is empty")]
    EmptySpan {
        /// Which record.
        place: String,
    },
    /// The words of a record are not those of its span.
    #[error("{place}: the text is {text:?}, the span covers {covered:?}")]
    Text {
        /// Which record.
        place: String,
        /// What the record says.
        text: String,
        /// What the article says.
        covered: String,
    },
    /// Sentences overlap or are out of order.
    #[error("{place}: starts before the sentence before it ends")]
    SentenceOrder {
        /// Which sentence.
        place: String,
    },
    /// Asides overlap or are out of order.
    #[error("{place}: starts before the aside before it ends")]
    AsideOrder {
        /// Which aside.
        place: String,
    },
    /// Times cross each other or are out of order.
    #[error("{place}: crosses a time before it, or starts before it")]
    TimeOrder {
        /// The later time.
        place: String,
    },
    /// Entities cross each other or are out of order.
    #[error("{place}: crosses an entity before it, or starts before it")]
    EntityOrder {
        /// The later entity.
        place: String,
    },
    /// An entity is the same as one that does not stand before it.
    #[error("{place}: the same as {id:?}, which is no mention before it")]
    NotBefore {
        /// The entity.
        place: String,
        /// What it says it is the same as.
        id: String,
    },
    /// An entity quotes a row of the knowledge base that the reading does not hold.
    #[error("{place}: the reading has no knowledge of {kb:?}")]
    UnknownKnowledge {
        /// The entity.
        place: String,
        /// The identifier of the row.
        kb: String,
    },
    /// Quantities overlap or are out of order.
    #[error("{place}: starts before the quantity before it ends")]
    QuantityOrder {
        /// The later quantity.
        place: String,
    },
    /// The numbers of a quantity are not finite, or its bounds are the wrong way round.
    #[error("{place}: no amount has these numbers")]
    Numbers {
        /// The quantity.
        place: String,
    },
    /// Two records have one identifier.
    #[error("{place}: the id {id:?} was used before")]
    DuplicateId {
        /// The later record.
        place: String,
        /// The identifier.
        id: String,
    },
    /// An identifier names no record of the layer it should be in.
    #[error("{place}: no record of {layer} has the id {id:?}")]
    UnknownId {
        /// The record that refers.
        place: String,
        /// The layer it should be in.
        layer: &'static str,
        /// The identifier.
        id: String,
    },
    /// An assertion stands in its own content.
    #[error("{place}: the assertion is its own ancestor")]
    ParentCycle {
        /// The assertion.
        place: String,
    },
    /// An assertion has no content.
    #[error("{place}: nothing is asserted")]
    NoContent {
        /// The assertion.
        place: String,
    },
    /// A chain does not start at the article ([`Link::to`]).
    #[error("{place}: the chain does not start at the article")]
    ChainStart {
        /// The assertion.
        place: String,
    },
    /// A confidence is not a number from 0 to 1.
    #[error("{place}: the confidence is {confidence}")]
    Confidence {
        /// Which record.
        place: String,
        /// The number.
        confidence: f64,
    },
}

impl Reading {
    /// Every invariant the reading breaks; none in a reading that Selon made.
    ///
    /// Spans slice the article's text and are not empty; the words a record quotes are those of its span;
    /// sentences are in order, and so are asides and quantities; times are in order, and one that shares words with another
    /// stands within it (an interval before its ends: « du *19* au *23 juillet* »), and so do entities (« le président du
    /// *Kazakhstan* »), each the same only as one before it and linked only to what the reading knows; the numbers of a quantity are finite,
    /// the least of them at most the most; identifiers are unique and resolve in their layer; no assertion is
    /// its own ancestor; each asserts something; a chain starts at the article ([`Link::to`]); a confidence lies in
    /// 0 to 1. What a reading leaves out is another question: [`Reading::unaccounted`].
    ///
    /// ```
    /// use selon_record::{Article, CodePointSpan, Reading};
    /// let mut reading = Reading::new(Article::new("Il pleut."));
    /// reading.sentences.push(CodePointSpan::new(0, 10));
    /// assert_eq!(
    ///     reading.violations()[0].to_string(),
    ///     "sentences[0]: the span does not slice the text: code point 10 of a text of 9 code points",
    /// );
    /// ```
    pub fn violations(&self) -> Vec<Violation> {
        let mut check = Check::new(self);
        check.credits();
        check.sentences();
        check.asides();
        check.times();
        check.quantities();
        check.entities();
        check.events();
        check.assertions();
        check.parents();
        check.violations
    }
}

/// The layers that identifiers point into.
const ENTITIES: &str = "entities";
const TIMES: &str = "times";
const QUANTITIES: &str = "quantities";
const EVENTS: &str = "events";
const ASSERTIONS: &str = "assertions";

/// Spans in order, of which one that shares words with another stands within it.
#[derive(Default)]
struct Nesting {
    /// Those that go on where the next one starts, each within the one before.
    open: Vec<CodePointSpan>,
    start: usize,
}

impl Nesting {
    /// Takes the next span and says whether it keeps the order.
    fn takes(&mut self, span: CodePointSpan) -> bool {
        self.open.retain(|outer| outer.end > span.start);
        let keeps = span.start >= self.start && self.open.last().is_none_or(|outer| outer.contains(span));
        self.start = span.start;
        self.open.push(span);
        keeps
    }
}

struct Check<'r> {
    reading: &'r Reading,
    offsets: Offsets<'r>,
    layer_of: HashMap<&'r str, &'static str>,
    violations: Vec<Violation>,
}

impl<'r> Check<'r> {
    /// Collects the identifiers first: records refer forwards and backwards.
    fn new(reading: &'r Reading) -> Self {
        let ids = (reading.entities.iter().enumerate().map(|(i, r)| (ENTITIES, i, &*r.id)))
            .chain(reading.times.iter().enumerate().map(|(i, r)| (TIMES, i, &*r.id)))
            .chain(reading.quantities.iter().enumerate().map(|(i, r)| (QUANTITIES, i, &*r.id)))
            .chain(reading.events.iter().enumerate().map(|(i, r)| (EVENTS, i, &*r.id)))
            .chain(reading.assertions.iter().enumerate().map(|(i, r)| (ASSERTIONS, i, &*r.id)));
        let mut layer_of = HashMap::new();
        let mut violations = Vec::new();
        for (layer, i, id) in ids {
            if layer_of.contains_key(id) {
                violations.push(Violation::DuplicateId { place: format!("{layer}[{i}]"), id: id.to_owned() });
            } else {
                layer_of.insert(id, layer);
            }
        }
        Self { reading, offsets: Offsets::new(&reading.article.text), layer_of, violations }
    }

    fn sentences(&mut self) {
        let mut end = 0;
        for (i, &sentence) in self.reading.sentences.iter().enumerate() {
            let place = format!("sentences[{i}]");
            self.span(&place, sentence);
            if sentence.start < end {
                self.violations.push(Violation::SentenceOrder { place });
            }
            end = end.max(sentence.end);
        }
    }

    fn asides(&mut self) {
        let mut end = 0;
        for (i, aside) in self.reading.asides.iter().enumerate() {
            let place = format!("asides[{i}]");
            self.span(&place, aside.span);
            if aside.span.start < end {
                self.violations.push(Violation::AsideOrder { place });
            }
            end = end.max(aside.span.end);
        }
    }

    fn entities(&mut self) {
        let reading = self.reading;
        let known: HashSet<&str> = reading.knowledge.iter().map(|row| &*row.kb).collect();
        let mut before: HashSet<&str> = HashSet::new();
        let mut nesting = Nesting::default();
        for (i, entity) in reading.entities.iter().enumerate() {
            let place = format!("{ENTITIES}[{i}]");
            self.quoted(&place, entity.span, &entity.text);
            self.confidence(&place, entity.confidence);
            if let Some(id) = entity.same.as_ref().filter(|id| !before.contains(&***id)) {
                self.violations.push(Violation::NotBefore { place: place.clone(), id: id.clone() });
            }
            if let Some(kb) = entity.kb.as_ref().filter(|kb| !known.contains(&***kb)) {
                self.violations.push(Violation::UnknownKnowledge { place: place.clone(), kb: kb.clone() });
            }
            if !nesting.takes(entity.span) {
                self.violations.push(Violation::EntityOrder { place });
            }
            before.insert(&entity.id);
        }
    }

    fn events(&mut self) {
        for (i, event) in self.reading.events.iter().enumerate() {
            let place = format!("{EVENTS}[{i}]");
            self.span(&place, event.span);
            self.resolve(&place, ENTITIES, event.actors.iter().chain(&event.recipients).chain(&event.place));
            self.resolve(&place, TIMES, &event.time);
        }
    }

    fn times(&mut self) {
        let reading = self.reading;
        let mut nesting = Nesting::default();
        for (i, time) in reading.times.iter().enumerate() {
            let place = format!("{TIMES}[{i}]");
            self.quoted(&place, time.span, &time.text);
            self.spans(&place, "signals", &time.signals);
            if !nesting.takes(time.span) {
                self.violations.push(Violation::TimeOrder { place });
            }
        }
    }

    fn quantities(&mut self) {
        let reading = self.reading;
        let mut end = 0;
        for (i, quantity) in reading.quantities.iter().enumerate() {
            let place = format!("{QUANTITIES}[{i}]");
            self.quoted(&place, quantity.span, &quantity.text);
            let Quantity { value, low, high, .. } = *quantity;
            let si = quantity.si.iter().flat_map(|si| [si.value, si.low, si.high]);
            let is_finite = [value, low, high].into_iter().chain(si).flatten().all(f64::is_finite);
            if !is_finite || low.zip(high).is_some_and(|(low, high)| low > high) {
                self.violations.push(Violation::Numbers { place: place.clone() });
            }
            if quantity.span.start < end {
                self.violations.push(Violation::QuantityOrder { place });
            }
            end = end.max(quantity.span.end);
        }
    }

    fn assertions(&mut self) {
        let first = Link::to(&self.reading.article);
        for (i, assertion) in self.reading.assertions.iter().enumerate() {
            let place = format!("{ASSERTIONS}[{i}]");
            self.spans(&place, "content", &assertion.content);
            self.spans(&place, "cue", &assertion.cue);
            self.spans(&place, "certainty.cues", &assertion.certainty.cues);
            if let Some(source) = &assertion.source {
                self.spans(&place, "source.spans", &source.spans);
                self.resolve(&place, ENTITIES, &source.entity);
            }
            self.resolve(&place, ENTITIES, assertion.chain.iter().filter_map(|link| link.entity.as_ref()));
            self.resolve(&place, ASSERTIONS, &assertion.parent);
            self.resolve(&place, EVENTS, &assertion.events);
            self.resolve(&place, TIMES, &assertion.times);
            self.resolve(&place, QUANTITIES, &assertion.quantities);
            self.resolve(&place, ENTITIES, &assertion.entities);
            self.confidence(&place, assertion.confidence);
            if assertion.content.is_empty() {
                self.violations.push(Violation::NoContent { place: place.clone() });
            }
            if assertion.chain.first() != Some(&first) {
                self.violations.push(Violation::ChainStart { place });
            }
        }
    }

    /// Follows each parent once: an assertion known to lead to a root is not walked again.
    fn parents(&mut self) {
        let assertions: HashMap<&str, &Assertion> =
            self.reading.assertions.iter().map(|assertion| (&*assertion.id, assertion)).collect();
        let mut rooted = HashSet::new();
        for (i, assertion) in self.reading.assertions.iter().enumerate() {
            let mut path = HashSet::new();
            let mut current = Some(&*assertion.id);
            while let Some(id) = current
                && !rooted.contains(id)
            {
                if !path.insert(id) {
                    self.violations.push(Violation::ParentCycle { place: format!("{ASSERTIONS}[{i}]") });
                    break;
                }
                current = assertions.get(id).and_then(|assertion| assertion.parent.as_deref());
            }
            rooted.extend(path);
        }
    }

    fn credits(&mut self) {
        for (i, credit) in self.reading.article.credits.iter().enumerate() {
            let place = format!("article.credits[{i}]");
            match credit.part {
                CreditPart::Text => drop(self.span(&place, credit.span)),
                CreditPart::Byline => {
                    let byline = Offsets::new(self.reading.article.byline.as_deref().unwrap_or_default());
                    if let Err(reason) = byline.slice(credit.span) {
                        self.violations.push(Violation::Span { place, reason });
                    }
                }
            }
        }
    }

    fn spans(&mut self, place: &str, field: &str, spans: &[CodePointSpan]) {
        for (i, &span) in spans.iter().enumerate() {
            self.span(&format!("{place}.{field}[{i}]"), span);
        }
    }

    fn span(&mut self, place: &str, span: CodePointSpan) -> Option<&'r str> {
        match self.offsets.slice(span) {
            Err(reason) => {
                self.violations.push(Violation::Span { place: place.to_owned(), reason });
                None
            }
            Ok("") => {
                self.violations.push(Violation::EmptySpan { place: place.to_owned() });
                None
            }
            Ok(covered) => Some(covered),
        }
    }

    fn quoted(&mut self, place: &str, span: CodePointSpan, text: &str) {
        if let Some(covered) = self.span(place, span)
            && covered != text
        {
            let (text, covered) = (text.to_owned(), covered.to_owned());
            self.violations.push(Violation::Text { place: place.to_owned(), text, covered });
        }
    }

    fn resolve<'i>(&mut self, place: &str, layer: &'static str, ids: impl IntoIterator<Item = &'i String>) {
        for id in ids {
            if self.layer_of.get(&**id) != Some(&layer) {
                self.violations.push(Violation::UnknownId { place: place.to_owned(), layer, id: id.clone() });
            }
        }
    }

    fn confidence(&mut self, place: &str, confidence: f64) {
        if !(0.0..=1.0).contains(&confidence) {
            self.violations.push(Violation::Confidence { place: place.to_owned(), confidence });
        }
    }
}
