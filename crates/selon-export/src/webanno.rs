//! [W3C Web Annotations](https://www.w3.org/TR/annotation-model/), as JSON-LD: an assertion an annotation, an article an
//! `AnnotationCollection` with one page, a collection a line.
//!
//! A target has a selector for each part of the content, by place (code points) and by words, so that the passage is
//! found again where the text has moved. The body says who, how, how surely, and when and how much is in it; its terms are defined in
//! the context, beside those of the standard. Identifiers are relative to where the document is published.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use selon_record::{
    Article, Assertion, Certainty, CodePointSpan, Entity, Offsets, Quantity, Reading, Selector, Source,
    TextPositionSelector, TextQuoteSelector, Time,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::words::{name, within, words};

/// Code points on either side of the words that find a passage again.
const CONTEXT: usize = 32;

/// What stands in an address as it is (RFC 3986, "unreserved").
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The collection of a reading: its assertions as annotations, under a label for people (the article's title, or that it has
/// none).
///
/// ```
/// use selon_record::{Article, Reading};
///
/// let reading = Reading::new(Article::new("Il pleut."));
/// let collection = serde_json::to_value(selon_export::webanno::collection(&reading, "Météo".into()))?;
/// assert_eq!((&collection["label"], &collection["total"]), (&"Météo".into(), &0.into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn collection(reading: &Reading, label: String) -> impl Serialize {
    let offsets = Offsets::new(&reading.article.text);
    let article = Address::of(&reading.article);
    let items: Vec<Annotation<'_>> = reading
        .assertions
        .iter()
        .map(|assertion| annotation(reading, assertion, &article, &offsets))
        .collect();
    Collection {
        context: context(),
        id: article.part("assertions"),
        kind: "AnnotationCollection",
        label,
        generator: json!({
            "id": env!("CARGO_PKG_REPOSITORY"),
            "type": "Software",
            "name": concat!("Selon ", env!("CARGO_PKG_VERSION")),
        }),
        total: items.len(),
        first: Page { id: article.part("page"), kind: "AnnotationPage", start_index: 0, items },
    }
}

/// The standard's terms, and those of the bodies.
fn context() -> Value {
    let mut terms = serde_json::Map::new();
    let vocabulary = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/reading.schema.json#");
    terms.insert("selon".into(), vocabulary.into());
    for term in [
        "who",
        "kind",
        "words",
        "form",
        "act",
        "certainty",
        "polarity",
        "confidence",
        "from",
        "to",
        "modifier",
        "low",
        "high",
        "unit",
        "approximate",
        "of",
        "per",
        "over",
        "kb",
    ] {
        terms.insert(term.into(), format!("selon:{term}").into());
    }
    for list in ["cue", "hedges", "chain", "times", "quantities", "names"] {
        terms.insert(list.into(), json!({"@id": format!("selon:{list}"), "@container": "@list"}));
    }
    terms.insert("parent".into(), json!({"@id": "selon:parent", "@type": "@id"}));
    json!(["http://www.w3.org/ns/anno.jsonld", terms])
}

/// How an article and what belongs to it are referred to.
struct Address {
    /// Where it was published, else its identifier.
    source: String,
    /// Its identifier as part of an address.
    id: String,
}

impl Address {
    fn of(article: &Article) -> Self {
        let id = utf8_percent_encode(&article.id, ESCAPED).to_string();
        Address { source: article.url.clone().unwrap_or_else(|| id.clone()), id }
    }

    fn part(&self, name: &str) -> String {
        format!("{}#{}", self.id, utf8_percent_encode(name, ESCAPED))
    }
}

