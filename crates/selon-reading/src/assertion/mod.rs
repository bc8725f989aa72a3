//! From attributions to the record: the article's own voice, identifiers, chains of sources, what stands in each content.

mod asides;
mod chain;
mod cover;
mod plain;
mod who;

use selon_record::{
    Article, Aside, Assertion, Certainty as CertaintyRecord, CodePointSpan, Entity, Form, Knowledge, Link,
    OffsetError, Offsets, Quantity, Source, Span, Time,
};

use crate::attribution::{Attribution, Mention};
use crate::certainty::{Certainty, Judge};
use who::Who;

/// What an article names: each layer in the order of the text.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// Who and what.
    pub(crate) entities: &'a [Entity],
    /// What is known of them.
    pub(crate) knowledge: &'a [Knowledge],
    /// When.
    pub(crate) times: &'a [Time],
    /// How many and how much.
    pub(crate) quantities: &'a [Quantity],
}

/// The assertions of an article, its own among them, and what asserts nothing, both in reading order.
///
/// # Errors
/// None in practice: every span comes from the text that `offsets` was made of.
pub(crate) fn record(
    article: &Article,
    judge: &Judge<'_>,
    mut attributions: Vec<Attribution>,
    named: Named<'_>,
    offsets: &Offsets<'_>,
) -> Result<(Vec<Assertion>, Vec<Aside>), OffsetError> {
    let (tree, lexicon) = (judge.tree, judge.lexicon);
    let mut asides = asides::find(tree, lexicon, article);
    let (plain, joints) = plain::find(judge, &attributions, &asides);
    attributions.extend(plain);
    attributions.sort_by_key(Attribution::extent);
    asides.extend(joints);
    asides.sort_unstable();
    let parents = parents(&attributions);
    let who = Who::new(tree, offsets, named.entities, named.knowledge);
    let links: Vec<Vec<Link>> = attributions
        .iter()
        .map(|a| a.source.as_ref().map_or_else(Vec::new, |source| chain::links(tree, lexicon, &who, source)))
        .collect();
    let spans =
        |spans: &[Span]| spans.iter().map(|&span| offsets.record(span)).collect::<Result<Vec<_>, _>>();
    let mut assertions = Vec::with_capacity(attributions.len());
    for (i, attribution) in attributions.iter().enumerate() {
        let content = spans(&attribution.content)?;
        let Certainty { level, polarity, cues } = &attribution.certainty;
        let source = attribution.source.as_ref().map(|m| source(m, &who, offsets)).transpose()?;
        assertions.push(Assertion {
            id: id(i),
            cue: spans(&attribution.cue)?,
            source,
            form: attribution.form,
            act: attribution.act,
            parent: parents[i].map(id),
            chain: chain(article, &links, &parents, i),
            certainty: CertaintyRecord { level: *level, polarity: *polarity, cues: spans(cues)? },
            events: Vec::new(),
            times: ids(named.times, &content),
            quantities: ids(named.quantities, &content),
            entities: ids(named.entities, &content),
            confidence: attribution.confidence,
            content,
        });
    }
    let aside = |(span, kind)| Ok(Aside { span: offsets.record(span)?, kind });
    Ok((assertions, asides.into_iter().map(aside).collect::<Result<_, _>>()?))
}

/// A record of a layer: its identifier, and where it stands.
trait Layer {
    fn id(&self) -> &str;
    fn span(&self) -> CodePointSpan;
}

macro_rules! layer {
    ($($record:ty),*) => {$(
        impl Layer for $record {
            fn id(&self) -> &str {
                &self.id
            }

            fn span(&self) -> CodePointSpan {
                self.span
            }
        }
    )*};
}

layer!(Entity, Time, Quantity);

/// The identifiers of the records of a layer that stand within a content.
fn ids(layer: &[impl Layer], content: &[CodePointSpan]) -> Vec<String> {
    content.iter().flat_map(|&span| within(layer, span)).map(|record| record.id().to_owned()).collect()
}

/// The records of a layer within a span.
fn within<L: Layer>(layer: &[L], span: CodePointSpan) -> impl Iterator<Item = &L> {
    let first = layer.partition_point(|record| record.span().start < span.start);
    let ahead = layer.get(first..).unwrap_or_default().iter();
    ahead
        .take_while(move |record| record.span().start < span.end)
        .filter(move |record| span.contains(record.span()))
}

fn id(number: usize) -> String {
    format!("a{}", number + 1)
}

/// The parent of each attribution: the smallest one whose content holds all of it. The article's own voice neither has
/// nor is one: what others say is no part of its contents.
///
/// One sweep over the text: only attributions whose content goes on where another begins can hold it.
fn parents(attributions: &[Attribution]) -> Vec<Option<usize>> {
    let outer = |i: usize| hull(attributions[i].content.iter().copied());
    let others = || (0..attributions.len()).filter(|&i| attributions[i].form != Form::Plain);
    let mut ahead: Vec<usize> = others().collect();
    ahead.sort_by_key(|&i| outer(i).start);
    let mut ahead = ahead.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut parents = vec![None; attributions.len()];
    let mut children: Vec<usize> = others().collect();
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

/// The sources behind each other, outermost first: the article, those around, the nearest with those it names.
fn chain(article: &Article, links: &[Vec<Link>], parents: &[Option<usize>], own: usize) -> Vec<Link> {
    let mut chain: Vec<Link> = Vec::new();
    let mut at = Some(own);
    while let Some(i) = at.filter(|_| chain.len() < chain::LONGEST) {
        for link in links[i].iter().rev() {
            // « selon A … , ajoute A »: one source that speaks within its own words is one link.
            if chain.last() != Some(link) {
                chain.push(link.clone());
            }
        }
        // A parent is longer than its child, so this ends.
        at = parents[i];
    }
    chain.truncate(chain::LONGEST);
    chain.push(Link::to(article));
    chain.reverse();
    chain
}

fn source(mention: &Mention, who: &Who<'_>, offsets: &Offsets<'_>) -> Result<Source, OffsetError> {
    let span: Option<CodePointSpan> = mention.span.map(|span| offsets.record(span)).transpose()?;
    let entity = who.of(mention);
    Ok(Source {
        spans: span.into_iter().collect(),
        kind: mention.kind,
        name: Who::name(mention, entity),
        entity: entity.map(|entity| entity.id.clone()),
        unnamed: mention.unnamed,
        outlet: entity.and_then(|entity| who.outlet(entity)),
    })
}
