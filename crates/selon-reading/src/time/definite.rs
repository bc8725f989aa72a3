//! Which one stretch an expression means: what the calendar says, what counts from the time of writing or the last mention, and
//! of a series the one that the verb looks to.

use std::sync::Arc;

use jiff::civil::DateTime;
use selon_record::Grain;

use super::context::{Context, Direction};
use super::daypart::{self, Daypart};
use super::duration::{Duration, shift};
use super::expression::{Anchor, Bound, Expression, Origin, Place};
use super::interval;
use super::search::Search;
use super::series::{ahead, back, inside, is_part, label, nth, within_all, years};
use super::stretch::{Stretch, unit_of};
use super::unit::{Unit, Window, seconds};

/// No more units than these are counted from an anchor.
const MOST: usize = 40_000;

impl Expression {
    /// The stretch it means; `None` where what it depends on is not known, or where there is none.
    pub(super) fn stretch(&self, context: &Search<'_>) -> Option<Stretch> {
        let found = if self.is_definite() { self.definite(context) } else { self.choose(context) };
        found.filter(|_| !context.is_spent())
    }

    /// The stretch of a definite expression.
    pub(super) fn definite(&self, context: &Search<'_>) -> Option<Stretch> {
        context.step(1);
        if context.is_spent() {
            return None;
        }
        match self {
            Self::Year(year) => years(*year, 1, Grain::Year),
            Self::ShortDecade(decade) => {
                let this = context.reference?.date.year();
                let century = this - this.rem_euclid(100);
                let year = century.checked_add(*decade)?;
                years(if year <= this { year } else { year.checked_sub(100)? }, 10, Grain::Decade)
            }
            Self::Decade(first) => years(*first, 10, Grain::Decade),
            Self::Century(first) => years(*first, 100, Grain::Century),
            Self::And(_) => {
                let parts = self.parts();
                all(&parts, context).or_else(|| same_quarter_of(&parts, context))
            }
            Self::Relative { place, anchor, what } => {
                let anchored = match (anchor, &**what, context.period) {
                    (Anchor::Reference, ..) => context.now()?,
                    // « pour le trimestre »
                    (Anchor::Mention, Self::Unit(Unit::Quarter), Some(period)) => period,
                    (Anchor::Mention, ..) => context.mentioned()?,
                };
                relative(*place, what, anchored, context)
            }
            Self::Shifted { .. } if let Some(period) = self.compared_with(context) => {
                self.shifted_from(period)
            }
            Self::Shifted { by, later, from: Origin::Anchor(anchor) } => match anchor {
                Anchor::Reference => from_anchor(by, *later, context.now()?, true),
                Anchor::Mention => from_anchor(by, *later, context.mentioned()?, false),
            },
            Self::Shifted { from: Origin::Time(of), .. } => self.shifted_from(of.definite(context)?),
            Self::Nth { n, what, of } => match &**of {
                // « le troisième mardi après Noël »
                Self::Open { bound: Bound::After, of } if *n > 0 => {
                    what.forward(*n, (of.definite(context)?.to, DateTime::MAX), context, |_| true)
                }
                of => nth(*n, what, of.definite(context)?, context),
            },
            Self::Part { part, of, split } => {
                let whole = matches!(&**of, Self::Relative { what, .. } if matches!(**what, Self::Unit(_)));
                daypart::part(*part, of.definite(context)?, whole, *split)
            }
            Self::Approx(of) | Self::Zoned { of, .. } => Some(self.bent(of.definite(context)?)),
            Self::Open { of, .. } => of.definite(context),
            Self::Interval { from, until } => interval::definite(from, until, context),
            Self::Run { n, unit, later } => run((*n)?, *unit, *later, context.now()?),
            Self::Within(by) => {
                let now = context.now()?;
                let until = from_anchor(by, true, now, true)?;
                let to = until.from;
                (now.from < to).then_some(Stretch { to, name: until.name, ..now })
            }
            Self::By(of) => {
                let (now, until) = (context.now()?, of.stretch(context)?);
                let to = if until.grain < Grain::Daypart && !is_part(&until) { until.from } else { until.to };
                (now.from < to).then_some(Stretch {
                    to,
                    grain: now.grain.min(until.grain),
                    name: until.name,
                    ..now
                })
            }
            _ => None,
        }
    }

    /// The quarter whose figures are compared with those of a year ago: « contre 2 millions un an plus tôt » is the same quarter.
    pub(super) fn compared_with(&self, context: &Context) -> Option<Stretch> {
        let Self::Shifted { by, later: false, from: Origin::Anchor(_) } = self else { return None };
        context.period.filter(|_| by.is_a_year() && context.compares)
    }

