//! [GEXF 1.3](https://gexf.net/): what Gephi reads.

use std::io::Write;

use selon_kb::Base;
use selon_ledger::Ledger;

use super::xml::Xml;
use super::{Attribute, Draw, Edge, Graph, Node};
use crate::Error;

/// Writes a graph as GEXF.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn gexf(ledger: &Ledger, base: &Base, graph: Graph, to: &mut impl Write) -> Result<(), Error> {
    let mut xml = Xml::new(to)?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?;
    attributes(&mut xml, "node", graph.of_nodes())?;
    attributes(&mut xml, "edge", graph.of_edges())?;
    xml.open("nodes", &[])?;
    let mut drawing = Drawing { xml, edges: 0 };
    graph.draw(ledger, base, &mut drawing)?;
    let Drawing { mut xml, .. } = drawing;
    for name in ["edges", "graph", "gexf"] {
        xml.close(name)?;
    }
    Ok(xml.finish()?)
}

fn attributes<W: Write>(xml: &mut Xml<'_, W>, class: &str, attributes: &[Attribute]) -> Result<(), Error> {
    xml.open("attributes", &[("class", class)])?;
    for (index, attribute) in attributes.iter().enumerate() {
        let id = index.to_string();
        xml.empty("attribute", &[("id", &id), ("title", attribute.name), ("type", attribute.kind)])?;
    }
    Ok(xml.close("attributes")?)
}

struct Drawing<'w, W: Write> {
    xml: Xml<'w, W>,
    edges: u64,
}

impl<W: Write> Drawing<'_, W> {
    fn values(&mut self, values: &[Option<String>]) -> Result<(), Error> {
        self.xml.open("attvalues", &[])?;
        for (index, value) in values.iter().enumerate() {
            if let Some(value) = value {
                self.xml.empty("attvalue", &[("for", &index.to_string()), ("value", value)])?;
            }
        }
        Ok(self.xml.close("attvalues")?)
    }
}

impl<W: Write> Draw for Drawing<'_, W> {
    fn node(&mut self, node: &Node) -> Result<(), Error> {
        self.xml.open("node", &[("id", &node.id), ("label", &node.label)])?;
        self.values(&node.values)?;
        Ok(self.xml.close("node")?)
    }

    fn between(&mut self) -> Result<(), Error> {
        self.xml.close("nodes")?;
        Ok(self.xml.open("edges", &[])?)
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), Error> {
        self.edges += 1;
        let id = self.edges.to_string();
        self.xml.open("edge", &[("id", &id), ("source", &edge.from), ("target", &edge.to)])?;
        self.values(&edge.values)?;
        Ok(self.xml.close("edge")?)
    }
}
