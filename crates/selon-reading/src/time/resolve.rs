//! From what the words say to when it is.

use selon_record::{Grain, TimeModifier, TimeType};

use super::context::Context;
use super::duration::Duration;
use super::expression::{Anchor, Bound, End, Expression, Origin, Place, Vague};
use super::recurrence::{Every, Recurrence};
use super::search::Search;
use super::series::is_part;
use super::stretch::{Sort, Stretch};
use super::timex::{self, instant, template};
use super::unit::{Unit, seconds};
use super::zone::{Zone, written};
use crate::grammar::Value;

/// A time of the record, without its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    /// TIMEX3's type.
    pub(crate) kind: TimeType,
    /// TIMEX3's value; what is not known is X in it.
    pub(crate) value: String,
    /// First instant, ISO 8601.
    pub(crate) from: Option<String>,
    /// One past the last.
    pub(crate) to: Option<String>,
    /// How fine the words are.
    pub(crate) grain: Option<Grain>,
    /// How they bend the value.
    pub(crate) modifier: Option<TimeModifier>,
    /// What a later « le lendemain » counts from.
    pub(crate) stretch: Option<Stretch>,
}

/// When a time, duration or set is; `None` of any other value. A time that takes too long to find stays unresolved.
pub(crate) fn resolve(value: &Value, context: &Context) -> Option<Resolved> {
    match value {
        Value::Time(time) => Some(resolve_time(time, &Search::new(context))),
        Value::Duration(duration) => Some(resolve_duration(duration)),
        Value::Set(set) => Some(resolve_set(set)),
        _ => None,
    }
}

/// What an interval goes from and to, as times of their own: of « du *19* au *23 juillet* » both days.
pub(crate) fn ends(value: &Value, resolved: &Resolved, context: &Context) -> Option<(Resolved, Resolved)> {
    if let Some((first, last)) = resolved.stretch.and_then(|stretch| stretch.ends()) {
        return Some((resolve_stretch(first, context), resolve_stretch(last, context)));
    }
    let search = &Search::new(context);
    let Value::Time(time) = value else { return None };
    let Expression::Interval { from, until: End::Including(until) | End::Before(until) } = &**time else {
        return None;
    };
    Some((resolve_time(from, search), resolve_time(until, search)))
}

fn resolve_duration(duration: &Duration) -> Resolved {
    Resolved {
        modifier: duration.modifier,
        ..Resolved::unknown(TimeType::Duration, duration.value(), Some(duration.grain()))
    }
}

fn resolve_set(set: &Recurrence) -> Resolved {
    let modifier = match &set.every {
        Every::Duration(duration) => duration.modifier,
        Every::Time(time) => time.modifier(),
        Every::Unit(_) => None,
    };
    Resolved { modifier, ..Resolved::unknown(TimeType::Set, set.value(), Some(set.grain())) }
}

