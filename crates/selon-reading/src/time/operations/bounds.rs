//! Parts of stretches, intervals, open stretches, and what is only about a time.

use super::{argument, expression, optional, series, time};
use crate::grammar::{Operation, Value};
use crate::time::expression::{Bound, End, Expression, Part, Split};
use selon_record::Grain;

pub(super) fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "start" => |a| part(a, Part::Start),
        "mid" => |a| part(a, Part::Mid),
        "end" => |a| part(a, Part::End),
        "interval" => interval,
        "since" => |a| open(a, Bound::Since),
        "until" => |a| open(a, Bound::Until),
        "before" => |a| open(a, Bound::Before),
        "after" => |a| open(a, Bound::After),
        "approx" => |a| time(Expression::Approx(expression(a, 0)?)),
        _ => return None,
    })
}

/// « début mars », « en fin d'année »: of a time, or of whichever unit the verb looks to. A clock time has no beginning, middle or end that one speaks of.
fn part(arguments: &[Value], part: Part) -> Option<Value> {
    let of = series(arguments, 0)?;
    let dated = of.grain() >= Grain::Daypart && !matches!(*of, Expression::Vague(_) | Expression::Any(_));
    let (from, to) = (optional(arguments, 1, 0..=31)?, optional(arguments, 2, 1..=31)?);
    let split = from.zip(to).map(|(from, to)| Split { from: from.into(), to: to.into() });
    dated.then(|| time(Expression::Part { part, of, split }))?
}

fn interval(arguments: &[Value]) -> Option<Value> {
    let from = expression(arguments, 0)?;
    let until = match argument(arguments, 1) {
        Value::Time(until) => End::Including(until.clone()),
        Value::Duration(duration) => End::Lasting(duration.clone()),
        _ => return None,
    };
    match (&*from, &until) {
        (Expression::Year(from), End::Including(until)) if matches!(**until, Expression::Year(until) if until < *from) => {
            None
        }
        (Expression::Vague(_) | Expression::Any(_), _) => None,
        (_, End::Including(until)) if *until == from => None,
        (_, End::Including(until)) if matches!(**until, Expression::Vague(_) | Expression::Any(_)) => None,
        _ => time(Expression::Interval { from, until }),
    }
}

fn open(arguments: &[Value], bound: Bound) -> Option<Value> {
    time(Expression::Open { bound, of: expression(arguments, 0)? })
}
