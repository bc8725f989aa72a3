//! The evaluation sets, each made into cases of one form.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::case::{Case, Expected, Number, Task};
use super::unit::Units;
use crate::data::duckling::{self, Check, Example};
use crate::data::recognizers;

/// The folders of the evaluation data that a language needs.
pub(crate) fn folders(language: &str) -> &'static [&'static str] {
    match language {
        "fr" => &["duckling", "rustling-fr", "recognizers-text"],
        _ => &["duckling", "recognizers-text"],
    }
}

/// All cases of a language (`fr`, `en`), part after part.
///
/// # Errors
/// When a file cannot be read, or holds what no rule here understands.
pub(crate) fn cases(data: &Path, language: &str, units: &Units) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for example in duckling::duckling(data, language)? {
        let case = of_duckling(&example, units);
        cases.extend(case.with_context(|| format!("{}: {:?}", example.file, example.expression))?);
    }
    if language == "fr" {
        for check in duckling::rustling(data)? {
            let case = of_rustling(&check, units);
            cases.extend(case.with_context(|| format!("rustling: {:?}", check.expression))?);
        }
    }
    for kind in ["Number", "NumberWithUnit"] {
        for file in recognizers::files(data, kind, language)? {
            for case in recognizers::read(data, kind, language, &file)? {
                let made = of_recognizers(&case, language, units);
                cases.push(made.with_context(|| format!("{kind}/{file}: {:?}", case.input))?);
            }
        }
    }
    Ok(cases)
}

/// An expression of Duckling's corpus; `None` where its dimension is no quantity.
fn of_duckling(example: &Example, units: &Units) -> Result<Option<Case>> {
    let task = match example.dimension.as_str() {
        "Numeral" => Task::Numeral,
        "Ordinal" => Task::Ordinal,
        "AmountOfMoney" => Task::Money,
        "Distance" | "Quantity" | "Volume" => Task::Measure,
        "Temperature" => Task::Temperature,
        _ => return Ok(None),
    };
    let expected = match &example.value {
        Some(value) => vec![haskell(value, task, units).with_context(|| value.clone())?],
        None => Vec::new(),
    };
    Ok(Some(Case {
        set: format!("duckling/{}/{}", example.language(), example.dimension),
        text: unescape(&example.expression),
        language: example.language(),
        published: Some(example.reference.clone()),
        task,
        whole: true,
        expected,
        claimed: false,
        excluded: false,
    }))
}

/// A value in Haskell: `simple EUR 20`, `between Gram (2,7) (Just "meat")`, `NumeralValue (-504)`.
fn haskell(value: &str, task: Task, units: &Units) -> Result<Expected> {
    let (constructor, rest) = value.trim().split_once(' ').context("a value has two parts")?;
    let (unit, rest) = match constructor {
        "NumeralValue" | "OrdinalData" => (None, rest),
        _ => rest.trim().split_once(' ').map(|(unit, rest)| (Some(unit), rest)).context("no unit")?,
    };
    let rest = rest.trim();
    let (numbers, rest) = match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(')').context("a bracket is not closed")?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    let numbers: Vec<f64> = numbers.split(',').map(number).collect::<Result<_>>()?;
    let number = match (constructor, &numbers[..]) {
        ("NumeralValue" | "OrdinalData" | "simple", [value]) => Number::Exactly(*value),
        ("between", [low, high]) => Number::Between(*low, *high),
        ("above", [low]) => Number::AtLeast(*low),
        ("under", [high]) => Number::AtMost(*high),
        _ => bail!("no such value"),
    };
    let of = rest.split_once('"').and_then(|(_, rest)| rest.split_once('"')).map(|(of, _)| of.to_owned());
    let units = unit.map(|unit| units.of("duckling", task, unit)).transpose()?.unwrap_or_default();
    Ok(Expected { span: None, number, units, approximate: None, of })
}

/// Haskell's escapes of four hexadecimal digits: `20\x20ac`.
fn unescape(expression: &str) -> String {
    let mut pieces = expression.split("\\x");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let escaped = piece.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match escaped.and_then(char::from_u32) {
            Some(c) => {
                text.push(c);
                text.push_str(&piece[4..]);
            }
            None => {
                text.push_str("\\x");
                text.push_str(piece);
            }
        }
    }
    text
}

/// An expression of Rustling's corpus; `None` where its dimension is no quantity.
fn of_rustling(check: &Check, units: &Units) -> Result<Option<Case>> {
    if matches!(check.dimension.as_str(), "datetime" | "durations") {
        return Ok(None);
    }
    let (test, arguments) =
        check.check.trim_end_matches(')').split_once('(').context("a check has arguments")?;
    let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
    let task = match test {
        "check_integer" | "check_float" => Task::Numeral,
        "check_ordinal" => Task::Ordinal,
        "check_percentage" => Task::Percent,
        "check_temperature" => Task::Temperature,
        "check_finance" => Task::Money,
        _ => return Ok(None),
    };
    let unit = arguments.get(1).and_then(|unit| unit.split('"').nth(1));
    let expected = Expected {
        span: None,
        number: Number::Exactly(number(arguments.first().copied().unwrap_or_default())?),
        units: unit.map(|unit| units.of("rustling", task, unit)).transpose()?.unwrap_or_default(),
        approximate: arguments.get(2).map(|precision| precision.ends_with("Approximate")),
        of: None,
    };
    Ok(Some(Case {
        set: format!("rustling/fr/{}", check.dimension),
        text: check.expression.clone(),
        language: "fr".to_owned(),
        published: Some(check.reference.clone()),
        task,
        whole: true,
        expected: vec![expected],
        claimed: false,
        excluded: false,
    }))
}

