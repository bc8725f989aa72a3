//! What counts from the time of writing, from the last mention, or from another time.

use super::{argument, duration, expression, integer, optional, series, time, unit};
use crate::grammar::{Operation, Value};
use crate::time::expression::{Anchor, Expression, Origin, Place};

/// No more than so many are counted.
const MOST: i32 = 10_000;

pub(super) fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "now" | "this" => |a| relative(a, Anchor::Reference, |_| Place::This),
        "next" => |a| relative(a, Anchor::Reference, Place::Next),
        "last" => |a| relative(a, Anchor::Reference, Place::Last),
        "same" => |a| relative(a, Anchor::Mention, |_| Place::This),
        "following" => |a| relative(a, Anchor::Mention, Place::Next),
        "preceding" => |a| relative(a, Anchor::Mention, Place::Last),
        "ago" => |a| shifted(a, false, Origin::Anchor(Anchor::Reference)),
        "hence" => |a| shifted(a, true, Origin::Anchor(Anchor::Reference)),
        "earlier" => |a| shifted(a, false, origin(a)?),
        "later" => |a| shifted(a, true, origin(a)?),
        "nth" => nth,
        "lasts" => |a| run(a, false),
        "nexts" => |a| run(a, true),
        "within" => |a| match argument(a, 0) {
            Value::Duration(duration) => time(Expression::Within(duration.clone())),
            _ => time(Expression::By(expression(a, 0)?)),
        },
        _ => return None,
    })
}

fn relative(arguments: &[Value], anchor: Anchor, place: fn(i32) -> Place) -> Option<Value> {
    let n = optional(arguments, 1, 1..=MOST)?.unwrap_or(1);
    time(Expression::Relative { place: place(n), anchor, what: series(arguments, 0)? })
}

/// The time that `earlier` and `later` count from: the second argument, or the last mention.
fn origin(arguments: &[Value]) -> Option<Origin> {
    match argument(arguments, 1) {
        Value::Nothing => Some(Origin::Anchor(Anchor::Mention)),
        _ => Some(Origin::Time(expression(arguments, 1)?)),
    }
}

fn shifted(arguments: &[Value], later: bool, from: Origin) -> Option<Value> {
    time(Expression::Shifted { by: duration(arguments, 0)?, later, from })
}

fn nth(arguments: &[Value]) -> Option<Value> {
    let n = integer(arguments, 0, -MOST..=MOST)?;
    if n == 0 {
        return None;
    }
    let (what, of) = (series(arguments, 1)?, expression(arguments, 2)?);
    // Of a day only the week and the like that it lies in has a name.
    let possible = !what.is_definite() && (what.grain() < of.grain() || matches!(*what, Expression::Unit(_)));
    possible.then(|| time(Expression::Nth { n, what, of }))?
}

fn run(arguments: &[Value], later: bool) -> Option<Value> {
    let n = optional(arguments, 0, 1..=MOST)?;
    time(Expression::Run { n, unit: unit(arguments, 1)?, later })
}
