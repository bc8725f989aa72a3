//! The operations of quantities, as `data/GRAMMAR.md` lists them.

use std::sync::Arc;

use selon_record::Dimension;

use super::amount::{Amount, Extent};
use super::{number, units};
use crate::grammar::{Operation, Value};

/// The operation on numbers or quantities of a name.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    let operation: Operation = match name {
        "count" => |values| made(amount(values.first()?)?),
        "measure" => measure,
        "money" => money,
        "fraction" => |values| with(values, |amount| amount.dimension = Dimension::Fraction),
        "ordinal" => |values| with(values, |amount| amount.dimension = Dimension::Ordinal),
        "about" => |values| with(values, |amount| amount.approximate = true),
        "atleast" => |values| {
            with(values, |amount| amount.number = Extent { low: amount.number.least(), ..Extent::default() })
        },
        "atmost" => |values| {
            with(values, |amount| amount.number = Extent { high: amount.number.most(), ..Extent::default() })
        },
        "ratio" => ratio,
        "range" => range,
        "both" => both,
        "sum" => sum,
        "minor" => minor,
        "per" => per,
        "over" => over,
        _ => return number::operation(name),
    };
    Some(operation)
}

fn made(amount: Amount) -> Option<Value> {
    Some(Value::Amount(Arc::new(amount)))
}

/// A quantity, or the count that a number is.
fn amount(value: &Value) -> Option<Amount> {
    match value {
        Value::Number(number) => Some(Amount::count(Extent::exactly(*number))),
        Value::Amount(amount) => Some(amount.as_ref().clone()),
        _ => None,
    }
}

fn text(value: &Value) -> Option<&'static str> {
    match value {
        Value::Text(text) => Some(*text),
        _ => None,
    }
}

/// Changes the only argument.
fn with(values: &[Value], change: fn(&mut Amount)) -> Option<Value> {
    let [value] = values else { return None };
    let mut amount = amount(value)?;
    change(&mut amount);
    made(amount)
}

/// `measure(n, unit)`: so many of a unit. `measure(n, unit, dimension)` where the table of units has another dimension or none.
fn measure(values: &[Value]) -> Option<Value> {
    let (number, unit, dimension) = match values {
        [number, unit] => (number, text(unit)?, units::of(text(unit)?)?.dimension.clone()),
        [number, unit, dimension] => {
            (number, text(unit)?, serde_json::from_value(text(dimension)?.into()).ok()?)
        }
        _ => return None,
    };
    let number = unmeasured(number)?;
    made(Amount { dimension, unit: Some(unit), ..number })
}

/// `money(n, currency)`; the currency absent where the words do not say it.
fn money(values: &[Value]) -> Option<Value> {
    let [number, currency] = values else { return None };
    let unit = match currency {
        Value::Nothing => None,
        currency => Some(text(currency)?),
    };
    made(Amount { dimension: Dimension::Money, unit, ..unmeasured(number)? })
}

/// A number that has no unit yet.
fn unmeasured(value: &Value) -> Option<Amount> {
    amount(value).filter(|amount| amount.unit.is_none() && amount.dimension != Dimension::Ordinal)
}

/// `ratio(a, b)`: a part of a whole: « un sur trois ». « 12 sur 10 » is none.
fn ratio(values: &[Value]) -> Option<Value> {
    let [Value::Number(part), Value::Number(whole)] = values else { return None };
    (*part >= 0.0 && part < whole).then(|| Value::Number(units::tidy(part / whole)))
}

/// `range(a, b)`: from one to the other. A first number without a unit takes that of the second: « de 10 à 20 euros ».
fn range(values: &[Value]) -> Option<Value> {
    let [first, second] = values else { return None };
    let (first, second) = (amount(first)?, amount(second)?);
    if first.unit.is_some() && second.unit.is_none() {
        return None;
    }
    let (first, second) = alike(first, second)?;
    let (low, high) = (first.number.least()?, second.number.most()?);
    let approximate = first.approximate || second.approximate;
    let number = Extent { value: None, low: Some(low), high: Some(high) };
    (low < high).then_some(Amount { number, approximate, ..second }).and_then(made)
}