fn annotation<'r>(
    reading: &'r Reading,
    assertion: &'r Assertion,
    article: &Address,
    offsets: &Offsets<'_>,
) -> Annotation<'r> {
    let Certainty { level, polarity, cues } = &assertion.certainty;
    let parts = |spans: &[CodePointSpan]| -> Vec<String> {
        spans
            .iter()
            .map(|span| words(offsets, std::slice::from_ref(span)))
            .filter(|w| !w.is_empty())
            .collect()
    };
    let who = |source: &'r Source| Who {
        kind: name(source.kind),
        name: source.name.as_deref(),
        words: words(offsets, &source.spans),
        kb: kb(reading, source.entity.as_ref()),
    };
    let link = |link: &'r selon_record::Link| Link {
        kind: name(link.kind),
        name: &link.name,
        kb: kb(reading, link.entity.as_ref()),
    };
    Annotation {
        id: article.part(&assertion.id),
        kind: "Annotation",
        motivation: "describing",
        body: Body {
            kind: "selon:Assertion",
            who: assertion.source.as_ref().map(who),
            form: name(assertion.form),
            act: name(assertion.act),
            certainty: name(level),
            polarity: name(polarity),
            cue: parts(&assertion.cue),
            hedges: parts(cues),
            chain: assertion.chain.iter().map(link).collect(),
            parent: assertion.parent.as_deref().map(|parent| article.part(parent)),
            times: within(&reading.times, &assertion.times, |time| &time.id).into_iter().map(when).collect(),
            quantities: within(&reading.quantities, &assertion.quantities, |quantity| &quantity.id)
                .into_iter()
                .map(how_much)
                .collect(),
            names: within(&reading.entities, &assertion.entities, |entity| &entity.id)
                .into_iter()
                .map(named)
                .collect(),
            confidence: assertion.confidence,
        },
        target: targets(assertion, article, offsets),
    }
}

/// What the entity of an identifier was recognised as.
fn kb<'r>(reading: &'r Reading, id: Option<&String>) -> Option<&'r str> {
    let id = id?;
    reading.entities.iter().find(|entity| entity.id == *id)?.kb.as_deref()
}

fn named(entity: &Entity) -> Named<'_> {
    Named { kind: name(entity.kind), words: &entity.text, name: &entity.name, kb: entity.kb.as_deref() }
}

fn when(time: &Time) -> When<'_> {
    When {
        kind: name(time.kind),
        words: &time.text,
        value: &time.value,
        modifier: time.modifier.map(name),
        from: time.from.as_deref(),
        to: time.to.as_deref(),
    }
}

fn how_much(quantity: &Quantity) -> HowMuch<'_> {
    HowMuch {
        kind: name(&quantity.dimension),
        words: &quantity.text,
        value: quantity.value,
        low: quantity.low,
        high: quantity.high,
        approximate: quantity.approximate,
        unit: quantity.unit.as_deref(),
        of: quantity.of.as_deref(),
        per: quantity.per.as_deref(),
        over: quantity.over.as_deref(),
    }
}

/// A target for each part of the content; the whole article where it has no place.
fn targets(assertion: &Assertion, article: &Address, offsets: &Offsets<'_>) -> Vec<Target> {
    let target = |selector| Target { kind: "SpecificResource", source: article.source.clone(), selector };
    let of_part = |&span: &CodePointSpan| {
        let quote = TextQuoteSelector::new(offsets, span, CONTEXT).ok()?;
        let place = TextPositionSelector::from(span);
        (!span.is_empty()).then(|| target(vec![place.into(), quote.into()]))
    };
    let parts: Vec<Target> = assertion.content.iter().filter_map(of_part).collect();
    if parts.is_empty() { vec![target(vec![])] } else { parts }
}

#[derive(Serialize)]
struct Collection<'r> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: String,
    generator: Value,
    total: usize,
    first: Page<'r>,
}

#[derive(Serialize)]
struct Page<'r> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: Vec<Annotation<'r>>,
}

#[derive(Serialize)]
struct Annotation<'r> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Body<'r>,
    target: Vec<Target>,
}

#[derive(Serialize)]
struct Body<'r> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<Who<'r>>,
    form: String,
    act: String,
    certainty: String,
    polarity: String,
    cue: Vec<String>,
    hedges: Vec<String>,
    chain: Vec<Link<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    times: Vec<When<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantities: Vec<HowMuch<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<Named<'r>>,
    confidence: f64,
}

/// A time; `value` is the standard's term (`rdf:value`).
#[derive(Serialize)]
struct When<'r> {
    kind: String,
    words: &'r str,
    value: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'r str>,
}

/// A quantity.
#[derive(Serialize)]
struct HowMuch<'r> {
    kind: String,
    words: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<&'r str>,
}

#[derive(Serialize)]
struct Who<'r> {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'r str>,
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb: Option<&'r str>,
}

#[derive(Serialize)]
struct Link<'r> {
    kind: String,
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb: Option<&'r str>,
}

/// Somebody or something named.
#[derive(Serialize)]
struct Named<'r> {
    kind: String,
    words: &'r str,
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb: Option<&'r str>,
}

#[derive(Serialize)]
struct Target {
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    selector: Vec<Selector>,
}
