//! The same for programs.

use selon_kb::{Base, Entry, Link, Source};
use serde_json::{Value, json};

/// All sources, as one array.
pub(super) fn sources(base: &Base) -> String {
    let sources: Vec<Value> = base.sources().map(|source| of_source(&source)).collect();
    serde_json::to_string_pretty(&sources).expect("strings are JSON") + "\n"
}

/// All that is known of an entry, on a line.
pub(super) fn entry(base: &Base, entry: &Entry<'_>) -> String {
    of_entry(base, entry).to_string() + "\n"
}

/// What a name may mean, on a line.
pub(super) fn link(base: &Base, name: &str, link: &Link<'_>, most: usize) -> String {
    let candidates = link.candidates.iter().take(most).map(|scored| {
        let reasons: Vec<Value> = scored
            .reasons
            .iter()
            .map(|reason| json!({"name": reason.name, "weight": reason.weight}))
            .collect();
        json!({
            "score": scored.score,
            "by": format!("{:?}", scored.candidate.by).to_lowercase(),
            "matched": scored.candidate.name,
            "reasons": reasons,
            "entry": of_entry(base, &scored.candidate.entry),
        })
    });
    let best = link.best.as_ref().map(|best| best.entry.id());
    let candidates: Vec<Value> = candidates.collect();
    json!({"name": name, "best": best, "confidence": link.confidence, "candidates": candidates}).to_string()
        + "\n"
}

fn of_entry(base: &Base, entry: &Entry<'_>) -> Value {
    let names: Vec<Value> = entry
        .names()
        .map(|name| {
            let language = (!name.language.is_empty()).then_some(name.language);
            json!({"text": name.text, "language": language, "sort": format!("{:?}", name.sort).to_lowercase()})
        })
        .collect();
    let offices: Vec<Value> = base
        .offices_of(entry)
        .map(|office| {
            let date = |date: Option<selon_kb::PartialDate>| date.map(|date| date.to_string());
            json!({
                "office": office.office, "of": office.of, "from": date(office.from), "to": date(office.to),
                "checked": date(office.checked), "source": office.source.id(),
            })
        })
        .collect();
    let facts: Vec<Value> = entry
        .facts()
        .map(|fact| {
            let date = (!fact.date.is_empty()).then_some(fact.date);
            json!({"property": fact.property, "value": fact.value, "date": date, "source": fact.source.id()})
        })
        .collect();
    let location = entry.location().map(|(latitude, longitude)| json!([latitude, longitude]));
    let class = (!entry.class().is_empty()).then(|| entry.class());
    json!({
        "kb": entry.id(), "type": entry.kind(), "class": class, "country": entry.country(), "names": names,
        "population": entry.population(), "location": location, "offices": offices, "facts": facts,
        "source": of_source(&entry.source()),
    })
}

fn of_source(source: &Source<'_>) -> Value {
    json!({
        "id": source.id(), "name": source.name(), "version": source.version(), "date": source.date(),
        "licence": source.licence(), "url": source.url(), "note": source.note(),
    })
}
