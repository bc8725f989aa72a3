//! What is all of several times at once.

use std::cmp::Reverse;
use std::mem::discriminant;
use std::sync::Arc;

use super::time;
use crate::grammar::{Operation, Value};
use crate::time::expression::{Bound, End, Expression};
use selon_record::Grain;

pub(super) fn operation(name: &str) -> Option<Operation> {
    let operation: Operation = match name {
        "and" => |arguments| {
            let mut parts = Vec::new();
            for argument in arguments {
                match argument {
                    Value::Nothing => {}
                    Value::Time(part) => parts.push(Arc::clone(part)),
                    _ => return None,
                }
            }
            time(all(parts)?)
        },
        // « les 4 et 10 mars »
        "each" => |arguments| {
            let times = arguments.iter().all(|argument| matches!(argument, Value::Time(_) | Value::Set(_)));
            times.then(|| Value::Each(arguments.into()))
        },
        _ => return None,
    };
    Some(operation)
}

/// All of these; `None` where they cannot be.
fn all(parts: Vec<Arc<Expression>>) -> Option<Expression> {
    let mut flat = Vec::new();
    for part in parts {
        match &*part {
            Expression::And(inner) => flat.extend(inner.iter().cloned()),
            Expression::Vague(_) | Expression::Any(_) | Expression::Within(_) | Expression::By(_) => {
                return None;
            }
            _ => flat.push(part),
        }
    }
    if let Some(open) = flat.iter().position(|part| matches!(**part, Expression::Open { .. })) {
        let open = flat.remove(open);
        return bounded(flat, &open);
    }
    flat.sort_by_key(|part| (Reverse(part.grain()), matches!(**part, Expression::Weekday(_))));
    flat.dedup();
    if !agree(&flat) || !exists(&flat) {
        return None;
    }
    match flat.len() {
        0 => None,
        1 => flat.pop().map(Arc::unwrap_or_clone),
        _ => Some(Expression::And(flat)),
    }
}

/// « le 20 à partir de 10 h » is open as « à partir de 10 h » is; « demain jusqu'à 16 h » begins with the day.
fn bounded(rest: Vec<Arc<Expression>>, open: &Expression) -> Option<Expression> {
    let Expression::Open { bound, of } = open else { return None };
    if rest.is_empty() {
        return Some(open.clone());
    }
    let day = all(rest.clone())?;
    let within = Arc::new(all(rest.into_iter().chain([Arc::clone(of)]).collect())?);
    let closes = of.grain() < Grain::Day && day.grain() >= Grain::Day;
    let until = match bound {
        Bound::Until if closes => End::Including(within),
        Bound::Before if closes => End::Before(within),
        _ => return Some(Expression::Open { bound: *bound, of: within }),
    };
    Some(Expression::Interval { from: Arc::new(day), until })
}

/// Whether no two of them say different things of the same kind: two months, two weekdays.
fn agree(parts: &[Arc<Expression>]) -> bool {
    let says_once = |part: &Expression| {
        matches!(
            part,
            Expression::Year(_)
                | Expression::Month(_)
                | Expression::Day(_)
                | Expression::Weekday(_)
                | Expression::Quarter(_)
                | Expression::Halfyear(_)
                | Expression::Week(_)
                | Expression::Season(_)
                | Expression::Decade(_)
                | Expression::Century(_)
                | Expression::Clock(_)
                | Expression::Holiday(_)
        )
    };
    let pairs =
        parts.iter().enumerate().flat_map(|(i, one)| parts[i + 1..].iter().map(move |other| (one, other)));
    !pairs.into_iter().any(|(one, other)| discriminant(&**one) == discriminant(&**other) && says_once(one))
}

/// Whether the calendar has such a day and such a week.
fn exists(parts: &[Arc<Expression>]) -> bool {
    let find = |pick: fn(&Expression) -> Option<i16>| parts.iter().find_map(|part| pick(part));
    let year = find(|part| if let Expression::Year(year) = part { Some(*year) } else { None });
    let month = find(|part| if let Expression::Month(month) = part { Some((*month).into()) } else { None });
    let day = find(|part| if let Expression::Day(day) = part { Some((*day).into()) } else { None });
    let week = find(|part| if let Expression::Week(week) = part { Some((*week).into()) } else { None });
    let date = match (month, day) {
        // A year that is not said may be a leap year.
        (Some(month), Some(day)) => {
            let (month, day) = (i8::try_from(month), i8::try_from(day));
            month.is_ok_and(|month| {
                day.is_ok_and(|day| jiff::civil::Date::new(year.unwrap_or(2000), month, day).is_ok())
            })
        }
        _ => true,
    };
    let week = match (year, week) {
        (Some(year), Some(week)) => i8::try_from(week).is_ok_and(|week| {
            jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).is_ok()
        }),
        _ => true,
    };
    date && week
}
