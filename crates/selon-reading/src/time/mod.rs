//! Times after TIMEX3 (ISO 24617-1): what a text says about when.

mod expression;

pub(crate) use expression::{Duration, Expression, Recurrence};

/// The operation on times of a name.
pub(crate) fn operation(_name: &str) -> Option<crate::grammar::Operation> {
    Some(|_| Some(crate::grammar::Value::Nothing))
}
