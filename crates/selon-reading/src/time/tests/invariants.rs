use proptest::prelude::*;

use super::*;
use crate::grammar::Value;
use crate::time::operation;

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

proptest! {
    #[test]
    fn nothing_panics_and_nothing_ends_before_it_begins(values in values()) {
        let mention = Context { mention: resolved("next(\"week\")", &FUTURE).stretch, ..*DAY };
        for value in &values {
            for context in [&*FUTURE, &*PAST, &*DAY, &*NOTHING, &*ZONED, &mention] {
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
