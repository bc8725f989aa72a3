//! From attributions to the record: identifiers, chains of sources, and what stands in each content.

use selon_record::{
    Article, Assertion, Certainty as CertaintyRecord, CodePointSpan, Entity, Link, OffsetError, Offsets,
    Source, SourceKind, Span,
};

use crate::attribution::{Attribution, Mention};
use crate::certainty::{self, Certainty};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The assertions of an article, in reading order.
///
/// # Errors
/// None in practice: every span comes from the text that `offsets` was made of.
pub(crate) fn record(
    article: &Article,
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    attributions: &[Attribution],
    entities: &[Entity],
    offsets: &Offsets<'_>,
) -> Result<Vec<Assertion>, OffsetError> {
    let parents: Vec<Option<usize>> = (0..attributions.len()).map(|i| parent(attributions, i)).collect();
    let spans =
        |spans: &[Span]| spans.iter().map(|&span| offsets.record(span)).collect::<Result<Vec<_>, _>>();
    let mut assertions = Vec::with_capacity(attributions.len());
    for (i, attribution) in attributions.iter().enumerate() {
        let content = spans(&attribution.content)?;
        let Certainty { level, polarity, cues } = certainty::of(tree, lexicon, attribution);
        let within = |entity: &&Entity| content.iter().any(|span| span.contains(entity.span));
        let source = attribution.source.as_ref().map(|m| source(m, entities, offsets)).transpose()?;
        assertions.push(Assertion {
            id: id(i),
            cue: spans(&attribution.cue)?,
            source,
            form: attribution.form,
            act: attribution.act,
            parent: parents[i].map(id),
            chain: chain(article, attributions, &parents, i),
            certainty: CertaintyRecord { level, polarity, cues: spans(&cues)? },
            events: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            entities: entities.iter().filter(within).map(|entity| entity.id.clone()).collect(),
            confidence: attribution.confidence,
            content,
        });
    }
    Ok(assertions)
}

fn id(number: usize) -> String {
    format!("a{}", number + 1)
}

/// The smallest attribution whose content holds all of another one.
fn parent(attributions: &[Attribution], child: usize) -> Option<usize> {
    let mine = &attributions[child];
    let parts = || mine.content.iter().chain(&mine.cue).copied().chain(mine.source.iter().map(|s| s.span));
    let holds = |other: &Attribution| parts().all(|part| other.content.iter().any(|c| c.contains(part)));
    let length = |i: &usize| attributions[*i].content.iter().map(|c| c.len()).sum::<usize>();
    (0..attributions.len())
        .filter(|&i| i != child && holds(&attributions[i]) && !holds_all(mine, &attributions[i]))
        .min_by_key(length)
}

/// Two attributions that hold each other say the same words; neither is the other's parent.
fn holds_all(outer: &Attribution, inner: &Attribution) -> bool {
    inner.content.iter().chain(&inner.cue).all(|part| outer.content.iter().any(|c| c.contains(*part)))
}

/// The sources behind each other, outermost first: the article, those around, the nearest.
fn chain(
    article: &Article,
    attributions: &[Attribution],
    parents: &[Option<usize>],
    own: usize,
) -> Vec<Link> {
    let Some(outermost) = article_link(article) else { return Vec::new() };
    let mut links = Vec::new();
    let mut at = Some(own);
    while let Some(i) = at {
        links.extend(attributions[i].source.as_ref().map(link));
        // A parent is longer than its child, so this ends.
        at = parents[i];
    }
    links.push(outermost);
    links.reverse();
    links
}

fn link(mention: &Mention) -> Link {
    let name = mention.name.clone().unwrap_or_else(|| mention.words.clone());
    Link { kind: mention.kind, name, entity: None }
}

/// Where a chain starts: the outlet, else the author. An article that names neither has no chains.
fn article_link(article: &Article) -> Option<Link> {
    let outlet = article.outlet.as_ref().map(|name| (SourceKind::Outlet, name));
    let (kind, name) = outlet.or_else(|| article.byline.as_ref().map(|name| (SourceKind::Author, name)))?;
    Some(Link { kind, name: name.clone(), entity: None })
}

fn source(mention: &Mention, entities: &[Entity], offsets: &Offsets<'_>) -> Result<Source, OffsetError> {
    let span: CodePointSpan = offsets.record(mention.span)?;
    let named =
        |entity: &&Entity| span.contains(entity.span) && mention.name.as_deref() == Some(&entity.name);
    Ok(Source {
        spans: vec![span],
        kind: mention.kind,
        name: mention.name.clone(),
        entity: entities.iter().find(named).map(|entity| entity.id.clone()),
        outlet: None,
    })
}
