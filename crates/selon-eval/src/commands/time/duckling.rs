//! Duckling's and Rustling's expressions: the exact instant, interval or length.
//!
//! An expression is right when one time that was found covers it (its words with its signals, without small words at the
//! beginning and marks at the ends) and says what the corpus says:
//! - `datetime X Grain` is [X, X + Grain); intervals are as given. The end of an interval of clock times may lie one grain
//!   earlier: Duckling counts the last minute ("9:30 - 11:00" ends at 11:01), Recognizers-Text and TIMEX3 do not.
//! - `datetimeOpenInterval` names a point and not which side of it counts ("after 2014" and "since 2014" have one value): what
//!   begins or ends there may do so at either end of the point's grain, and has no other end.
//! - The time of writing to the second (« maintenant ») may be `PRESENT_REF`.
//! - `DurationData` is a DURATION of that length; a day has 24 hours. Duckling gives sums in their smallest unit, with 365 days
//!   a year and 30 a month.
//! - Where the corpus has no value, nothing may be found: of `Time` nothing with instants, of `Duration` no length with a
//!   number.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use selon_record::{Article, Grain, TimeType};

use super::found::Found;
use super::instant;
use super::timex;
use crate::data::duckling::{Check, Example};
use crate::edges::Edges;

/// What an expression must say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// A stretch of time.
    Stretch { from: DateTime, to: DateTime, grain: Option<Grain>, zone: Option<Offset> },
    /// A stretch with one end, at a point of a grain.
    Open { begins: bool, from: DateTime, to: DateTime, zone: Option<Offset> },
    /// A length of time, in TIMEX3's way.
    Length(String),
    /// No instants.
    NoTime,
    /// No length.
    NoLength,
}

/// The article and the expectation of an example; `None` for one of another dimension or form.
pub(crate) fn example(example: &Example, number: usize) -> Option<(Article, Wanted)> {
    let zone = instant::zone(&example.reference);
    let read = |text: &Option<String>| instant::read(text.as_deref()?, zone);
    let wanted = match (&*example.dimension, &example.value) {
        ("Time", None) => Wanted::NoTime,
        ("Duration", None) => Wanted::NoLength,
        ("Duration", Some(value)) => Wanted::Length(length(value)?),
        ("Time", Some(_)) => {
            let grain = instant::grain(example.grain.as_deref()?)?;
            let from = read(&example.start)?;
            let next = instant::later(from, 1, grain)?;
            match (&example.open, &example.end) {
                (Some(open), _) => Wanted::Open { begins: open == "After", from, to: next, zone },
                (None, Some(_)) => {
                    Wanted::Stretch { from, to: read(&example.end)?, grain: Some(grain), zone }
                }
                (None, None) => Wanted::Stretch { from, to: next, grain: None, zone },
            }
        }
        _ => return None,
    };
    Some((article(&example.expression, &example.language(), &example.reference, number), wanted))
}

/// The article and the expectation of one of Rustling's checks; `None` for one of another dimension or form.
pub(crate) fn check(check: &Check, number: usize) -> Option<(Article, Wanted)> {
    let numbers: Vec<Vec<i64>> = check.check.split('[').skip(1).filter_map(list).collect();
    let words = &check.check;
    let grain = ["Week", "Month"].into_iter().find(|name| words.contains(&format!("Grain::{name}")));
    let point = |numbers: &Vec<i64>| {
        let fields: Vec<String> = numbers.iter().map(|n| format!("{n:02}")).collect();
        let field =
            |i: usize, default: &'static str| fields.get(i).cloned().unwrap_or_else(|| default.to_owned());
        let day = format!("{:0>4}-{}-{}", field(0, ""), field(1, "01"), field(2, "01"));
        instant::read(&format!("{day}T{}:{}:{}", field(3, "00"), field(4, "00"), field(5, "00")), None)
    };
    let by_length = |numbers: &Vec<i64>| match numbers.len() {
        1 => Grain::Year,
        2 => Grain::Month,
        3 => Grain::Day,
        4 => Grain::Hour,
        5 => Grain::Minute,
        _ => Grain::Second,
    };
    let zone = None;
    let wanted = match (&*check.dimension, &numbers[..]) {
        ("durations", [numbers]) => Wanted::Length(rustling_length(numbers)),
        ("datetime", [start, end]) => {
            Wanted::Stretch { from: point(start)?, to: point(end)?, grain: Some(by_length(end)), zone }
        }
        ("datetime", [start]) => {
            let from = point(start)?;
            let grain = grain.and_then(instant::grain).unwrap_or(by_length(start));
            let to = instant::later(from, 1, grain)?;
            match words.split_once("Direction::") {
                Some((_, direction)) => {
                    Wanted::Open { begins: direction.starts_with("After"), from, to, zone }
                }
                None => Wanted::Stretch { from, to, grain: None, zone },
            }
        }
        _ => return None,
    };
    Some((article(&check.expression, "fr", &check.reference, number), wanted))
}

