//! Every stretch an expression may stand for: all Mondays, all fifths of April.

use std::ops::ControlFlow;

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use selon_record::Grain;

use super::daypart::{self, Daypart};
use super::expression::{Clock, Expression, Half, Season};
use super::holiday;
use super::search::Search;
use super::stretch::{Label, Sort, Stretch};
use super::unit::{Unit, Window, days, hours, months, seconds, start};

/// No series is followed further than so many stretches.
const MOST: usize = 40_000;

/// How far a search looks, in days from where it begins. A clock time is near; a 29 February that is a Monday may be 28 years away.
const HORIZONS: [i64; 7] = [0, 2, 40, 400, 3_000, 15_000, 75_000];

impl Expression {
    /// The stretches of a series that begin in a window, in their order. A definite expression is a series of one.
    pub(super) fn within(&self, window: Window, context: &Search<'_>) -> Vec<Stretch> {
        context.step(1);
        if context.is_spent() {
            return Vec::new();
        }
        let found = self.candidates(window, context);
        context.step(found.len());
        found
    }

    fn candidates(&self, window: Window, context: &Search<'_>) -> Vec<Stretch> {
        let one = |stretch: Option<Stretch>| {
            stretch.into_iter().filter(|stretch| begins_in(stretch, window)).collect()
        };
        if self.is_definite() {
            return one(self.definite(context));
        }
        match self {
            Self::Unit(unit) => {
                unit.within(window, MOST).into_iter().map(|found| Stretch::unit(found, *unit)).collect()
            }
            Self::Month(month) => {
                yearly(window, |year| Stretch::around(start(year, *month, 1)?, Unit::Month))
            }
            Self::Quarter(n) => {
                yearly(window, |year| Stretch::around(start(year, n * 3 - 2, 1)?, Unit::Quarter))
            }
            Self::Halfyear(n) => {
                yearly(window, |year| Stretch::around(start(year, n * 6 - 5, 1)?, Unit::Halfyear))
            }
            Self::Season(season) => yearly(window, |year| season.of(year)),
            Self::Week(n) => yearly(window, |year| week(year, *n)),
            Self::Holiday(id) => yearly(window, |year| holiday_of(id, year, context.region)),
            Self::Day(day) => Unit::Month
                .within((back(window.0, 31), window.1), MOST)
                .into_iter()
                .filter_map(|(month, _)| {
                    Stretch::around(start(month.year(), month.month(), *day)?, Unit::Day)
                })
                .filter(|stretch| begins_in(stretch, window))
                .collect(),
            Self::Weekday(n) => Unit::Week
                .within((back(window.0, 7), window.1), MOST)
                .into_iter()
                .filter_map(|(monday, _)| Stretch::around(days(monday, i64::from(*n) - 1)?, Unit::Day))
                .filter(|stretch| begins_in(stretch, window))
                .collect(),
            Self::Clock(clock) => daily(window, |day| clock.of(day)),
            Self::Daypart(part) => daily(window, |day| part.of(day, context.hours).into_iter().collect()),
            Self::And(_) => {
                let parts = self.parts();
                within_all(&parts, window, context)
            }
            Self::Nth { n, what, of } => around(of, window, context)
                .filter_map(|of| nth(*n, what, of, context))
                .filter(|found| begins_in(found, window))
                .collect(),
            Self::Part { part, of, split } => {
                let whole = matches!(**of, Self::Unit(_));
                around(of, window, context)
                    .filter_map(|of| daypart::part(*part, of, whole, *split, context.hours))
                    .filter(|found| begins_in(found, window))
                    .collect()
            }
            Self::Approx(of) | Self::Zoned { of, .. } => {
                of.within(window, context).into_iter().map(|found| self.bent(found)).collect()
            }
            Self::Open { of, .. } => of.within(window, context),
            Self::Interval { from, until } => super::interval::within(from, until, window, context),
            Self::Shifted { by, later, .. } => {
                // What a series is shifted from begins as much earlier as it is shifted later.
                let unshifted = by.shift(window.0, !later).zip(by.shift(window.1, !later));
                let found =
                    unshifted.map(|(from, to)| self.origin_within((back(from, 4), ahead(to, 4)), context));
                let shifted =
                    found.unwrap_or_default().into_iter().filter_map(|origin| self.shifted_from(origin));
                shifted.filter(|found| begins_in(found, window)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The horizons within which it returns, if it does.
    fn horizons(&self) -> &'static [i64] {
        match self.cycle() {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Daypart | Grain::Day => &HORIZONS[..3],
            Grain::Weekend | Grain::Week => &HORIZONS[..4],
            _ => &HORIZONS,
        }
    }

    /// The stretch with what `Approx` and `Zoned` say of it.
    pub(super) fn bent(&self, mut found: Stretch) -> Stretch {
        match self {
            Self::Zoned { zone, .. } => found.zone = Some(*zone),
            _ => found.modifier = found.modifier.or(self.modifier()),
        }
        found
    }

    /// The n-th stretch of the series that begins at an instant or later, before `limit`, and is as asked.
    pub(super) fn forward(
        &self,
        n: i32,
        (from, limit): Window,
        context: &Search<'_>,
        so: impl Fn(&Stretch) -> bool,
    ) -> Option<Stretch> {
        let windows =
            self.horizons().windows(2).map(|days| (ahead(from, days[0]), ahead(from, days[1]).min(limit)));
        let mut left = n;
        search(windows, |window| {
            self.within(window, context).into_iter().filter(&so).find(|_| {
                left -= 1;
                left == 0
            })
        })
    }

    /// The n-th stretch of the series before an instant, not before `limit`, that is as asked, counted backwards.
    pub(super) fn backward(
        &self,
        n: i32,
        (limit, to): Window,
        context: &Search<'_>,
        so: impl Fn(&Stretch) -> bool,
    ) -> Option<Stretch> {
        let windows =
            self.horizons().windows(2).map(|days| (back(to, days[1]).max(limit), back(to, days[0])));
        let mut left = n;
        search(windows, |window| {
            self.within(window, context).into_iter().rev().filter(&so).find(|_| {
                left -= 1;
                left == 0
            })
        })
    }
}

/// What the first of the windows has in which something is found.
fn search(
    windows: impl Iterator<Item = Window>,
    mut find: impl FnMut(Window) -> Option<Stretch>,
) -> Option<Stretch> {
    let mut windows = windows.filter(|window| window.0 < window.1);
    let found = windows.try_for_each(|window| match find(window) {
        Some(found) => ControlFlow::Break(found),
        None => ControlFlow::Continue(()),
    });
    found.break_value()
}

/// What is in a window the first of the parts, in that the next, and so on: the parts go from coarse to fine.
pub(super) fn within_all(parts: &[&Expression], window: Window, context: &Search<'_>) -> Vec<Stretch> {
    match parts {
        [] => Vec::new(),
        [only] => only.within(window, context),
        [coarse, finer @ ..] => around(coarse, window, context)
            .flat_map(|coarse| inside(finer, coarse, context))
            .filter(|found| begins_in(found, window))
            .take(MOST)
            .collect(),
    }
}

/// The parts inside a stretch.
pub(super) fn inside(parts: &[&Expression], coarse: Stretch, context: &Search<'_>) -> Vec<Stretch> {
    let found = match (parts, coarse.name.first.sort) {
        // « 8 heures ce soir »
        ([part], Sort::Part(daypart)) if part.has(|part| matches!(part, Expression::Clock(_))) => {
            clock_in(part, daypart, coarse).into_iter().collect()
        }
        // The first week of 2019 begins in 2018: the year is that of the ISO week.
        ([Expression::Week(n)], Sort::Unit(Grain::Year)) => {
            week(coarse.date().year(), *n).into_iter().collect()
        }
        ([part, finer @ ..], _) if !finer.is_empty() => part
            .within(coarse.window(), context)
            .into_iter()
            .flat_map(|part| inside(finer, part, context))
            .collect(),
        _ => within_all(parts, coarse.window(), context),
    };
    let modified = |found: Stretch| Stretch {
        modifier: found.modifier.or(coarse.modifier.filter(|_| !is_part(&coarse))),
        ..found
    };
    found.into_iter().map(modified).collect()
}

/// Whether a stretch is only the beginning, middle or end of what it is called after; its parts lie in it without being so.
pub(super) fn is_part(stretch: &Stretch) -> bool {
    use selon_record::TimeModifier::{End, Mid, Start};
    matches!(stretch.modifier, Some(Start | Mid | End))
}

fn clock_in(part: &Expression, daypart: Daypart, coarse: Stretch) -> Option<Stretch> {
    match part {
        Expression::Clock(clock) => {
            let hour = if clock.half == Half::Known {
                i64::from(clock.hour)
            } else {
                daypart.hour(clock.hour.into(), clock.half == Half::Unknown)
            };
            clock.at_hour(coarse.date(), hour)
        }
        Expression::Approx(of) | Expression::Zoned { of, .. } => {
            Some(part.bent(clock_in(of, daypart, coarse)?))
        }
        _ => None,
    }
}

/// The n-th of a kind in a stretch, the last where n is -1. It lies in it wholly.
pub(super) fn nth(n: i32, what: &Expression, of: Stretch, context: &Search<'_>) -> Option<Stretch> {
    if what.grain() > of.named_grain() {
        // « la semaine du 7 octobre » is called after a day in it; a Sunday stands for the week that it begins in many countries.
        let Expression::Unit(unit) = what else { return None };
        let sunday = *unit == Unit::Week && of.grain == Grain::Day && of.from.weekday() == Weekday::Sunday;
        return Stretch::around(if sunday { days(of.from, 1)? } else { of.from }, *unit);
    }
    let index = usize::try_from(n.unsigned_abs().checked_sub(1)?).ok()?;
    let whole = |found: &Stretch| found.to <= of.to;
    if n > 0 {
        // The first ones are soon found also in a century.
        let near = (of.from, ahead(of.from, HORIZONS[3]).min(of.to));
        let nth = |window| what.within(window, context).into_iter().filter(whole).nth(index);
        nth(near).or_else(|| nth(of.window()))
    } else {
        what.within(of.window(), context).into_iter().rev().filter(whole).nth(index)
    }
}

/// The stretches of a series that a window may touch.
fn around<'a>(
    of: &Expression,
    window: Window,
    context: &'a Search<'_>,
) -> impl Iterator<Item = Stretch> + use<'a> {
    let longest = match of.grain() {
        Grain::Century => 36_600,
        Grain::Decade => 3_700,
        Grain::Quarter | Grain::Season | Grain::Halfyear | Grain::Year => 400,
        _ => 40,
    };
    of.within((back(window.0, longest), window.1), context)
        .into_iter()
        .filter(move |found| found.to > window.0)
}

fn begins_in(stretch: &Stretch, window: Window) -> bool {
    window.0 <= stretch.from && stretch.from < window.1
}

fn yearly(window: Window, of: impl Fn(i16) -> Option<Stretch>) -> Vec<Stretch> {
    // An ISO week, a winter and a holiday of a year may begin in the year before it.
    let years = window.0.year().saturating_sub(1)..=window.1.year().saturating_add(1);
    years.filter_map(of).filter(|found| begins_in(found, window)).collect()
}

fn daily(window: Window, of: impl Fn(Date) -> Vec<Stretch>) -> Vec<Stretch> {
    let days = Unit::Day.within((back(window.0, 2), window.1), MOST);
    days.into_iter().flat_map(|(day, _)| of(day.date())).filter(|found| begins_in(found, window)).collect()
}

/// So many days earlier, or where the calendar begins.
pub(super) fn back(from: DateTime, n: i64) -> DateTime {
    days(from, -n).unwrap_or(DateTime::MIN)
}

/// So many days later, or where the calendar ends.
pub(super) fn ahead(from: DateTime, n: i64) -> DateTime {
    days(from, n).unwrap_or(DateTime::MAX)
}

fn week(year: i16, n: i8) -> Option<Stretch> {
    let monday = ISOWeekDate::new(year, n, Weekday::Monday).ok()?.date();
    Stretch::around(monday.to_datetime(Time::midnight()), Unit::Week)
}

fn holiday_of(id: &str, year: i16, region: Option<&str>) -> Option<Stretch> {
    let (from, to) = holiday::days(id, year, region)?;
    let stretch =
        Stretch::of((from.to_datetime(Time::midnight()), to.to_datetime(Time::midnight())), Grain::Day);
    (from < to).then(|| stretch.as_days())
}

impl Season {
    /// The season that begins in a year.
    fn of(self, year: i16) -> Option<Stretch> {
        let month = match self {
            Self::Spring => 4,
            Self::Summer => 7,
            Self::Autumn => 10,
            Self::Winter => 12,
        };
        Stretch::around(start(year, month, 28)?, Unit::Season)
    }
}

impl Clock {
    /// This time on a day; both where the half of the day is not known.
    fn of(self, day: Date) -> Vec<Stretch> {
        let hour = i64::from(self.hour);
        let hours = if self.half == Half::Unknown {
            [Some(hour % 12), Some(hour % 12 + 12)]
        } else {
            [Some(hour), None]
        };
        hours.into_iter().flatten().filter_map(|hour| self.at_hour(day, hour)).collect()
    }

    /// This time at an hour counted from the midnight of a day.
    fn at_hour(self, day: Date, hour: i64) -> Option<Stretch> {
        let hour = hours(day.to_datetime(Time::midnight()), hour)?;
        let from =
            seconds(hour, i64::from(self.minute.unwrap_or(0)) * 60 + i64::from(self.second.unwrap_or(0)))?;
        Stretch::around(
            from,
            match self.grain() {
                Grain::Second => Unit::Second,
                Grain::Minute => Unit::Minute,
                _ => Unit::Hour,
            },
        )
    }
}

/// The stretch of a number of months from one, called after its own beginning.
pub(super) fn years(first: i16, n: i64, grain: Grain) -> Option<Stretch> {
    let from = start(first, 1, 1)?;
    Some(Stretch::of((from, months(from, n * 12)?), grain))
}

/// What a stretch is called that begins at an instant and is of a grain.
pub(super) fn label(at: DateTime, grain: Grain) -> Label {
    Label { at, sort: Sort::Unit(grain) }
}
