//! What the words of a time say, before it is known when they were written.

use std::sync::Arc;

use selon_record::{Grain, TimeModifier};

use super::daypart::Daypart;
use super::duration::Duration;
use super::unit::Unit;
use super::zone::Zone;

/// A point or stretch of time.
///
/// Most expressions are a *series*: « lundi » is every Monday there is, « 5 avril » every fifth of April, and resolution chooses one
/// of them. Others are *definite*: « 2013 », « la semaine dernière ».
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// Every day, every week: « la semaine » in « la semaine dernière ».
    Unit(Unit),
    /// « 2013 »; before our era astronomical: 0 is the first year before it.
    Year(i16),
    /// « les années 60 » of a century that is not said: 0, 10 … 90.
    ShortDecade(i16),
    /// « les années 1960 », by its first year.
    Decade(i16),
    /// « le XIXe siècle », by its first year.
    Century(i16),
    /// « mars »
    Month(i8),
    /// « le 5 »
    Day(i8),
    /// « lundi » is 1.
    Weekday(i8),
    /// « le troisième trimestre »
    Quarter(i8),
    /// « le premier semestre »
    Halfyear(i8),
    /// « la semaine 12 »
    Week(i8),
    /// « l'été »
    Season(Season),
    /// « 18 h 30 »
    Clock(Clock),
    /// « le matin »
    Daypart(Daypart),
    /// « Noël », by its name in the table of holidays.
    Holiday(&'static str),
    /// All of these, the coarsest first: « lundi 5 mars ».
    And(Vec<Arc<Expression>>),
    /// « cette semaine », « lundi prochain », « la veille ».
    Relative { place: Place, anchor: Anchor, what: Arc<Expression> },
    /// « il y a trois ans », « deux jours après Noël ».
    Shifted { by: Duration, later: bool, from: Origin },
    /// « le premier lundi de mars »; counted from the end where negative.
    Nth { n: i32, what: Arc<Expression>, of: Arc<Expression> },
    /// « les trois derniers jours »; how many may not be said.
    Run { n: Option<i32>, unit: Unit, later: bool },
    /// « d'ici dix jours »
    Within(Duration),
    /// « d'ici la fin du mois »
    By(Arc<Expression>),
    /// « début mars »
    Part { part: Part, of: Arc<Expression>, split: Option<Split> },
    /// « du 13 au 15 juillet »
    Interval { from: Arc<Expression>, until: End },
    /// « depuis octobre »
    Open { bound: Bound, of: Arc<Expression> },
    /// « vers midi »
    Approx(Arc<Expression>),
    /// « 16 heures, heure de Paris »
    Zoned { of: Arc<Expression>, zone: Zone },
    /// « autrefois »
    Vague(Vague),
    /// « un lundi »
    Any(Arc<Expression>),
}

/// A season, as TIMEX3 knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// 0 to 24.
    pub(super) hour: i8,
    pub(super) minute: Option<i8>,
    pub(super) second: Option<i8>,
    pub(super) half: Half,
}

/// Whether the half of the day of a clock time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// « 15 h », « 3 heures du matin »
    Known,
    /// A clock of 24 hours, though « 2 heures » is often said for 14.
    Presumed,
    /// A clock of 12 hours: "3 o'clock".
    Unknown,
}

/// Where something lies from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    This,
    Next(i32),
    Last(i32),
}

/// What relative expressions count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The time of writing.
    Reference,
    /// The time last mentioned.
    Mention,
}

/// What a shifted expression counts from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    Anchor(Anchor),
    Time(Arc<Expression>),
}

/// Where the part of a stretch begins and ends, as a language has it: in days of a week or month, in months of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A part of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Start,
    Mid,
    End,
}

/// How an interval ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// With this.
    Including(Arc<Expression>),
    /// Where this begins.
    Before(Arc<Expression>),
    /// After so long.
    Lasting(Duration),
}

/// Which end of an open stretch is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Since,
    Until,
    Before,
    After,
}

/// A time without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vague {
    Present,
    Past,
    Future,
}

impl Clock {
    /// How fine it is.
    pub(super) fn grain(self) -> Grain {
        match (self.minute, self.second) {
            (_, Some(_)) => Grain::Second,
            (Some(_), None) => Grain::Minute,
            (None, None) => Grain::Hour,
        }
    }
}

