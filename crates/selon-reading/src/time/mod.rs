//! Times after TIMEX3 (ISO 24617-1): what a text says about when.

mod expression;
mod holiday;
mod names;
mod tense;

pub(crate) use expression::{Duration, Expression, Recurrence};
pub(crate) use names::entries;

/// Where the governing verb looks: « il viendra mercredi », « il est venu mercredi ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
}

/// The operation on times of a name.
pub(crate) fn operation(_name: &str) -> Option<crate::grammar::Operation> {
    Some(|_| Some(crate::grammar::Value::Nothing))
}
