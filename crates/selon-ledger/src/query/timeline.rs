//! How many claims there are on each day, or week, month, year.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Bars that can be told apart in a drawing.
const MOST: usize = 100;

/// Of ten claims so many are to be within the bars; for fewer they are made wider.
const WITHIN: usize = 9;

/// Claims by time, in bars of the narrowest width that shows nearly all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// How wide the bars are.
    pub grain: Grain,
    /// In order of time; those without a claim are left out.
    pub bars: Vec<Bar>,
    /// How many claims are in none of them: they are far from all others, or not dated as finely.
    pub elsewhere: u32,
}

/// The claims of a day, a week, a month or a year. A claim that has several of its days counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// How many claims.
    pub claims: u32,
}

/// How wide a bar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A day.
    #[default]
    Day,
    /// From Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A time that a claim has, as finely as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    claim: u32,
    first: Date,
    grain: Grain,
}

impl Moment {
    /// Of a day, a month or a year of ISO 8601.
    pub(super) fn of(claim: u32, value: &str) -> Option<Moment> {
        let number = |digits: Option<&str>| digits.map_or(Some(1), |digits| digits.parse().ok());
        let (year, month, day) = (value.get(..4)?, value.get(5..7), value.get(8..10));
        let grain = match (month, day) {
            (_, Some(_)) => Grain::Day,
            (Some(_), None) => Grain::Month,
            (None, None) => Grain::Year,
        };
        let first = Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()?;
        Some(Moment { claim, first, grain })
    }
}

impl Grain {
    /// The bar that a day is in, counted from any.
    fn bar(self, day: Date) -> i64 {
        let days = || i64::from((day - date(1970, 1, 5)).get_days());
        match self {
            Grain::Day => days(),
            Grain::Week => days().div_euclid(7),
            Grain::Month => i64::from(day.year()) * 12 + i64::from(day.month()) - 1,
            Grain::Year => i64::from(day.year()),
        }
    }

    /// The bar, which has the day.
    fn around(self, day: Date, claims: u32) -> Option<Bar> {
        let (first, last) = match self {
            Grain::Day => (day, day),
            Grain::Week => {
                let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                (monday, monday.checked_add(6.days()).ok()?)
            }
            Grain::Month => (day.first_of_month(), day.last_of_month()),
            Grain::Year => (day.first_of_year(), day.last_of_year()),
        };
        Some(Bar { first, last, claims })
    }
}

impl Timeline {
    /// Of the times of claims.
    pub(super) fn of(moments: &[Moment]) -> Timeline {
        let claims: HashSet<u32> = moments.iter().map(|moment| moment.claim).collect();
        let mut best: Option<(usize, Grain, Vec<Placed>)> = None;
        for grain in [Grain::Day, Grain::Week, Grain::Month, Grain::Year] {
            let within = fullest(&placed(moments, grain));
            let inside = within.iter().map(|placed| placed.claim).collect::<HashSet<_>>().len();
            let is_enough = inside * 10 >= claims.len() * WITHIN;
            if best.as_ref().is_none_or(|(most, ..)| inside > *most) {
                best = Some((inside, grain, within));
            }
            if is_enough {
                break;
            }
        }
        let Some((inside, grain, within)) = best else { return Timeline::default() };
        let bars = within.chunk_by(|a, b| a.bar == b.bar);
        let bars = bars.filter_map(|bar| grain.around(bar[0].day, bar.len() as u32)).collect();
        Timeline { grain, bars, elsewhere: (claims.len() - inside) as u32 }
    }
}

/// A claim in a bar, and the day for which it is there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    bar: i64,
    claim: u32,
    day: Date,
}

/// A row for each time that is known finely enough, each claim once a bar, in order.
fn placed(moments: &[Moment], grain: Grain) -> Vec<Placed> {
    let fine = moments.iter().filter(|moment| moment.grain <= grain);
    let mut placed: Vec<Placed> = fine
        .map(|moment| Placed { bar: grain.bar(moment.first), claim: moment.claim, day: moment.first })
        .collect();
    placed.sort_unstable();
    placed.dedup_by_key(|placed| (placed.bar, placed.claim));
    placed
}

