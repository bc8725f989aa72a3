//! Between which instants an article was published, as far as its date says.

use std::ops::Range;

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, ToSpan};

/// How far east of Greenwich clocks go (Kiribati), and how far west (Baker Island): a date without an offset may be any of these.
const EASTERNMOST: Offset = Offset::constant(14);
const WESTERNMOST: Offset = Offset::constant(-12);

/// The seconds (Unix) in which an article may have been published, half open; `None` where its date says nothing.
///
/// ISO 8601 as precise as it is: a second, a minute, a day, a month, a year. Without an offset from universal time the
/// clock may have been any on earth: « 2022-01-05 » lasts 50 hours.
///
/// ```
/// use selon_ledger::published;
///
/// assert_eq!(published("2022-01-05T18:30:00+01:00"), Some(1641403800..1641403801));
/// assert_eq!(published("2022-01-05T18:30Z").map(|seconds| seconds.end - seconds.start), Some(60));
/// assert_eq!(published("2022-01-05").map(|seconds| seconds.end - seconds.start), Some(50 * 3600));
/// assert_eq!(published("hier"), None);
/// ```
pub fn published(date: &str) -> Option<Range<i64>> {
    let (civil, offset) = stretch(date.trim())?;
    let at =
        |time: DateTime, offset: Offset| offset.to_timestamp(time).ok().map(|instant| instant.as_second());
    Some(at(civil.start, offset.unwrap_or(EASTERNMOST))?..at(civil.end, offset.unwrap_or(WESTERNMOST))?)
}

/// The stretch on the calendar, and the offset where one is said.
fn stretch(date: &str) -> Option<(Range<DateTime>, Option<Offset>)> {
    if let Some(first) = month_or_year(date) {
        let end = if date.len() > 4 { first.checked_add(1.month()) } else { first.checked_add(1.year()) };
        return Some((first.into()..end.ok()?.into(), None));
    }
    let pieces = Pieces::parse(date).ok()?;
    let start = pieces.date().to_datetime(pieces.time().unwrap_or_default());
    let length = match pieces.time() {
        None => SignedDuration::from_hours(24),
        Some(_) if has_seconds(date) => SignedDuration::from_secs(1),
        Some(_) => SignedDuration::from_mins(1),
    };
    let start = start.with().subsec_nanosecond(0).build().ok()?;
    Some((start..start.checked_add(length).ok()?, pieces.to_numeric_offset()))
}

/// The first day of « 2022-01 » and « 2022 ».
fn month_or_year(date: &str) -> Option<Date> {
    let number = |digits: &str| {
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    };
    let (year, month): (i16, i8) = match (date.len(), date.split_once('-')) {
        (4, None) => (number(date)?, 1),
        (7, Some((year, month))) => (number(year)?, i8::try_from(number(month)?).ok()?),
        _ => return None,
    };
    Date::new(year, month, 1).ok()
}

/// Whether the time of day goes to the second: « 18:30:00 », « 183000 ».
fn has_seconds(date: &str) -> bool {
    let time = date.split_once(['T', 't', ' ']).map_or("", |(_, time)| time);
    let time = time.split(['Z', 'z', '+', '-', '[', '.', ',']).next().unwrap_or_default();
    time.bytes().filter(u8::is_ascii_digit).count() >= 6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn length(date: &str) -> Option<i64> {
        published(date).map(|seconds| seconds.end - seconds.start)
    }

    #[test]
    fn a_date_lasts_as_long_as_it_is_precise() {
        let slack = 26 * 3600;
        assert_eq!(length("2022-01-05T18:30:00.123Z"), Some(1));
        assert_eq!(length("2022-01-05T18:30:00[Europe/Paris]"), Some(1 + slack));
        assert_eq!(length("2022-01-05 18:30"), Some(60 + slack));
        assert_eq!(length("20220105T183000Z"), Some(1));
        assert_eq!(length("2022-01-05"), Some(24 * 3600 + slack));
        assert_eq!(length("2022-02"), Some(28 * 24 * 3600 + slack));
        assert_eq!(length("2024"), Some(366 * 24 * 3600 + slack));
        for nothing in ["", "hier", "2022-13", "2022-1", "22", "2022-02-30", "05/01/2022", "-022"] {
            assert_eq!(published(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_finer_lies_within_the_coarser() {
        let within = |inner: &str, outer: &str| {
            let (inner, outer) = (published(inner).unwrap(), published(outer).unwrap());
            outer.start <= inner.start && inner.end <= outer.end
        };
        assert!(within("2022-01-05T18:30:00+01:00", "2022-01-05T18:30+01:00"));
        assert!(within("2022-01-05T00:00+14:00", "2022-01-05T00:00"));
        assert!(within("2022-01-05T23:59:59-12:00", "2022-01-05"));
        assert!(within("2022-01-05", "2022-01"));
        assert!(within("2022-01", "2022"));
    }

    proptest! {
        #[test]
        fn anything_can_be_asked(date in "\\PC{0,12}|[-0-9T:+Z. ]{0,25}") {
            if let Some(seconds) = published(&date) {
                prop_assert!(seconds.start < seconds.end);
            }
        }
    }
}
