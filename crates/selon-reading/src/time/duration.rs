//! Lengths of time.

use jiff::civil::DateTime;
use selon_record::{Grain, TimeModifier};

use super::unit::{Unit, days, months, seconds};

/// A length of time: « trois jours », « un an et demi », « quelques mois ».
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Duration {
    /// So many of each unit, the longest first; how many may not be said.
    pub(super) parts: Vec<(Option<f64>, Unit)>,
    /// The other end of « entre deux et trois jours ».
    pub(super) upper: Option<f64>,
    /// « environ », « plus de »
    pub(super) modifier: Option<TimeModifier>,
}

/// More than this of any unit is no length that news tell.
const MOST: f64 = 1e12;

impl Duration {
    /// So many of a unit; `None` of a number that is none.
    pub(super) fn new(n: Option<f64>, unit: Unit) -> Option<Self> {
        if n.is_some_and(|n| !n.is_finite() || !(0.0..=MOST).contains(&n)) {
            return None;
        }
        let parts = n.map_or(vec![(None, unit)], |n| {
            whole(n, unit).into_iter().map(|(n, unit)| (Some(n), unit)).collect()
        });
        Some(Self { parts, upper: None, modifier: None })
    }

    /// Both, one after the other.
    pub(super) fn plus(mut self, other: Self) -> Self {
        for (n, unit) in other.parts {
            match self.parts.iter_mut().find(|part| part.1 == unit) {
                Some((Some(sum), _)) if n.is_some() => *sum += n.unwrap_or_default(),
                _ => self.parts.push((n, unit)),
            }
        }
        self.parts.sort_by_key(|part| std::cmp::Reverse(part.1));
        self.modifier = self.modifier.or(other.modifier);
        self
    }

    /// The finest unit in it.
    pub(super) fn unit(&self) -> Unit {
        self.parts.iter().map(|part| part.1).min().unwrap_or(Unit::Day)
    }

    /// How fine it is.
    pub(super) fn grain(&self) -> Grain {
        self.unit().grain()
    }

    /// Whether it has no length: nought of a unit.
    pub(super) fn is_nothing(&self) -> bool {
        self.parts.iter().all(|part| part.0 == Some(0.0))
    }

    /// Whether it is said how long it is.
    pub(super) fn is_known(&self) -> bool {
        self.upper.is_none() && self.parts.iter().all(|part| part.0.is_some())
    }

    /// How « il y a plus de trois ans » bends the date: before it.
    pub(super) fn shifted_modifier(&self, later: bool) -> Option<TimeModifier> {
        match (self.modifier?, later) {
            (TimeModifier::MoreThan | TimeModifier::EqualOrMore, false) => Some(TimeModifier::Before),
            (TimeModifier::LessThan | TimeModifier::EqualOrLess, false) => Some(TimeModifier::After),
            (TimeModifier::MoreThan | TimeModifier::EqualOrMore, true) => Some(TimeModifier::After),
            (TimeModifier::LessThan | TimeModifier::EqualOrLess, true) => Some(TimeModifier::Before),
            (other, _) => Some(other),
        }
    }

    /// An instant so much later, or earlier; `None` where the length is not known or the calendar ends.
    pub(super) fn shift(&self, from: DateTime, later: bool) -> Option<DateTime> {
        if !self.is_known() {
            return None;
        }
        self.parts.iter().try_fold(from, |at, &(n, unit)| {
            let parts = whole(n?, unit);
            parts.into_iter().try_fold(at, |at, (n, unit)| shift(at, if later { n } else { -n }, unit))
        })
    }

    /// « un an »
    pub(super) fn is_a_year(&self) -> bool {
        self.parts == [(Some(1.0), Unit::Year)] && self.is_known()
    }

    /// « six mois », « neuf mois »
    pub(super) fn is_longer_than_a_quarter(&self) -> bool {
        matches!(self.parts[..], [(Some(n), Unit::Month)] if n > 3.0)
    }

    /// Whether it is a number of whole days, though it may be told in hours.
    pub(super) fn is_of_days(&self) -> bool {
        self.parts.iter().all(|&(n, unit)| {
            unit >= Unit::Night || (unit == Unit::Hour && n.is_some_and(|n| n % 24.0 == 0.0))
        })
    }

    /// TIMEX3's value: `P3D`, `PT2H30M`, `PXM`, `P2D/P3D`.
    pub(super) fn value(&self) -> String {
        let value = |parts: &[(Option<f64>, Unit)]| {
            let (mut date, mut time) = (String::new(), String::new());
            for &(n, unit) in parts {
                let (count, designator, of_day) = written(n, unit);
                let side = if of_day { &mut time } else { &mut date };
                side.push_str(&count);
                side.push_str(designator);
            }
            if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
        };
        let lower = value(&self.parts);
        match (self.upper, self.parts.last()) {
            (Some(upper), Some(&(_, unit))) => format!("{lower}/{}", value(&[(Some(upper), unit)])),
            _ => lower,
        }
    }
}

