//! What users decided: an edge does not hold, two articles belong together.

use super::dependence::Articles;
use super::{Edge, EdgeKind, Node, Reason};
use crate::{Between, Decision};

/// Applies decisions in the order given, each with its number; the later one of two about the same articles holds.
pub(crate) fn apply(decisions: &[(i64, Decision)], articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    let known = |node: &Node| match node {
        Node::Article(id) => articles.place(*id).is_some(),
        Node::Outlet(_) => true,
    };
    for (edit, decision) in decisions {
        let same = |edge: &Edge, a: &Node, b: &Node| {
            (edge.from == *a && edge.to == *b) || (edge.from == *b && edge.to == *a)
        };
        match decision {
            Decision::Part(Between { a, b }) => {
                for edge in edges.iter_mut().filter(|edge| edge.joins && same(edge, a, b)) {
                    edge.joins = false;
                    edge.reason = Reason::User { edit: *edit };
                }
            }
            Decision::Tie(Between { a, b }) if known(a) && known(b) && a != b => edges.push(Edge {
                from: a.clone(),
                to: b.clone(),
                kind: EdgeKind::User,
                proven: true,
                joins: true,
                reason: Reason::User { edit: *edit },
                evidence: Vec::new(),
            }),
            _ => {}
        }
    }
}
