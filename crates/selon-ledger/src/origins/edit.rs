//! What users decided: an edge does not hold, two articles belong together, and neither any more.

use serde::{Deserialize, Serialize};

use super::dependence::Articles;
use super::{Edge, EdgeKind, Node, Reason};
use crate::edit::taken_back;

/// One decision, a row of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The number of its row.
    pub id: i64,
    /// What was decided.
    pub kind: EditKind,
}

/// What a user can decide about origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// No edge between the two holds.
    Part(Node, Node),
    /// The two are one origin.
    Tie(Node, Node),
    /// Another decision is taken back, an undoing too.
    Undo(i64),
}

/// Applies decisions in the order of their numbers; the later one of two about the same articles holds.
pub(crate) fn apply(edits: &[Edit], articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    let mut standing: Vec<&Edit> = edits.iter().collect();
    standing.sort_by_key(|edit| edit.id);
    let taken_back = taken_back(standing.iter().map(|edit| match edit.kind {
        EditKind::Undo(other) => (edit.id, Some(other)),
        _ => (edit.id, None),
    }));
    standing.retain(|edit| !taken_back.contains(&edit.id));
    let known = |node: &Node| match node {
        Node::Article(id) => articles.place(*id).is_some(),
        Node::Outlet(_) => true,
    };
    for edit in standing {
        let same = |edge: &Edge, a: &Node, b: &Node| {
            (edge.from == *a && edge.to == *b) || (edge.from == *b && edge.to == *a)
        };
        match &edit.kind {
            EditKind::Part(a, b) => {
                for edge in edges.iter_mut().filter(|edge| edge.joins && same(edge, a, b)) {
                    edge.joins = false;
                    edge.reason = Reason::User { edit: edit.id };
                }
            }
            EditKind::Tie(a, b) if known(a) && known(b) && a != b => edges.push(Edge {
                from: a.clone(),
                to: b.clone(),
                kind: EdgeKind::User,
                proven: true,
                joins: true,
                reason: Reason::User { edit: edit.id },
                evidence: Vec::new(),
            }),
            EditKind::Tie(..) | EditKind::Undo(_) => {}
        }
    }
}
