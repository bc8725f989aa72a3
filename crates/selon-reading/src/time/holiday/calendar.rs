//! Days that the civil calendar does not know: Easter, and dates of calendars of the moon.

use icu_calendar::cal::Hijri;
use icu_calendar::types::{Month, RataDie};
use icu_calendar::{Date as Converted, Gregorian};
use jiff::civil::Date;

/// The first year of the Gregorian calendar that was whole.
const GREGORIAN: i16 = 1583;

/// Easter after the Gregorian reckoning (Meeus, *Astronomical Algorithms*, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = (year >= GREGORIAN).then_some(i32::from(year))?;
    let (century, of_century) = (y / 100, y % 100);
    let leap = century / 4;
    let moon = (century + 8) / 25;
    let drift = (century - moon + 1) / 3;
    let epact = (19 * (y % 19) + century - leap - drift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (y % 19 + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, (days / 31).try_into().ok()?, (days % 31 + 1).try_into().ok()?).ok()
}

/// Easter after the Julian reckoning, as a date of the Gregorian calendar (Meeus, the same).
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = (year >= GREGORIAN).then_some(i32::from(year))?;
    let moon = (19 * (y % 19) + 15) % 30;
    let weekday = (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7;
    let days = moon + weekday + 114;
    let (month, day) = ((days / 31).try_into().ok()?, (days % 31 + 1).try_into().ok()?);
    civil(Converted::try_new(y.into(), Month::new(month), day, icu_calendar::cal::Julian).ok()?.to_rata_die())
}

/// A calendar that follows the moon, or begins its year elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lunar {
    Hebrew,
    Islamic,
    Chinese,
    Persian,
}

impl Lunar {
    /// The calendar by its name in the table.
    pub(super) fn named(name: &str) -> Option<Lunar> {
        Some(match name {
            "hebrew" => Lunar::Hebrew,
            "islamic" => Lunar::Islamic,
            "chinese" => Lunar::Chinese,
            "persian" => Lunar::Persian,
            _ => return None,
        })
    }

    /// The first time in a civil year that it is this month and day.
    pub(super) fn date(self, year: i16, month: u8, day: u8) -> Option<Date> {
        // Years of the other calendar that may have days in it.
        let y = i32::from(year);
        let first = match self {
            Lunar::Hebrew => y + 3760,
            Lunar::Islamic => (y - 622) * 33 / 32 - 1,
            Lunar::Chinese => y - 1,
            Lunar::Persian => y - 622,
        };
        let mut dates = (first..first + 4).filter_map(|year| self.converted(year, month, day));
        dates.find(|date| date.year() == year)
    }

    fn converted(self, year: i32, month: u8, day: u8) -> Option<Date> {
        let month = Month::new(month);
        let day = match self {
            Lunar::Hebrew => Converted::try_new_hebrew_v2(year, month, day).ok()?.to_rata_die(),
            Lunar::Islamic => {
                Converted::try_new(year.into(), month, day, Hijri::new_umm_al_qura()).ok()?.to_rata_die()
            }
            Lunar::Chinese => Converted::try_new_chinese_traditional(year, month, day).ok()?.to_rata_die(),
            Lunar::Persian => {
                Converted::try_new(year.into(), month, day, icu_calendar::cal::Persian).ok()?.to_rata_die()
            }
        };
        civil(day)
    }
}

fn civil(day: RataDie) -> Option<Date> {
    let date = Converted::from_rata_die(day, Gregorian);
    let year = date.year().extended_year().try_into().ok()?;
    Date::new(year, date.month().ordinal.try_into().ok()?, date.day_of_month().0.try_into().ok()?).ok()
}
