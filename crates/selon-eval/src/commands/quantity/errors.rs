//! What is wrong, a line each: what to look at next.

use anyhow::Result;
use selon_record::CodePointSpan;

use super::case::{Case, Expected};
use super::found::{Findings, Found, FoundTime};
use super::judge::Faults;
use crate::report;

/// Characters of a text that are shown.
const SHOWN: usize = 160;

/// Prints the first wrong cases of each set, but for the excluded ones.
///
/// # Errors
/// When nobody reads what is printed.
pub(crate) fn print(cases: &[Case], answers: &[(Findings, Faults)], shown: usize) -> Result<()> {
    let (mut set, mut left) = ("", shown);
    for (case, (findings, faults)) in cases.iter().zip(answers) {
        if set != case.set {
            (set, left) = (&case.set, shown);
        }
        if faults.is_none() || case.excluded || left == 0 {
            continue;
        }
        left -= 1;
        report::print(line(case, findings, faults))?;
    }
    Ok(())
}

/// Set and text; what was expected and what was found, with a mark before each that is wrong.
fn line(case: &Case, findings: &Findings, faults: &Faults) -> String {
    let slice = |span: CodePointSpan| case.text.chars().skip(span.start).take(span.len()).collect::<String>();
    let wanted = |(i, expected): (usize, &Expected)| {
        let mark = if faults.missed.contains(&i) { "✗" } else { "" };
        let text = expected.span.map_or(String::new(), |span| format!("{:?} ", slice(span)));
        let bounds = numbers(expected.number.bounds());
        let rough = if expected.approximate == Some(true) { "~" } else { "" };
        let of = expected.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
        format!("{mark}{text}{rough}{bounds} {}{of}", expected.units.join("|")).trim_end().to_owned()
    };
    let got = |(i, found): (usize, &Found)| {
        let mark = if faults.spurious.contains(&i) { "✗" } else { "" };
        let (rough, bounds) = (if found.approximate { "~" } else { "" }, numbers(found.bounds()));
        let unit = found.unit.as_deref().unwrap_or("-");
        let of = found.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
        format!("{mark}{:?} {rough}{bounds} {unit}{of} ({:?})", slice(found.span), found.dimension)
    };
    let time = |time: &FoundTime| format!("time {:?} {}", slice(time.span), time.value);
    let wanted: Vec<String> = case.expected.iter().enumerate().map(wanted).collect();
    let got = findings.quantities.iter().enumerate().map(got);
    let got: Vec<String> = got.chain(findings.times.iter().map(time)).collect();
    let text: String = case.text.chars().take(SHOWN).collect();
    let set = &case.set;
    format!("    {set} {text:?}\n        wanted: {}\n        found:  {}", wanted.join("; "), got.join("; "))
}

/// `20`, or `20..30`, `20..`, `..30`.
fn numbers([value, low, high]: [Option<f64>; 3]) -> String {
    let text = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    match (low, high) {
        (None, None) => text(value),
        _ => format!("{}{}..{}", value.map_or(String::new(), |v| format!("{v} in ")), text(low), text(high)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::quantity::case::{Number, Task};
    use selon_record::Dimension;

    #[test]
    fn a_line_marks_what_is_wrong() {
        let expected = |start, end, number| Expected {
            span: Some(CodePointSpan::new(start, end)),
            number,
            units: vec!["EUR".to_owned()],
            approximate: None,
            of: None,
        };
        let case = Case {
            set: "set".to_owned(),
            text: "20 euros".to_owned(),
            language: "fr".to_owned(),
            published: None,
            task: Task::Money,
            whole: false,
            expected: vec![expected(0, 8, Number::AtMost(20.0))],
            claimed: false,
            excluded: false,
        };
        let found = Found {
            span: CodePointSpan::new(0, 2),
            dimension: Dimension::Money,
            unit: None,
            value: Some(20.0),
            low: None,
            high: None,
            approximate: true,
            of: None,
            per: None,
            over: None,
        };
        let findings = Findings { quantities: vec![found], times: Vec::new() };
        let faults = Faults { missed: vec![0], spurious: vec![0] };
        assert_eq!(
            line(&case, &findings, &faults),
            "    set \"20 euros\"\n        wanted: ✗\"20 euros\" ..20 EUR\n        found:  ✗\"20\" ~20 - (Money)"
        );
    }
}
