//! TIMEX3's values: of stretches, and of what is only partly known (`XXXX-01-05`).

use jiff::civil::{Date, DateTime};
use selon_record::Grain;

use super::expression::{Clock, End, Expression, Half, Origin, Season};
use super::holiday;
use super::stretch::{Label, Name, Sort};
use super::unit::Unit;

/// The value of a name: `2013-02-12`, `2013-W07`, `2013-07-13/2013-07-15`.
pub(super) fn value(name: &Name) -> String {
    match &name.last {
        Some(last) if last != &name.first => format!("{}/{}", label(&name.first), label(last)),
        _ => label(&name.first),
    }
}

fn label(label: &Label) -> String {
    let at = label.at;
    let date = || day(at.date());
    match label.sort {
        Sort::Present => "PRESENT_REF".to_string(),
        Sort::Part(part) => format!("{}T{}", date(), part.code()),
        Sort::Unit(grain) => match grain {
            Grain::Second => format!("{}T{:02}:{:02}:{:02}", date(), at.hour(), at.minute(), at.second()),
            Grain::Minute | Grain::Hour => format!("{}T{:02}:{:02}", date(), at.hour(), at.minute()),
            Grain::Daypart | Grain::Day => date(),
            Grain::Weekend => format!("{}-WE", week(at)),
            Grain::Week => week(at),
            Grain::Month => format!("{}-{:02}", year(at.year()), at.month()),
            Grain::Quarter => format!("{}-Q{}", year(at.year()), (at.month() + 2) / 3),
            Grain::Season => format!("{}-{}", year(at.year()), season(at.month())),
            Grain::Halfyear => format!("{}-H{}", year(at.year()), (at.month() + 5) / 6),
            Grain::Year => year(at.year()),
            Grain::Decade => decade(at.year()),
            Grain::Century => century(at.year()),
        },
    }
}

fn day(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day())
}

/// `2013`; before our era `BC0044`.
fn year(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i32::from(year)) }
}

fn decade(first: i16) -> String {
    let name = year(first);
    name.get(..name.len() - 1).unwrap_or_default().to_string()
}

fn century(first: i16) -> String {
    // The first century before our era goes from 100 to 1.
    if first >= 0 { format!("{:02}", first / 100) } else { format!("BC{:02}", -i32::from(first) / 100) }
}

fn week(at: DateTime) -> String {
    let week = at.date().iso_week_date();
    format!("{}-W{:02}", year(week.year()), week.week())
}

/// The season that begins in a month.
fn season(month: i8) -> &'static str {
    match month {
        3..=5 => "SP",
        6..=8 => "SU",
        9..=11 => "FA",
        _ => "WI",
    }
}

impl Season {
    /// How TIMEX3 writes it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

/// The value of what is all of these, with X for what is not known.
pub(super) fn template(times: &[Option<&Expression>]) -> String {
    let mut known = Known::default();
    for time in times.iter().flatten() {
        known.add(time);
    }
    if let Some((from, until)) = known.interval.take() {
        let (mut first, mut last) = (known.clone(), known);
        first.add(from);
        last.add(until);
        let (filled, other) = (first.filled_from(&last), last.filled_from(&first));
        return format!("{}/{}", filled.value(), other.value());
    }
    known.value()
}

/// The parts of a date that its words say.
#[derive(Clone, Default)]
struct Known<'a> {
    year: Option<String>,
    /// `Q1`, `H2`, `SU`
    part: Option<String>,
    month: Option<i8>,
    week: Option<i8>,
    weekday: Option<i8>,
    day: Option<i8>,
    time: Option<String>,
    grain: Option<Grain>,
    interval: Option<(&'a Expression, &'a Expression)>,
}

