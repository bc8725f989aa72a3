//! Where the axes of a chart have their words.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use selon_view::{Interface, Label, phrase};

use crate::drawing::chart::{Dot, Ticks};

const DAY: i64 = 86_400;

/// Words along an axis, at most.
const MOST: i64 = 4;

/// The first second of an instant or day as times are resolved; times of no place are taken as UTC, as everywhere.
pub(super) fn second(given: &str) -> Option<i64> {
    if let Ok(instant) = given.parse::<Timestamp>() {
        return Some(instant.as_second());
    }
    let moment = given.parse::<jiff::civil::DateTime>().ok()?;
    Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

/// The day of an instant, in words; as it was given where it is none.
pub(super) fn day(given: &str, interface: Interface) -> String {
    match given.get(..10).unwrap_or(given).parse::<Date>() {
        Ok(date) => Label::Published { date, time: None, offset: None }.text(interface),
        Err(_) => phrase(given),
    }
}

/// The words beside both axes.
pub(super) fn ticks(dots: &[Dot], interface: Interface) -> Ticks {
    Ticks { times: times(dots, interface), numbers: numbers(dots, interface) }
}

fn times(dots: &[Dot], interface: Interface) -> Vec<(i64, String)> {
    let Some(first) = dots.iter().map(|dot| dot.time).min() else { return Vec::new() };
    let last = dots.iter().map(|dot| dot.time).max().unwrap_or(first);
    let (first, last) = (first.div_euclid(DAY), last.div_euclid(DAY) + 1);
    let days = last.saturating_sub(first);
    let step = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365].into_iter().find(|step| days / step <= MOST);
    let step = step.unwrap_or((days / MOST).max(1));
    let at = |day: i64| {
        let second = day.checked_mul(DAY)?;
        let date = Timestamp::from_second(second).ok()?.to_zoned(TimeZone::UTC).date();
        Some((second, Label::Published { date, time: None, offset: None }.text(interface)))
    };
    (0..=MOST + 1)
        .map_while(|nth| Some(first + nth * step).filter(|day| *day <= last))
        .filter_map(at)
        .collect()
}

fn numbers(dots: &[Dot], interface: Interface) -> Vec<(f64, String)> {
    let numbers = || dots.iter().map(|dot| dot.number).filter(|number| number.is_finite());
    let (low, high) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
    let whole = high - low;
    if !(whole.is_finite() && whole > 0.0) {
        return vec![(0.0, number(0.0, interface))];
    }
    // 1, 2 or 5 times a power of ten.
    let rough = whole / MOST as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough);
    let step = step.filter(|step| step.is_normal()).unwrap_or(whole);
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let count = (last - first).clamp(0.0, 10.0) as u32;
    (0..=count)
        .map(|nth| (first + f64::from(nth)) * step)
        .map(|tick| (tick, number(tick, interface)))
        .collect()
}

/// A number with its thousands apart, as the language of the reader has them.
pub(super) fn number(value: f64, interface: Interface) -> String {
    let (separator, point) = match interface {
        Interface::French => ('\u{202f}', ','),
        Interface::English => (',', '.'),
    };
    if value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let rounded = format!("{:.2}", value.abs());
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = rounded.split_once('.').unwrap_or((rounded, ""));
    let mut out = String::from(if value < 0.0 { "−" } else { "" });
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth) % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use selon_record::SourceKind;
    use selon_view::Interface;

    use super::{day, number, second, ticks};
    use crate::drawing::chart::Dot;

    fn dot(time: i64, number: f64) -> Dot {
        Dot {
            time,
            number,
            kind: SourceKind::Author,
            mark: String::new(),
            conflict: false,
            update: false,
            address: String::new(),
            title: String::new(),
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_has_them() {
        assert_eq!(number(20_000.0, Interface::French), "20\u{202f}000");
        assert_eq!(number(-1234.5, Interface::English), "−1,234.5");
        assert_eq!(number(0.0, Interface::French), "0");
    }

    #[test]
    fn times_are_days() {
        assert_eq!(second("2022-01-09T00:00"), Some(1_641_686_400));
        assert_eq!(second("hier"), None);
        assert_eq!(day("2022-01-09T14:00", Interface::French), "9 janvier 2022");
    }

    #[test]
    fn axes_have_round_numbers() {
        let found = ticks(&[dot(1_641_686_400, 44.0), dot(1_642_291_200, 225.0)], Interface::French);
        let numbers: Vec<f64> = found.numbers.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(found.times[0].1, "9 janvier 2022");
    }

    proptest! {
        #[test]
        fn no_number_is_too_much(all in proptest::collection::vec((any::<i64>(), any::<f64>()), 0..9)) {
            let dots: Vec<Dot> = all.into_iter().map(|(time, number)| dot(time, number)).collect();
            let found = ticks(&dots, Interface::English);
            prop_assert!(found.times.len() <= 6 && found.numbers.len() <= 11);
        }
    }
}
