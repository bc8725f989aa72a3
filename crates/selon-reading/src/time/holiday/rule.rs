//! The notation of `data/holidays.tsv`: what it says is in the header there.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::{self, Lunar};
use super::{Calendar, hindu};

/// When a holiday falls in a year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    start: Shifted,
    /// Other days where the first one falls badly: « unless sun then 04-26 ».
    exceptions: Vec<(Clash, Shifted)>,
    length: Length,
}

#[derive(Clone, Debug, PartialEq)]
enum Length {
    Days(i64),
    Until(Shifted),
}

/// What a day must not be.
#[derive(Clone, Debug, PartialEq)]
enum Clash {
    Weekdays(Vec<Weekday>),
    Day(Shifted),
}

/// A day, and how many days after it.
#[derive(Clone, Debug, PartialEq)]
struct Shifted {
    day: Day,
    shift: i64,
}

#[derive(Clone, Debug, PartialEq)]
enum Day {
    /// « 12-25 »: month and day.
    Fixed(i8, i8),
    /// « -1 mon 5 »: the last Monday of May.
    Nth(i8, Weekday, i8),
    Easter,
    OrthodoxEaster,
    /// « hebrew 01-10 »
    Lunar(Lunar, u8, u8),
    /// « hindu 07-30 evening »
    Hindu(u8, u8, hindu::Moment),
    /// « sun 270 »
    Sun(u16),
    /// Another holiday.
    Named(&'static str),
    /// « on 2016-03-01 2020-03-03 »
    Each(Vec<Date>),
    /// « every 365 from 2018-08-17 »
    Every(i64, Date),
    /// « mon before 05-25 »
    Relative(Days, Side, Box<Day>),
}

/// Days of the week.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Days {
    One(Weekday),
    Work,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Before,
    After,
    From,
    Nearest,
}

impl Rule {
    /// Reads a rule; `None` where it is none.
    pub(super) fn read(text: &'static str) -> Option<Rule> {
        let mut words = Words(text.split(' ').collect(), 0);
        let start = words.shifted()?;
        let mut exceptions = Vec::new();
        while words.takes("unless") {
            let clash = words.clash()?;
            words.takes("then").then_some(())?;
            exceptions.push((clash, words.shifted()?));
        }
        let length = if words.takes("for") {
            Length::Days(words.next()?.parse().ok().filter(|&days| days > 0)?)
        } else if words.takes("until") {
            Length::Until(words.shifted()?)
        } else {
            Length::Days(1)
        };
        (words.1 == words.0.len()).then_some(Rule { start, exceptions, length })
    }

    /// The month and day of a holiday that never moves.
    pub(super) fn month_and_day(&self) -> Option<(i8, i8)> {
        match (&self.start, self.exceptions.as_slice(), &self.length) {
            (Shifted { day: Day::Fixed(month, day), shift: 0 }, [], Length::Days(1)) => Some((*month, *day)),
            _ => None,
        }
    }

    /// The first day of the holiday in a year and the one after its last.
    pub(super) fn stretch(&self, calendar: Calendar<'_>, depth: usize) -> Option<(Date, Date)> {
        let planned = self.start.date(calendar, depth)?;
        let clashes = |clash: &Clash| match clash {
            Clash::Weekdays(weekdays) => weekdays.contains(&planned.weekday()),
            Clash::Day(day) => day.date(calendar, depth) == Some(planned),
        };
        let exception = self.exceptions.iter().find(|(clash, _)| clashes(clash));
        let start = match exception {
            Some((_, instead)) => instead.date(calendar, depth)?,
            None => planned,
        };
        let end = match &self.length {
            Length::Days(days) => start.checked_add(days.days()).ok()?,
            Length::Until(end) => {
                // What begins at the end of a year ends in the next one.
                let next = Calendar { year: calendar.year.saturating_add(1), ..calendar };
                let ends = [calendar, next].into_iter().filter_map(|calendar| end.date(calendar, depth));
                ends.into_iter().find(|&end| end > start)?
            }
        };
        (start.year() == calendar.year).then_some((start, end))
    }
}

impl Shifted {
    fn date(&self, calendar: Calendar<'_>, depth: usize) -> Option<Date> {
        self.day.date(calendar, depth)?.checked_add(self.shift.days()).ok()
    }
}

impl Day {
    fn date(&self, calendar: Calendar<'_>, depth: usize) -> Option<Date> {
        let year = calendar.year;
        match self {
            Day::Fixed(month, day) => Date::new(year, *month, *day).ok(),
            Day::Nth(nth, weekday, month) => {
                Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*nth, *weekday).ok()
            }
            Day::Easter => calendar::easter(year),
            Day::OrthodoxEaster => calendar::orthodox_easter(year),
            Day::Lunar(lunar, month, day) => lunar.date(year, *month, *day),
            Day::Hindu(month, day, moment) => hindu::day(year, *month, *day, *moment),
            Day::Sun(degree) => hindu::sun(year, *degree),
            Day::Named(id) => Some(calendar.stretch(id, depth + 1)?.0),
            Day::Each(dates) => dates.iter().copied().find(|date| date.year() == year),
            Day::Every(days, once) => {
                let new_year = Date::new(year, 1, 1).ok()?;
                let between = i64::from((*once - new_year).get_days());
                let first = new_year.checked_add(between.rem_euclid(*days).days()).ok()?;
                (first.year() == year).then_some(first)
            }
            Day::Relative(days, side, other) => side.from(other.date(calendar, depth)?, *days),
        }
    }
}

