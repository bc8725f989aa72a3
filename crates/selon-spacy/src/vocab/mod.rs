//! Words apart from any text: string ids, lexeme attributes, Unicode as Python sees it.

pub(crate) mod unicode;