/// `both(a, b)`: the one bound and the other: « plus de 20 et moins de 30 ».
fn both(values: &[Value]) -> Option<Value> {
    let [first, second] = values else { return None };
    let (first, second) = alike(amount(first)?, amount(second)?)?;
    let one = |a: Option<f64>, b: Option<f64>| if a.is_some() && b.is_some() { None } else { Some(a.or(b)) };
    let number = Extent {
        value: None,
        low: one(first.number.low, second.number.low)?,
        high: one(first.number.high, second.number.high)?,
    };
    let ordered = number.low.zip(number.high).is_some_and(|(low, high)| low <= high);
    ordered.then_some(Amount { number, ..second }).and_then(made)
}

/// Two quantities of one unit; `None` where they measure different things.
fn alike(mut first: Amount, mut second: Amount) -> Option<(Amount, Amount)> {
    let is_bare = |amount: &Amount| amount.unit.is_none() && amount.dimension == Dimension::Count;
    if is_bare(&first) {
        (first.unit, first.dimension) = (second.unit, second.dimension.clone());
    } else if is_bare(&second) {
        (second.unit, second.dimension) = (first.unit, first.dimension.clone());
    }
    if first.dimension != second.dimension {
        return None;
    }
    if first.unit != second.unit {
        let factor = units::of(first.unit?)?.in_units_of(units::of(second.unit?)?)?;
        first.number = first.number.map(|number| units::tidy(number * factor))?;
        first.unit = second.unit;
    }
    Some((first, second))
}

/// `sum(a, b, …)`: a quantity in more than one unit, « 5 pieds 10 pouces », in the last of them.
fn sum(values: &[Value]) -> Option<Value> {
    let (first, rest) = values.split_first()?;
    let mut whole = amount(first)?;
    for part in rest {
        let part = amount(part)?;
        let (one, other) = (units::of(whole.unit?)?, units::of(part.unit?)?);
        one.in_units_of(other).filter(|&times| times != 1.0)?;
        let (first, second) = alike(whole, part)?;
        let (a, b) = (first.number.value?, second.number.value?);
        let number = Extent::exactly(units::tidy(a + b));
        whole = Amount { number, approximate: first.approximate, ..second };
    }
    made(whole)
}

/// `minor(m, n)`: money with so many of its smaller unit: « 20 euros et 30 centimes », « cinq roubles trente ».
fn minor(values: &[Value]) -> Option<Value> {
    let [whole, Value::Number(cents)] = values else { return None };
    let whole = amount(whole).filter(|amount| amount.dimension == Dimension::Money)?;
    let digits = whole.unit.and_then(units::digits_of_currency).unwrap_or(2).max(2);
    let units = 10f64.powi(digits);
    let fits = (0.0..units).contains(cents) && whole.number.value.is_some_and(|value| value.fract() == 0.0);
    let number = whole.number.map(|value| units::tidy(value + cents / units))?;
    fits.then_some(Amount { number, ..whole }).and_then(made)
}

/// `per(q, unit)`: for one of a unit: « 500 000 barils par jour ».
fn per(values: &[Value]) -> Option<Value> {
    let [quantity, unit] = values else { return None };
    let quantity = amount(quantity).filter(|amount| amount.per.is_none())?;
    made(Amount { per: Some(text(unit)?), ..quantity })
}