/// The fraction of a unit in a finer one, where it is so many of them exactly: 1.5 years are a year and 6 months.
fn whole(n: f64, unit: Unit) -> Vec<(f64, Unit)> {
    let (count, finer) = match unit {
        Unit::Century | Unit::Decade => (if unit == Unit::Century { 100.0 } else { 10.0 }, Unit::Year),
        Unit::Year => (12.0, Unit::Month),
        Unit::Halfyear => (6.0, Unit::Month),
        Unit::Quarter => (3.0, Unit::Month),
        Unit::Week => (7.0, Unit::Day),
        Unit::Day => (24.0, Unit::Hour),
        Unit::Hour => (60.0, Unit::Minute),
        Unit::Minute => (60.0, Unit::Second),
        _ => return vec![(n, unit)],
    };
    if n.fract() == 0.0 || (n * count).fract() != 0.0 {
        return vec![(n, unit)];
    }
    // Half-years and quarters are themselves written in months.
    let rest = if matches!(unit, Unit::Halfyear | Unit::Quarter) { n } else { n.fract() };
    let parts = [(n - rest, unit), (rest * count, finer)];
    parts.into_iter().filter(|part| part.0 > 0.0).collect()
}

/// The number, the letter, and whether both stand after the T.
fn written(n: Option<f64>, unit: Unit) -> (String, &'static str, bool) {
    let (times, designator, of_day) = match (unit, n) {
        (Unit::Second, _) => (1.0, "S", true),
        (Unit::Minute, _) => (1.0, "M", true),
        (Unit::Hour, _) => (1.0, "H", true),
        (Unit::Daypart, _) => (1.0, "DP", true),
        (Unit::Night, _) => (1.0, "NI", true),
        (Unit::Day | Unit::Businessday, _) => (1.0, "D", false),
        (Unit::Weekend, _) => (1.0, "WE", false),
        (Unit::Week, _) => (1.0, "W", false),
        (Unit::Fortnight, _) => (2.0, "W", false),
        (Unit::Month, _) => (1.0, "M", false),
        (Unit::Quarter, _) => (1.0, "Q", false),
        (Unit::Season, _) => (1.0, "QS", false),
        (Unit::Halfyear, _) => (6.0, "M", false),
        (Unit::Year, _) => (1.0, "Y", false),
        (Unit::Decade, Some(_)) => (10.0, "Y", false),
        (Unit::Decade, None) => (1.0, "E", false),
        (Unit::Century, Some(_)) => (100.0, "Y", false),
        (Unit::Century, None) => (1.0, "C", false),
    };
    (n.map_or("X".to_string(), |n| (n * times).to_string()), designator, of_day)
}

/// An instant so many units later.
pub(super) fn shift(at: DateTime, n: f64, unit: Unit) -> Option<DateTime> {
    let by = |count: f64| integer(n * count);
    match unit {
        Unit::Second => seconds(at, by(1.0)?),
        Unit::Minute => seconds(at, by(60.0)?),
        Unit::Hour => seconds(at, by(3600.0)?),
        Unit::Daypart => None,
        Unit::Night | Unit::Day => days(at, by(1.0)?),
        Unit::Businessday => business_days(at, by(1.0)?),
        Unit::Weekend | Unit::Week => days(at, by(7.0)?),
        Unit::Fortnight => days(at, by(14.0)?),
        // « un mois et demi »: the half is of thirty days.
        Unit::Month => days(months(at, by(1.0)?)?, integer(n.fract() * 30.0)?),
        Unit::Quarter | Unit::Season => months(at, by(3.0)?),
        Unit::Halfyear => months(at, by(6.0)?),
        Unit::Year => months(at, by(12.0)?),
        Unit::Decade => months(at, by(120.0)?),
        Unit::Century => months(at, by(1200.0)?),
    }
}

/// So many days from Monday to Friday later.
fn business_days(at: DateTime, n: i64) -> Option<DateTime> {
    let mut at = days(at, n / 5 * 7)?;
    let mut left = (n % 5).abs();
    while left > 0 {
        at = days(at, n.signum())?;
        left -= i64::from(at.weekday().to_monday_one_offset() < 6);
    }
    Some(at)
}

/// The integer part of a number, where the calendar may reach so far.
fn integer(n: f64) -> Option<i64> {
    (n.abs() <= MOST * 3600.0).then_some(n.trunc() as i64)
}
