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
    let parents = parents(attributions);
    let hedges = certainty::hedges(tree, lexicon);
    let spans =
        |spans: &[Span]| spans.iter().map(|&span| offsets.record(span)).collect::<Result<Vec<_>, _>>();
    let mut assertions = Vec::with_capacity(attributions.len());
    for (i, attribution) in attributions.iter().enumerate() {
        let content = spans(&attribution.content)?;
        let Certainty { level, polarity, cues } = certainty::of(tree, lexicon, &hedges, attribution);
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
            entities: content.iter().flat_map(|&c| within(entities, c)).map(|e| e.id.clone()).collect(),
            confidence: attribution.confidence,
            content,
        });
    }
    Ok(assertions)
}

/// The entities within a span. They stand in order and apart from each other.
fn within(entities: &[Entity], span: CodePointSpan) -> &[Entity] {
    let first = entities.partition_point(|entity| entity.span.start < span.start);
    let end = entities.partition_point(|entity| entity.span.end <= span.end);
    entities.get(first..end).unwrap_or_default()
}

fn id(number: usize) -> String {
    format!("a{}", number + 1)
}

/// The parent of each attribution: the smallest one whose content holds all of it.
///
/// One sweep over the text: only attributions whose content goes on where another begins can hold it.
fn parents(attributions: &[Attribution]) -> Vec<Option<usize>> {
    let outer = |i: usize| hull(attributions[i].content.iter().copied());
    let mut ahead: Vec<usize> = (0..attributions.len()).collect();
    ahead.sort_by_key(|&i| outer(i).start);
    let mut ahead = ahead.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut parents = vec![None; attributions.len()];
    let mut children: Vec<usize> = (0..attributions.len()).collect();
    children.sort_by_key(|&i| hull(parts(&attributions[i])).start);
    for child in children {
        let mine = &attributions[child];
        let start = hull(parts(mine)).start;
        while let Some(next) = ahead.next_if(|&i| outer(i).start <= start) {
            open.push(next);
        }
        open.retain(|&i| outer(i).end > start);
        let holding = open.iter().copied().filter(|&i| i != child && holds(&attributions[i], parts(mine)));
        let length = |i: &usize| attributions[*i].content.iter().map(|c| c.len()).sum::<usize>();
        parents[child] =
            holding.filter(|&i| !holds_all(mine, &attributions[i])).min_by_key(|i| (length(i), *i));
    }
    parents
}

/// Content, cue and source.
fn parts(attribution: &Attribution) -> impl Iterator<Item = Span> + '_ {
    let source = attribution.source.iter().filter_map(|source| source.span);
    attribution.content.iter().chain(&attribution.cue).copied().chain(source)
}

/// From the first of these to the last.
fn hull(parts: impl Iterator<Item = Span>) -> Span {
    parts.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end))).unwrap_or_default()
}

fn holds(outer: &Attribution, mut parts: impl Iterator<Item = Span>) -> bool {
    parts.all(|part| outer.content.iter().any(|content| content.contains(part)))
}

/// Two attributions that hold each other say the same words; neither is the other's parent.
fn holds_all(outer: &Attribution, inner: &Attribution) -> bool {
    holds(outer, inner.content.iter().chain(&inner.cue).copied())
}

/// The most sources that stand behind each other. What nests deeper is no article, and of it the nearest are kept.
const LONGEST_CHAIN: usize = 16;

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
    while let Some(i) = at.filter(|_| links.len() < LONGEST_CHAIN) {
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
    let span: Option<CodePointSpan> = mention.span.map(|span| offsets.record(span)).transpose()?;
    let named = |entity: &&Entity| mention.name.as_deref() == Some(&entity.name);
    Ok(Source {
        spans: span.into_iter().collect(),
        kind: mention.kind,
        name: mention.name.clone(),
        entity: span
            .and_then(|span| within(entities, span).iter().find(named))
            .map(|entity| entity.id.clone()),
        unnamed: mention.unnamed,
        outlet: None,
    })
}
