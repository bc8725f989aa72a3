//! Typography and sentences: where each sentence of a badly typed news text starts.
//!
//! The parser of a spaCy pipeline cuts French news at the wrong places, so sentence starts are found by rule, on the
//! text alone, and preset before the parser runs ([`tokenize`]). The text itself is never changed.

mod language;
mod layout;
mod possible;
mod rules;
mod sentences;
mod tokens;

pub use crate::table::TableError;
pub use language::LanguageRules;
pub use possible::possible_starts;
pub use sentences::sentence_starts;
pub use tokens::{token_starts, tokenize};
