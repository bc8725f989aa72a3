//! Instants on the calendar as the sets and the records write them, and steps from one to the next.

use jiff::Span;
use jiff::civil::{DateTime, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use selon_record::Grain;

/// The date and time of day that an ISO 8601 text says. One that gives its distance from UTC is told in the zone `zone`
/// where that is known. A month or day `00` is the first.
pub(crate) fn read(text: &str, zone: Option<Offset>) -> Option<DateTime> {
    let text = text.replace("-00", "-01").replacen(' ', "T", 1);
    let pieces = Pieces::parse(&text).ok()?;
    let civil = pieces.date().to_datetime(pieces.time().unwrap_or(Time::midnight()));
    match (offset(&pieces), zone) {
        (Some(own), Some(zone)) => own.to_timestamp(civil).ok().map(|instant| zone.to_datetime(instant)),
        _ => Some(civil),
    }
}

/// The distance from UTC that an ISO 8601 text gives.
pub(crate) fn zone(text: &str) -> Option<Offset> {
    offset(&Pieces::parse(text).ok()?)
}

fn offset(pieces: &Pieces<'_>) -> Option<Offset> {
    match pieces.offset()? {
        PiecesOffset::Zulu => Some(Offset::UTC),
        PiecesOffset::Numeric(numeric) => Some(numeric.offset()),
        _ => None,
    }
}

/// A time of day: `08:00:00`, `T08`, `8:30`.
pub(crate) fn clock(text: &str) -> Option<Time> {
    let mut parts = text.trim_start_matches('T').split(':').map(str::parse::<i8>);
    let mut part = || parts.next().unwrap_or(Ok(0)).ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    Time::new(hour % 24, minute, second, 0).ok()
}

/// So much later; none past the calendar's end or for what has no fixed length.
pub(crate) fn later(instant: DateTime, number: i64, grain: Grain) -> Option<DateTime> {
    let (unit, length) = match grain {
        Grain::Second => (Span::new().try_seconds(number), 1),
        Grain::Minute => (Span::new().try_minutes(number), 1),
        Grain::Hour => (Span::new().try_hours(number), 1),
        Grain::Day => (Span::new().try_days(number), 1),
        Grain::Week => (Span::new().try_weeks(number), 1),
        Grain::Month => (Span::new().try_months(number), 1),
        Grain::Quarter => (Span::new().try_months(number), 3),
        Grain::Halfyear => (Span::new().try_months(number), 6),
        Grain::Year => (Span::new().try_years(number), 1),
        Grain::Decade => (Span::new().try_years(number), 10),
        Grain::Century => (Span::new().try_years(number), 100),
        Grain::Daypart | Grain::Weekend | Grain::Season => return None,
    };
    instant.checked_add(unit.ok()?.checked_mul(length).ok()?).ok()
}

/// Whether a grain is finer than a day and of fixed length.
pub(crate) fn is_of_clock(grain: Grain) -> bool {
    matches!(grain, Grain::Second | Grain::Minute | Grain::Hour)
}

/// The grain of an English name: `Day`, `minute`.
pub(crate) fn grain(name: &str) -> Option<Grain> {
    serde_json::from_value(serde_json::Value::String(name.to_lowercase())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn instants_are_told_in_the_zone_of_the_reference() {
        let zone = zone("2013-02-12T04:30:00-02:00");
        assert_eq!(read("2013-02-12T15:00:00Z", zone), Some(date(2013, 2, 12).at(13, 0, 0, 0)));
        assert_eq!(read("2013-02-12 15:00", zone), Some(date(2013, 2, 12).at(15, 0, 0, 0)));
        assert_eq!(read("2012-00-00T00:00:00", zone), Some(date(2012, 1, 1).at(0, 0, 0, 0)));
        assert_eq!(read("2013-02-30", zone), None);
        assert_eq!(read("99999-01-01", None), None);
    }

    #[test]
    fn steps_stay_on_the_calendar() {
        let day = date(2013, 1, 31).at(0, 0, 0, 0);
        assert_eq!(later(day, 1, Grain::Quarter), Some(date(2013, 4, 30).at(0, 0, 0, 0)));
        assert_eq!(later(day, i64::MAX, Grain::Century), None);
        assert_eq!(later(day, 1, Grain::Daypart), None);
    }

    #[test]
    fn times_of_day_and_grains_are_read() {
        assert_eq!(clock("T08"), Some(time(8, 0, 0, 0)));
        assert_eq!(clock("22:30:15"), Some(time(22, 30, 15, 0)));
        assert_eq!(clock("soon"), None);
        assert_eq!(grain("Quarter"), Some(Grain::Quarter));
        assert_eq!(grain("Fortnight"), None);
    }
}
