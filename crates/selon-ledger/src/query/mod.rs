//! Questions to a ledger: its claims, its articles, its sources, its places. Each is a plain value that a method of [`Ledger`](crate::Ledger) takes, the
//! answer rows in a stated order.
//!
//! Every condition is an indexed look-up (a test asks SQLite for its plan); what a condition compares with is bound, never
//! written into the statement.

mod articles;
mod called;
mod claims;
mod condition;
mod facets;
mod figures;
mod listed;
mod places;
mod sources;
mod timeline;

pub use articles::{
    ArticleQuery, ArticleRow, Carried, InClaim, KeptBytes, Provenance, SharedReason, SharedWords,
};
pub use called::{entities_called, entity_key, voices_called};
pub use claims::{ClaimQuery, ClaimRow, ClaimSort, Days, Disagreement};
pub use facets::{Facet, Facets};
pub use figures::{Dispute, FigureRow, Figures, Series};
pub use listed::{Alone, Found, Listed};
pub use places::PlaceRow;
pub use sources::{Quoted, Reliance, RelianceKind, SourceQuery, Voice};
pub use timeline::{Bar, Grain, Timeline};
