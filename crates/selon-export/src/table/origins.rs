//! The edges between the articles of each claim: what the database does not hold, as it follows from the rest.

use selon_kb::Base;
use selon_ledger::Ledger;
use selon_ledger::origins::{Edge, Node};
use serde_json::Value;

use super::{Cell, stream};
use crate::Error;
use crate::words::name;

/// A row for each edge, claim after claim.
pub(super) fn rows(
    ledger: &Ledger,
    base: &Base,
    mut take: impl FnMut(&[Cell<'_>]) -> Result<(), Error>,
) -> Result<(), Error> {
    stream(ledger, "SELECT claim FROM now_summary ORDER BY claim", |row| {
        let claim: i64 = row.get(0).map_err(|error| ledger.error(error))?;
        let Some(story) = ledger.story(claim, base)? else { return Ok(()) };
        story.origins.edges.iter().try_for_each(|edge| of_edge(claim, edge, &mut take))
    })
}

fn of_edge(
    claim: i64,
    edge: &Edge,
    take: &mut impl FnMut(&[Cell<'_>]) -> Result<(), Error>,
) -> Result<(), Error> {
    let Value::Object(mut detail) = serde_json::to_value(&edge.reason)? else {
        unreachable!("a reason is an object with its code")
    };
    let code = detail.shift_remove("code");
    let (kind, detail) = (name(edge.kind), serde_json::to_string(&detail)?);
    let evidence = serde_json::to_string(&edge.evidence)?;
    let [from, from_outlet] = node(&edge.from);
    let [to, to_outlet] = node(&edge.to);
    take(&[
        Cell::Integer(claim),
        from,
        from_outlet,
        to,
        to_outlet,
        Cell::Text(&kind),
        Cell::Boolean(edge.proven),
        Cell::Boolean(edge.joins),
        code.as_ref().and_then(Value::as_str).map_or(Cell::Null, Cell::Text),
        Cell::Text(&detail),
        Cell::Text(&evidence),
    ])
}

fn node(node: &Node) -> [Cell<'_>; 2] {
    match node {
        Node::Article(number) => [Cell::Integer(*number), Cell::Null],
        Node::Outlet(name) => [Cell::Null, Cell::Text(name)],
    }
}
