//! When an article was published: dates as feeds, archives and addresses write them, in ISO 8601.

use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A date in ISO 8601, as precise as it is written and in the time of its place: `Sun, 09 Jan 2022 00:30:00 +0100` →
/// `2022-01-09T00:30:00+01:00`. Nothing where it is no date.
pub(crate) fn normal(written: &str) -> Option<String> {
    let written = written.trim();
    if let Ok(instant) = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(written) {
        return Some(with_offset(&instant));
    }
    // As databases write it, with a blank in place of the T and before the offset.
    let joined = written.replacen(' ', "T", 1).replace(' ', "");
    let stated = strip_zone_name(&joined);
    if stated.parse::<Timestamp>().is_ok() {
        let pieces = Pieces::parse(stated).ok()?;
        let civil = pieces.date().to_datetime(pieces.time()?);
        return match pieces.offset()? {
            PiecesOffset::Zulu => Some(civil.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            _ => {
                let offset = TimeZone::fixed(pieces.to_numeric_offset()?);
                Some(with_offset(&civil.to_zoned(offset).ok()?))
            }
        };
    }
    let is_day = joined.len() == "2022-01-09".len();
    if is_day {
        return joined.parse::<Date>().ok().map(|day| day.to_string());
    }
    joined.parse::<DateTime>().ok().map(|time| time.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// « UTC » and « GMT » behind a time are Z.
fn strip_zone_name(joined: &str) -> &str {
    joined.strip_suffix("[UTC]").unwrap_or(joined)
}

fn with_offset(time: &Zoned) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The instant of a date that [`normal`] gave; where it has no time or no zone, as if it were in UTC.
pub(crate) fn instant(normal: &str) -> Option<Timestamp> {
    let utc = |time: DateTime| time.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp());
    normal.parse().ok().or_else(|| utc(normal.parse::<DateTime>().ok()?))
}

/// The day that an address tells: `https://gazette.example/2022/01/09/almaty.html` → `2022-01-09`.
pub(crate) fn in_address(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: &str, lengths: &[usize]| -> Option<i16> {
        let is_number = lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok())?
    };
    let day = |year: i16, month: i16, day: i16| {
        let plausible = (FIRST_YEAR..=LAST_YEAR).contains(&year);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| plausible)
    };
    let apart = parts.windows(3).find_map(|parts| {
        day(number(parts[0], &[4])?, number(parts[1], &[1, 2])?, number(parts[2], &[1, 2])?)
    });
    let joined = || {
        parts.iter().filter(|part| part.len() == 8).find_map(|part| {
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            day(part[..4].parse().ok()?, part[4..6].parse().ok()?, part[6..].parse().ok()?)
        })
    };
    apart.or_else(joined).map(|day| day.to_string())
}

/// The years in which articles had addresses, with room ahead: numbers beyond are something else.
const FIRST_YEAR: i16 = 1991;
const LAST_YEAR: i16 = 2099;

/// Whether a date in ISO 8601 is later than now, by more than clocks and time zones explain.
pub(crate) fn is_future(published: &str, now: Timestamp) -> bool {
    let day = published.get(..10).and_then(|day| day.parse::<Date>().ok());
    let latest = now.checked_add(jiff::SignedDuration::from_hours(24)).unwrap_or(now);
    day.is_some_and(|day| day > latest.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_the_time_of_their_place() {
        for (written, expected) in [
            ("Sun, 09 Jan 2022 00:30:00 +0100", "2022-01-09T00:30:00+01:00"),
            ("9 Jan 2022 14:05 GMT", "2022-01-09T14:05:00+00:00"),
            ("2022-01-09T14:05:00Z", "2022-01-09T14:05:00Z"),
            ("2022-01-09T14:05:00.123+01:00", "2022-01-09T14:05:00+01:00"),
            ("2022-01-09 14:05:00 +0100", "2022-01-09T14:05:00+01:00"),
            ("2022-01-09 14:05", "2022-01-09T14:05:00"),
            (" 2022-01-09 ", "2022-01-09"),
        ] {
            assert_eq!(normal(written).as_deref(), Some(expected), "{written}");
        }
        for written in ["", "hier", "2022-02-31", "99999999999999999999", "2022-13-01T00:00:00Z"] {
            assert_eq!(normal(written), None, "{written}");
        }
    }

    #[test]
    fn addresses_tell_the_day() {
        for (address, expected) in [
            ("https://gazette.example/2022/01/09/almaty.html", Some("2022-01-09")),
            ("https://gazette.example/monde/2022-1-9-almaty", Some("2022-01-09")),
            ("https://gazette.example/article/20220109-almaty", Some("2022-01-09")),
            ("https://gazette.example/2022/almaty-164-morts?d=2022/01/09", None),
            ("https://gazette.example/12345678/1234/56/78", None),
        ] {
            assert_eq!(in_address(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn tomorrow_somewhere_is_no_future() {
        let now = "2022-01-09T23:00:00Z".parse().unwrap();
        assert!(!is_future("2022-01-10T08:00:00+09:00", now));
        assert!(is_future("2022-01-12", now) && !is_future("bientôt", now));
    }
}
