//! What actions of a grammar mean, seen from one moment: Tuesday 12 February 2013, half past four in the morning.

mod actions;
mod invariants;
mod tables;

use jiff::civil::{date, time};
use jiff::tz::Offset;

use super::context::{Context, Direction, Fallback, Moment};
use super::resolve::{Resolved, resolve};
use actions::evaluate;

/// The reference time of Duckling's examples.
const WRITTEN: Moment = Moment { date: date(2013, 2, 12), time: Some(time(4, 30, 0, 0)), offset: None };

/// Where the verb looks ahead.
const FUTURE: Context = Context {
    reference: Some(WRITTEN),
    mention: None,
    period: None,
    compares: false,
    year: None,
    direction: Direction::Future,
    fallback: Fallback::Reference,
    region: Some("US"),
};
/// Where the words stand alone.
const ALONE: Context = Context { direction: Direction::Alone, ..FUTURE };
/// Where no verb says it.
const UNKNOWN: Context = Context { direction: Direction::Unknown, ..FUTURE };
/// Where the verb looks back.
const PAST: Context = Context { direction: Direction::Past, ..FUTURE };
/// Where only the day of publication is known.
const DAY: Context = Context { reference: Some(Moment { time: None, ..WRITTEN }), ..PAST };
/// Where nothing is known.
const NOTHING: Context = Context { reference: None, fallback: Fallback::Nothing, ..PAST };
/// Where the clock of the article is known.
const ZONED: Context =
    Context { reference: Some(Moment { offset: Some(Offset::constant(-2)), ..WRITTEN }), ..FUTURE };

fn resolved(action: &'static str, context: &Context) -> Resolved {
    let value = evaluate(action).unwrap_or_else(|| panic!("{action} makes nothing"));
    resolve(&value, context).unwrap_or_else(|| panic!("{action} is no time"))
}

/// One line: value, from, to, modifier; `-` for what is not known.
fn line(resolved: &Resolved) -> String {
    let or = |part: &Option<String>| part.clone().unwrap_or("-".to_string());
    let modifier = resolved.modifier.map(|modifier| format!(" {modifier:?}")).unwrap_or_default();
    format!("{} {} {}{modifier}", resolved.value, or(&resolved.from), or(&resolved.to))
}

/// Checks rows of an action and what it means.
fn check(context: &Context, rows: &[(&'static str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|&(action, expected)| (action, expected, line(&resolved(action, context))))
        .filter(|(_, expected, found)| expected != found)
        .map(|(action, expected, found)| format!("{action}\n   expected {expected}\n   found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
