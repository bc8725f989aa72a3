//! The way of a claim in order of time: how each article got it, and what it lost there.

use std::collections::BTreeMap;

use selon_kb::fold::fold;
use selon_record::{CodePointSpan, Level};
use serde::Serialize;

use super::dependence::{Article, Articles};
use super::institution::bodies;
use super::{Copied, Edge, EdgeKind, Evidence, Node, Occurrence, SourceLink, Words};

/// One article on the way of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The article.
    pub article: i64,
    /// How it has the claim from another, by the place of the edge in [`Origins::edges`](super::Origins::edges); nothing where it
    /// has it from its own sources.
    pub by: Option<usize>,
    /// The sources that it names, the nearest of each assertion.
    pub sources: Vec<String>,
    /// What was lost or won between the other article and this one, where it is proven that this one has it from there.
    pub losses: Vec<Loss>,
}

/// Something that stands in one article and no more in the one that has it from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// What.
    pub kind: LossKind,
    /// The article that it was in.
    pub from: i64,
    /// The words there.
    pub before: Vec<Evidence>,
    /// The words that stand here instead; where only something was left out, the words on both sides of the gap.
    pub after: Vec<Evidence>,
    /// The source that was dropped.
    pub source: Option<String>,
}

/// What can change between an article and its copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// « auraient fait » became « ont fait ».
    Hedge,
    /// « selon le ministère » is gone.
    Source,
    /// « un bilan attribué au ministère » became « un bilan du ministère ».
    Distance,
    /// « ont fait » became « auraient fait ».
    HedgeGain,
}

/// The articles in order of time.
pub(crate) fn steps(articles: &Articles<'_>, copies: &[Copied], edges: &[Edge]) -> Vec<Step> {
    let shared = shared_words(copies);
    let of = |(place, article): (usize, &Article<'_>)| {
        let node = Node::Article(article.id);
        let by = edges
            .iter()
            .enumerate()
            .filter(|(_, edge)| edge.from == node && edge.joins)
            .filter_map(|(place, edge)| Some((rank(edge, &shared)?, std::cmp::Reverse(place))))
            .max()
            .map(|(_, std::cmp::Reverse(place))| place);
        // Of what is only suspected, or came later, nothing can have been lost.
        let from = by.filter(|edge| edges[*edge].proven).and_then(|edge| match edges[edge].to {
            Node::Article(id) => Some(articles.place(id)?).filter(|from| *from < place),
            Node::Outlet(_) => None,
        });
        let mut sources: Vec<String> =
            article.occurrences.iter().filter_map(|o| Some(o.chain.last()?.name.name.clone())).collect();
        sources.dedup();
        Step {
            article: article.id,
            by,
            sources,
            losses: from.map_or_else(Vec::new, |from| losses(&articles.list[from], article)),
        }
    };
    articles.list.iter().enumerate().map(of).collect()
}

/// How many code points two articles share in copied passages.
fn shared_words(copies: &[Copied]) -> BTreeMap<(i64, i64), usize> {
    copies
        .iter()
        .map(|copy| {
            ((copy.a.min(copy.b), copy.a.max(copy.b)), copy.passages.iter().map(|(a, _)| a.len()).sum())
        })
        .collect()
}

/// Which edge tells best how an article got the claim: proven ones, and copies before citations before credits; of several
/// copies the one with the most words. Nothing for edges that do not say from whom it is.
fn rank(edge: &Edge, shared: &BTreeMap<(i64, i64), usize>) -> Option<(bool, u8, usize)> {
    let kind = match edge.kind {
        EdgeKind::Copies => 3,
        EdgeKind::Cites => 2,
        EdgeKind::Credits => 1,
        EdgeKind::User => 0,
        EdgeKind::SameOutlet | EdgeKind::SameSource | EdgeKind::Unsourced | EdgeKind::SameOwner => {
            return None;
        }
    };
    let words = match (&edge.from, &edge.to) {
        (Node::Article(a), Node::Article(b)) => shared.get(&(*a.min(b), *a.max(b))).copied().unwrap_or(0),
        _ => 0,
    };
    Some((edge.proven, kind, words))
}