impl Expression {
    /// How fine it is; of several parts the finest.
    pub(super) fn grain(&self) -> Grain {
        match self {
            Self::Unit(unit) | Self::Run { unit, .. } => unit.grain(),
            Self::Year(_) => Grain::Year,
            Self::ShortDecade(_) | Self::Decade(_) => Grain::Decade,
            Self::Century(_) => Grain::Century,
            Self::Month(_) => Grain::Month,
            Self::Day(_) | Self::Weekday(_) | Self::Holiday(_) => Grain::Day,
            Self::Quarter(_) => Grain::Quarter,
            Self::Halfyear(_) => Grain::Halfyear,
            Self::Week(_) => Grain::Week,
            Self::Season(_) => Grain::Season,
            Self::Clock(clock) => clock.grain(),
            Self::Daypart(_) => Grain::Daypart,
            Self::And(parts) => parts.iter().map(|part| part.grain()).min().unwrap_or(Grain::Day),
            Self::Relative { what, .. } | Self::Nth { what, .. } | Self::Any(what) => what.grain(),
            Self::Shifted { by, from: Origin::Anchor(_), .. } => by.grain(),
            Self::Shifted { by, from: Origin::Time(of), .. } => by.grain().min(of.grain()),
            Self::Within(duration) => duration.grain(),
            Self::Interval { from, until: End::Including(until) | End::Before(until) } => {
                from.grain().min(until.grain())
            }
            Self::Interval { from, until: End::Lasting(duration) } => from.grain().min(duration.grain()),
            Self::Part { of, .. }
            | Self::Open { of, .. }
            | Self::Approx(of)
            | Self::Zoned { of, .. }
            | Self::By(of) => of.grain(),
            Self::Vague(_) => Grain::Second,
        }
    }

    /// The cycle it comes back in: « lundi » in a week, « le 5 » in a month, « mars » in a year; of several parts the longest.
    pub(super) fn cycle(&self) -> Grain {
        match self {
            Self::Weekday(_) | Self::Unit(Unit::Weekend) => Grain::Week,
            Self::Day(_) => Grain::Month,
            Self::Clock(_) | Self::Daypart(_) => Grain::Day,
            Self::Month(_)
            | Self::Quarter(_)
            | Self::Halfyear(_)
            | Self::Season(_)
            | Self::Week(_)
            | Self::Holiday(_) => Grain::Year,
            Self::And(parts) => parts.iter().map(|part| part.cycle()).max().unwrap_or(Grain::Century),
            Self::Part { of, .. }
            | Self::Open { of, .. }
            | Self::Approx(of)
            | Self::Zoned { of, .. }
            | Self::Nth { of, .. } => of.cycle(),
            Self::Interval { from, until: End::Including(until) | End::Before(until) } => {
                from.cycle().max(until.cycle())
            }
            Self::Interval { from, .. } => from.cycle(),
            Self::Shifted { from: Origin::Time(of), .. } => of.cycle(),
            Self::Unit(unit) => unit.grain(),
            _ => Grain::Century,
        }
    }

    /// Whether it stands for one stretch and not for a series of them.
    pub(super) fn is_definite(&self) -> bool {
        match self {
            Self::Year(_) | Self::ShortDecade(_) | Self::Decade(_) | Self::Century(_) => true,
            Self::Relative { .. } | Self::Run { .. } | Self::Within(_) | Self::By(_) => true,
            Self::Shifted { from: Origin::Anchor(_), .. } => true,
            Self::Shifted { from: Origin::Time(of), .. } => of.is_definite(),
            Self::And(parts) => parts.iter().any(|part| part.is_definite()),
            Self::Nth { of, .. } | Self::Part { of, .. } | Self::Open { of, .. } => of.is_definite(),
            Self::Approx(of) | Self::Zoned { of, .. } => of.is_definite(),
            Self::Interval { from, until: End::Including(until) | End::Before(until) } => {
                from.is_definite() || until.is_definite()
            }
            Self::Interval { from, .. } => from.is_definite(),
            _ => false,
        }
    }

