//! Claims: assertions of several articles that say the same thing, and what contradicts them.

mod comparison;
mod lexicon;
mod model;
mod number;
mod occasion;
mod relation;
mod statement;
mod when;
mod words;

pub use model::{Class, Example, Model};
pub use relation::{Conflict, Kind, Reason, Relation, Slot, Verdict, features, relate, relate_by};
pub use statement::{Encode, Statement};