fn losses(from: &Article<'_>, to: &Article<'_>) -> Vec<Loss> {
    let mut found = Vec::new();
    for copy in &to.occurrences {
        let likest =
            from.occurrences.iter().max_by_key(|original| in_common(&original.content, &copy.content));
        let Some(original) = likest else { continue };
        found.extend(hedge(original, copy));
        found.extend(source(original, copy));
        found.extend(distance(original, copy));
    }
    found
}

/// « auraient fait » → « ont fait »
fn hedge(original: &Occurrence, copy: &Occurrence) -> Option<Loss> {
    let kind = match (is_hedged(original.level), is_hedged(copy.level)) {
        (Some(true), Some(false)) => LossKind::Hedge,
        (Some(false), Some(true)) => LossKind::HedgeGain,
        _ => return None,
    };
    let (before, after) = match kind {
        LossKind::HedgeGain => {
            let (after, before) = changed(copy, original);
            (before, after)
        }
        _ => changed(original, copy),
    };
    Some(Loss { kind, from: original.article, before, after, source: None })
}

/// Whether a level says less than that it is so; nothing where nothing is asserted at all.
fn is_hedged(level: Level) -> Option<bool> {
    match level {
        Level::Certain => Some(false),
        Level::Probable | Level::Possible | Level::Hearsay | Level::Hypothetical => Some(true),
        Level::Open => None,
    }
}

/// « …, selon le ministère de la Santé » → « … »
fn source(original: &Occurrence, copy: &Occurrence) -> Option<Loss> {
    // An outlet need not name itself.
    let itself = fold(&copy.voice.name);
    let is_kept = |link: &SourceLink| {
        is_same_name(&fold(&link.name.name), &itself) || copy.chain.iter().any(|other| is_like(link, other))
    };
    let lost = original.chain.iter().rev().find(|link| !is_kept(link))?;
    // Whoever names another source has replaced it; that is told by the chain of the step.
    let spans: Vec<CodePointSpan> =
        original.cue.spans.iter().chain(&original.source.spans).copied().collect();
    Some(Loss {
        kind: LossKind::Source,
        from: original.article,
        before: Evidence::of(original.article, &spans).collect(),
        after: Evidence::of(copy.article, &copy.content.spans).collect(),
        source: Some(lost.name.name.clone()),
    })
}

const DISTANCES: [&str; 2] =
    [include_str!("../../../../data/fr/distances.tsv"), include_str!("../../../../data/en/distances.tsv")];

/// Whether a folded word keeps a distance to the source that it stands beside: « attribué ».
fn keeps_distance(folded: &str) -> bool {
    let rows = DISTANCES.iter().flat_map(|table| table.lines().filter(|row| !row.starts_with('#')).skip(1));
    rows.into_iter().any(|form| folded.starts_with(form))
}

/// « selon un bilan attribué au ministère » → « selon un bilan du ministère »
fn distance(original: &Occurrence, copy: &Occurrence) -> Option<Loss> {
    let (a, b) = (words(&original.source), words(&copy.source));
    if b.is_empty() || b.iter().any(|word| keeps_distance(&word.folded)) {
        return None;
    }
    let first = a.iter().position(|word| keeps_distance(&word.folded))?;
    let pairs = aligned(&a, &b);
    let common = pairs.iter().find(|(i, _)| *i > first)?; // another source is told by the chain
    let before = pairs.iter().rev().find(|(i, _)| *i < first).map_or(0, |(_, j)| j + 1);
    Some(Loss {
        kind: LossKind::Distance,
        from: original.article,
        before: Evidence::of(original.article, stretch(&a[first..=common.0]).as_slice()).collect(),
        after: Evidence::of(copy.article, stretch(&b[before.min(common.1)..=common.1]).as_slice()).collect(),
        source: None,
    })
}

