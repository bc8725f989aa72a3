//! The ledger: articles and their readings in one file; which of them copy each other, which of their assertions say the
//! same thing, on how many origins that rests, and what contradicts it.
//!
//! Everything that is found out about articles is a pure function of readings ([`copies`], [`claims`], [`origins`]); `store`
//! keeps it in one SQLite file whose tables are described in `store/schema.sql`: a [`Writer`] takes [`Deposit`]s and
//! [`Decision`]s, a [`Ledger`] gives them back and answers questions.

pub mod claims;
pub mod copies;
mod edit;
pub mod origins;
pub mod query;
mod store;
mod story;
mod watch;

pub use edit::{CarriedDecision, Decided, Decision, EditError, taken_back};
pub use store::{
    Added, ArticleHit, ArticleId, AssertionHit, AssertionId, ContentKey, Damage, Deposit, Error, Evidence,
    Failure, Filters, Ledger, Moment, Original, Refused, Role, Run, Stats, Stop, StoredArticle,
    StoredAssertion, StoredLink, StoredSource, Writer, full_text, published,
};
pub use story::{Between, Opposed, Story};
pub use watch::{Event, News, Sent, Watch, Watches};
