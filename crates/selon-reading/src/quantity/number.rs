//! Operations on numbers. Those that make a number a multiple of another do the same to the bounds of a quantity.

use std::sync::Arc;

use super::units::tidy;
use crate::grammar::{Operation, Value};

/// The operation on numbers of a name.
pub(super) fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "add" => |values| fold(values, |a, b| a + b),
        "sub" => |values| fold(values, |a, b| a - b),
        "mul" => |values| scale(values, |a, b| a * b),
        "div" => |values| scale(values, |a, b| a / b),
        "power" => |values| fold(values, f64::powf),
        "decimal" => decimal,
        _ => return None,
    })
}

/// The numbers among values, absent ones left out; `None` where something else is among them.
fn numbers(values: &[Value]) -> Option<impl Iterator<Item = f64>> {
    let are = values.iter().all(|value| matches!(value, Value::Number(_) | Value::Nothing));
    are.then(|| {
        values.iter().filter_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    })
}

fn fold(values: &[Value], operator: fn(f64, f64) -> f64) -> Option<Value> {
    let number = numbers(values)?.reduce(operator)?;
    number.is_finite().then(|| Value::Number(tidy_fraction(number)))
}

/// Multiplies or divides what stands first: a number or a quantity, « entre dix et vingt | millions ».
fn scale(values: &[Value], operator: fn(f64, f64) -> f64) -> Option<Value> {
    let Some((Value::Amount(amount), factors)) = values.split_first() else { return fold(values, operator) };
    let mut scaled = amount.as_ref().clone();
    for factor in numbers(factors)? {
        scaled.number = scaled.number.map(|number| tidy_fraction(operator(number, factor)))?;
    }
    Some(Value::Amount(Arc::new(scaled)))
}

/// Digits behind the point: `decimal(2, 25)` is 2.25, `decimal(2, 5, 1)` with a nought before them 2.05.
fn decimal(values: &[Value]) -> Option<Value> {
    let (whole, digits, noughts) = match values {
        [Value::Number(whole), Value::Number(digits)] => (whole, digits, 0.0),
        [Value::Number(whole), Value::Number(digits), Value::Number(noughts)] => (whole, digits, *noughts),
        _ => return None,
    };
    let length = digits.to_string().len() as f64 + noughts;
    let is_digits = digits.fract() == 0.0 && *digits >= 0.0 && length < 16.0;
    is_digits.then(|| Value::Number(tidy_fraction(whole + digits / 10f64.powf(length))))
}

/// Whole numbers are exact; others are rounded to what they say.
fn tidy_fraction(number: f64) -> f64 {
    if number.fract() == 0.0 { number } else { tidy(number) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::amount::{Amount, Extent};

    fn apply(name: &str, numbers: &[f64]) -> Option<Value> {
        let values: Vec<Value> = numbers.iter().map(|&number| Value::Number(number)).collect();
        operation(name).and_then(|operation| operation(&values))
    }

    #[test]
    fn absent_numbers_are_left_out() {
        let add = operation("add").expect("an operation");
        assert_eq!(add(&[Value::Number(80.0), Value::Nothing]), Some(Value::Number(80.0)));
        assert_eq!(add(&[Value::Text("day"), Value::Number(1.0)]), None);
        assert_eq!(add(&[]), None);
    }

    #[test]
    fn arithmetic() {
        assert_eq!(apply("add", &[0.1, 0.2]), Some(Value::Number(0.3)));
        assert_eq!(apply("div", &[1.0, 0.0]), None);
        assert_eq!(apply("decimal", &[2.0, 25.0]), Some(Value::Number(2.25)));
        assert_eq!(apply("decimal", &[2.0, 5.0, 1.0]), Some(Value::Number(2.05)));
    }

    #[test]
    fn bounds_are_multiplied_with_the_number() {
        let amount = Amount::count(Extent { low: Some(10.0), high: Some(20.0), value: None });
        let values = [Value::Amount(Arc::new(amount)), Value::Number(1e6)];
        let Some(Value::Amount(millions)) = scale(&values, |a, b| a * b) else { panic!("not a quantity") };
        assert_eq!((millions.number.low, millions.number.high), (Some(1e7), Some(2e7)));
    }
}
