//! Times as they are compared: from when to when, in minutes.

use jiff::civil::DateTime;
use selon_record::{Grain, Time};
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A time expression of a content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct When {
    /// First minute since 1970, by the clock of the article's place; none where it does not resolve.
    pub(super) from: Option<i64>,
    /// One past the last.
    pub(super) to: Option<i64>,
    /// TIMEX3's value, by which times are compared that do not resolve: `XXXX-WXX-6`.
    pub(super) value: String,
    /// How fine it is.
    pub(super) grain: Option<Grain>,
    /// The words.
    pub(super) text: String,
}

/// What two times have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// One lies within the other.
    Same,
    /// They have no minute in common.
    Apart,
    /// It cannot be told.
    Unknown,
}

impl When {
    pub(super) fn of(time: &Time) -> Self {
        let minute = |iso: &Option<String>| iso.as_deref().and_then(minutes);
        When {
            from: minute(&time.from),
            to: minute(&time.to),
            value: time.value.clone(),
            grain: time.grain,
            text: time.text.clone(),
        }
    }

    /// Whether it names a day or a part of one.
    pub(super) fn is_of_a_day(&self) -> bool {
        self.grain.is_some_and(|grain| grain <= Grain::Weekend)
    }

    /// Whether it names an hour or a part of a day: « à 13 heures », « samedi matin ».
    pub(super) fn is_within_a_day(&self) -> bool {
        self.grain.is_some_and(|grain| grain < Grain::Day)
    }

    /// How it stands to another: « samedi 8 décembre » and « le 8 décembre à 17 heures » are the same time.
    pub(super) fn meets(&self, other: &When) -> Meeting {
        if let (Some(a), Some(b), Some(a_end), Some(b_end)) = (self.from, other.from, self.to, other.to) {
            let within = |a: i64, a_end: i64, b: i64, b_end: i64| b <= a && a_end <= b_end;
            return if a_end <= b || b_end <= a {
                Meeting::Apart
            } else if within(a, a_end, b, b_end) || within(b, b_end, a, a_end) {
                Meeting::Same
            } else {
                Meeting::Unknown
            };
        }
        if let (Some((a, a_day)), Some((b, b_day))) = (self.calendar(), other.calendar()) {
            let other_day = a_day.zip(b_day).is_some_and(|(a, b)| a != b);
            return if a != b || other_day { Meeting::Apart } else { Meeting::Same };
        }
        match (self.unresolved_day(), other.unresolved_day()) {
            (Some(a), Some(b)) if a == b => Meeting::Same,
            (Some(_), Some(_)) => Meeting::Apart,
            _ => Meeting::Unknown,
        }
    }

    /// The month, and the day of it, of a time of any year: « le 8 décembre ».
    fn calendar(&self) -> Option<(&str, Option<&str>)> {
        let digits = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = self.value.split('T').next()?.split('-').skip(1);
        let month = parts.next().filter(digits)?;
        Some((month, parts.next().filter(digits)))
    }

    /// The day of the week of a time that does not resolve: 6 of `XXXX-WXX-6`.
    fn unresolved_day(&self) -> Option<&str> {
        self.value.strip_prefix("XXXX-WXX-").map(|rest| rest.get(..1).unwrap_or(rest))
    }
}

/// Minutes since 1970 of an ISO 8601 date or date-time without or with its offset, which is left out: both sides of a
/// comparison are by the clock of the place.
pub(super) fn minutes(iso: &str) -> Option<i64> {
    let clock = iso.get(..iso.len().min(16))?;
    let at: DateTime = match clock.contains('T') {
        true => clock.parse().ok()?,
        false => clock.get(..10)?.parse::<jiff::civil::Date>().ok()?.at(0, 0, 0, 0),
    };
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = i64::from(epoch.until(at.date()).ok()?.get_days());
    Some(days * DAY + i64::from(at.hour()) * 60 + i64::from(at.minute()))
}

/// Whole days between two minutes.
pub(super) fn days_between(a: i64, b: i64) -> i64 {
    (a.div_euclid(DAY) - b.div_euclid(DAY)).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(from: Option<&str>, to: Option<&str>, value: &str) -> When {
        let minute = |iso: Option<&str>| iso.and_then(minutes);
        When { from: minute(from), to: minute(to), value: value.into(), grain: None, text: String::new() }
    }

    #[test]
    fn an_hour_is_within_its_day() {
        let day = when(Some("2018-12-08"), Some("2018-12-09"), "2018-12-08");
        let hour = when(Some("2018-12-08T17:00"), Some("2018-12-08T18:00"), "2018-12-08T17");
        let other = when(Some("2018-12-15"), Some("2018-12-16"), "2018-12-15");
        assert_eq!(day.meets(&hour), Meeting::Same);
        assert_eq!(day.meets(&other), Meeting::Apart);
    }

    #[test]
    fn days_of_the_week_are_compared_where_nothing_resolves() {
        let [saturday, monday] = ["XXXX-WXX-6", "XXXX-WXX-1"].map(|value| when(None, None, value));
        assert_eq!(saturday.meets(&saturday), Meeting::Same);
        assert_eq!(saturday.meets(&monday), Meeting::Apart);
    }

    #[test]
    fn days_of_the_month_are_compared_where_the_year_is_not_known() {
        let of = |value| when(None, None, value);
        let [eighth, fourth, december] = ["XXXX-12-08", "XXXX-11-04", "XXXX-12"].map(of);
        assert_eq!(eighth.meets(&fourth), Meeting::Apart);
        assert_eq!(eighth.meets(&december), Meeting::Same);
        assert_eq!(fourth.meets(&december), Meeting::Apart);
        assert_eq!(eighth.meets(&of("XXXX-WXX-6")), Meeting::Unknown);
    }

    #[test]
    fn minutes_of_dates_and_times() {
        assert_eq!(minutes("1970-01-02"), Some(1440));
        assert_eq!(minutes("1970-01-01T01:30:00+01:00"), Some(90));
        assert_eq!(minutes("soon"), None);
    }
}
