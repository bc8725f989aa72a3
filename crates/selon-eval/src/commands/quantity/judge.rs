//! Whether what was found in a text is what must be found in it.
//!
//! Definitions, in the words of `docs/evaluation.md`:
//!
//! - A **whole expression** (Duckling, Rustling) is right when one quantity covers it, but for the small words before it
//!   (`data/edge_words.tsv`) and marks, and its number or bounds and its unit are the expected ones; where nothing is expected, when
//!   there is no quantity.
//! - A **sentence** (Recognizers-Text) is right when each expected result is met and nothing more was found of what is asked
//!   for. A result is met by a quantity with its unit and number that has its span, but for small words and marks. As
//!   Microsoft's models of units read neither bounds nor rates, a quantity of which the record says that it is bounded,
//!   approximate, for a unit or over a time may have those words too (« [plus de 500 ans] », « [500 barils par jour] »), and
//!   one of its bounds may be the number.
//! - A **number** in a sentence may be part of a greater expression: it is met by a quantity around it of which it is the
//!   value, a bound or the time over which it is spread (« [20 euros sur 3 ans] »), or by a time around it whose TIMEX3 value has it among its digits (« 3 ans », P3Y).
//! - An **age** may be a duration: « trente-cinq ans » is met by a duration of just that span and value (P35Y).
//! - Numbers are equal within a billionth; a length or mass may be given in another unit of its kind.

use selon_record::{CodePointSpan, Dimension, TimeType};

use super::case::{Case, Expected, Number, Task};
use super::found::{Findings, Found, FoundTime};
use super::unit::Units;
use crate::edges::Edges;

/// Judges answers.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    units: Units,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Which of the expected quantities are not met.
    pub(crate) missed: Vec<usize>,
    /// Which of the quantities found meet none.
    pub(crate) spurious: Vec<usize>,
}

impl Faults {
    /// Whether there are none.
    pub(crate) fn is_none(&self) -> bool {
        self.missed.is_empty() && self.spurious.is_empty()
    }
}

impl Judge {
    /// A judge by the tables in the program.
    ///
    /// # Errors
    /// When a row has not its columns.
    pub(crate) fn new() -> anyhow::Result<Judge> {
        Ok(Judge { units: Units::read()? })
    }

    /// The names of units.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    /// What is wrong with an answer.
    pub(crate) fn faults(&self, case: &Case, findings: &Findings) -> Faults {
        let view = View { judge: self, case, edges: Edges::new(&case.text, &case.language) };
        let mut faults = Faults::default();
        let mut used = vec![false; findings.quantities.len()];
        for (i, expected) in case.expected.iter().enumerate() {
            let meeting: Vec<usize> = (0..findings.quantities.len())
                .filter(|&found| view.meets(expected, &findings.quantities[found]))
                .collect();
            // Two results may be met by one quantity: the 20 and the 30 of « 20 à 30 ».
            meeting.iter().for_each(|&found| used[found] = true);
            let by_time = !case.whole && findings.times.iter().any(|time| view.meets_by_time(expected, time));
            if meeting.is_empty() && !by_time {
                faults.missed.push(i);
            }
        }
        let quantities = findings.quantities.iter().zip(&used).enumerate();
        let spurious = quantities.filter(|(_, (found, used))| !**used && view.is_asked_for(found));
        faults.spurious = spurious.map(|(i, _)| i).collect();
        faults
    }
}

/// One case, looked at.
struct View<'a> {
    judge: &'a Judge,
    case: &'a Case,
    edges: Edges,
}