pub(super) fn resolve_time(time: &Expression, search: &Search<'_>) -> Resolved {
    match time {
        Expression::Vague(vague) => {
            let value = match vague {
                Vague::Present => "PRESENT_REF",
                Vague::Past => "PAST_REF",
                Vague::Future => "FUTURE_REF",
            };
            Resolved::unknown(TimeType::Date, value.to_string(), None)
        }
        // « maintenant »
        Expression::Relative { place: Place::This, anchor: Anchor::Reference, what }
            if **what == Expression::Unit(Unit::Second) =>
        {
            let stretch = search.now();
            let (from, to) = instants(stretch, search);
            let grain = stretch.map(|now| now.grain);
            Resolved {
                from,
                to,
                stretch,
                ..Resolved::unknown(TimeType::Date, "PRESENT_REF".to_string(), grain)
            }
        }
        Expression::Any(what) => {
            Resolved::unknown(kind(what.grain()), template(&[Some(what)]), Some(what.grain()))
        }
        // « il y a quelques années »
        Expression::Shifted { by, later, from: Origin::Anchor(Anchor::Reference) } if !by.is_known() => {
            let value = if *later { "FUTURE_REF" } else { "PAST_REF" };
            Resolved {
                modifier: time.modifier(),
                ..Resolved::unknown(TimeType::Date, value.to_string(), Some(by.grain()))
            }
        }
        // « trois jours plus tard », where it is not known later than what: only the length is.
        Expression::Shifted { by, from: Origin::Anchor(Anchor::Mention), .. } if time.stretch(search).is_none() => resolve_duration(by),
        Expression::Run { n, unit, .. } => {
            let length = Duration::new(n.map(f64::from), *unit).map(|length| length.value());
            let stretch = time.stretch(search);
            let (from, to) = instants(stretch, search);
            Resolved {
                from,
                to,
                stretch,
                ..Resolved::unknown(TimeType::Duration, length.unwrap_or_default(), Some(unit.grain()))
            }
        }
        Expression::Within(duration) => {
            let (from, to) = instants(time.stretch(search), search);
            Resolved {
                from,
                to,
                modifier: time.modifier(),
                ..Resolved::unknown(TimeType::Duration, duration.value(), Some(duration.grain()))
            }
        }
        Expression::By(of) => {
            let (from, to) = instants(time.stretch(search), search);
            Resolved { from, to, modifier: time.modifier(), ..resolve_time(of, search) }
        }
        Expression::Approx(of) => {
            let resolved = resolve_time(of, search);
            Resolved { modifier: resolved.modifier.or(Some(TimeModifier::Approx)), ..resolved }
        }
        Expression::Open { bound, of } => open(*bound, of, search),
        _ => {
            let Some(stretch) = time.stretch(search) else {
                let grain = time.grain();
                return Resolved {
                    modifier: time.modifier(),
                    ..Resolved::unknown(kind(grain), template(&[Some(time)]), Some(grain))
                };
            };
            let mut resolved = resolve_stretch(stretch, search);
            if matches!(time, Expression::Shifted { .. }) {
                // « il y a plus de trois ans », « dans moins d'un mois »
                match stretch.modifier {
                    Some(TimeModifier::Before) => resolved.from = None,
                    Some(TimeModifier::After) => resolved.to = None,
                    _ => {}
                }
            }
            resolved
        }
    }
}

fn resolve_stretch(stretch: Stretch, context: &Context) -> Resolved {
    let (from, to) = instants(Some(stretch), context);
    let grain = stretch.named_grain();
    Resolved {
        kind: if stretch.name.first.sort == Sort::Present { TimeType::Date } else { kind(grain) },
        value: timex::value(&stretch.name),
        from,
        to,
        grain: Some(grain),
        modifier: stretch.modifier,
        stretch: Some(stretch),
    }
}

/// « depuis octobre », « avant 16 heures »: a clock time is a point, « après 16 heures » begins with it.
fn open(bound: Bound, of: &Expression, search: &Search<'_>) -> Resolved {
    let resolved = resolve_time(of, search);
    let modifier = Some(bound.modifier());
    let Some(stretch) = resolved.stretch else {
        return Resolved { modifier, from: None, to: None, ..resolved };
    };
    let point = stretch.grain < Grain::Daypart && !is_part(&stretch);
    let (from, to) = instants(Some(stretch), search);
    let (from, to) = match bound {
        Bound::Since => (from, None),
        Bound::After => (if point { from } else { to }, None),
        Bound::Until => (None, if point { from } else { to }),
        Bound::Before => (None, from),
    };
    Resolved { modifier, from, to, ..resolved }
}

impl Resolved {
    fn unknown(kind: TimeType, value: String, grain: Option<Grain>) -> Self {
        Self { kind, value, from: None, to: None, grain, modifier: None, stretch: None }
    }
}

fn kind(grain: Grain) -> TimeType {
    if grain < Grain::Day { TimeType::Time } else { TimeType::Date }
}

/// The ends of a stretch as ISO 8601 writes them: as days where both are midnights and nothing finer was meant, on the article's
/// clock where its offset is known, else on that of the text.
fn instants(stretch: Option<Stretch>, context: &Context) -> (Option<String>, Option<String>) {
    let Some(stretch) = stretch else { return (None, None) };
    let midnight = |at: jiff::civil::DateTime| at.time() == jiff::civil::Time::midnight();
    let with_time = stretch.grain < Grain::Day || !midnight(stretch.from) || !midnight(stretch.to);
    let with_seconds = stretch.grain == Grain::Second;
    let article = context.offset();
    let write = |at| {
        let own = stretch.zone.and_then(|zone| zone.offset(at, article));
        let (at, offset) = match (own, article, stretch.zone) {
            (Some(own), Some(article), Some(Zone::Named(_))) => {
                (seconds(at, i64::from(article.seconds() - own.seconds()))?, Some(article))
            }
            (own, ..) => (at, own),
        };
        Some(instant(at, with_time, with_seconds, &offset.map(written).unwrap_or_default()))
    };
    (write(stretch.from), write(stretch.to))
}