    /// Whether it is only what a quarter is compared with: « un an plus tôt », « le même trimestre un an plus tôt ».
    pub(super) fn is_compared(&self, context: &Context) -> bool {
        if let Self::Open { of, .. } | Self::Approx(of) = self {
            return of.is_compared(context);
        }
        let of_same = || match self {
            Self::Shifted { from: Origin::Time(of), later: false, .. } => {
                matches!(&**of, Self::Relative { anchor: Anchor::Mention, what, .. } if what.grain() == Grain::Quarter)
            }
            _ => false,
        };
        self.compared_with(context).is_some() || of_same()
    }

    /// Which of a series is meant at the time of writing.
    fn choose(&self, context: &Search<'_>) -> Option<Stretch> {
        if let Self::Shifted { from: Origin::Time(of), .. } = self {
            return self.shifted_from(of.choose(context)?);
        }
        let now = context.now()?;
        let (day, next_day) = Unit::Day.at(now.from)?;
        let open = |found: &Stretch| found.to > now.from;
        let future = |from, limit| self.forward(1, (from, limit), context, open);
        let past = |limit| self.backward(1, (limit, now.to), context, |_| true);
        let year = (back(now.from, 366), ahead(now.from, 366));
        let halfyear = (back(now.from, 183), ahead(now.from, 183));

        if self.is_of_every_day() {
            return match context.direction {
                direction if direction.is_ahead() && now.grain < Grain::Day => future(day, DateTime::MAX),
                _ => {
                    self.forward(1, (day, next_day), context, |_| true).or_else(|| future(day, DateTime::MAX))
                }
            };
        }
        // « lundi 11 février » is a Monday within a year where the verb looks, or within half a year on the other side; if
        // there is none, the date is right.
        if let Some(dated) = self.without_weekday() {
            let near = match context.direction {
                Direction::Future | Direction::Alone => future(day, year.1).or_else(|| past(halfyear.0)),
                Direction::Past => past(year.0).or_else(|| future(day, halfyear.1)),
                Direction::Unknown => past(halfyear.0).or_else(|| future(day, halfyear.1)),
            };
            return near.or_else(|| dated.choose(context));
        }
        let of_year = self.cycle() == Grain::Year;
        let of_week = self.cycle() == Grain::Week && self.grain() <= Grain::Day;
        let ahead = || match context.direction {
            // « mardi » alone is not today, which is « aujourd'hui »; newspapers call it so.
            Direction::Alone if of_week && self.grain() == Grain::Day => future(next_day, DateTime::MAX),
            _ if of_week || self.has(|part| matches!(part, Self::Weekday(_))) => future(day, DateTime::MAX),
            _ => {
                let running = self.backward(1, (year.0, now.from), context, open);
                running.or_else(|| future(now.from, DateTime::MAX))
            }
        };
        let behind = || past(DateTime::MIN);
        let of_quarter = matches!(self.grain(), Grain::Quarter | Grain::Halfyear);
        // « En 2015, … le 13 novembre »
        if let Some(year) = context.year.filter(|_| of_year && !of_quarter)
            && matches!(context.direction, Direction::Past | Direction::Unknown)
        {
            return Self::And(vec![Arc::new(Self::Year(year)), Arc::new(self.clone())]).definite(context);
        }
        match context.direction {
            Direction::Alone => ahead(),
            Direction::Unknown => nearer(now, (behind(), 1), (ahead(), 1)),
            Direction::Past if of_year => {
                let last = behind();
                // Without a year that of writing is meant, even if the other one is nearer: « le 3 mars », said in December.
                let this_year = last.is_some_and(|last| last.from.year() == now.from.year());
                if this_year && !of_quarter { last } else { nearer(now, (last, 1), (ahead(), DOUBT)) }
            }
            Direction::Future if of_quarter => nearer(now, (behind(), DOUBT), (ahead(), 1)),
            Direction::Future if of_year && self.grain() <= Grain::Day => {
                nearer(now, (behind(), 4 * DOUBT), (ahead(), 1))
            }
            Direction::Past => behind(),
            Direction::Future => ahead(),
        }
    }

    /// The stretches of what a shifted expression counts from.
    pub(super) fn origin_within(&self, window: Window, context: &Search<'_>) -> Vec<Stretch> {
        match self {
            Self::Shifted { from: Origin::Time(of), .. } => of.within(window, context),
            _ => Vec::new(),
        }
    }

