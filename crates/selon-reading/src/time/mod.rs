//! Times after TIMEX3 (ISO 24617-1): what a text says about when.

mod expression;

pub(crate) use expression::{Duration, Expression, Recurrence};
