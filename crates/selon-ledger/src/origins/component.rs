//! Counting: the components of the articles under edges.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dependence::Articles;
use super::{Edge, Node};

/// Articles that are counted as one origin, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Its articles, the earliest first.
    pub articles: Vec<i64>,
    /// The outlets that they depend on and of which the claim has no article.
    pub outlets: Vec<String>,
    /// The edges that join them, by their places in [`Origins::edges`](super::Origins::edges): as few as do it, the proven
    /// ones first.
    pub joined_by: Vec<usize>,
}

/// Nodes that edges join, by union and find.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    parents: BTreeMap<Node, Node>,
}

impl Forest {
    pub(crate) fn root(&self, node: &Node) -> Node {
        let mut at = node;
        while let Some(parent) = self.parents.get(at) {
            at = parent;
        }
        at.clone()
    }

    /// Joins two nodes; whether they were apart.
    pub(crate) fn join(&mut self, a: &Node, b: &Node) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        self.parents.insert(a.clone().max(b.clone()), a.min(b));
        true
    }
}

/// The components of a claim's articles.
#[derive(Debug)]
pub(crate) struct Components {
    groups: Vec<Group>,
}

impl Components {
    /// The components under the edges that count.
    pub(crate) fn of(articles: &Articles<'_>, edges: &[Edge], counts: impl Fn(&Edge) -> bool) -> Components {
        let mut forest = Forest::default();
        let mut joining = Vec::new();
        let mut outlets = Vec::new();
        for proven in [true, false] {
            for (place, edge) in edges.iter().enumerate().filter(|(_, e)| e.proven == proven && counts(e)) {
                outlets.extend([&edge.from, &edge.to].into_iter().filter_map(|node| match node {
                    Node::Outlet(key) => Some(key.clone()),
                    Node::Article(_) => None,
                }));
                if forest.join(&edge.from, &edge.to) {
                    joining.push(place);
                }
            }
        }
        outlets.sort();
        outlets.dedup();
        let mut groups: Vec<(Node, Group)> = Vec::new();
        for article in &articles.list {
            let root = forest.root(&Node::Article(article.id));
            match groups.iter_mut().find(|(of, _)| *of == root) {
                Some((_, group)) => group.articles.push(article.id),
                None => {
                    let group =
                        Group { articles: vec![article.id], outlets: Vec::new(), joined_by: Vec::new() };
                    groups.push((root, group));
                }
            }
        }
        for (root, group) in &mut groups {
            let of_it = |key: &&String| forest.root(&Node::Outlet((*key).clone())) == *root;
            group.outlets = outlets.iter().filter(of_it).cloned().collect();
            let in_it = |place: &&usize| forest.root(&edges[**place].from) == *root;
            group.joined_by = joining.iter().filter(in_it).copied().collect();
        }
        Components { groups: groups.into_iter().map(|(_, group)| group).collect() }
    }

    pub(crate) fn count(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn groups(self) -> Vec<Group> {
        self.groups
    }
}