impl Days {
    fn contains(self, date: Date) -> bool {
        match self {
            Days::One(weekday) => date.weekday() == weekday,
            Days::Work => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }
}

impl Side {
    /// The day on this side of another one.
    fn from(self, date: Date, days: Days) -> Option<Date> {
        let away: &[i64] = match self {
            Side::Before => &[-1, -2, -3, -4, -5, -6, -7],
            Side::After => &[1, 2, 3, 4, 5, 6, 7],
            Side::From => &[0, 1, 2, 3, 4, 5, 6],
            Side::Nearest => &[0, -1, 1, -2, 2, -3, 3],
        };
        let mut dates = away.iter().filter_map(|shift| date.checked_add(shift.days()).ok());
        dates.find(|&date| days.contains(date))
    }
}

/// The words of a rule and how many of them are read.
struct Words(Vec<&'static str>, usize);

impl Words {
    fn peek(&self) -> Option<&'static str> {
        self.0.get(self.1).copied()
    }

    fn next(&mut self) -> Option<&'static str> {
        self.1 += 1;
        self.0.get(self.1 - 1).copied()
    }

    fn takes(&mut self, word: &str) -> bool {
        let taken = self.peek() == Some(word);
        self.1 += usize::from(taken);
        taken
    }

    fn shifted(&mut self) -> Option<Shifted> {
        let day = self.day()?;
        let shift =
            self.peek().filter(|word| word.starts_with(['+', '-'])).and_then(|word| word.parse().ok());
        self.1 += usize::from(shift.is_some());
        Some(Shifted { day, shift: shift.unwrap_or(0) })
    }

    fn clash(&mut self) -> Option<Clash> {
        let weekdays: Option<Vec<Weekday>> = self.peek()?.split('/').map(weekday).collect();
        match weekdays {
            Some(weekdays) => {
                self.1 += 1;
                Some(Clash::Weekdays(weekdays))
            }
            None => self.shifted().map(Clash::Day),
        }
    }

    fn day(&mut self) -> Option<Day> {
        let word = self.next()?;
        if let Ok(nth) = word.parse() {
            return Some(Day::Nth(nth, weekday(self.next()?)?, self.next()?.parse().ok()?));
        }
        if let Some((month, day)) = month_and_day(word) {
            return Some(Day::Fixed(month, day));
        }
        match word {
            "easter" => Some(Day::Easter),
            "orthodox-easter" => Some(Day::OrthodoxEaster),
            "hindu" => {
                let (month, day) = month_and_day(self.next()?)?;
                let moment = self.peek().and_then(hindu::Moment::named);
                self.1 += usize::from(moment.is_some());
                let moment = moment.unwrap_or(hindu::Moment::Sunrise);
                Some(Day::Hindu(month.try_into().ok()?, day.try_into().ok()?, moment))
            }
            "sun" if self.peek().is_some_and(|word| word.parse::<u16>().is_ok()) => {
                Some(Day::Sun(self.next()?.parse().ok()?))
            }
            "on" => {
                let dates: Vec<Date> = self.0[self.1..].iter().map_while(|word| word.parse().ok()).collect();
                self.1 += dates.len();
                (!dates.is_empty()).then_some(Day::Each(dates))
            }
            "every" => {
                let days = self.next()?.parse().ok().filter(|&days| days > 0)?;
                self.takes("from").then_some(())?;
                Some(Day::Every(days, self.next()?.parse().ok()?))
            }
            _ => match (Lunar::named(word), days(word)) {
                (Some(lunar), _) => {
                    let (month, day) = month_and_day(self.next()?)?;
                    Some(Day::Lunar(lunar, month.try_into().ok()?, day.try_into().ok()?))
                }
                (_, Some(days)) => {
                    let side = match self.next()? {
                        "before" => Side::Before,
                        "after" => Side::After,
                        "from" => Side::From,
                        "nearest" => Side::Nearest,
                        _ => return None,
                    };
                    Some(Day::Relative(days, side, Box::new(self.day()?)))
                }
                _ => Some(Day::Named(word)),
            },
        }
    }
}

/// « 12-25 »
fn month_and_day(word: &str) -> Option<(i8, i8)> {
    let (month, day) = word.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

fn days(word: &str) -> Option<Days> {
    match word {
        "workday" => Some(Days::Work),
        _ => weekday(word).map(Days::One),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}
