//! Words apart from any text: string ids, lexeme attributes, Unicode as Python sees it.

pub(crate) mod flat_table;
pub(crate) mod lexeme;
pub(crate) mod lookups;
pub(crate) mod strings;
pub(crate) mod unicode;
