//! [GraphML](http://graphml.graphdrawing.org/): what networkx, igraph, yEd and Cytoscape read.

use std::io::Write;

use selon_kb::Base;
use selon_ledger::Ledger;

use super::xml::Xml;
use super::{Attribute, Draw, Edge, Graph, Node};
use crate::Error;

/// Writes a graph as GraphML. A node's name is its attribute `label`.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn graphml(ledger: &Ledger, base: &Base, graph: Graph, to: &mut impl Write) -> Result<(), Error> {
    let mut xml = Xml::new(to)?;
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    key(&mut xml, "label", "node", "label", "string")?;
    keys(&mut xml, 'n', "node", graph.of_nodes())?;
    keys(&mut xml, 'e', "edge", graph.of_edges())?;
    xml.open("graph", &[("id", "selon"), ("edgedefault", "directed")])?;
    let mut drawing = Drawing { xml, edges: 0 };
    graph.draw(ledger, base, &mut drawing)?;
    let Drawing { mut xml, .. } = drawing;
    xml.close("graph")?;
    xml.close("graphml")?;
    Ok(xml.finish()?)
}

fn keys<W: Write>(
    xml: &mut Xml<'_, W>,
    of: char,
    which: &str,
    attributes: &[Attribute],
) -> Result<(), Error> {
    (0..).zip(attributes).try_for_each(|(index, attribute)| {
        key(xml, &format!("{of}{index}"), which, attribute.name, attribute.kind)
    })
}

fn key<W: Write>(xml: &mut Xml<'_, W>, id: &str, of: &str, name: &str, kind: &str) -> Result<(), Error> {
    Ok(xml.empty("key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)])?)
}

struct Drawing<'w, W: Write> {
    xml: Xml<'w, W>,
    edges: u64,
}

impl<W: Write> Drawing<'_, W> {
    fn values(&mut self, of: char, values: &[Option<String>]) -> Result<(), Error> {
        for (index, value) in values.iter().enumerate() {
            if let Some(value) = value {
                self.xml.text("data", &[("key", &format!("{of}{index}"))], value)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Draw for Drawing<'_, W> {
    fn node(&mut self, node: &Node) -> Result<(), Error> {
        self.xml.open("node", &[("id", &node.id)])?;
        self.xml.text("data", &[("key", "label")], &node.label)?;
        self.values('n', &node.values)?;
        Ok(self.xml.close("node")?)
    }

    fn between(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), Error> {
        self.edges += 1;
        let id = format!("e{}", self.edges);
        self.xml.open("edge", &[("id", &id), ("source", &edge.from), ("target", &edge.to)])?;
        self.values('e', &edge.values)?;
        Ok(self.xml.close("edge")?)
    }
}
