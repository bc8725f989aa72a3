use proptest::prelude::*;

use super::*;
use crate::grammar::Value;
use crate::time::operation;

/// Every operation of the contract.
const OPERATIONS: &[&str] = &[
    "year", "shortyear", "month", "day", "weekday", "quarter", "halfyear", "week", "season", "decade", "century", "bc", "clock",
    "clock12", "am", "pm", "zone", "daypart", "weekend", "holiday", "and", "now", "this", "next", "last", "following", "preceding",
    "same", "ago", "hence", "earlier", "later", "nth", "lasts", "nexts", "within", "start", "mid", "end", "interval", "since",
    "until", "before", "after", "approx", "present", "past", "future", "any", "duration", "plus", "approxd", "morethan", "lessthan",
    "between", "every", "often", "everytime",
];

const TEXTS: &[&str] = &[
    "second", "minute", "hour", "daypart", "day", "weekend", "week", "month", "quarter", "season", "halfyear", "year", "decade",
    "century", "fortnight", "night", "businessday", "SP", "WI", "MO", "NI", "easter", "+01:00", "Europe/Paris", "",
];

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (1..32_i32).prop_map(f64::from),
        2 => (1900..2100_i32).prop_map(f64::from),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![0.0, -1.0, 0.5, 9999.0, 99999.0, 1e300, f64::NAN, f64::INFINITY, -0.0]),
    ]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => number().prop_map(Value::Number),
        3 => prop::sample::select(TEXTS).prop_map(Value::Text),
        1 => Just(Value::Nothing),
    ]
}

/// Values made by random operations of one another: those that make sense of numbers and texts, then those that join them.
fn values() -> impl Strategy<Value = Vec<Value>> {
    let step = (prop::sample::select(OPERATIONS), prop::collection::vec(any::<prop::sample::Index>(), 0..4));
    (prop::collection::vec(leaf(), 6), prop::collection::vec(step, 1..60)).prop_map(|(mut values, steps)| {
        values.extend(TEXTS.iter().map(|text| Value::Text(text)));
        for (name, arguments) in steps {
            let operation = operation(name).expect("an operation of the contract");
            // What was made last is taken up more often.
            let recent = values.len().saturating_sub(14);
            let arguments: Vec<Value> = arguments
                .iter()
                .enumerate()
                .map(|(i, index)| if i % 2 == 0 { values[recent..][index.index(values.len() - recent)].clone() } else { index.get(&values).clone() })
                .collect();
            values.extend(operation(&arguments));
        }
        values
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_panics_and_nothing_ends_before_it_begins(values in values()) {
        let mention = Context { mention: resolved("next(\"week\")", &FUTURE).stretch, ..DAY };
        if std::env::var("SHOW").is_ok() { for value in &values { if !matches!(value, Value::Text(_)|Value::Number(_)|Value::Nothing) { eprintln!("{value:?} => {:?}", resolve(value, &FUTURE).map(|r| line(&r))); } } }
        for value in &values {
            for context in [&FUTURE, &PAST, &DAY, &NOTHING, &ZONED, &mention] {
                let Some(resolved) = resolve(value, context) else { continue };
                prop_assert!(!resolved.value.is_empty());
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
