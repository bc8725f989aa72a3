//! Questions to a ledger: its claims, its sources. Each is a plain value, its answer rows in a stated order.
//!
//! Every condition is an indexed look-up (a test asks SQLite for its plan); what a condition compares with is bound, never
//! written into the statement.

mod claims;
mod condition;
mod sources;

pub use claims::{ClaimQuery, ClaimRow, ClaimSort, Disagreement, claims};
pub use sources::{Quoted, Reliance, RelianceKind, SourceQuery, Voice, quoted, reliances, voices};