    /// « deux jours après Noël », from Christmas.
    pub(super) fn shifted_from(&self, origin: Stretch) -> Option<Stretch> {
        let Self::Shifted { by, later, .. } = self else { return None };
        // What is no week later than a day is the week around it: "the week of April 10".
        if by.is_nothing() {
            return Stretch::around(origin.from, by.unit());
        }
        let from = by.shift(origin.from, *later)?;
        let modifier = by.shifted_modifier(*later).or(origin.modifier);
        if by.grain() < origin.grain {
            return Some(Stretch { modifier, ..Stretch::around(from, by.unit())? });
        }
        let to = by.shift(origin.to, *later)?;
        let mut name = origin.name;
        name.first.at = by.shift(name.first.at, *later)?;
        if let Some(last) = &mut name.last {
            last.at = by.shift(last.at, *later)?;
        }
        (from < to).then_some(Stretch { from, to, name, modifier, ..origin })
    }
}

/// A date on the side where the verb looks may be so many times as far away as the other one: « payable *le 15 décembre* », said in
/// October, is not that of the year before.
const DOUBT: i64 = 3;

/// Of the last and the next of a series the one nearer to the time of writing, each distance taken so many times.
fn nearer(
    now: Stretch,
    (behind, behind_times): (Option<Stretch>, i64),
    (ahead, ahead_times): (Option<Stretch>, i64),
) -> Option<Stretch> {
    let (Some(last), Some(next)) = (behind, ahead) else { return behind.or(ahead) };
    let middle = |stretch: Stretch| {
        let half = stretch.from.duration_until(stretch.to).as_secs() / 2;
        seconds(stretch.from, half).unwrap_or(stretch.from)
    };
    let distance = |to: Stretch| middle(now).duration_until(middle(to)).as_secs().abs();
    let is_next = distance(next).saturating_mul(ahead_times) < distance(last).saturating_mul(behind_times);
    Some(if is_next { next } else { last })
}

/// What is all of these, one of them definite. A date is right where a weekday disagrees: « hier mardi » said on a Tuesday.
fn all(parts: &[&Expression], context: &Search<'_>) -> Option<Stretch> {
    let definite = parts.iter().rfind(|part| part.is_definite())?;
    let coarse = definite.definite(context)?;
    let coarser_years = parts
        .iter()
        .filter(|part| matches!(part, Expression::Year(_) | Expression::Decade(_) | Expression::Century(_)));
    for year in coarser_years {
        // « mars 2013 » and « l'année dernière » of another year are not one time.
        let year = year.definite(context)?;
        if coarse.from >= year.to || coarse.named_window().1 <= year.from {
            return None;
        }
    }
    let finer: Vec<&Expression> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_definite() && part.grain() < coarse.named_grain())
        .collect();
    if finer.is_empty() {
        return Some(coarse);
    }
    let first = |coarse: Stretch| {
        let near = Stretch { to: ahead(coarse.from, 400).min(coarse.to), ..coarse };
        inside(&finer, near, context)
            .into_iter()
            .next()
            .or_else(|| inside(&finer, coarse, context).into_iter().next())
    };
    // « dans sept jours à 17 heures »: the day is meant, though its hour is known.
    let (from, to) = coarse.named_window();
    let named = Stretch { from, to, ..coarse };
    let without_weekday = || {
        let dated: Vec<&Expression> =
            finer.iter().copied().filter(|part| !matches!(part, Expression::Weekday(_))).collect();
        within_all(&dated, (from, to), context).into_iter().next()
    };
    first(coarse).or_else(|| first(named)).or_else(without_weekday)
}

/// « le même trimestre de 2015 »: the quarter of that year that is the first, second … as the last mentioned one.
fn same_quarter_of(parts: &[&Expression], context: &Search<'_>) -> Option<Stretch> {
    let is_same = |part: &&Expression| matches!(part, Expression::Relative { place: Place::This, anchor: Anchor::Mention, what } if **what == Expression::Unit(Unit::Quarter));
    let [year @ Expression::Year(_), same] = parts else { return None };
    let quarter = Expression::Quarter((context.period.filter(|_| is_same(same))?.from.month() + 2) / 3);
    all(&[*year, &quarter], context)
}

