//! Edges between sources: articles that have one mouth speak, or may; and articles that name nobody.

use super::component::Forest;
use super::dependence::{Article, Articles};
use super::mouth::{Grade, Likeness, Mouth};
use super::{Edge, EdgeKind, Evidence, Node, Reason};

/// Adds the edges between sources to those that texts show.
///
/// Articles are taken by rank, those that tell most of their source first, then the earliest. Each is tied to those above it whose
/// source is its own, or something says that it may be. Where nothing says anything, neither for nor against, it is tied to
/// the earliest of those it is not shown to be different from, unless it depends on one above it already. So what heads a component
/// is shown to be different from every other head.
pub(crate) fn add(articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    let mut forest = Forest::default();
    for edge in edges.iter().filter(|edge| edge.joins) {
        forest.join(&edge.from, &edge.to);
    }
    let mut ranked: Vec<usize> = (0..articles.list.len()).collect();
    ranked.sort_by_key(|&place| (std::cmp::Reverse(articles.list[place].grade()), place));
    for (rank, &place) in ranked.iter().enumerate() {
        let article = &articles.list[place];
        let node = Node::Article(article.id);
        let (mut open, mut same) = (None, false);
        for &above in &ranked[..rank] {
            let other = &articles.list[above];
            let other_node = Node::Article(other.id);
            let (likeness, proven) = relation(article, other);
            match likeness {
                Likeness::Same if !same || !proven => {
                    same |= proven;
                    let source = same_mouth(article, other).unwrap_or_default();
                    if forest.join(&node, &other_node) || proven {
                        edges.push(edge(articles, place, above, proven, Reason::OneSource { source }));
                    }
                }
                Likeness::Alike(reason) if forest.join(&node, &other_node) => {
                    edges.push(edge(articles, place, above, false, reason));
                }
                Likeness::Open if open.is_none_or(|earlier| above < earlier) => open = Some(above),
                _ => {}
            }
        }
        let is_joined =
            |above: &usize| forest.root(&Node::Article(articles.list[*above].id)) == forest.root(&node);
        if let Some(above) = open.filter(|_| !ranked[..rank].iter().any(is_joined)) {
            forest.join(&node, &Node::Article(articles.list[above].id));
            edges.push(edge(articles, place, above, false, silence(article, &articles.list[above])));
        }
    }
}

/// What the sources of two articles are to each other, the closest of all pairs; and whether all of them are the same ones.
fn relation(a: &Article<'_>, b: &Article<'_>) -> (Likeness, bool) {
    if a.mouths.is_empty() || b.mouths.is_empty() {
        return (Likeness::Open, false);
    }
    let pairs: Vec<Vec<Likeness>> =
        a.mouths.iter().map(|mouth| b.mouths.iter().map(|other| mouth.compare(other)).collect()).collect();
    let all = pairs.iter().all(|row| row.contains(&Likeness::Same))
        && (0..b.mouths.len()).all(|column| pairs.iter().any(|row| row[column] == Likeness::Same));
    let flat = || pairs.iter().flatten();
    let closest = flat()
        .find(|likeness| **likeness == Likeness::Same)
        .or_else(|| flat().find(|likeness| matches!(likeness, Likeness::Alike(_))))
        .or_else(|| flat().find(|likeness| **likeness == Likeness::Open));
    (closest.cloned().unwrap_or(Likeness::Different), all)
}

/// The name of the mouth that two articles have in common.
fn same_mouth(a: &Article<'_>, b: &Article<'_>) -> Option<String> {
    let is_one = |mouth: &&Mouth| b.mouths.iter().any(|other| mouth.compare(other) == Likeness::Same);
    a.mouths.iter().find(is_one).map(|mouth| mouth.name.clone())
}

/// Why two articles are tied of which nothing is shown.
fn silence(article: &Article<'_>, above: &Article<'_>) -> Reason {
    match (article.mouths.first(), above.mouths.first()) {
        (Some(mouth), Some(other)) => {
            Reason::NotShownDifferent { source: mouth.name.clone(), other: other.name.clone() }
        }
        _ => Reason::NoSource,
    }
}

/// An edge from the later to the earlier of two articles, with the words of their sources.
fn edge(articles: &Articles<'_>, a: usize, b: usize, proven: bool, reason: Reason) -> Edge {
    let (from, to) = articles.later_first(a, b);
    let silent = reason == Reason::NoSource;
    let words = |article: &Article<'_>| -> Vec<Evidence> {
        let of = |silent: bool| {
            let spans = article.occurrences.iter().flat_map(move |occurrence| match silent {
                true => &occurrence.content.spans,
                false => &occurrence.source.spans,
            });
            spans.flat_map(|span| Evidence::of(article.id, std::slice::from_ref(span)).collect::<Vec<_>>())
        };
        of(silent && article.grade() == Grade::Nothing).collect()
    };
    Edge {
        from: Node::Article(from.id),
        to: Node::Article(to.id),
        kind: if silent { EdgeKind::Unsourced } else { EdgeKind::SameSource },
        proven,
        joins: true,
        reason,
        evidence: words(from).into_iter().chain(words(to)).collect(),
    }
}
