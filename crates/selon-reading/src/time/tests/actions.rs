//! Actions written as in a grammar: `and(day(5), month(4))`.

use crate::grammar::Value;
use crate::time::operation;

/// The value of an action; `None` where an operation makes nothing of its arguments.
pub(super) fn evaluate(action: &'static str) -> Option<Value> {
    let (value, rest) = action_of(action)?;
    assert!(rest.trim().is_empty(), "{rest:?} is left of {action}");
    Some(value)
}

fn action_of(text: &'static str) -> Option<(Value, &'static str)> {
    let text = text.trim_start();
    if let Some(text) = text.strip_prefix('"') {
        let (word, rest) = text.split_once('"').expect("an end of the text");
        return Some((Value::Text(word), rest));
    }
    let end = text.find(['(', ')', ',']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let Some(mut rest) = rest.strip_prefix('(') else {
        let value =
            if word == "-" { Value::Nothing } else { Value::Number(word.trim().parse().expect("a number")) };
        return Some((value, rest));
    };
    let operation = operation(word).unwrap_or_else(|| panic!("there is no operation {word}"));
    let mut arguments = Vec::new();
    while !rest.trim_start().starts_with(')') {
        let (argument, after) = action_of(rest)?;
        arguments.push(argument);
        rest = after.trim_start().trim_start_matches(',');
    }
    Some((operation(&arguments)?, rest.trim_start().strip_prefix(')')?))
}
