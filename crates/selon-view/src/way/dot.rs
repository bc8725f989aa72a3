//! As a graph in Graphviz's language: articles and outlets, what is proven drawn through, what is suspected dashed.

use std::fmt::Write as _;

use selon_ledger::origins::Node;

use super::Way;
use crate::{Interface, Told};
use crate::{instant, phrase, visible};

/// A directed graph from the articles to those that they have the claim from.
pub fn dot(way: &Way, interface: Interface) -> String {
    let origins = &way.story.origins;
    let mut out = format!("digraph claim_{} {{\n  rankdir=BT;\n  node [shape=box];\n", way.claim);
    for step in &origins.steps {
        let published = way.published(step.article).map(|published| instant(published, interface));
        let label = format!("{}\n{}", phrase(way.outlet(step.article)), published.unwrap_or_default());
        let _ = writeln!(out, "  {} [label={}];", id(&Node::Article(step.article)), quoted(&label));
    }
    let outlets = origins.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
    let mut outlets: Vec<&Node> = outlets.filter(|node| matches!(node, Node::Outlet(_))).collect();
    outlets.sort();
    outlets.dedup();
    for outlet in outlets {
        let _ = writeln!(out, "  {} [label={}, shape=ellipse];", id(outlet), quoted(&way.name(outlet)));
    }
    for edge in &origins.edges {
        let style = match (edge.joins, edge.proven) {
            (false, _) => "dotted",
            (true, true) => "solid",
            (true, false) => "dashed",
        };
        let reason = Told::Reason(&edge.reason).text(interface);
        let (from, to) = (id(&edge.from), id(&edge.to));
        let _ = writeln!(out, "  {from} -> {to} [style={style}, label={}];", quoted(&reason));
    }
    out + "}\n"
}

fn id(node: &Node) -> String {
    match node {
        Node::Article(id) => format!("article_{id}"),
        Node::Outlet(key) => quoted(&format!("outlet {key}")),
    }
}

/// A string of Graphviz: quotation marks and backslashes are escaped, a line end is its `\n`; what drives a terminal is
/// made visible.
fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
