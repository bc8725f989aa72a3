//! Questions to a ledger: its claims, its sources. Each is a plain value that a method of [`Ledger`](crate::Ledger) takes, the
//! answer rows in a stated order.
//!
//! Every condition is an indexed look-up (a test asks SQLite for its plan); what a condition compares with is bound, never
//! written into the statement.

mod called;
mod claims;
mod condition;
mod facets;
mod listed;
mod sources;
mod timeline;

pub use called::{entities_called, voices_called};
pub use claims::{ClaimQuery, ClaimRow, ClaimSort, Days, Disagreement};
pub use facets::{Facet, Facets};
pub use listed::{Alone, Found, Listed};
pub use sources::{Quoted, Reliance, RelianceKind, SourceQuery, Voice};
pub use timeline::{Bar, Grain, Timeline};
