//! What is known around an expression: when the article was written, and what its narrative last mentioned.

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use selon_record::Grain;

use super::stretch::{Name, Sort, Stretch};
use super::unit::Unit;
use super::zone::Zone;

/// The time of writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// The day.
    pub(crate) date: Date,
    /// The time of day, where it is known.
    pub(crate) time: Option<Time>,
    /// How far its clock is from universal time, where that is known.
    pub(crate) offset: Option<Offset>,
}

/// Where the governing verb looks: « il viendra mercredi », « il est venu mercredi ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    /// No verb says it: « PARIS, 3 mars », « la grève de mercredi ».
    Unknown,
    /// The words stand alone, as one asks for a date: what comes next, as Duckling has it.
    Alone,
}

impl Direction {
    /// Whether what has not been yet is meant rather than what has.
    pub(super) fn is_ahead(self) -> bool {
        self != Self::Past
    }
}

/// What « le lendemain » counts from where nothing was mentioned before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fallback {
    /// The time of writing.
    Reference,
    /// Nothing: it stays unresolved.
    Nothing,
}

/// What an expression is resolved against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// When the article was written; `None` where that is not known.
    pub(crate) reference: Option<Moment>,
    /// What was last mentioned: [`Resolved::stretch`](super::Resolved) of a date or time before.
    pub(crate) mention: Option<Stretch>,
    /// The quarter that figures were last given for: « au *troisième trimestre* … contre 2 millions un an plus tôt ».
    pub(crate) period: Option<Stretch>,
    /// Whether figures are still those of this quarter: « un an plus tôt » is then the same quarter of the year before.
    pub(crate) compares: bool,
    /// The year of the past that is told of: « En *2015*, … le 13 novembre ».
    pub(crate) year: Option<i16>,
    /// Where the governing verb looks.
    pub(crate) direction: Direction,
    /// What stands in for a mention.
    pub(crate) fallback: Fallback,
    /// The country of the article, whose holidays are meant: [`region`](super::holiday::region).
    pub(crate) region: Option<&'static str>,
}

impl Moment {
    /// The date of publication of an article: ISO 8601, as precise as known. `None` where it does not say the day.
    pub(crate) fn read(published: &str) -> Option<Moment> {
        // Read in its parts: a Z is no civil time for jiff.
        let pieces = Pieces::parse(published.trim()).ok()?;
        Some(Moment { date: pieces.date(), time: pieces.time(), offset: pieces.to_numeric_offset() })
    }
}

impl Context {
    /// The time of writing: a second, or a day where no more is known.
    pub(super) fn now(&self) -> Option<Stretch> {
        let reference = self.reference?;
        let unit = if reference.time.is_some() { Unit::Second } else { Unit::Day };
        let instant = reference.date.to_datetime(reference.time.unwrap_or(Time::midnight()));
        let mut now = Stretch::around(instant, unit)?;
        if now.grain == Grain::Second {
            now.zone = Some(Zone::Article);
            now.name =
                Name { first: super::stretch::Label { at: now.from, sort: Sort::Present }, last: None };
        }
        Some(now)
    }

    /// What was last mentioned, or what stands in for it.
    pub(super) fn mentioned(&self) -> Option<Stretch> {
        self.mention.or_else(|| if self.fallback == Fallback::Reference { self.now() } else { None })
    }

    /// How far the article's clock is from universal time.
    pub(super) fn offset(&self) -> Option<Offset> {
        self.reference?.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_publication_are_as_precise_as_known() {
        let read = |text| {
            Moment::read(text).map(|at| {
                (at.date.to_string(), at.time.map(|t| t.to_string()), at.offset.map(|o| o.seconds()))
            })
        };
        let day = || "2022-01-05".to_owned();
        assert_eq!(read("2022-01-05"), Some((day(), None, None)));
        assert_eq!(read("2022-01-05T18:30"), Some((day(), Some("18:30:00".to_owned()), None)));
        assert_eq!(read("2022-01-05T18:30:00+01:00"), Some((day(), Some("18:30:00".to_owned()), Some(3600))));
        assert_eq!(read("2022-01-05T18:30:00Z"), Some((day(), Some("18:30:00".to_owned()), Some(0))));
        assert_eq!(read("2022-01"), None);
        assert_eq!(read("hier"), None);
    }
}
