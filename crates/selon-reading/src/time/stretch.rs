//! A stretch of the calendar that an expression stands for, and how TIMEX3 calls it.

use jiff::civil::{Date, DateTime};
use selon_record::{Grain, TimeModifier};

use super::daypart::Daypart;
use super::unit::{Unit, Window};
use super::zone::Zone;

/// From one instant to before another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// The first instant.
    pub(super) from: DateTime,
    /// One past the last.
    pub(super) to: DateTime,
    /// How finely both are known.
    pub(super) grain: Grain,
    /// What it is called.
    pub(super) name: Name,
    /// How the name is bent: « mi-2022 » is called 2022.
    pub(super) modifier: Option<TimeModifier>,
    /// Where the clock hangs that it was read from.
    pub(super) zone: Option<Zone>,
}

/// What a stretch is called: after one part of the calendar, or from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) first: Label,
    pub(super) last: Option<Label>,
}

/// A part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label {
    /// Its first instant.
    pub(super) at: DateTime,
    pub(super) sort: Sort,
}

/// What sort of part of the calendar it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sort {
    Unit(Grain),
    Part(Daypart),
    /// The time of writing.
    Present,
}

impl Stretch {
    /// A unit of the calendar.
    pub(super) fn unit(window: Window, unit: Unit) -> Self {
        let mut stretch = Self::of(window, unit.grain());
        match unit {
            Unit::Night => stretch.name.first = Label { at: window.0, sort: Sort::Part(Daypart::Night) },
            Unit::Fortnight => stretch = stretch.as_days(),
            _ => {}
        }
        stretch
    }

    /// A stretch that is called after where it begins and its grain.
    pub(super) fn of((from, to): Window, grain: Grain) -> Self {
        let first = Label { at: from, sort: Sort::Unit(grain) };
        Self { from, to, grain, name: Name { first, last: None }, modifier: None, zone: None }
    }

    /// The unit around an instant.
    pub(super) fn around(instant: DateTime, unit: Unit) -> Option<Self> {
        Some(Self::unit(unit.at(instant)?, unit))
    }

    /// A stretch of whole days, called after the first and the last of them.
    pub(super) fn as_days(mut self) -> Self {
        let label = |at| Label { at, sort: Sort::Unit(Grain::Day) };
        let last = self.to.yesterday().unwrap_or(self.from);
        self.name = Name { first: label(self.from), last: (last > self.from).then(|| label(last)) };
        self
    }

    /// The first and the last part of the calendar that it is called after, where these are two units.
    pub(super) fn ends(&self) -> Option<(Self, Self)> {
        let part = |label: Label| Self::around(label.at, label.unit()?);
        Some((part(self.name.first)?, part(self.name.last?)?))
    }

    /// Whether it is a quarter of a year, and known as one.
    pub(super) fn is_quarter(&self) -> bool {
        self.name.last.is_none() && self.named_grain() == Grain::Quarter
    }

    /// The day it begins on.
    pub(super) fn date(&self) -> Date {
        self.name.first.at.date()
    }

    /// The window from the first instant to before the last.
    pub(super) fn window(&self) -> Window {
        (self.from, self.to)
    }

    /// How fine the words are that name it.
    pub(super) fn named_grain(&self) -> Grain {
        let last = self.name.last.map_or(self.name.first, |last| last);
        self.name.first.grain().min(last.grain())
    }

    /// The window of what it is called after: of « il y a trois ans » the year, not only the month.
    pub(super) fn named_window(&self) -> Window {
        match self.name.first.unit().and_then(|unit| unit.at(self.name.first.at)) {
            Some(window) if self.name.last.is_none() => window,
            _ => self.window(),
        }
    }
}

impl Label {
    /// How fine it is.
    pub(super) fn grain(&self) -> Grain {
        match self.sort {
            Sort::Unit(grain) => grain,
            Sort::Part(_) => Grain::Daypart,
            Sort::Present => Grain::Second,
        }
    }

    fn unit(&self) -> Option<Unit> {
        match self.sort {
            Sort::Unit(grain) => unit_of(grain),
            _ => None,
        }
    }
}

/// The unit of a grain, where there is one.
pub(super) fn unit_of(grain: Grain) -> Option<Unit> {
    Some(match grain {
        Grain::Second => Unit::Second,
        Grain::Minute => Unit::Minute,
        Grain::Hour => Unit::Hour,
        Grain::Daypart => return None,
        Grain::Day => Unit::Day,
        Grain::Weekend => Unit::Weekend,
        Grain::Week => Unit::Week,
        Grain::Month => Unit::Month,
        Grain::Quarter => Unit::Quarter,
        Grain::Season => Unit::Season,
        Grain::Halfyear => Unit::Halfyear,
        Grain::Year => Unit::Year,
        Grain::Decade => Unit::Decade,
        Grain::Century => Unit::Century,
    })
}
