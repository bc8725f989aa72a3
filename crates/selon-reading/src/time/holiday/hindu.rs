//! Days of the Hindu calendar, by where sun and moon stand.
//!
//! Months are those that a new moon ends, called after the sign that the sun enters in them, and a month in which it enters none
//! is a leap month; signs are those of the fixed stars (Lahiri). Positions are those of Meeus, *Astronomical Algorithms*, chapters
//! 25 and 47, with the terms that move the moon by more than a twentieth of a degree: a lunar day is right within ten minutes.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// When on a day it has to be the lunar day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Moment {
    Sunrise,
    Noon,
    Afternoon,
    Evening,
    Midnight,
}

impl Moment {
    /// By its name in the table.
    pub(super) fn named(name: &str) -> Option<Moment> {
        Some(match name {
            "noon" => Moment::Noon,
            "afternoon" => Moment::Afternoon,
            "evening" => Moment::Evening,
            "midnight" => Moment::Midnight,
            _ => return None,
        })
    }

    /// The part of the day that has passed, the year round.
    fn of_day(self) -> f64 {
        match self {
            Moment::Sunrise => 0.26,
            Moment::Noon => 0.5,
            Moment::Afternoon => 0.63,
            Moment::Evening => 0.81,
            Moment::Midnight => 1.0,
        }
    }
}

/// The first day of a civil year that is the lunar day (1 to 30) of a month (1 is Chaitra) at a moment; where it is that at
/// none, the day on which the lunar day begins and ends.
pub(super) fn day(year: i16, month: u8, lunar_day: u8, moment: Moment) -> Option<Date> {
    let new_year = days_of(Date::new(year, 1, 1).ok()?);
    // The middle of the lunar day in every lunation that the year touches.
    let middle = f64::from(lunar_day) * 12.0 - 6.0;
    let first = new_year + (middle - elongation(new_year)).rem_euclid(360.0) / DAILY - LUNATION;
    (0..15).map(|n| at_elongation(first + f64::from(n) * LUNATION, middle)).find_map(|at| {
        (month_at(at) == Some(month)).then_some(())?;
        let is_it = |day: &f64| lunar_day_at(day + moment.of_day()) == lunar_day;
        let around = [-1.0, 0.0, 1.0].map(|shift| at.floor() + shift);
        let day = around.into_iter().find(is_it).unwrap_or(at.floor());
        civil(day).filter(|date| date.year() == year)
    })
}

/// The first day of a civil year by whose sunset the sun has entered a degree of the zodiac of the fixed stars.
pub(super) fn sun(year: i16, degree: u16) -> Option<Date> {
    let new_year = days_of(Date::new(year, 1, 1).ok()?);
    let degree = f64::from(degree);
    let mut at = new_year + (degree - sidereal(new_year)).rem_euclid(360.0) * YEAR / 360.0;
    for _ in 0..3 {
        at += difference(degree, sidereal(at)) * YEAR / 360.0;
    }
    let late = at - at.floor() > SUNSET;
    civil(at.floor() + f64::from(u8::from(late))).filter(|date| date.year() == year)
}

/// The part of the day that has passed when the sun sets.
const SUNSET: f64 = 0.75;

/// How far the moon moves away from the sun in a day, in degrees; the days between new moons; those of a year.
const DAILY: f64 = 12.190_749;
const LUNATION: f64 = 29.530_589;
const YEAR: f64 = 365.256_36;

/// Times are days since the beginning of 2000, in the local time of Ujjain (75.77° E).
const EPOCH: Date = date(2000, 1, 1);

fn days_of(date: Date) -> f64 {
    f64::from((date - EPOCH).get_days())
}

fn civil(days: f64) -> Option<Date> {
    // Years are those of jiff: no day is out of the range of integers.
    EPOCH.checked_add((days as i64).days()).ok()
}

/// The lunar day at a time, from 1.
fn lunar_day_at(at: f64) -> u8 {
    (elongation(at) / 12.0) as u8 + 1
}