fn article(expression: &str, language: &str, reference: &str, number: usize) -> Article {
    Article {
        id: number.to_string(),
        language: language.to_owned(),
        published: Some(reference.to_owned()),
        ..Article::new(expression)
    }
}

/// The numbers before the next `]`.
fn list(words: &str) -> Option<Vec<i64>> {
    let (numbers, _) = words.split_once(']')?;
    numbers.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// `DurationData 3 Quarter` as `P9M`.
fn length(value: &str) -> Option<String> {
    let mut words = value.trim_start_matches("DurationData ").split(' ');
    let (number, grain) = (words.next()?.parse::<i64>().ok()?, words.next()?);
    Some(match grain {
        "Second" | "Minute" | "Hour" => format!("PT{number}{}", &grain[..1]),
        "Quarter" => format!("P{}M", number.checked_mul(3)?),
        _ => format!("P{number}{}", &grain[..1]),
    })
}

/// Years, months, weeks, days, hours, minutes, seconds.
fn rustling_length(numbers: &[i64]) -> String {
    let part = |range: std::ops::Range<usize>| -> String {
        let units = ["Y", "M", "W", "D", "H", "M", "S"];
        let parts =
            range.filter_map(|i| Some((numbers.get(i)?, units[i]))).filter(|(number, _)| **number != 0);
        parts.map(|(number, unit)| format!("{number}{unit}")).collect()
    };
    let (date, clock) = (part(0..4), part(4..7));
    format!("P{date}{}{clock}", if clock.is_empty() { "" } else { "T" })
}

impl Wanted {
    /// Whether what was found in an expression is right.
    pub(crate) fn is_met(&self, article: &Article, found: &[Found]) -> bool {
        let number = |found: &Found| found.value.chars().any(|c| c.is_ascii_digit());
        match self {
            Wanted::NoTime => found.iter().all(|found| found.from.is_none() && found.to.is_none()),
            Wanted::NoLength => {
                !found.iter().any(|found| found.kind == Some(TimeType::Duration) && number(found))
            }
            _ => found.iter().any(|found| covers(article, found) && self.is_said_by(article, found)),
        }
    }

    /// Whether a time was found with the right span.
    pub(crate) fn has_span(&self, article: &Article, found: &[Found]) -> bool {
        match self {
            Wanted::NoTime | Wanted::NoLength => self.is_met(article, found),
            _ => found.iter().any(|found| covers(article, found)),
        }
    }

    fn is_said_by(&self, article: &Article, found: &Found) -> bool {
        let read = |text: &Option<String>, zone| text.as_deref().and_then(|text| instant::read(text, zone));
        match self {
            Wanted::Stretch { from, to, grain, zone } => {
                let earlier = grain.filter(|grain| instant::is_of_clock(*grain));
                let earlier = earlier.and_then(|grain| instant::later(*to, -1, grain));
                let end = read(&found.to, *zone);
                let written = article.published.as_deref().and_then(|text| instant::read(text, *zone));
                read(&found.from, *zone) == Some(*from)
                    && end.is_some()
                    && (end == Some(*to) || end == earlier)
                    || found.value == "PRESENT_REF" && written == Some(*from) && grain.is_none()
            }
            Wanted::Open { begins, from, to, zone } => {
                let (edge, other) = if *begins { (&found.from, &found.to) } else { (&found.to, &found.from) };
                let edge = read(edge, *zone);
                other.is_none() && edge.is_some_and(|edge| edge == *from || edge == *to)
            }
            Wanted::Length(value) => {
                let same = timex::same(&found.value, value) || timex::same_sum(&found.value, value);
                found.kind == Some(TimeType::Duration) && same
            }
            Wanted::NoTime | Wanted::NoLength => false,
        }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Wanted::Stretch { from, to, .. } => write!(out, "[{from}, {to})"),
            Wanted::Open { begins: true, from, to, .. } => write!(out, "[{from} or {to}, –)"),
            Wanted::Open { begins: false, from, to, .. } => write!(out, "[–, {from} or {to})"),
            Wanted::Length(value) => write!(out, "DURATION {value}"),
            Wanted::NoTime | Wanted::NoLength => write!(out, "nothing"),
        }
    }
}

