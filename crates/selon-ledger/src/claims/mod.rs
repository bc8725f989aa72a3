//! Claims: assertions of several articles that say the same thing, and what contradicts them.
//!
//! A [`Statement`] is what an assertion says, by slots. Candidates are found by `keys` and by vectors; [`relate`] compares
//! two slot by slot and a small log-linear model over the slots decides, with reasons; `partition` makes claims of what says
//! the same ([`found`]) and of what users decided ([`edited`]). `find` keeps all this in a ledger.

mod clash;
mod comparison;
mod figure;
mod find;
mod keys;
mod lexicon;
mod model;
mod number;
mod occasion;
mod partition;
mod relation;
mod statement;
mod toll;
mod trees;
mod turned;
mod when;
mod whole;
mod words;

pub use clash::Clash;
pub(crate) use find::{Statements, add, regroup};
pub use model::{Class, Example, Model};
pub use partition::{edited, found};
pub use relation::{
    Conflict, Kind, Reason, Relation, Slot, Verdict, clashes, conflict_features, features, relate, relate_by,
};
pub use statement::{Encode, Statement};
