//! What the words of a quantity say.

/// A number with what it measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {}
