//! As JSON: the counts, the articles, the edges and steps with the words that show them, what stands against the claim.

use selon_ledger::origins::{Evidence, Group};
use serde_json::{Value, json};

use super::Way;

/// One object, over several lines.
pub fn json(way: &Way) -> String {
    let origins = &way.story.origins;
    let words = |all: &[Evidence]| -> Vec<Value> {
        let one = |evidence: &Evidence| {
            json!({"article": evidence.article, "part": evidence.part, "start": evidence.span.start,
                "end": evidence.span.end, "text": way.words(evidence)})
        };
        all.iter().map(one).collect()
    };
    let articles = origins.steps.iter().filter_map(|step| way.articles.get(&step.article)).map(|stored| {
        json!({"number": stored.id.0, "id": stored.article.id, "outlet": stored.article.outlet,
            "url": stored.article.url, "title": stored.article.title, "published": stored.article.published})
    });
    let assertions = way.story.occurrences.iter().map(|occurrence| {
        json!({"number": occurrence.assertion, "article": occurrence.article, "content": occurrence.content.text,
            "spans": occurrence.content.spans, "level": occurrence.level, "polarity": occurrence.polarity,
            "chain": occurrence.chain.iter().map(|link| json!({"kind": link.kind, "name": link.name.name,
                "kb": link.name.kb})).collect::<Vec<_>>()})
    });
    let edges = origins.edges.iter().map(|edge| {
        json!({"from": edge.from, "to": edge.to, "kind": edge.kind, "proven": edge.proven, "joins": edge.joins,
            "reason": edge.reason, "evidence": words(&edge.evidence)})
    });
    let steps = origins.steps.iter().map(|step| {
        let losses = step.losses.iter().map(|loss| {
            json!({"kind": loss.kind, "from": loss.from, "source": loss.source, "before": words(&loss.before),
                "after": words(&loss.after)})
        });
        json!({"article": step.article, "by": step.by, "sources": step.sources,
            "losses": losses.collect::<Vec<_>>()})
    });
    let groups = |groups: &[Group]| serde_json::to_value(groups).unwrap_or_default();
    let whole = json!({
        "claim": way.claim,
        "at_least": origins.at_least,
        "at_most": origins.at_most,
        "articles": articles.collect::<Vec<_>>(),
        "assertions": assertions.collect::<Vec<_>>(),
        "edges": edges.collect::<Vec<_>>(),
        "groups_at_least": groups(&origins.groups_at_least),
        "groups_at_most": groups(&origins.groups_at_most),
        "steps": steps.collect::<Vec<_>>(),
        "opposite": way.story.opposed,
        "decisions": way.decisions,
    });
    format!("{whole:#}\n")
}