/// Those within the bars next to each other that hold the most.
fn fullest(placed: &[Placed]) -> Vec<Placed> {
    let (mut start, mut best) = (0, 0..0);
    for end in 1..=placed.len() {
        while placed[end - 1].bar - placed[start].bar >= MOST as i64 {
            start += 1;
        }
        // Of stretches that hold as much, the latest.
        if end - start >= best.len() {
            best = start..end;
        }
    }
    placed[best].to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn timeline(times: &[(u32, &str)]) -> Timeline {
        let moments: Vec<Moment> =
            times.iter().filter_map(|(claim, value)| Moment::of(*claim, value)).collect();
        assert_eq!(moments.len(), times.len());
        Timeline::of(&moments)
    }

    fn shown(timeline: &Timeline) -> Vec<String> {
        timeline.bars.iter().map(|bar| format!("{}/{} {}", bar.first, bar.last, bar.claims)).collect()
    }

    #[test]
    fn a_story_is_shown_by_days() {
        let days = timeline(&[(1, "2022-01-05"), (1, "2022-01-05"), (2, "2022-01-05"), (2, "2022-01-09")]);
        assert_eq!(shown(&days), ["2022-01-05/2022-01-05 2", "2022-01-09/2022-01-09 1"]);
        assert_eq!((days.grain, days.elsewhere), (Grain::Day, 0));
    }

    #[test]
    fn longer_ones_by_weeks_months_and_years() {
        let weeks = timeline(&[(1, "2022-01-05"), (2, "2022-01-09"), (3, "2023-01-05")]);
        assert_eq!(shown(&weeks), ["2022-01-03/2022-01-09 2", "2023-01-02/2023-01-08 1"]);
        let months = timeline(&[(1, "2019-03-05"), (2, "2022-01"), (3, "2022-01-31")]);
        assert_eq!(shown(&months), ["2019-03-01/2019-03-31 1", "2022-01-01/2022-01-31 2"]);
        let years = timeline(&[(1, "1969"), (1, "1969-01"), (2, "2022-01-09")]);
        assert_eq!(shown(&years), ["1969-01-01/1969-12-31 1", "2022-01-01/2022-12-31 1"]);
    }

    #[test]
    fn what_is_far_away_or_vague_is_elsewhere() {
        let days = (1..=20).map(|claim| (claim, "2022-01-05")).chain([(21, "1789-07-14"), (22, "2022")]);
        let days = timeline(&days.collect::<Vec<_>>());
        assert_eq!((shown(&days), days.elsewhere), (vec!["2022-01-05/2022-01-05 20".into()], 2));
        assert_eq!(timeline(&[]), Timeline::default());
    }

    proptest! {
        #[test]
        fn every_claim_is_in_a_bar_or_elsewhere(times in proptest::collection::vec((0u32..30, -3000i64..90000), 0..60)) {
            let days = times.iter().filter_map(|(claim, day)| {
                let day = date(1900, 1, 1).checked_add(day.days()).ok()?;
                Moment::of(*claim, &day.to_string())
            });
            let moments: Vec<Moment> = days.collect();
            let timeline = Timeline::of(&moments);
            prop_assert!(timeline.bars.len() <= MOST);
            prop_assert!(timeline.bars.windows(2).all(|pair| pair[0].last < pair[1].first));
            let claims: HashSet<u32> = moments.iter().map(|moment| moment.claim).collect();
            let inside: HashSet<u32> = moments.iter()
                .filter(|moment| timeline.bars.iter().any(|bar| bar.first <= moment.first && moment.first <= bar.last))
                .map(|moment| moment.claim).collect();
            prop_assert_eq!(claims.len() - inside.len(), timeline.elsewhere as usize);
        }
    }
}
