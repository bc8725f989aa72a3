//! Graphs: nodes and edges with attributes, and the two formats they are written in.

mod claims;
mod gexf;
mod graphml;
mod sources;
mod xml;

use selon_kb::Base;
use selon_ledger::Ledger;

use crate::Error;

pub use gexf::gexf;
pub use graphml::graphml;

/// A graph that a ledger is exported as. All edges have a direction; several may go from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graph {
    /// Who relies on whom: the nodes are outlets and agencies, an edge goes from who credits, cites or copies to the other.
    ///
    /// Nodes have `voice` (what the ledger counts them under), `kb` and `articles` (how many are in the ledger); edges `kind`
    /// (credit, citation or copy) and `articles` (in how many).
    Sources,
    /// Which articles carry which claims.
    ///
    /// Nodes have `kind` (article or claim); articles `outlet`, `kb`, `published` and `url`, claims `outlets`, `at_least` and
    /// `at_most`. Edges have `kind`: asserts (from an article to a claim), copies (between articles, where it is known who
    /// copied), contradiction and update (between claims, from the one added earlier); `type` of the latter two; and `count`.
    Claims,
}

/// An attribute of nodes or edges.
struct Attribute {
    name: &'static str,
    /// `string` or `long`, which both formats know.
    kind: &'static str,
}

/// A node, or an edge with its ends; `values` are in the order of the graph's attributes.
struct Node {
    id: String,
    label: String,
    values: Vec<Option<String>>,
}

struct Edge {
    from: String,
    to: String,
    values: Vec<Option<String>>,
}

/// Who writes nodes, then edges.
trait Draw {
    fn node(&mut self, node: &Node) -> Result<(), Error>;
    /// All nodes are there.
    fn between(&mut self) -> Result<(), Error>;
    fn edge(&mut self, edge: &Edge) -> Result<(), Error>;
}

const fn text(name: &'static str) -> Attribute {
    Attribute { name, kind: "string" }
}

const fn number(name: &'static str) -> Attribute {
    Attribute { name, kind: "long" }
}

impl Graph {
    fn of_nodes(self) -> &'static [Attribute] {
        match self {
            Graph::Sources => sources::OF_NODES,
            Graph::Claims => claims::OF_NODES,
        }
    }

    fn of_edges(self) -> &'static [Attribute] {
        match self {
            Graph::Sources => sources::OF_EDGES,
            Graph::Claims => claims::OF_EDGES,
        }
    }

    /// All of it, of one moment.
    fn draw(self, ledger: &Ledger, base: &Base, to: &mut impl Draw) -> Result<(), Error> {
        ledger.snapshot(|ledger| match self {
            Graph::Sources => sources::draw(ledger, base, to),
            Graph::Claims => claims::draw(ledger, to),
        })
    }
}
