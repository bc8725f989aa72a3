//! Parts of the day, and the beginning, middle and end of everything that has them.

use jiff::civil::{Date, DateTime, Time};
use selon_record::{Grain, TimeModifier};

use super::dayhours::DayHours;
use super::expression::{Part, Split};
use super::stretch::{Label, Sort, Stretch};
use super::unit::{Window, days, hours, months, seconds};

/// A part of the day, as TIMEX3 knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Daypart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl Daypart {
    /// The part of the day that TIMEX3 writes so.
    pub(super) fn coded(code: &str) -> Option<Self> {
        Some(match code {
            "MO" => Self::Morning,
            "MI" => Self::Midday,
            "AF" => Self::Afternoon,
            "EV" => Self::Evening,
            "NI" => Self::Night,
            "DT" => Self::Daytime,
            _ => return None,
        })
    }

    /// How TIMEX3 writes it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }

    /// This part of a day.
    pub(super) fn of(self, day: Date, hours: &DayHours) -> Option<Stretch> {
        let mut stretch = Stretch::of(on(day, hours.whole(self)?)?, Grain::Daypart);
        stretch.name.first = Label { at: day.to_datetime(Time::midnight()), sort: Sort::Part(self) };
        Some(stretch)
    }

    /// The hour that is meant in this part of the day, counted from midnight of its day: « 8 heures du soir » is 20, « 2 heures »
    /// in the night 26. `twelve`: the clock certainly goes to twelve only.
    pub(super) fn hour(self, hour: i64, twelve: bool) -> i64 {
        match (self, hour) {
            (Self::Morning, 12) if twelve => 0,
            (Self::Midday, 1..=3) | (Self::Afternoon | Self::Evening, 1..=11) | (Self::Night, 6..=11) => {
                hour + 12
            }
            (Self::Evening | Self::Night, 0) => 24,
            (Self::Evening | Self::Night, 12) if twelve => 24,
            (Self::Night, 1..=5) => hour + 24,
            _ => hour,
        }
    }
}

fn on(day: Date, (from, to): (i64, i64)) -> Option<Window> {
    let midnight = day.to_datetime(Time::midnight());
    Some((hours(midnight, from)?, hours(midnight, to)?))
}

/// The beginning, middle or end of a stretch. It keeps its name: « mi-2022 » is 2022, mod MID. `whole`: the words name the unit
/// and not which one: « début du mois » is longer than « début avril ».
/// `split`: where the language has it begin and end. `hours`: those of the parts of its day.
pub(super) fn part(
    part: Part,
    of: Stretch,
    whole: bool,
    split_at: Option<Split>,
    hours: &DayHours,
) -> Option<Stretch> {
    let first_day = of.from.date();
    let said = |later: fn(DateTime, i64) -> Option<DateTime>, split_at: Split| {
        let (from, to) = split(of, (split_at.from, split_at.to), later)?;
        Some((from, if part == Part::End { of.to } else { to.min(of.to) }))
    };
    let window = match (of.name.last, of.name.first.sort) {
        (None, Sort::Unit(Grain::Week | Grain::Month)) if let Some(split_at) = split_at => {
            Some((said(days, split_at)?, Grain::Day))
        }
        (None, Sort::Unit(Grain::Year)) if let Some(split_at) = split_at => {
            Some((said(months, split_at)?, Grain::Month))
        }
        (None, Sort::Part(daypart)) => Some((on(of.date(), hours.within(daypart, part)?)?, Grain::Hour)),
        (None, Sort::Unit(Grain::Day)) => {
            Some((on(first_day, hours.within(Daypart::Daytime, part)?)?, Grain::Hour))
        }
        // « début de semaine » lundi et mardi, « fin de semaine » du jeudi au dimanche.
        (None, Sort::Unit(Grain::Week)) => {
            Some((split(of, part.pick((0, 2), (2, 4), (3, 7)), days)?, Grain::Day))
        }
        // « mi-décembre » du 10 au 19, « fin mars » à partir du 21.
        (None, Sort::Unit(Grain::Month)) => {
            let (from, to) = split(of, part.pick((0, if whole { 10 } else { 5 }), (9, 19), (20, 20)), days)?;
            Some(((from, if part == Part::End { of.to } else { to }), Grain::Day))
        }
        (None, Sort::Unit(Grain::Quarter)) => {
            Some((split(of, part.pick((0, 1), (1, 2), (2, 3)), months)?, Grain::Month))
        }
        (None, Sort::Unit(Grain::Halfyear)) => {
            Some((split(of, part.pick((0, 2), (2, 4), (4, 6)), months)?, Grain::Month))
        }
        // « en début d'année » janvier et février, « mi-2022 » de mai à août, « fin 2022 » novembre et décembre.
        (None, Sort::Unit(Grain::Year)) => {
            Some((split(of, part.pick((0, 2), (4, 8), (10, 12)), months)?, Grain::Month))
        }
        (None, Sort::Unit(Grain::Decade)) => {
            Some((split(of, part.pick((0, 48), (36, 84), (72, 120)), months)?, Grain::Year))
        }
        (None, Sort::Unit(Grain::Century)) => {
            Some((split(of, part.pick((0, 396), (396, 804), (804, 1200)), months)?, Grain::Year))
        }
        _ => None,
    };
    // Anything else, such as a season or a weekend, has three equal parts.
    let (window, grain) = match window {
        Some(window) => window,
        None => {
            let seconds_long = of.from.duration_until(of.to).as_secs();
            let day = 24 * 3600;
            let (unit, grain) = if seconds_long >= 6 * day { (day, Grain::Day) } else { (3600, Grain::Hour) };
            let third = seconds_long / unit / 3 * unit;
            let from = part.pick(of.from, seconds(of.from, third)?, seconds(of.to, -third)?);
            let to = part.pick(seconds(of.from, third)?, seconds(of.to, -third)?, of.to);
            ((from, to), grain)
        }
    };
    let modifier = part.pick(TimeModifier::Start, TimeModifier::Mid, TimeModifier::End);
    let (from, to) = window;
    (from < to).then_some(Stretch { from, to, grain, modifier: Some(modifier), ..of })
}

/// From so many units after where a stretch begins to so many.
fn split(
    of: Stretch,
    (from, to): (i64, i64),
    later: fn(DateTime, i64) -> Option<DateTime>,
) -> Option<Window> {
    Some((later(of.from, from)?, later(of.from, to)?))
}
