//! « du 13 au 15 juillet », « de 9 h à 11 h », « trois jours à partir du 5 ».

use jiff::civil::DateTime;
use selon_record::Grain;

use super::expression::{Clock, End, Expression, Half};
use super::search::Search;
use super::series::{ahead, back};
use super::stretch::{Name, Stretch, unit_of};
use super::unit::Window;

/// The intervals of a series that begin in a window.
pub(super) fn within(from: &Expression, until: &End, window: Window, context: &Search<'_>) -> Vec<Stretch> {
    let end = match until {
        End::Lasting(_) => from,
        End::Including(end) | End::Before(end) => end,
    };
    let found: Vec<Stretch> = if matches!(until, End::Lasting(_)) || leads(from, end) {
        from.within(window, context).into_iter().filter_map(|from| starting(from, until, context)).collect()
    } else {
        let wider = (window.0, ahead(window.1, cycle_days(from)));
        end.within(wider, context).into_iter().filter_map(|end| ending(from, end, until, context)).collect()
    };
    found.into_iter().filter(|found| window.0 <= found.from && found.from < window.1).collect()
}

/// The interval of which one end is definite. What the other lacks follows from it: of « 13 juillet 2013 » the first 15th after.
pub(super) fn definite(from: &Expression, until: &End, context: &Search<'_>) -> Option<Stretch> {
    match until {
        End::Including(end) | End::Before(end) if !from.is_definite() => {
            ending(from, end.definite(context)?, until, context)
        }
        _ => starting(from.definite(context)?, until, context),
    }
}

/// Whether the beginning says more than the end: the one that says more is looked for first.
fn leads(from: &Expression, end: &Expression) -> bool {
    let unknown = |time: &Expression| {
        time.has(|part| matches!(part, Expression::Clock(clock) if clock.half == Half::Unknown))
    };
    let (of_from, of_end) = ((from.cycle(), !unknown(from)), (end.cycle(), !unknown(end)));
    of_from >= of_end
}

fn cycle_days(time: &Expression) -> i64 {
    match time.cycle() {
        Grain::Day => 2,
        Grain::Week => 8,
        Grain::Month => 32,
        _ => 370,
    }
}

/// The interval that begins so: its end is the first after.
fn starting(from: Stretch, until: &End, context: &Search<'_>) -> Option<Stretch> {
    let (end, so) = match until {
        End::Lasting(duration) => {
            let to = duration.shift(from.from, true)?;
            let grain = from.grain.min(duration.grain());
            let name = Name { first: from.name.first, last: last_label(to, grain) };
            return (from.from < to).then_some(Stretch { to, grain, name, ..from });
        }
        End::Including(end) | End::Before(end) => (end, |_: &Stretch| true),
    };
    let found = match &**end {
        end if end.is_definite() => end.definite(context)?,
        // « entre midi et 2 », « 11 h 30 à 1 h 30 »: the next time the hand is there.
        Expression::Clock(clock @ Clock { hour: 1..=12, half: Half::Presumed, .. })
            if from.grain < Grain::Day =>
        {
            let unknown = Expression::Clock(Clock { half: Half::Unknown, ..*clock });
            unknown.forward(1, after(from), context, so)?
        }
        end => end.forward(1, after(from), context, so)?,
    };
    join(from, found, until)
}

fn after(from: Stretch) -> Window {
    let second = super::unit::seconds(from.from, 1).unwrap_or(from.from);
    (second, DateTime::MAX)
}

/// The label of the last day, hour … before an instant.
fn last_label(to: DateTime, grain: Grain) -> Option<super::stretch::Label> {
    let unit = unit_of(grain)?;
    let (at, _) = unit.at(super::unit::seconds(to, -1)?)?;
    Some(super::series::label(at, grain))
}

/// The interval that ends so: its beginning is the last before.
fn ending(from: &Expression, end: Stretch, until: &End, context: &Search<'_>) -> Option<Stretch> {
    let begins = from.backward(1, (back(end.from, 40_000), end.from), context, |_| true)?;
    join(begins, end, until)
}

/// From one stretch to the other. Between clock times the last minute or hour counts as the finer of both: « de 9 h 30 à 11 h » goes to
/// 11:01, « de 9 h à 11 h » to 12:00, as Duckling has it.
fn join(from: Stretch, end: Stretch, until: &End) -> Option<Stretch> {
    let grain = from.grain.min(end.grain);
    let to = match until {
        End::Before(_) => end.from,
        _ if from.grain < Grain::Daypart && end.grain < Grain::Daypart => unit_of(grain)?.at(end.from)?.1,
        _ => end.to,
    };
    let name = Name { first: from.name.first, last: Some(end.name.last.unwrap_or(end.name.first)) };
    (from.from < to).then_some(Stretch {
        from: from.from,
        to,
        grain,
        name,
        modifier: None,
        zone: from.zone.or(end.zone),
    })
}