/// The month at a time, from 1; `None` in a leap month.
fn month_at(at: f64) -> Option<u8> {
    let begins = at_elongation(at - elongation(at) / DAILY, 0.0);
    let ends = at_elongation(begins + LUNATION, 0.0);
    let sign = |at: f64| (sidereal(at) / 30.0) as u8;
    (sign(begins) != sign(ends)).then(|| sign(ends) + 1)
}

/// When the moon is so far from the sun, near a time.
fn at_elongation(near: f64, degrees: f64) -> f64 {
    (0..4).fold(near, |at, _| at + difference(degrees, elongation(at)) / DAILY)
}

/// How far one angle is from another, between -180 and 180.
fn difference(to: f64, from: f64) -> f64 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

fn elongation(at: f64) -> f64 {
    (moon(at) - tropical(at)).rem_euclid(360.0)
}

/// Julian centuries since noon of 1 January 2000 in universal time.
fn centuries(at: f64) -> f64 {
    (at - 75.77 / 360.0 - 0.5) / 36525.0
}

/// The longitude of the sun from the equinox.
fn tropical(at: f64) -> f64 {
    let t = centuries(at);
    let mean = 280.46646 + 36000.76983 * t;
    let anomaly = (357.52911 + 35999.05029 * t).to_radians();
    mean + 1.914602 * anomaly.sin() + 0.019993 * (2.0 * anomaly).sin() - 0.00569
}

/// The longitude of the sun among the fixed stars.
fn sidereal(at: f64) -> f64 {
    (tropical(at) - 23.853 - 1.39697 * centuries(at)).rem_euclid(360.0)
}

/// The longitude of the moon.
fn moon(at: f64) -> f64 {
    let t = centuries(at);
    let mean = 218.3164477 + 481_267.881_234_21 * t;
    let arguments = [
        297.8501921 + 445_267.111_403_4 * t,
        357.5291092 + 35_999.050_290_9 * t,
        134.9633964 + 477_198.867_505_5 * t,
        93.2720950 + 483_202.017_523_3 * t,
    ];
    let term = |(size, factors): &(f64, [f64; 4])| {
        let angle: f64 = arguments.iter().zip(factors).map(|(argument, factor)| argument * factor).sum();
        size * angle.to_radians().sin()
    };
    mean + TERMS.iter().map(term).sum::<f64>()
}

/// What moves the moon: degrees, and how often the angle holds its distance from the sun, the sun's anomaly, its own, and its
/// distance from its node.
const TERMS: [(f64, [f64; 4]); 14] = [
    (6.288774, [0.0, 0.0, 1.0, 0.0]),
    (1.274027, [2.0, 0.0, -1.0, 0.0]),
    (0.658314, [2.0, 0.0, 0.0, 0.0]),
    (0.213618, [0.0, 0.0, 2.0, 0.0]),
    (-0.185116, [0.0, 1.0, 0.0, 0.0]),
    (-0.114332, [0.0, 0.0, 0.0, 2.0]),
    (0.058793, [2.0, 0.0, -2.0, 0.0]),
    (0.057066, [2.0, -1.0, -1.0, 0.0]),
    (0.053322, [2.0, 0.0, 1.0, 0.0]),
    (0.045758, [2.0, -1.0, 0.0, 0.0]),
    (-0.040923, [0.0, 1.0, -1.0, 0.0]),
    (-0.034720, [1.0, 0.0, 0.0, 0.0]),
    (-0.030383, [0.0, 1.0, 1.0, 0.0]),
    (0.015327, [2.0, 0.0, 0.0, -2.0]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_moons_and_the_sun() {
        // New moon of 6 January 2000, 18:14 UTC; the sun entered Capricorn of the fixed stars on 14 January 2018, 13:46 in India.
        let new_moon = at_elongation(5.0, 0.0);
        assert!((new_moon - (5.0 + 18.23 / 24.0 + 75.77 / 360.0)).abs() < 0.02, "{new_moon}");
        assert_eq!(sun(2018, 270), Some(date(2018, 1, 14)));
        assert_eq!(sun(2019, 270), Some(date(2019, 1, 15)));
    }
}