    /// The parts of it that must all hold.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::And(parts) => parts.iter().flat_map(|part| part.parts()).collect(),
            _ => vec![self],
        }
    }

    /// Whether it has no more parts within parts than any text says. A part may stand in many places, so that a few operations
    /// can make a tree that nobody can walk over.
    pub(super) fn is_small(&self) -> bool {
        const MOST: usize = 100;
        let (mut seen, mut left) = (0, vec![self]);
        while let Some(next) = left.pop() {
            seen += 1;
            if seen > MOST {
                return false;
            }
            match next {
                Self::And(parts) => left.extend(parts.iter().map(|part| &**part)),
                Self::Nth { what, of, .. } => left.extend([&**what, of]),
                Self::Interval { from, until: End::Including(until) | End::Before(until) } => {
                    left.extend([&**from, until]);
                }
                Self::Relative { what: of, .. }
                | Self::Shifted { from: Origin::Time(of), .. }
                | Self::Interval { from: of, .. }
                | Self::Part { of, .. }
                | Self::Open { of, .. }
                | Self::Zoned { of, .. }
                | Self::Approx(of)
                | Self::By(of)
                | Self::Any(of) => left.push(of),
                _ => {}
            }
        }
        true
    }

    /// A date, or an interval of dates, without the weekdays that it says beside them; `None` where it says none.
    pub(super) fn without_weekday(&self) -> Option<Self> {
        match self {
            Self::And(parts) => {
                let weekday = |part: &&Arc<Self>| matches!(***part, Self::Weekday(_));
                let dated = parts.iter().any(|part| matches!(**part, Self::Day(_)));
                let rest: Vec<_> = parts.iter().filter(|part| !weekday(part)).cloned().collect();
                (dated && rest.len() < parts.len()).then_some(Self::And(rest))
            }
            Self::Interval { from, until: End::Including(until) } => {
                let (from_date, until_date) = (from.without_weekday(), until.without_weekday());
                let said = from_date.is_some() || until_date.is_some();
                let or = |date: Option<Self>, whole: &Arc<Self>| date.map_or(Arc::clone(whole), Arc::new);
                said.then(|| Self::Interval {
                    from: or(from_date, from),
                    until: End::Including(or(until_date, until)),
                })
            }
            _ => None,
        }
    }

    /// Whether one of its parts is so.
    pub(super) fn has(&self, so: impl Fn(&Self) -> bool) -> bool {
        self.parts().into_iter().any(so)
    }

    /// Whether it recurs every day and says no day: « 18 h 30 », « le matin ».
    pub(super) fn is_of_every_day(&self) -> bool {
        self.grain() < Grain::Day && self.cycle() == Grain::Day && !self.is_definite()
    }

    /// How its words bend its value.
    pub(super) fn modifier(&self) -> Option<TimeModifier> {
        match self {
            Self::Part { part: Part::Start, .. } => Some(TimeModifier::Start),
            Self::Part { part: Part::Mid, .. } => Some(TimeModifier::Mid),
            Self::Part { part: Part::End, .. } => Some(TimeModifier::End),
            Self::Approx(_) => Some(TimeModifier::Approx),
            Self::Open { bound, .. } => Some(bound.modifier()),
            Self::Within(_) => Some(TimeModifier::EqualOrLess),
            Self::By(_) => Some(TimeModifier::OnOrBefore),
            Self::Shifted { by, later, .. } => by.shifted_modifier(*later),
            Self::And(parts) => parts.iter().find_map(|part| part.modifier()),
            Self::Zoned { of, .. } => of.modifier(),
            _ => None,
        }
    }
}

impl Part {
    /// What belongs to this part.
    pub(super) fn pick<T>(self, start: T, mid: T, end: T) -> T {
        match self {
            Self::Start => start,
            Self::Mid => mid,
            Self::End => end,
        }
    }
}

impl Bound {
    /// What TIMEX3 calls it.
    pub(super) fn modifier(self) -> TimeModifier {
        match self {
            Self::Since => TimeModifier::OnOrAfter,
            Self::Until => TimeModifier::OnOrBefore,
            Self::Before => TimeModifier::Before,
            Self::After => TimeModifier::After,
        }
    }
}
