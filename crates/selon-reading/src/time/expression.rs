//! What the words of a time say, before it is known when they were written.

/// A point or stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Duration {}

/// A time that returns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recurrence {}