impl View<'_> {
    /// Whether a quantity is what is expected.
    fn meets(&self, expected: &Expected, found: &Found) -> bool {
        let approximate = expected.approximate.is_none_or(|approximate| approximate == found.approximate);
        let dimension = match self.case.task {
            Task::Ordinal => found.dimension == Dimension::Ordinal,
            Task::Percent => found.dimension == Dimension::Percent,
            Task::Numeral => !self.case.whole || found.dimension != Dimension::Ordinal,
            Task::Range | Task::Money | Task::Measure | Task::Temperature | Task::Age => true,
        };
        approximate && dimension && self.covers(expected, found) && self.measures(expected, found)
    }

    /// Whether a quantity stands where one is expected.
    fn covers(&self, expected: &Expected, found: &Found) -> bool {
        let Some(span) = expected.span.or(self.case.whole.then(|| self.edges.whole())) else { return false };
        let (wanted, got) = (self.edges.core(span), self.edges.core(found.span));
        let without = expected.of.as_ref().filter(|of| found.of.as_ref() == Some(of));
        wanted == got
            || without.is_some_and(|of| self.stops_before(wanted, got, of))
            || !self.case.whole && self.may_be_longer(expected, found) && contains(got, wanted)
            // « [égal à 20] » and « égal à [20] » say the same.
            || self.case.task == Task::Range
                && matches!(expected.number, Number::Exactly(_))
                && contains(wanted, got)
    }

    /// Whether a quantity may have more words than the set gives it.
    fn may_be_longer(&self, expected: &Expected, found: &Found) -> bool {
        match self.case.task {
            Task::Numeral | Task::Ordinal | Task::Range => true,
            Task::Percent | Task::Money | Task::Measure | Task::Temperature | Task::Age => {
                found.says_more() && expected.number != Number::Absent
            }
        }
    }

    /// Whether what was found is the same but for « of meat » behind it.
    fn stops_before(&self, wanted: CodePointSpan, got: CodePointSpan, of: &str) -> bool {
        let rest: String = self.case.text.chars().take(wanted.end).skip(got.end.max(wanted.start)).collect();
        got.start == wanted.start && rest.to_lowercase().ends_with(&of.to_lowercase())
    }

    /// Whether a quantity has the expected number, or bounds, in the expected unit.
    fn measures(&self, expected: &Expected, found: &Found) -> bool {
        let unit_in_question = !matches!(self.case.task, Task::Range | Task::Percent | Task::Ordinal)
            && (self.case.whole || self.case.task != Task::Numeral);
        if !unit_in_question {
            return self.has_number(expected.number, found, 1.0);
        }
        match &found.unit {
            None => expected.units.is_empty() && self.has_number(expected.number, found, 1.0),
            Some(unit) => expected.units.iter().any(|wanted| {
                let factor = self.judge.units.factor(wanted, unit);
                factor.is_some_and(|factor| self.has_number(expected.number, found, factor))
            }),
        }
    }

    fn has_number(&self, expected: Number, found: &Found, factor: f64) -> bool {
        let got = found.bounds().map(|number| number.map(|number| number * factor));
        let wanted = expected.bounds();
        let same = |(a, b): (Option<f64>, Option<f64>)| match (a, b) {
            (Some(a), Some(b)) => equal(a, b),
            (None, None) => true,
            _ => false,
        };
        // A record may give the number of « plus de 20 » as its value too.
        let bounded = wanted[0].is_none() && got[1..].iter().any(Option::is_some);
        let first = usize::from(bounded);
        let exact = wanted.into_iter().zip(got).skip(first).all(same);
        let one_of = match expected {
            Number::Exactly(value) if !self.case.whole => {
                let over = self.case.task == Task::Numeral && found.is_over(value);
                over || got.into_iter().flatten().any(|n| equal(n, value))
            }
            _ => false,
        };
        exact || one_of
    }

    /// Whether a time stands for what is expected: a number in it, or an age that is its length.
    fn meets_by_time(&self, expected: &Expected, time: &FoundTime) -> bool {
        let (Some(span), Number::Exactly(number)) = (expected.span, expected.number) else { return false };
        let (wanted, got) = (self.edges.core(span), self.edges.core(time.span));
        match self.case.task {
            Task::Numeral | Task::Ordinal => contains(got, wanted) && time.has(number),
            Task::Age => {
                let unit = expected.units.first().and_then(|unit| unit.chars().next());
                let value = unit.map(|unit| format!("P{number}{}", unit.to_ascii_uppercase()));
                time.kind == TimeType::Duration && wanted == got && value == Some(time.value.clone())
            }
            Task::Percent | Task::Range | Task::Money | Task::Measure | Task::Temperature => false,
        }
    }

    /// Whether a quantity that meets nothing is wrong: whether it is of the kind that is asked for.
    fn is_asked_for(&self, found: &Found) -> bool {
        if self.case.whole {
            return self.case.expected.is_empty();
        }
        let unit = found.unit.is_some();
        match self.case.task {
            // A count or a fraction.
            Task::Numeral => !unit && !matches!(found.dimension, Dimension::Ordinal | Dimension::Percent),
            Task::Ordinal => found.dimension == Dimension::Ordinal,
            Task::Percent => found.dimension == Dimension::Percent,
            Task::Money => found.dimension == Dimension::Money,
            Task::Temperature => found.dimension == Dimension::Temperature,
            Task::Age => found.dimension == Dimension::Age,
            Task::Range => found.low.is_some() || found.high.is_some(),
            Task::Measure => {
                use Dimension::{Age, Money, Percent, Temperature};
                unit && !matches!(found.dimension, Money | Percent | Temperature | Age)
            }
        }
    }
}