/// A sentence of Recognizers-Text.
fn of_recognizers(case: &recognizers::Case, language: &str, units: &Units) -> Result<Case> {
    let task = match case.file.split_once("Model").map(|(model, _)| model) {
        Some("Number") => Task::Numeral,
        Some("Ordinal") => Task::Ordinal,
        Some("Percent") => Task::Percent,
        Some("NumberRange") => Task::Range,
        Some("Currency") => Task::Money,
        Some("Dimension") => Task::Measure,
        Some("Temperature") => Task::Temperature,
        Some("Age") => Task::Age,
        _ => bail!("no such model"),
    };
    let expected = case.results.iter().map(|result| resolution(result, task, units));
    Ok(Case {
        set: format!("recognizers-text/{language}/{}", case.file),
        text: case.input.clone(),
        language: language.to_owned(),
        published: case.reference.clone(),
        task,
        whole: false,
        expected: expected.collect::<Result<_>>()?,
        claimed: case.is_claimed_by("dotnet"),
        excluded: false,
    })
}

/// One result: `{"value": "0,2"}`, `{"value": "[20,30)"}`, `{"value": "20", "unit": "Euro", "isoCurrency": "EUR"}`.
fn resolution(result: &recognizers::Expected, task: Task, units: &Units) -> Result<Expected> {
    let field = |name: &str| result.resolution.get(name).and_then(Value::as_str);
    let number = match field("value").filter(|value| *value != "null") {
        // « le dernier » counts from an end that the text does not have.
        _ if result.kind == "relative" => Number::Absent,
        None => Number::Absent,
        Some(value) if task == Task::Range => interval(value)?,
        Some(value) => Number::Exactly(number(value)?),
    };
    let unit = field("isoCurrency").or_else(|| field("unit"));
    let units = unit.map(|unit| units.of("microsoft", task, unit)).transpose()?.unwrap_or_default();
    Ok(Expected { span: result.span, number, units, approximate: None, of: None })
}

/// An interval: `[20,30)`, `(,30]`; of one number, it is that number.
fn interval(value: &str) -> Result<Number> {
    let bounds = value.trim_matches(['[', ']', '(', ')']);
    let (low, high) = bounds.split_once(',').context("an interval has two ends")?;
    let end = |text: &str| (!text.is_empty()).then(|| number(text)).transpose();
    Ok(match (end(low)?, end(high)?) {
        (Some(low), Some(high)) if low == high => Number::Exactly(low),
        (Some(low), Some(high)) => Number::Between(low, high),
        (Some(low), None) => Number::AtLeast(low),
        (None, Some(high)) => Number::AtMost(high),
        (None, None) => bail!("an interval without ends"),
    })
}

/// A number as the sets write it: `1.2e6`, `0,2`, `12%`.
fn number(text: &str) -> Result<f64> {
    let plain = text.trim().trim_end_matches('%').replace(',', ".");
    plain.parse().with_context(|| format!("{text:?} is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn haskell_values_are_read() -> Result<()> {
        let units = Units::read()?;
        let read = |value: &str, task| haskell(value, task, &units);
        let simple = read("simple EUR 20", Task::Money)?;
        assert_eq!((simple.number, &simple.units[..]), (Number::Exactly(20.0), &["EUR".to_owned()][..]));
        let meat = read("between Gram (100,1000) (Just \"strawberries\")", Task::Measure)?;
        assert_eq!((meat.number, meat.of.as_deref()), (Number::Between(100.0, 1000.0), Some("strawberries")));
        assert_eq!(read("NumeralValue (-1.2e6)", Task::Numeral)?.number, Number::Exactly(-1_200_000.0));
        assert_eq!(read("above Cup 2 Nothing", Task::Measure)?.number, Number::AtLeast(2.0));
        assert!(read("simple Parsec 3", Task::Measure).is_err());
        Ok(())
    }

    #[test]
    fn escapes_are_four_digits_long() {
        assert_eq!(unescape("20\\x20ac"), "20€");
        assert_eq!(unescape("\\x00a310"), "£10");
        assert_eq!(unescape("5\\xé"), "5\\xé");
    }

    #[test]
    fn intervals_lose_their_brackets() -> Result<()> {
        assert_eq!(interval("(20,35]")?, Number::Between(20.0, 35.0));
        assert_eq!(interval("[170,170]")?, Number::Exactly(170.0));
        assert_eq!(interval("(,-30)")?, Number::AtMost(-30.0));
        assert!(interval("[,]").is_err());
        Ok(())
    }

    #[test]
    fn a_check_says_how_precise() -> Result<()> {
        let check = Check {
            dimension: "finance".to_owned(),
            expression: "une quinzaine de dollars".to_owned(),
            check: "check_finance(15.0, Some(\"$\"), Precision::Approximate)".to_owned(),
            reference: "2013-02-12T04:30:00".to_owned(),
        };
        let case = of_rustling(&check, &Units::read()?)?.context("a quantity")?;
        assert_eq!(case.expected[0].approximate, Some(true));
        assert_eq!(case.expected[0].units, ["dollar"]);
        Ok(())
    }
}
