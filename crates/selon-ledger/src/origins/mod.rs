//! Origins: where a claim enters the record, counted from below and from above.
//!
//! A claim is carried by articles. [`origins`] draws the edges that make one article depend on another (it copies it, credits
//! or cites its outlet, has the same mouth speak), each with its reason and the words that show it, and counts the components:
//!
//! - **at most** so many origins: only what is proven joins;
//! - **at least** so many: whatever may join does. Of two articles of which nothing shows that they are independent, it
//!   is not counted that they are.
//!
//! Everything here is a pure function of records. What is decided, and where:
//!
//! | file | decides |
//! |---|---|
//! | `occurrence` | what counts of an assertion, from its reading |
//! | `voice` | which names are one outlet: « AM » and « Agence Méridienne » |
//! | `mentioned` | which names stand beside a word of reporting, where no source was found |
//! | `mouth` | whether the sources of two assertions are one, may be one, or are two |
//! | `dependence` | the edges that texts show: copies, credits, citations, the same outlet, the same owner |
//! | `likeness` | the edges between sources: the same mouth, or no mouth at all |
//! | `component` | the counting |
//! | `step` | the way of the claim in order of time, and what was lost on it |
//!
//! Why the lower bound is one: articles are ranked, those that name their source first. Each that may rest on a higher one is
//! joined to it, so that those which head the components are, two by two, *shown* to have different sources.

mod component;
mod dependence;
mod edge;
mod edit;
mod institution;
mod likeness;
mod mentioned;
mod mouth;
mod occurrence;
mod step;
mod voice;

use selon_kb::Base;
use serde::Serialize;

use crate::Decision;
use crate::copies::Direction;

pub use component::Group;
pub use edge::{Edge, EdgeKind, Evidence, Node, Reason};
pub use mentioned::Mentioned;
pub use occurrence::{Named, Occurrence, SourceLink, Words};
pub use step::{Loss, LossKind, Step};
pub(crate) use voice::Voices;

use component::Components;
use dependence::Articles;

/// Two articles that share copied words, as far as origins need to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// One article.
    pub a: i64,
    /// The other.
    pub b: i64,
    /// Whether the whole articles are alike, not only a passage.
    pub near: bool,
    /// Who copied.
    pub direction: Direction,
    /// The passages, aligned: of `a`, of `b`, in code points.
    pub passages: Vec<(selon_record::CodePointSpan, selon_record::CodePointSpan)>,
}

/// On how many origins a claim rests, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Origins {
    /// Components when whatever may join does.
    pub at_least: usize,
    /// Components when only what is proven joins.
    pub at_most: usize,
    /// Every edge, those that users took out with them.
    pub edges: Vec<Edge>,
    /// The components of the lower count, each with the edges that join it; the earliest first.
    pub groups_at_least: Vec<Group>,
    /// The components of the upper count.
    pub groups_at_most: Vec<Group>,
    /// The articles in order of time: how each got the claim, and what was lost on the way.
    pub steps: Vec<Step>,
}

/// On how many origins a claim rests: its occurrences in articles, which of these copy each other, what is known of outlets
/// (who owns whom), and what users decided.
///
/// The order of the occurrences does not matter. Copies between articles without an occurrence are passed over.
///
/// ```
/// use selon_kb::Base;
/// use selon_ledger::origins::origins;
///
/// let none = origins(&[], &[], Base::built_in(), &[]);
/// assert_eq!((none.at_least, none.at_most), (0, 0));
/// ```
pub fn origins(
    occurrences: &[Occurrence],
    copies: &[Copied],
    base: &Base,
    decisions: &[(i64, Decision)],
) -> Origins {
    let articles = Articles::of(occurrences, base);
    let mut edges = dependence::edges(&articles, copies, base);
    likeness::add(&articles, &mut edges);
    edit::apply(decisions, &articles, &mut edges);
    edges.sort_by(|a, b| a.order(b));
    let at_least = Components::of(&articles, &edges, |edge| edge.joins);
    let at_most = Components::of(&articles, &edges, |edge| edge.joins && edge.proven);
    let steps = step::steps(&articles, copies, &edges);
    Origins {
        at_least: at_least.count(),
        at_most: at_most.count(),
        groups_at_least: at_least.groups(),
        groups_at_most: at_most.groups(),
        edges,
        steps,
    }
}

#[cfg(test)]
mod tests;