/// « cette semaine », « mardi prochain », « la veille »: this, the n-th next or last, from an anchor.
fn relative(place: Place, what: &Expression, anchor: Stretch, context: &Search<'_>) -> Option<Stretch> {
    if what.is_definite() {
        return what.definite(context);
    }
    if let Expression::Unit(unit) = what {
        // « la veille » of a month, and the hour of a day, are not known.
        let known = anchor.grain <= unit.grain();
        return known
            .then(|| unit_from(place, *unit, anchor, context))?
            .map(|found| Stretch { zone: anchor.zone, ..found });
    }
    if anchor.grain > what.cycle() {
        return None;
    }
    let next = |n| what.forward(n, (anchor.to, DateTime::MAX), context, |_| true);
    let last = |n| what.backward(n, (DateTime::MIN, anchor.to), context, |found| found.to <= anchor.from);
    match place {
        Place::Next(n) => next(n),
        Place::Last(n) => last(n),
        Place::This => {
            let here = if what.grain() < Grain::Day {
                let day = Unit::Day.at(anchor.from)?;
                // « cette nuit » of the past is the night that began yesterday.
                let before =
                    matches!(what, Expression::Daypart(Daypart::Night)) && !context.direction.is_ahead();
                let window = if before { (back(day.0, 1), day.0) } else { day };
                what.forward(1, window, context, |_| true)
            } else {
                what.backward(1, (back(anchor.to, 40_000), anchor.to), context, |found| {
                    found.to > anchor.from
                })
            };
            here.or_else(|| if context.direction.is_ahead() { next(1) } else { last(1) })
        }
    }
}

/// « cette semaine », « l'année suivante ».
fn unit_from(place: Place, unit: Unit, anchor: Stretch, context: &Search<'_>) -> Option<Stretch> {
    let running = unit.at(anchor.from)?;
    let first =
        unit.at(anchor.to).and_then(|last| if last.0 < anchor.to { unit.after(last.0) } else { Some(last) });
    let after = std::iter::successors(first, |found| unit.after(found.0));
    let before = std::iter::successors(Some(running), |found| unit.at(seconds(found.0, -1)?))
        .skip_while(|found| found.1 > anchor.from);
    let index = |n: i32| usize::try_from(n.saturating_sub(1)).unwrap_or(0);
    if let Place::Next(n) | Place::Last(n) = place {
        context.step(index(n));
    }
    let found = match place {
        Place::This if running.1 > anchor.from => Some(running),
        Place::Next(n) => after.take(MOST).nth(index(n)),
        Place::Last(n) => before.take(MOST).nth(index(n)),
        Place::This if context.direction.is_ahead() => after.take(MOST).next(),
        Place::This => before.take(MOST).next(),
    };
    found.map(|found| Stretch::unit(found, unit))
}

/// « il y a trois ans », « deux jours plus tard »: known one unit finer than it says, as far as the anchor is; called as it says.
fn from_anchor(by: &Duration, later: bool, anchor: Stretch, from_now: bool) -> Option<Stretch> {
    let unit = by.unit();
    if anchor.grain > unit.grain() && !(anchor.grain == Grain::Day && by.is_of_days()) {
        return None;
    }
    let target = by.shift(anchor.from, later)?;
    let finest = if from_now || unit < Unit::Night { Grain::Second } else { Grain::Day };
    let known = finer(unit).grain().max(anchor.grain).max(finest);
    let mut stretch = Stretch::around(
        target,
        unit_of(known).map_or(unit, |known| if known.grain() > unit.grain() { Unit::Day } else { known }),
    )?;
    if unit >= Unit::Night {
        let called = match unit {
            Unit::Businessday | Unit::Fortnight => Unit::Day,
            // « un an plus tôt » after a quarter is the same quarter of the year before.
            Unit::Year if !from_now && anchor.named_grain() == Grain::Quarter => Unit::Quarter,
            _ => unit,
        };
        stretch.name = Stretch::around(target, called)?.name;
    }
    if stretch.grain < Grain::Day {
        stretch.zone = anchor.zone;
    }
    stretch.modifier = by.shifted_modifier(later);
    Some(stretch)
}

/// The unit in which a date is known that is so many of this one away.
fn finer(unit: Unit) -> Unit {
    match unit {
        Unit::Second | Unit::Minute => Unit::Second,
        Unit::Hour => Unit::Minute,
        Unit::Daypart | Unit::Day | Unit::Businessday | Unit::Fortnight => Unit::Hour,
        Unit::Night | Unit::Weekend => unit,
        Unit::Week | Unit::Month => Unit::Day,
        Unit::Quarter | Unit::Season | Unit::Halfyear | Unit::Year => Unit::Month,
        Unit::Decade | Unit::Century => Unit::Year,
    }
}

/// « les trois derniers jours »: whole units, the running one is not among them.
fn run(n: i32, unit: Unit, later: bool, now: Stretch) -> Option<Stretch> {
    if now.grain > unit.grain() {
        return None;
    }
    let running = unit.at(now.from)?;
    let (from, to) = if later {
        let next = unit.after(running.0)?;
        (next.0, shift(next.0, n.into(), unit)?)
    } else {
        (shift(running.0, -f64::from(n), unit)?, running.0)
    };
    let mut stretch = Stretch::of((from, to), unit.grain());
    let last = shift(to, -1.0, unit)?;
    stretch.name.last = (last > from).then(|| label(last, unit.grain()));
    (from < to).then_some(stretch)
}
