//! Questions to a ledger: its claims, its sources. Each is a plain value that a method of [`Ledger`](crate::Ledger) takes, the
//! answer rows in a stated order.
//!
//! Every condition is an indexed look-up (a test asks SQLite for its plan); what a condition compares with is bound, never
//! written into the statement.

mod called;
mod claims;
mod condition;
mod figures;
mod sources;

pub use called::{entities_called, voices_called};
pub use claims::{ClaimQuery, ClaimRow, ClaimSort, Disagreement};
pub use figures::{Dispute, FigureRow, Figures, Series};
pub use sources::{Quoted, Reliance, RelianceKind, SourceQuery, Voice};
