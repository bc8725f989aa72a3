use proptest::prelude::*;

use super::*;
use crate::grammar::Value;
use crate::time::operation;
use crate::time::resolve::resolve_time;
use crate::time::search::{MOST_STEPS, Search};

/// Every operation of the contract with what it takes: n a number, w a word of the grammar, u a unit, t a time, x a unit or a time,
/// d a duration, s a set.
const OPERATIONS: &[(&str, &str)] = &[
    ("year", "n"),
    ("shortyear", "n"),
    ("month", "n"),
    ("day", "n"),
    ("weekday", "n"),
    ("quarter", "n"),
    ("halfyear", "n"),
    ("week", "n"),
    ("season", "w"),
    ("decade", "n"),
    ("century", "n"),
    ("bc", "t"),
    ("clock", "n"),
    ("clock", "nn"),
    ("clock12", "nnn"),
    ("am", "t"),
    ("pm", "t"),
    ("zone", "tw"),
    ("daypart", "w"),
    ("weekend", ""),
    ("holiday", "w"),
    ("and", "tt"),
    ("and", "ttt"),
    ("now", "u"),
    ("this", "x"),
    ("next", "x"),
    ("last", "xn"),
    ("following", "x"),
    ("preceding", "xn"),
    ("same", "x"),
    ("ago", "d"),
    ("hence", "d"),
    ("earlier", "d"),
    ("earlier", "dt"),
    ("later", "dt"),
    ("nth", "nxt"),
    ("lasts", "nu"),
    ("nexts", "nu"),
    ("within", "d"),
    ("within", "t"),
    ("start", "t"),
    ("mid", "t"),
    ("end", "t"),
    ("interval", "tt"),
    ("interval", "td"),
    ("since", "t"),
    ("until", "t"),
    ("before", "t"),
    ("after", "t"),
    ("approx", "t"),
    ("present", ""),
    ("any", "x"),
    ("duration", "nu"),
    ("plus", "dd"),
    ("morethan", "d"),
    ("between", "nnu"),
    ("every", "x"),
    ("every", "d"),
    ("often", "nu"),
    ("everytime", "st"),
];

const UNITS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "daypart",
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "season",
    "halfyear",
    "year",
    "decade",
    "century",
    "fortnight",
    "night",
    "businessday",
];

const WORDS: &[&str] =
    &["SP", "SU", "FA", "WI", "MO", "MI", "AF", "EV", "NI", "DT", "easter", "+01:00", "Europe/Paris", ""];

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        12 => (1..13_i32).prop_map(f64::from),
        3 => (1900..2100_i32).prop_map(f64::from),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![0.0, -1.0, 0.5, 31.0, 9999.0, 99999.0, 1e12, 1e300, f64::NAN, f64::INFINITY, -0.0]),
    ]
}

type Choice = prop::sample::Index;

/// Values made by random operations of one another.
fn values() -> impl Strategy<Value = Vec<Value>> {
    let step = (prop::sample::select(OPERATIONS), prop::collection::vec((any::<Choice>(), number()), 3));
    prop::collection::vec(step, 1..120).prop_map(|steps| {
        let mut values = Vec::new();
        for ((name, takes), choices) in steps {
            let operation = operation(name).expect("an operation of the contract");
            let arguments: Vec<Value> = takes
                .chars()
                .zip(choices)
                .map(|(kind, (choice, number))| argument(&values, kind, choice, number))
                .collect();
            values.extend(operation(&arguments));
        }
        values
    })
}

/// A value of a kind among those made before; nothing where there is none.
fn argument(values: &[Value], kind: char, choice: Choice, number: f64) -> Value {
    let fits = |value: &&Value| {
        matches!(
            (kind, value),
            ('t' | 'x', Value::Time(_)) | ('d', Value::Duration(_)) | ('s', Value::Set(_))
        )
    };
    let of_kind: Vec<&Value> = values.iter().filter(fits).collect();
    match kind {
        'n' => Value::Number(number),
        'u' => Value::Text(UNITS[choice.index(UNITS.len())]),
        'x' if number % 2.0 == 0.0 => Value::Text(UNITS[choice.index(UNITS.len())]),
        'w' => Value::Text(WORDS[choice.index(WORDS.len())]),
        _ if of_kind.is_empty() => Value::Nothing,
        _ => (*choice.get(&of_kind)).clone(),
    }
}

/// The steps that a time takes to be resolved.
fn steps(value: &Value, context: &Context) -> usize {
    let search = Search::new(context);
    if let Value::Time(time) = value {
        resolve_time(time, &search);
    }
    search.steps()
}

#[test]
fn series_within_series_end_unresolved() {
    for action in [
        "nth(9999, \"hour\", day(7))",
        "nth(99, nth(9999, \"second\", weekday(2)), month(2))",
        "interval(interval(clock(7), nth(99, \"hour\", day(1))), nth(99, \"hour\", day(1)))",
        "later(duration(9999, \"year\"), nth(99, nth(99, \"minute\", clock(3)), day(7)))",
    ] {
        let value = evaluate(action).unwrap_or_else(|| panic!("{action} makes nothing"));
        for context in [&FUTURE, &PAST] {
            assert!(steps(&value, context) < 3 * MOST_STEPS, "{action}");
            assert_eq!(resolve(&value, context).and_then(|resolved| resolved.stretch), None, "{action}");
        }
    }
}

#[test]
fn what_people_write_takes_few_steps() {
    for action in [
        "and(weekday(1), day(29), month(2))",
        "and(weekday(5), day(13))",
        "nth(-1, \"day\", century(20))",
        "interval(and(weekday(6), day(31), month(12)), and(weekday(7), day(1), month(1)))",
        "following(nth(2, weekday(7), month(3)))",
        "last(\"second\", 9999)",
        "holiday(\"super-tuesday\")",
    ] {
        let value = evaluate(action).unwrap_or_else(|| panic!("{action} makes nothing"));
        for context in [&FUTURE, &PAST] {
            assert!(
                steps(&value, context) < MOST_STEPS / 2,
                "{action} takes {} steps",
                steps(&value, context)
            );
        }
    }
}

#[test]
fn a_time_in_many_places_is_not_walked_over_twice_and_twice_again() {
    let mut value = evaluate("and(day(7), month(2))").expect("a date");
    let mut last = 0;
    for n in 0..40 {
        let units = [Value::Number(1.0), Value::Text("hour"), value.clone()];
        let Some(nth) = operation("nth").and_then(|nth| nth(&units)) else { break };
        let Some(both) = operation("interval").and_then(|interval| interval(&[nth, value])) else { break };
        (value, last) = (both, n);
    }
    assert!(last < 10, "no time has a thousand parts");
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_ends_before_it_begins(values in values()) {
        let mention = Context { mention: resolved("next(\"week\")", &FUTURE).stretch, ..DAY };
        for value in &values {
            for context in [&FUTURE, &PAST, &DAY, &NOTHING, &ZONED, &mention] {
                prop_assert!(steps(value, context) < 3 * MOST_STEPS, "{value:?}");
                let Some(resolved) = resolve(value, context) else { continue };
                prop_assert!(!resolved.value.is_empty(), "{value:?}");
                if let Some(stretch) = resolved.stretch {
                    prop_assert!(stretch.from < stretch.to, "{value:?} {resolved:?}");
                }
                if let (Some(from), Some(to)) = (&resolved.from, &resolved.to) {
                    let before_our_era = from.starts_with('-');
                    prop_assert!(before_our_era || from < to, "{value:?} {resolved:?}");
                }
            }
        }
    }
}
