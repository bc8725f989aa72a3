//! Points and stretches of the calendar and the clock.

use std::sync::Arc;

use super::{argument, expression, integer, optional, small, text, time, unit};
use crate::grammar::{Operation, Value};
use crate::time::daypart::Daypart;
use crate::time::expression::{Clock, End, Expression, Half, Season, Vague};
use crate::time::unit::Unit;
use crate::time::zone::Zone;

pub(super) fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "year" => |a| time(Expression::Year(i16::try_from(integer(a, 0, 1..=9999)?).ok()?)),
        "fullyear" => |a| time(Expression::Year(i16::try_from(integer(a, 0, 1000..=2199)?).ok()?)),
        "shortyear" => short_year,
        "month" => |a| time(Expression::Month(small(a, 0, 1..=12)?)),
        "day" => |a| time(Expression::Day(small(a, 0, 1..=31)?)),
        "weekday" => |a| time(Expression::Weekday(small(a, 0, 1..=7)?)),
        "quarter" => |a| time(Expression::Quarter(small(a, 0, 1..=4)?)),
        "halfyear" => |a| time(Expression::Halfyear(small(a, 0, 1..=2)?)),
        "week" => |a| time(Expression::Week(small(a, 0, 1..=53)?)),
        "season" => season,
        "decade" => decade,
        "century" => century,
        "bc" => |a| time(before_our_era(&*expression(a, 0)?)?),
        "clock" => |a| clock(a, false),
        "clock12" => |a| clock(a, true),
        "hhmm" => |a| {
            let digits = integer(a, 0, 0..=2400)?;
            let parts = [digits / 100, digits % 100].map(|part| Value::Number(part.into()));
            clock(&parts, false)
        },
        "am" => |a| time(in_half(&*expression(a, 0)?, false)?),
        "pm" => |a| time(in_half(&*expression(a, 0)?, true)?),
        "zone" => |a| time(Expression::Zoned { of: expression(a, 0)?, zone: Zone::named(text(a, 1)?)? }),
        "daypart" => |a| time(Expression::Daypart(Daypart::coded(text(a, 0)?)?)),
        "weekend" => |_| time(Expression::Unit(Unit::Weekend)),
        "holiday" => |a| time(Expression::Holiday(text(a, 0)?)),
        "present" => |_| time(Expression::Vague(Vague::Present)),
        "past" => |_| time(Expression::Vague(Vague::Past)),
        "future" => |_| time(Expression::Vague(Vague::Future)),
        "any" => any,
        _ => return None,
    })
}

/// « 74 » is 1974, « 14 » 2014.
fn short_year(arguments: &[Value]) -> Option<Value> {
    let year = i16::try_from(integer(arguments, 0, 0..=99)?).ok()?;
    time(Expression::Year(if year < 50 { 2000 + year } else { 1900 + year }))
}

fn season(arguments: &[Value]) -> Option<Value> {
    let season = match text(arguments, 0)? {
        "SP" => Season::Spring,
        "SU" => Season::Summer,
        "FA" => Season::Autumn,
        "WI" => Season::Winter,
        _ => return None,
    };
    time(Expression::Season(season))
}

/// « les années 60 », « les années 1960 »
fn decade(arguments: &[Value]) -> Option<Value> {
    let first = i16::try_from(integer(arguments, 0, 0..=9990)?).ok()?;
    match (first % 10, first) {
        (0, 0..=90) => time(Expression::ShortDecade(first)),
        (0, _) => time(Expression::Decade(first)),
        _ => None,
    }
}

/// The XIXth century is what has 18 in front of its years; the first before our era goes from 100 to 1.
fn century(arguments: &[Value]) -> Option<Value> {
    let n = i16::try_from(integer(arguments, 0, -99..=99)?).ok()?;
    match n {
        0 => None,
        1.. => time(Expression::Century((n - 1) * 100)),
        _ => time(Expression::Century(n * 100 + 1)),
    }
}

fn before_our_era(of: &Expression) -> Option<Expression> {
    match of {
        Expression::Year(year @ 1..) => Some(Expression::Year(1 - year)),
        Expression::Century(first @ 0..) => Some(Expression::Century(-first - 99)),
        _ => None,
    }
}

fn clock(arguments: &[Value], twelve: bool) -> Option<Value> {
    let hour = small(arguments, 0, if twelve { 1..=12 } else { 0..=24 })?;
    let in_hour = |place| Some(optional(arguments, place, 0..=59)?.and_then(|n| i8::try_from(n).ok()));
    let (minute, second) = (in_hour(1)?, in_hour(2)?);
    if hour == 24 && (minute.unwrap_or(0), second.unwrap_or(0)) != (0, 0) {
        return None;
    }
    let half = match hour {
        _ if twelve => Half::Unknown,
        1..=12 => Half::Presumed,
        _ => Half::Known,
    };
    let minute = minute.or(second.map(|_| 0));
    time(Expression::Clock(Clock { hour, minute, second, half }))
}

/// The clock times in an expression, before noon or after it.
fn in_half(of: &Expression, afternoon: bool) -> Option<Expression> {
    let inner = |of: &Arc<Expression>| Some(Arc::new(in_half(of, afternoon)?));
    Some(match of {
        Expression::Clock(clock) => {
            let hour = match (clock.hour, afternoon) {
                (12, false) => 0,
                (12, true) => 12,
                (1..=11, true) => clock.hour + 12,
                (13.., false) => return None,
                (0, true) => return None,
                (hour, _) => hour,
            };
            Expression::Clock(Clock { hour, half: Half::Known, ..*clock })
        }
        Expression::And(parts) => {
            let has_clock = |part: &Expression| {
                part.has(|part| {
                    matches!(part, Expression::Clock(_) | Expression::Approx(_) | Expression::Zoned { .. })
                })
            };
            let parts: Option<_> = parts
                .iter()
                .map(|part| if has_clock(part) { inner(part) } else { Some(Arc::clone(part)) })
                .collect();
            Expression::And(parts?)
        }
        Expression::Approx(of) => Expression::Approx(inner(of)?),
        Expression::Zoned { of, zone } => Expression::Zoned { of: inner(of)?, zone: *zone },
        Expression::Interval { from, until: End::Including(until) } => {
            // "9 to 5 pm": only the end is surely in the afternoon.
            Expression::Interval { from: Arc::clone(from), until: End::Including(inner(until)?) }
        }
        _ => return None,
    })
}

/// « un jour », « un lundi »
fn any(arguments: &[Value]) -> Option<Value> {
    let what = match argument(arguments, 0) {
        Value::Text(_) => Arc::new(Expression::Unit(unit(arguments, 0)?)),
        _ => expression(arguments, 0)?,
    };
    time(Expression::Any(what))
}
