//! Durations and sets.

use std::sync::Arc;

use super::{argument, duration, expression, unit};
use crate::grammar::{Operation, Value};
use crate::time::duration::Duration;
use crate::time::expression::Expression;
use crate::time::recurrence::{Every, Recurrence};
use selon_record::TimeModifier;

pub(super) fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "duration" => |a| Some(Value::Duration(Duration::new(count(a, 0)?, unit(a, 1)?)?)),
        "plus" => plus,
        "approxd" => |a| modified(a, TimeModifier::Approx),
        "morethan" => |a| modified(a, TimeModifier::MoreThan),
        "atleast" => |a| modified(a, TimeModifier::EqualOrMore),
        "atmost" => |a| modified(a, TimeModifier::EqualOrLess),
        "lessthan" => |a| modified(a, TimeModifier::LessThan),
        "between" => between,
        "every" => |a| Some(set(every(a)?, None)),
        "often" => |a| {
            count(a, 0)?;
            Some(set(Every::Unit(unit(a, 1)?), None))
        },
        "everytime" => every_time,
        _ => return None,
    })
}

/// A number that may be absent: `Some(None)` where it is.
fn count(arguments: &[Value], place: usize) -> Option<Option<f64>> {
    match argument(arguments, place) {
        Value::Nothing => Some(None),
        Value::Number(number) => Some(Some(*number)),
        _ => None,
    }
}

/// « une heure et dix minutes »: from the longest unit to the shortest.
fn plus(arguments: &[Value]) -> Option<Value> {
    let (longer, shorter) = (duration(arguments, 0)?, duration(arguments, 1)?);
    let descends = shorter.parts.iter().all(|part| part.1 < longer.unit());
    descends.then(|| Value::Duration(longer.plus(shorter)))
}

fn modified(arguments: &[Value], modifier: TimeModifier) -> Option<Value> {
    Some(Value::Duration(Duration { modifier: Some(modifier), ..duration(arguments, 0)? }))
}

/// « entre deux et trois jours »
fn between(arguments: &[Value]) -> Option<Value> {
    let (lower, upper) = (count(arguments, 0)??, count(arguments, 1)??);
    let unit = unit(arguments, 2)?;
    Duration::new(Some(upper), unit)?;
    // Both in one unit, also where the lower is a fraction.
    let lower = Duration { parts: vec![(Some(lower), unit)], ..Duration::new(Some(lower), unit)? };
    let ordered = lower.parts.iter().all(|part| part.0 <= Some(upper));
    ordered.then_some(Value::Duration(Duration { upper: Some(upper), ..lower }))
}

fn every(arguments: &[Value]) -> Option<Every> {
    Some(match argument(arguments, 0) {
        Value::Text(_) => Every::Unit(unit(arguments, 0)?),
        Value::Time(time) => Every::Time(Arc::clone(time)),
        Value::Duration(duration) => Every::Duration(duration.clone()),
        _ => return None,
    })
}

fn set(every: Every, at: Option<Arc<Expression>>) -> Value {
    Value::Set(Arc::new(Recurrence { every, at }))
}

/// « chaque lundi à 8 heures »
fn every_time(arguments: &[Value]) -> Option<Value> {
    let Value::Set(of) = argument(arguments, 0) else { return None };
    let at = expression(arguments, 1)?;
    of.at.is_none().then(|| set(of.every.clone(), Some(at)))
}
