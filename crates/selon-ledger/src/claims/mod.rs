//! Claims: assertions of several articles that say the same thing, and what contradicts them.

mod comparison;
mod find;
mod keys;
mod lexicon;
mod model;
mod number;
mod occasion;
mod partition;
mod relation;
mod statement;
mod when;
mod words;

pub(crate) use find::{Statements, add, regroup};
pub use model::{Class, Example, Model};
pub use partition::{ClaimEdit, ClaimEditKind, edited, found};
pub use relation::{Conflict, Kind, Reason, Relation, Slot, Verdict, features, relate, relate_by};
pub use statement::{Encode, Statement};