impl<'a> Known<'a> {
    fn add(&mut self, time: &'a Expression) {
        let finer = |grain: Grain, than: Option<Grain>| Some(than.map_or(grain, |than| than.min(grain)));
        match time {
            Expression::And(parts) => parts.iter().for_each(|part| self.add(part)),
            Expression::Interval { from, until: End::Including(until) | End::Before(until) }
                if self.interval.is_none() =>
            {
                self.interval = Some((from, until));
                return;
            }
            Expression::Interval { from, .. } => self.add(from),
            Expression::Year(number) => self.year = Some(year(*number)),
            Expression::Decade(first) => self.year = Some(decade(*first)),
            Expression::ShortDecade(tens) => self.year = Some(format!("XX{}", tens / 10)),
            Expression::Century(first) => self.year = Some(century(*first)),
            Expression::Month(month) => self.month = Some(*month),
            Expression::Day(day) => self.day = Some(*day),
            Expression::Weekday(day) => self.weekday = Some(*day),
            Expression::Week(week) => self.week = Some(*week),
            Expression::Quarter(n) => self.part = Some(format!("Q{n}")),
            Expression::Halfyear(n) => self.part = Some(format!("H{n}")),
            Expression::Season(season) => self.part = Some(season.code().to_string()),
            Expression::Clock(clock) => self.time = Some(clock_value(*clock)),
            Expression::Daypart(part) => self.time = Some(part.code().to_string()),
            Expression::Unit(Unit::Night) => self.time = Some("NI".to_string()),
            Expression::Holiday(id) => {
                if let Some((month, day)) = holiday::month_and_day(id) {
                    (self.month, self.day) = (Some(month), Some(day));
                }
            }
            Expression::Relative { what, .. } | Expression::Any(what) => self.add(what),
            Expression::Nth { of, .. } => self.add(of),
            Expression::Shifted { from: Origin::Time(of), .. } if of.is_definite() => self.add_year(of),
            Expression::Part { of, .. } | Expression::Open { of, .. } | Expression::Approx(of) => {
                self.add(of)
            }
            Expression::Zoned { of, .. } | Expression::By(of) => self.add(of),
            _ => {}
        }
        self.grain = finer(time.grain(), self.grain);
    }

    /// Of what a date is counted from only the year's grain is certain to say nothing wrong.
    fn add_year(&mut self, of: &Expression) {
        self.grain = Some(self.grain.map_or(of.grain(), |grain| grain.min(of.grain())));
    }

    /// With what the other end of an interval says and this one does not.
    fn filled_from(&self, other: &Self) -> Self {
        let grain = self.grain.unwrap_or(Grain::Day);
        let mut filled = self.clone();
        filled.year = self.year.clone().or_else(|| other.year.clone());
        if grain < Grain::Month && self.weekday.is_none() {
            filled.month = self.month.or(other.month);
        }
        if grain < Grain::Day && self.day.is_none() && self.weekday.is_none() {
            (filled.day, filled.weekday) = (other.day, other.weekday);
        }
        filled
    }

    fn value(&self) -> String {
        let grain = self.grain.unwrap_or(Grain::Day);
        let year = self.year.as_deref().unwrap_or("XXXX");
        let two = |n: Option<i8>| n.map_or("XX".to_string(), |n| format!("{n:02}"));
        let date = || match (self.month, self.day, self.weekday) {
            (None, None, Some(weekday)) => format!("{year}-W{}-{weekday}", two(self.week)),
            (month, day, _) => format!("{year}-{}-{}", two(month), two(day)),
        };
        match grain {
            Grain::Year | Grain::Decade | Grain::Century => year.to_string(),
            Grain::Quarter => format!("{year}-{}", self.part.as_deref().unwrap_or("QX")),
            Grain::Halfyear => format!("{year}-{}", self.part.as_deref().unwrap_or("HX")),
            Grain::Season => format!("{year}-{}", self.part.as_deref().unwrap_or("XX")),
            Grain::Month => format!("{year}-{}", two(self.month)),
            Grain::Week => format!("{year}-W{}", two(self.week)),
            Grain::Weekend => format!("{year}-W{}-WE", two(self.week)),
            Grain::Day => date(),
            Grain::Daypart | Grain::Hour | Grain::Minute | Grain::Second => {
                let unknown = match grain {
                    Grain::Second => "XX:XX:XX",
                    Grain::Daypart => "XX",
                    _ => "XX:XX",
                };
                format!("{}T{}", date(), self.time.as_deref().unwrap_or(unknown))
            }
        }
    }
}

fn clock_value(clock: Clock) -> String {
    let hour = if clock.half == Half::Unknown { clock.hour % 12 } else { clock.hour };
    let minute = clock.minute.unwrap_or(0);
    match clock.second {
        Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
        None => format!("{hour:02}:{minute:02}"),
    }
}

/// An instant as ISO 8601 writes it: the day alone, or with the time of day.
pub(super) fn instant(at: DateTime, with_time: bool, with_seconds: bool, offset: &str) -> String {
    let date = at.date();
    let sign = if date.year() < 0 { "-" } else { "" };
    let day = format!("{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day());
    match (with_time, with_seconds) {
        (false, _) => day,
        (true, false) => format!("{day}T{:02}:{:02}{offset}", at.hour(), at.minute()),
        (true, true) => format!("{day}T{:02}:{:02}:{:02}{offset}", at.hour(), at.minute(), at.second()),
    }
}
