//! What the rules of a grammar make.

use std::sync::Arc;

use crate::quantity::Amount;
use crate::time::{Duration, Expression, Recurrence};

/// What a category stands for: the result of an action.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// An absent part of a pattern.
    Nothing,
    /// A number.
    Number(f64),
    /// A word of the grammar, such as a unit: `"day"`.
    Text(&'static str),
    /// A point or stretch of time.
    Time(Arc<Expression>),
    /// A length of time.
    Duration(Duration),
    /// A time that returns.
    Set(Arc<Recurrence>),
    /// A quantity.
    Amount(Arc<Amount>),
    /// What each pair of square brackets means, where they are expressions of their own: « *les 4* et *10 mars* ».
    Each(Arc<[Value]>),
}

/// An operation of actions: makes a value of others, or `None` when they make no sense together.
pub(crate) type Operation = fn(&[Value]) -> Option<Value>;