fn covers(article: &Article, found: &Found) -> bool {
    let edges = Edges::new(&article.text, &article.language);
    edges.agree(found.extent(), edges.whole()) || edges.agree(found.span, edges.whole())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(json: serde_json::Value) -> (Article, Wanted) {
        let mut whole = serde_json::json!({
            "dim": "Time", "lang": "FR", "file": "Duckling/Time/FR/Corpus.hs", "ref": "2013-02-12T04:30:00-02:00", "value": "",
        });
        whole.as_object_mut().unwrap().extend(json.as_object().unwrap().clone());
        example(&serde_json::from_value(whole).unwrap(), 0).unwrap()
    }

    fn found(
        start: usize,
        end: usize,
        kind: &str,
        value: &str,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Vec<Found> {
        let time = serde_json::json!({"start": start, "end": end, "type": kind, "value": value, "from": from, "to": to});
        vec![serde_json::from_value(time).unwrap()]
    }

    #[test]
    fn an_instant_is_as_long_as_its_grain() {
        let (article, wanted) = wanted(
            serde_json::json!({"expr": "le mois dernier", "start": "2013-01-00T00:00:00", "grain": "Month"}),
        );
        let month = |from, to| found(3, 15, "DATE", "2013-01", from, to);
        assert!(wanted.is_met(&article, &month(Some("2013-01-01"), Some("2013-02-01"))));
        assert!(!wanted.is_met(&article, &month(Some("2013-01-01"), Some("2013-01-31"))));
        assert!(!wanted.is_met(&article, &month(Some("2013-01-01"), None)));
        assert!(wanted.has_span(&article, &month(None, None)) && !wanted.has_span(&article, &[]));
    }

    #[test]
    fn zones_are_those_of_the_reference_and_the_last_minute_may_count() {
        let json = serde_json::json!({"expr": "9h30 - 11h", "start": "2013-02-12T09:30:00", "end_exclusive": "2013-02-12T11:01:00", "grain": "Minute"});
        let (article, wanted) = wanted(json);
        let clock = |to| found(0, 10, "TIME", "", Some("2013-02-12T11:30:00Z"), Some(to));
        assert!(wanted.is_met(&article, &clock("2013-02-12T11:00:00-02:00")));
        assert!(wanted.is_met(&article, &clock("2013-02-12T11:01:00-02:00")));
        assert!(!wanted.is_met(&article, &clock("2013-02-12T11:02:00-02:00")));
    }

    #[test]
    fn an_open_stretch_has_one_end() {
        let json = serde_json::json!({"expr": "après 2014", "start": "2014-01-01T00:00:00", "grain": "Year", "open": "After"});
        let (article, wanted) = wanted(json);
        let year = |from, to| found(0, 10, "DATE", "2014", from, to);
        assert!(wanted.is_met(&article, &year(Some("2015-01-01"), None)));
        assert!(wanted.is_met(&article, &year(Some("2014-01-01"), None)));
        assert!(!wanted.is_met(&article, &year(Some("2014-01-01"), Some("2015-01-01"))));
    }

    #[test]
    fn lengths_and_nothing() {
        let (article, length) = wanted(
            serde_json::json!({"dim": "Duration", "expr": "3 trimestres", "value": "DurationData 3 Quarter"}),
        );
        assert_eq!(length, Wanted::Length("P9M".to_owned()));
        assert!(length.is_met(&article, &found(0, 12, "DURATION", "P3Q", None, None)));
        let (article, nothing) = wanted(serde_json::json!({"expr": "deux trois", "value": null}));
        assert!(nothing.is_met(&article, &[]));
        assert!(!nothing.is_met(&article, &found(0, 4, "TIME", "T02", Some("2013-02-12T02"), None)));
    }

    #[test]
    fn rustlings_checks_are_read() {
        let read = |dimension: &str, words: &str| {
            let json = serde_json::json!({"dim": dimension, "expr": "x", "check": words, "ref": "2013-02-12T04:30:00"});
            check(&serde_json::from_value(json).unwrap(), 0).map(|(_, wanted)| wanted.to_string())
        };
        for (dimension, words, expected) in [
            ("datetime", "check_moment!(c, [2013, 2])", "[2013-02-01T00:00:00, 2013-03-01T00:00:00)"),
            (
                "datetime",
                "check_moment!(c, [2013, 2, 11], Grain::Week)",
                "[2013-02-11T00:00:00, 2013-02-18T00:00:00)",
            ),
            (
                "datetime",
                "check_moment_span!(c, [2017,4,6], [2017,6,9])",
                "[2017-04-06T00:00:00, 2017-06-09T00:00:00)",
            ),
            (
                "datetime",
                "check_moment_with_direction!(c, [2013, 3, 8], Direction::After)",
                "[2013-03-08T00:00:00 or 2013-03-09T00:00:00, –)",
            ),
            ("durations", "check_duration!([0, 0, 0, 0, 1, 30], Precision::Approximate)", "DURATION PT1H30M"),
        ] {
            assert_eq!(read(dimension, words).as_deref(), Some(expected));
        }
        assert_eq!(read("numbers", "check_integer(1)"), None);
    }
}
