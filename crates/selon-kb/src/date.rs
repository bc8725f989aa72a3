//! Dates of which perhaps only the year or the month is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A year, a month or a day, as much as is known.
///
/// ```
/// use selon_kb::PartialDate;
///
/// let date: PartialDate = "2019-03".parse().unwrap();
/// assert_eq!(date.first().to_string(), "2019-03-01");
/// assert_eq!(date.last().to_string(), "2019-03-31");
/// assert_eq!(date.to_string(), "2019-03");
/// assert!("2019-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
}

/// A text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or no calendar has it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date: YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct ParsePartialDateError(String);

impl PartialDate {
    /// The first day that it may be.
    pub fn first(self) -> Date {
        Date::new(self.year, self.month.max(1) as i8, self.day.max(1) as i8).unwrap_or(Date::MIN)
    }

    /// The last day that it may be.
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (0, _) => Date::new(self.year, 12, 31).unwrap_or(Date::MAX),
            (_, 0) => self.first().last_of_month(),
            _ => self.first(),
        }
    }

    fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        Date::new(year, month.max(1) as i8, day.max(1) as i8).ok()?;
        (month > 0 || day == 0).then_some(PartialDate { year, month, day })
    }

    /// As the file holds it; 0 is none.
    pub(crate) fn pack(date: Option<Self>) -> u32 {
        date.map_or(0, |d| (d.year as u32) << 16 | u32::from(d.month) << 8 | u32::from(d.day))
    }

    pub(crate) fn unpack(number: u32) -> Option<Self> {
        let [day, month, low, high] = number.to_le_bytes();
        if month > 12 || day > 31 {
            return None;
        }
        PartialDate::new(u16::from_le_bytes([low, high]), month, day)
    }
}

impl FromStr for PartialDate {
    type Err = ParsePartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| ParsePartialDateError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<PartialDate> {
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let small = |text: Option<&str>| match text {
        None => Some(0),
        Some(text) => number(text, 2).filter(|&n| n > 0).and_then(|n| u8::try_from(n).ok()),
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let (month, day) = (small(parts.next())?, small(parts.next())?);
    (parts.next().is_none() && month <= 12 && day <= 31).then(|| PartialDate::new(year, month, day))?
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
