//! Which articles carry which claims, who copied whom, what disagrees.

use selon_ledger::Ledger;

use super::{Attribute, Draw, Edge, Node, number, text};
use crate::Error;
use crate::table::stream;

pub(super) const OF_NODES: &[Attribute] = &[
    text("kind"),
    text("outlet"),
    text("kb"),
    text("published"),
    text("url"),
    number("outlets"),
    number("at_least"),
    number("at_most"),
];
pub(super) const OF_EDGES: &[Attribute] = &[text("kind"), text("type"), number("count")];

/// The articles of the claims that are nodes.
const CARRIERS: &str = "SELECT a.article FROM now_summary s JOIN now_claim n ON n.claim = s.claim
    JOIN assertion a ON a.id = n.assertion";

pub(super) fn draw(ledger: &Ledger, to: &mut impl Draw) -> Result<(), Error> {
    let nodes = [
        format!(
            "SELECT 'a' || r.id, coalesce(r.title, r.name), 'article', coalesce(r.outlet, r.voice), r.outlet_kb, r.published,
                    r.url, NULL, NULL, NULL
             FROM article r WHERE r.id IN ({CARRIERS}) ORDER BY r.id"
        ),
        "SELECT 'c' || s.claim, s.title, 'claim', NULL, NULL, NULL, NULL, CAST(s.outlets AS TEXT),
                CAST(s.at_least AS TEXT), CAST(s.at_most AS TEXT)
         FROM now_summary s ORDER BY s.claim"
            .to_owned(),
    ];
    for question in nodes {
        stream(ledger, &question, |row| {
            let node = || {
                let values = (2..2 + OF_NODES.len()).map(|index| row.get(index));
                Ok(Node { id: row.get(0)?, label: row.get(1)?, values: values.collect::<Result<_, _>>()? })
            };
            to.node(&node().map_err(|error| ledger.error(error))?)
        })?;
    }
    to.between()?;
    let edges = [
        "SELECT 'a' || a.article, 'c' || s.claim, 'asserts', NULL, CAST(count(*) AS TEXT)
         FROM now_summary s JOIN now_claim n ON n.claim = s.claim JOIN assertion a ON a.id = n.assertion
         GROUP BY s.claim, a.article ORDER BY s.claim, a.article"
            .to_owned(),
        format!(
            "SELECT 'a' || iif(k.direction = 'forward', k.b, k.a), 'a' || iif(k.direction = 'forward', k.a, k.b), 'copies',
                    k.kind, '1'
             FROM copy k WHERE k.direction IN ('forward', 'backward') AND k.a IN ({CARRIERS}) AND k.b IN ({CARRIERS})
             ORDER BY k.id"
        ),
        "SELECT 'c' || m.claim, 'c' || n.claim, x.kind, x.type, CAST(count(*) AS TEXT)
         FROM relation x JOIN now_claim m ON m.assertion = x.a JOIN now_claim n ON n.assertion = x.b
         WHERE x.kind <> 'same' AND m.claim <> n.claim AND m.claim IN (SELECT claim FROM now_summary)
           AND n.claim IN (SELECT claim FROM now_summary)
         GROUP BY m.claim, n.claim, x.kind, x.type ORDER BY m.claim, n.claim, x.kind, x.type"
            .to_owned(),
    ];
    for question in edges {
        stream(ledger, &question, |row| {
            let edge = || {
                let values = (2..2 + OF_EDGES.len()).map(|index| row.get(index));
                Ok(Edge { from: row.get(0)?, to: row.get(1)?, values: values.collect::<Result<_, _>>()? })
            };
            to.edge(&edge().map_err(|error| ledger.error(error))?)
        })?;
    }
    Ok(())
}
