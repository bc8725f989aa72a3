//! What actions of a grammar mean, seen from one moment: Tuesday 12 February 2013, half past four in the morning.

mod actions;
mod invariants;
mod tables;

use std::sync::LazyLock;

use jiff::civil::{date, time};
use jiff::tz::Offset;

use super::context::{Context, Direction, Fallback, Moment};
use super::resolve::{Resolved, resolve};
use crate::lexicon::Lexicon;
use actions::evaluate;

/// The reference time of Duckling's examples.
const WRITTEN: Moment = Moment { date: date(2013, 2, 12), time: Some(time(4, 30, 0, 0)), offset: None };

/// Where the verb looks ahead.
static FUTURE: LazyLock<Context> = LazyLock::new(|| Context {
    reference: Some(WRITTEN),
    mention: None,
    period: None,
    compares: false,
    year: None,
    direction: Direction::Future,
    fallback: Fallback::Reference,
    region: Some("US"),
    hours: &Lexicon::of("fr").unwrap().hours,
});
/// Where the words stand alone.
static ALONE: LazyLock<Context> = LazyLock::new(|| Context { direction: Direction::Alone, ..*FUTURE });
/// Where no verb says it.
static UNKNOWN: LazyLock<Context> = LazyLock::new(|| Context { direction: Direction::Unknown, ..*FUTURE });
/// Where the verb looks back.
static PAST: LazyLock<Context> = LazyLock::new(|| Context { direction: Direction::Past, ..*FUTURE });
/// Where only the day of publication is known.
static DAY: LazyLock<Context> =
    LazyLock::new(|| Context { reference: Some(Moment { time: None, ..WRITTEN }), ..*PAST });
/// Where nothing is known.
static NOTHING: LazyLock<Context> =
    LazyLock::new(|| Context { reference: None, fallback: Fallback::Nothing, ..*PAST });
/// Where the clock of the article is known.
static ZONED: LazyLock<Context> = LazyLock::new(|| Context {
    reference: Some(Moment { offset: Some(Offset::constant(-2)), ..WRITTEN }),
    ..*FUTURE
});
/// Where the parts of the day go as in English.
static ENGLISH: LazyLock<Context> =
    LazyLock::new(|| Context { hours: &Lexicon::of("en").unwrap().hours, ..*FUTURE });

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