fn contains(outer: CodePointSpan, inner: CodePointSpan) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Equality within a billionth: sets give fifteen digits.
fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, task: Task, whole: bool, expected: Vec<Expected>) -> Case {
        Case {
            set: "test".to_owned(),
            text: text.to_owned(),
            language: "fr".to_owned(),
            published: None,
            task,
            whole,
            expected,
            claimed: false,
            excluded: false,
        }
    }

    fn expected(span: Option<(usize, usize)>, number: Number, units: &[&str]) -> Expected {
        let span = span.map(|(start, end)| CodePointSpan::new(start, end));
        let units = units.iter().map(|&unit| unit.to_owned()).collect();
        Expected { span, number, units, approximate: None, of: None }
    }

    fn found(span: (usize, usize), dimension: Dimension, unit: Option<&str>, bounds: [f64; 3]) -> Found {
        let [value, low, high] = bounds.map(|n| (!n.is_nan()).then_some(n));
        let (unit, span) = (unit.map(str::to_owned), CodePointSpan::new(span.0, span.1));
        Found { span, dimension, unit, value, low, high, approximate: false, of: None, per: None, over: None }
    }

    const NO: f64 = f64::NAN;

    fn right(case: &Case, quantities: Vec<Found>) -> bool {
        let findings = Findings { quantities, times: Vec::new() };
        Judge::new().unwrap().faults(case, &findings).is_none()
    }

    #[test]
    fn a_whole_expression_is_covered_but_for_a_determiner() {
        let third = case("le 3ieme", Task::Ordinal, true, vec![expected(None, Number::Exactly(3.0), &[])]);
        for (start, fits) in [(0, true), (3, true), (4, false)] {
            let answer = found((start, 8), Dimension::Ordinal, None, [3.0, NO, NO]);
            assert_eq!(right(&third, vec![answer]), fits, "{start}");
        }
        assert!(!right(&third, vec![found((3, 8), Dimension::Count, None, [3.0, NO, NO])]));
    }

    #[test]
    fn bounds_and_units_must_agree() {
        let at_least = case(
            "plus de 10 euros",
            Task::Money,
            true,
            vec![expected(None, Number::AtLeast(10.0), &["EUR"])],
        );
        let answer = |unit, bounds| vec![found((0, 16), Dimension::Money, unit, bounds)];
        assert!(right(&at_least, answer(Some("EUR"), [NO, 10.0, NO])));
        assert!(right(&at_least, answer(Some("EUR"), [10.0, 10.0, NO])));
        assert!(!right(&at_least, answer(Some("EUR"), [10.0, NO, NO])));
        assert!(!right(&at_least, answer(Some("USD"), [NO, 10.0, NO])));
        assert!(!right(&at_least, answer(None, [NO, 10.0, NO])));
    }

    #[test]
    fn lengths_convert() {
        let sum =
            case("2 km 1 m", Task::Measure, true, vec![expected(None, Number::Exactly(2001.0), &["meter"])]);
        assert!(right(&sum, vec![found((0, 8), Dimension::Length, Some("kilometer"), [2.001, NO, NO])]));
    }

    #[test]
    fn nothing_expected_is_nothing_found() {
        let nothing = case("exactly dollars", Task::Money, true, Vec::new());
        assert!(right(&nothing, Vec::new()));
        assert!(!right(&nothing, vec![found((0, 7), Dimension::Count, None, [1.0, NO, NO])]));
    }

    #[test]
    fn a_number_may_be_part_of_more() {
        // « pour 20 euros sur 3 ans »
        let wanted = vec![
            expected(Some((5, 7)), Number::Exactly(20.0), &[]),
            expected(Some((18, 19)), Number::Exactly(3.0), &[]),
        ];
        let numbers = case("pour 20 euros sur 3 ans", Task::Numeral, false, wanted);
        let euros = found((5, 13), Dimension::Money, Some("EUR"), [20.0, NO, NO]);
        let years =
            FoundTime { span: CodePointSpan::new(18, 23), kind: TimeType::Duration, value: "P3Y".to_owned() };
        let findings = Findings { quantities: vec![euros], times: vec![years] };
        let judge = Judge::new().unwrap();
        assert!(judge.faults(&numbers, &findings).is_none());
        let without = Findings { times: Vec::new(), ..findings };
        assert_eq!(judge.faults(&numbers, &without), Faults { missed: vec![1], spurious: vec![] });
    }

    #[test]
    fn more_of_what_is_asked_for_is_wrong_and_the_rest_is_not() {
        let none = case("un litre ou trois", Task::Numeral, false, Vec::new());
        assert!(right(&none, vec![found((0, 8), Dimension::Volume, Some("liter"), [1.0, NO, NO])]));
        assert!(!right(&none, vec![found((12, 17), Dimension::Count, None, [3.0, NO, NO])]));
    }

    #[test]
    fn a_bound_may_stand_around_an_amount() {
        let wanted = vec![expected(Some((8, 15)), Number::Exactly(500.0), &["EUR"])];
        let amount = case("plus de 500 EUR", Task::Money, false, wanted);
        assert!(right(&amount, vec![found((0, 15), Dimension::Money, Some("EUR"), [NO, 500.0, NO])]));
        assert!(!right(&amount, vec![found((0, 15), Dimension::Money, Some("EUR"), [500.0, NO, NO])]));
    }

    #[test]
    fn an_age_may_be_a_duration() {
        let wanted = expected(Some((7, 13)), Number::Exactly(10.0), &["year"]);
        let age = case("elle a 10 ans", Task::Age, false, vec![wanted]);
        let ten = |start, value: &str| Findings {
            quantities: Vec::new(),
            times: vec![FoundTime {
                span: CodePointSpan::new(start, 13),
                kind: TimeType::Duration,
                value: value.to_owned(),
            }],
        };
        let judge = Judge::new().unwrap();
        assert!(judge.faults(&age, &ten(7, "P10Y")).is_none());
        assert!(!judge.faults(&age, &ten(0, "P10Y")).is_none());
        assert!(!judge.faults(&age, &ten(7, "P10M")).is_none());
    }
}