/// `over(q, n, unit)`: spread over so much time: « 10 milliards de dollars sur 20 ans ».
fn over(values: &[Value]) -> Option<Value> {
    let [quantity, Value::Number(number), unit] = values else { return None };
    let (before, letter) = match text(unit)? {
        "year" => ("P", "Y"),
        "month" => ("P", "M"),
        "week" => ("P", "W"),
        "day" => ("P", "D"),
        "decade" => ("P", "DE"),
        "century" => ("P", "CE"),
        "hour" => ("PT", "H"),
        "minute" => ("PT", "M"),
        "second" => ("PT", "S"),
        _ => return None,
    };
    let quantity = amount(quantity).filter(|amount| amount.over.is_none())?;
    made(Amount { over: Some(format!("{before}{number}{letter}")), ..quantity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: f64) -> Value {
        Value::Number(number)
    }

    fn apply(name: &str, values: &[Value]) -> Option<Value> {
        operation(name).unwrap_or_else(|| panic!("no {name}"))(values)
    }

    fn unit(name: &'static str) -> Value {
        Value::Text(name)
    }

    fn quantity(value: Option<Value>) -> Amount {
        match value {
            Some(Value::Amount(amount)) => amount.as_ref().clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_unit_says_what_is_measured() {
        let speed = quantity(apply("measure", &[number(130.0), unit("kilometer-per-hour")]));
        assert_eq!((speed.dimension, speed.number.value), (Dimension::Speed, Some(130.0)));
        assert_eq!(apply("measure", &[number(1.0), unit("parsnip")]), None);
        let age = quantity(apply("measure", &[number(34.0), unit("year"), unit("age")]));
        assert_eq!(age.dimension, Dimension::Age);
    }

    #[test]
    fn the_number_without_a_unit_takes_that_of_the_other() {
        let euros = apply("money", &[number(20.0), unit("EUR")]).expect("money");
        let range = quantity(apply("range", &[number(10.0), euros.clone()]));
        assert_eq!((range.unit, range.number.low, range.number.high), (Some("EUR"), Some(10.0), Some(20.0)));
        let dozen = apply("money", &[number(12.0), unit("EUR")]).expect("money");
        assert_eq!(apply("range", &[euros.clone(), dozen]), None, "from 20 to 12 is no range");
        assert_eq!(apply("range", &[euros, number(30.0)]), None, "20 euros to 30 of something");
    }

    #[test]
    fn bounds() {
        let least = apply("atleast", &[number(20.0)]).expect("a bound");
        let most = apply("atmost", &[number(30.0)]).expect("a bound");
        let both = quantity(apply("both", &[least.clone(), most]));
        assert_eq!((both.number.low, both.number.high), (Some(20.0), Some(30.0)));
        assert_eq!(apply("both", &[least.clone(), least]), None);
    }

    #[test]
    fn several_units_make_one_quantity() {
        let feet = apply("measure", &[number(7.0), unit("foot")]).expect("a length");
        let inches = apply("measure", &[number(10.0), unit("inch")]).expect("a length");
        let sum = quantity(apply("sum", &[feet.clone(), inches]));
        assert_eq!((sum.unit, sum.number.value), (Some("inch"), Some(94.0)));
        let pounds = apply("measure", &[number(1.0), unit("pound")]).expect("a mass");
        assert_eq!(apply("sum", &[feet.clone(), pounds]), None);
        assert_eq!(apply("sum", &[feet.clone(), feet]), None, "a list");
    }

    #[test]
    fn cents() {
        let euros = apply("money", &[number(20.0), unit("EUR")]).expect("money");
        assert_eq!(quantity(apply("minor", &[euros.clone(), number(30.0)])).number.value, Some(20.3));
        assert_eq!(apply("minor", &[euros, number(120.0)]), None);
    }

    #[test]
    fn a_part_is_not_more_than_the_whole() {
        assert_eq!(apply("ratio", &[number(1.0), number(4.0)]), Some(number(0.25)));
        assert_eq!(apply("ratio", &[number(12.0), number(10.0)]), None);
    }

    #[test]
    fn rates_and_spans() {
        let dollars = apply("money", &[number(1e10), unit("dollar")]).expect("money");
        let spent = quantity(apply("over", &[dollars.clone(), number(20.0), unit("year")]));
        assert_eq!(spent.over.as_deref(), Some("P20Y"));
        assert_eq!(quantity(apply("per", &[dollars, unit("day")])).per, Some("day"));
    }

    #[test]
    fn operations_of_the_wrong_things_make_nothing() {
        for name in
            ["count", "measure", "money", "about", "range", "both", "sum", "minor", "per", "over", "add"]
        {
            assert_eq!(apply(name, &[]), None, "{name}");
            assert_eq!(apply(name, &[unit("x"), unit("y")]), None, "{name}");
        }
    }
}
