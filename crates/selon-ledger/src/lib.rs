//! The ledger: articles and their readings in one file; which of them copy each other, which of their assertions say the
//! same thing, on how many origins that rests, and what contradicts it.
//!
//! Everything that is found out about articles is a pure function of readings ([`copies`], [`claims`], [`origins`]); `store`
//! keeps it in one SQLite file whose tables are described in `store/schema.sql`: a [`Writer`] takes [`Deposit`]s, a
//! [`Ledger`] gives them back and answers questions.

pub mod claims;
pub mod copies;
pub mod origins;
mod store;

pub use store::{
    Added, ArticleId, AssertionId, ContentKey, Damage, Deposit, Error, Evidence, Failure, Ledger, Original,
    Refused, Role, Run, StoredArticle, StoredAssertion, StoredLink, StoredSource, Writer, published,
};