/// From the first of some words to the last.
fn stretch(words: &[Word]) -> Option<CodePointSpan> {
    Some(CodePointSpan::new(words.first()?.span.start, words.last()?.span.end))
}

fn is_like(a: &SourceLink, b: &SourceLink) -> bool {
    let (x, y) = (fold(&a.name.name), fold(&b.name.name));
    (a.name.kb.is_some() && a.name.kb == b.name.kb)
        || is_same_name(&x, &y)
        || !bodies(&x).is_disjoint(&bodies(&y))
}

/// Whether two folded names are one, or one stands in the other.
fn is_same_name(a: &str, b: &str) -> bool {
    a == b || (!a.is_empty() && b.contains(a)) || (!b.is_empty() && a.contains(b))
}

/// A word of a content.
struct Word {
    folded: String,
    span: CodePointSpan,
}

fn words(of: &Words) -> Vec<Word> {
    let mut found = Vec::new();
    let mut letters = of.text.chars();
    for (part, span) in of.spans.iter().enumerate() {
        if part > 0 {
            letters.by_ref().take(JOINT).for_each(drop);
        }
        let text: Vec<char> = letters.by_ref().take(span.len()).collect();
        let mut at = 0;
        while at < text.len() {
            let length = text[at..].iter().take_while(|c| c.is_alphanumeric()).count();
            if length > 0 {
                let word: String = text[at..at + length].iter().collect();
                let start = span.start + at;
                found.push(Word { folded: fold(&word), span: CodePointSpan::new(start, start + length) });
            }
            at += length.max(1);
        }
    }
    found
}

/// Code points of " … ", which joins the parts of [`Words::text`].
const JOINT: usize = 3;
/// Longer contents are not aligned: their words are shown whole.
const LONGEST: usize = 400;

fn in_common(a: &Words, b: &Words) -> usize {
    aligned(&words(a), &words(b)).len()
}

/// The places of words that stand in both, in order: as many as can be.
fn aligned(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut common = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = match a[i].folded == b[j].folded {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].folded == b[j].folded {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if common[i + 1][j] >= common[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The words that show how sure one is, and what stands in their place in the other. Where the two are no copies of each
/// other word by word, their whole contents.
fn changed(hedged: &Occurrence, plain: &Occurrence) -> (Vec<Evidence>, Vec<Evidence>) {
    let (a, b) = (words(&hedged.content), words(&plain.content));
    let pairs = aligned(&a, &b);
    let whole = |occurrence: &Occurrence| -> Vec<Evidence> {
        Evidence::of(occurrence.article, &occurrence.content.spans).collect()
    };
    let cues: Vec<usize> = (0..a.len())
        .filter(|&place| match hedged.certainty.spans.is_empty() {
            false => hedged.certainty.spans.iter().any(|cue| cue.overlaps(a[place].span)),
            true => !pairs.iter().any(|(i, _)| *i == place),
        })
        .collect();
    let (Some(&first), Some(&last)) = (cues.first(), cues.last()) else {
        return (whole(hedged), whole(plain));
    };
    if pairs.len() * 2 < a.len().min(b.len()) {
        let before = match hedged.certainty.spans.is_empty() {
            true => whole(hedged),
            false => Evidence::of(hedged.article, &hedged.certainty.spans).collect(),
        };
        return (before, whole(plain));
    }
    let before = pairs.iter().rev().find(|(i, _)| *i < first).map(|(_, j)| *j);
    let after = pairs.iter().find(|(i, _)| *i > last).map(|(_, j)| *j);
    let gap = before.map_or(0, |j| j + 1)..after.unwrap_or(b.len());
    let range = match gap.is_empty() {
        false => gap,
        true => before.unwrap_or(0)..after.map_or(b.len(), |j| j + 1),
    };
    let replaced = stretch(&b[range]);
    (
        Evidence::of(hedged.article, stretch(&a[first..=last]).as_slice()).collect(),
        Evidence::of(plain.article, replaced.as_slice()).collect(),
    )
}
