//! The operations on times that the actions of a grammar may use, as `data/GRAMMAR.md` lists them. What makes no sense, such as
//! 31 février or 25 heures, makes nothing.

mod bounds;
mod combine;
mod lengths;
mod points;
mod relations;

use std::sync::Arc;

use super::duration::Duration;
use super::expression::Expression;
use super::unit::Unit;
use crate::grammar::{Operation, Value};

/// The operation of a name; `None` where there is none on times.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    points::operation(name)
        .or_else(|| combine::operation(name))
        .or_else(|| relations::operation(name))
        .or_else(|| bounds::operation(name))
        .or_else(|| lengths::operation(name))
}

/// The expression as a value, if it is of a size that can be resolved.
fn time(expression: Expression) -> Option<Value> {
    expression.is_small().then(|| Value::Time(Arc::new(expression)))
}

/// The argument in a place; an absent one is nothing.
fn argument(arguments: &[Value], place: usize) -> &Value {
    arguments.get(place).unwrap_or(&Value::Nothing)
}

/// A whole number within bounds.
fn integer(arguments: &[Value], place: usize, bounds: std::ops::RangeInclusive<i32>) -> Option<i32> {
    let Value::Number(number) = argument(arguments, place) else { return None };
    let within =
        number.fract() == 0.0 && *number >= f64::from(*bounds.start()) && *number <= f64::from(*bounds.end());
    within.then_some(*number as i32)
}

/// A whole number within bounds that fits into eight bits, such as a month.
fn small(arguments: &[Value], place: usize, bounds: std::ops::RangeInclusive<i32>) -> Option<i8> {
    integer(arguments, place, bounds).and_then(|n| i8::try_from(n).ok())
}

/// A whole number that may be absent: `Some(None)` where it is.
fn optional(arguments: &[Value], place: usize, bounds: std::ops::RangeInclusive<i32>) -> Option<Option<i32>> {
    match argument(arguments, place) {
        Value::Nothing => Some(None),
        _ => integer(arguments, place, bounds).map(Some),
    }
}

fn text(arguments: &[Value], place: usize) -> Option<&'static str> {
    match argument(arguments, place) {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn unit(arguments: &[Value], place: usize) -> Option<Unit> {
    Unit::named(text(arguments, place)?)
}

fn expression(arguments: &[Value], place: usize) -> Option<Arc<Expression>> {
    match argument(arguments, place) {
        Value::Time(time) => Some(Arc::clone(time)),
        _ => None,
    }
}

/// A unit or a time, as a series.
fn series(arguments: &[Value], place: usize) -> Option<Arc<Expression>> {
    match argument(arguments, place) {
        Value::Text(name) => Some(Arc::new(Expression::Unit(Unit::named(name)?))),
        _ => expression(arguments, place),
    }
}

fn duration(arguments: &[Value], place: usize) -> Option<Duration> {
    match argument(arguments, place) {
        Value::Duration(duration) => Some(duration.clone()),
        _ => None,
    }
}
