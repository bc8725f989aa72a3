//! Units of time: where on the calendar each of them begins and ends.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span};
use selon_record::Grain;

/// A unit of time, as `data/GRAMMAR.md` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Daypart,
    Night,
    Day,
    Businessday,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Halfyear,
    Year,
    Decade,
    Century,
}

/// From one instant to before another.
pub(super) type Window = (DateTime, DateTime);

/// Hours of the clock at which a weekend and a night begin, and a night ends.
const WEEKEND_BEGINS: i64 = 18;
const NIGHT_BEGINS: i64 = 21;
const NIGHT_LASTS: i64 = 9;

impl Unit {
    /// The unit of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "daypart" => Self::Daypart,
            "night" => Self::Night,
            "day" => Self::Day,
            "businessday" => Self::Businessday,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "season" => Self::Season,
            "halfyear" => Self::Halfyear,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }

    /// How fine a time is that is told in this unit.
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Second => Grain::Second,
            Self::Minute => Grain::Minute,
            Self::Hour => Grain::Hour,
            Self::Daypart | Self::Night => Grain::Daypart,
            Self::Day | Self::Businessday | Self::Fortnight => Grain::Day,
            Self::Weekend => Grain::Weekend,
            Self::Week => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Season => Grain::Season,
            Self::Halfyear => Grain::Halfyear,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        }
    }

    /// The unit that contains an instant; of a unit with gaps (weekends, nights, working days) the last that has begun.
    pub(super) fn at(self, instant: DateTime) -> Option<Window> {
        let date = instant.date();
        let midnight = date.to_datetime(Time::midnight());
        let from = match self {
            Self::Second => instant.with().subsec_nanosecond(0).build().ok()?,
            Self::Minute => date.at(instant.hour(), instant.minute(), 0, 0),
            Self::Hour => date.at(instant.hour(), 0, 0, 0),
            Self::Daypart => return None,
            Self::Night => {
                let tonight = hours(midnight, NIGHT_BEGINS)?;
                if tonight <= instant { tonight } else { hours(tonight, -24)? }
            }
            Self::Day => midnight,
            Self::Businessday => {
                days(midnight, -i64::from((date.weekday().to_monday_one_offset() - 5).max(0)))?
            }
            Self::Weekend => {
                let friday = hours(monday(date)?, 4 * 24 + WEEKEND_BEGINS)?;
                if friday <= instant { friday } else { days(friday, -7)? }
            }
            Self::Week => monday(date)?,
            Self::Fortnight => start(date.year(), date.month(), if date.day() < 15 { 1 } else { 15 })?,
            Self::Month => start(date.year(), date.month(), 1)?,
            Self::Quarter => start(date.year(), (date.month() - 1) / 3 * 3 + 1, 1)?,
            Self::Season => season_before(date)?,
            Self::Halfyear => start(date.year(), if date.month() < 7 { 1 } else { 7 }, 1)?,
            Self::Year => start(date.year(), 1, 1)?,
            Self::Decade => start(decade(date.year())?, 1, 1)?,
            Self::Century => start(century(date.year())?, 1, 1)?,
        };
        Some((from, self.end(from)?))
    }

    /// The unit after the one that begins here.
    pub(super) fn after(self, from: DateTime) -> Option<Window> {
        let next = match self {
            Self::Weekend => days(from, 7)?,
            Self::Night => hours(from, 24)?,
            Self::Businessday => days(from, if from.weekday().to_monday_one_offset() == 5 { 3 } else { 1 })?,
            _ => self.end(from)?,
        };
        Some((next, self.end(next)?))
    }

    /// Where the unit ends that begins here.
    fn end(self, from: DateTime) -> Option<DateTime> {
        match self {
            Self::Second => seconds(from, 1),
            Self::Minute => seconds(from, 60),
            Self::Hour => hours(from, 1),
            Self::Daypart => None,
            Self::Night => hours(from, NIGHT_LASTS),
            Self::Day | Self::Businessday => days(from, 1),
            Self::Weekend => hours(from, 3 * 24 - WEEKEND_BEGINS),
            Self::Week => days(from, 7),
            Self::Fortnight if from.day() == 1 => days(from, 14),
            Self::Fortnight => months(start(from.year(), from.month(), 1)?, 1),
            Self::Month => months(from, 1),
            Self::Quarter => months(from, 3),
            Self::Season => SEASONS
                .iter()
                .map(|&(month, day)| (from.year(), month, day))
                .chain([(from.year().checked_add(1)?, SEASONS[0].0, SEASONS[0].1)])
                .filter_map(|(year, month, day)| start(year, month, day))
                .find(|next| *next > from),
            Self::Halfyear => months(from, 6),
            Self::Year => months(from, 12),
            Self::Decade => months(from, 120),
            Self::Century => months(from, 1200),
        }
    }

    /// The units that begin in a window, at most so many.
    pub(super) fn within(self, window: Window, most: usize) -> Vec<Window> {
        let first = self
            .at(window.0)
            .and_then(|unit| if unit.0 < window.0 { self.after(unit.0) } else { Some(unit) });
        std::iter::successors(first, |unit| self.after(unit.0))
            .take_while(|unit| unit.0 < window.1)
            .take(most)
            .collect()
    }
}

/// The days on which spring, summer, autumn and winter begin.
const SEASONS: [(i8, i8); 4] = [(3, 21), (6, 21), (9, 24), (12, 21)];

fn season_before(date: Date) -> Option<DateTime> {
    let year = date.year();
    let winter = (year.checked_sub(1)?, SEASONS[3].0, SEASONS[3].1);
    [winter]
        .into_iter()
        .chain(SEASONS.iter().map(|&(month, day)| (year, month, day)))
        .filter_map(|(year, month, day)| Date::new(year, month, day).ok())
        .rfind(|begins| *begins <= date)
        .map(|begins| begins.to_datetime(Time::midnight()))
}

/// The first year of the decade of a year.
fn decade(year: i16) -> Option<i16> {
    year.checked_sub(year.rem_euclid(10))
}

/// The first year of the century of a year: 1800 of 1845, and of 44 before our era (the year -43) the year -99.
fn century(year: i16) -> Option<i16> {
    let shift = if year > 0 { 0 } else { 1 };
    year.checked_sub((year - shift).rem_euclid(100))
}

/// The first instant of a day.
pub(super) fn start(year: i16, month: i8, day: i8) -> Option<DateTime> {
    Some(Date::new(year, month, day).ok()?.to_datetime(Time::midnight()))
}

/// The first instant of the week of a day.
pub(super) fn monday(date: Date) -> Option<DateTime> {
    days(date.to_datetime(Time::midnight()), -i64::from(date.weekday().to_monday_zero_offset()))
}

/// So many seconds later.
pub(super) fn seconds(from: DateTime, n: i64) -> Option<DateTime> {
    from.checked_add(SignedDuration::from_secs(n)).ok()
}

/// So many hours later.
pub(super) fn hours(from: DateTime, n: i64) -> Option<DateTime> {
    seconds(from, n.checked_mul(3600)?)
}

/// So many days later.
pub(super) fn days(from: DateTime, n: i64) -> Option<DateTime> {
    from.checked_add(Span::new().try_days(n).ok()?).ok()
}

/// So many months later; of a day that this month lacks, its last.
pub(super) fn months(from: DateTime, n: i64) -> Option<DateTime> {
    from.checked_add(Span::new().try_months(n).ok()?).ok()
}
