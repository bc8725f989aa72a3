//! Quantities as they are compared: of what, how many, and whether two of them can be the same number.

use selon_record::{Dimension, Quantity};
use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::words::Token;

/// How far from a quantity a word may stand that tells what is counted: « 246 personnes ont été *tuées* ».
const REACH: usize = 6;

/// Words on either side of a quantity by which another one is seen to be of the same thing.
const BESIDE: usize = 7;

/// What happens to those who are counted, whoever they are.
const BEFALLS: [&str; 8] =
    ["dead", "injured", "ill", "arrested", "custody", "missing", "condemned", "hostages"];

/// How near two rough numbers must be to be the same: « environ 450 » is not « environ 400 ».
const ROUGHLY: f64 = 0.05;

/// A quantity of a content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Number {
    pub(super) dimension: Dimension,
    pub(super) unit: Option<String>,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) approximate: bool,
    /// The class of what is counted in `data/LANG/counted.tsv`: the same in every language.
    pub(super) class: Option<String>,
    /// The stems of what is counted.
    pub(super) of: Vec<String>,
    /// The stems of the telling words around it.
    pub(super) near: Vec<String>,
    /// Whether those counted are people of some kind, « 47 employés »: there may be others.
    pub(super) group: bool,
    /// Whether it is part of a number before it: « dont 103 à Almaty ».
    pub(super) part: bool,
    /// The words.
    pub(super) text: String,
}

/// What two numbers have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Of different things: they say nothing of each other.
    Other,
    /// The same number.
    Equal,
    /// They can be the same, one of them rounded: « une trentaine », 35.
    Rounded,
    /// Of the same thing, and different.
    Different,
}

impl Number {
    /// A quantity with what its sentence says of what is counted. `sentence` are the words of the sentence, of which those
    /// from `first` to `last` (one past) are the quantity's.
    pub(super) fn of(
        quantity: &Quantity,
        sentence: &[Token],
        first: usize,
        last: usize,
        lexicon: &Lexicon,
    ) -> Self {
        let of = quantity.of.as_deref().map(super::words::tokens).unwrap_or_default();
        let counted = |token: &Token| lexicon.counted(&token.form);
        let named = |token: &Token| counted(token).and_then(|counted| counted.class);
        let befalls = |class: &&str| BEFALLS.contains(class);
        // « 18 membres des forces de l'ordre *morts* », but « une douzaine de *véhicules* de la gendarmerie ».
        let what_befell = of.iter().filter_map(named).find(befalls);
        let own = what_befell.or_else(|| of.iter().find_map(named));
        let person = of.iter().any(|token| counted(token).is_some());
        let group = what_befell.is_none() && of.iter().filter_map(counted).any(|counted| counted.group);
        let counts = quantity.dimension == Dimension::Count || quantity.dimension == Dimension::Percent;
        let near = || {
            let after = sentence[last.min(sentence.len())..].iter().take(REACH);
            let mut before = sentence[..first.min(sentence.len())].iter().rev().take(4);
            // « a *tué* 120 personnes et blessé 300 autres », but « 15 *morts*, et 120 personnes blessées ».
            let mut telling = before.clone().skip_while(|token| lexicon.is_empty_word(&token.form));
            let verb = telling.next().filter(|_| telling.next().is_none_or(|token| !token.is_number()));
            verb.and_then(named)
                .filter(befalls)
                .or_else(|| after.take_while(|token| !token.is_number()).find_map(named))
                .or_else(|| before.by_ref().take_while(|token| !token.is_number()).find_map(named))
        };
        // « 18 membres des forces de l'ordre morts »: the last word counts; « 225 personnes »: a word near by does.
        let class = match own {
            _ if group => near().filter(befalls).or(own),
            None if counts && (person || of.is_empty()) => near(),
            _ => own,
        };
        let stems = of.iter().filter(|token| !lexicon.is_empty_word(&token.form));
        let before = sentence[..first.min(sentence.len())].iter().rev().take(3);
        Number {
            dimension: quantity.dimension.clone(),
            unit: quantity.unit.clone(),
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            approximate: quantity.approximate,
            class: class.map(str::to_owned),
            group,
            of: stems.map(|token| token.stem().to_owned()).collect(),
            near: sentence[first.saturating_sub(BESIDE).min(sentence.len())..]
                .iter()
                .take(last + BESIDE - first.saturating_sub(BESIDE))
                .filter(|token| !token.is_number() && !lexicon.is_empty_word(&token.form))
                .map(|token| token.stem().to_owned())
                .collect(),
            part: before
                .into_iter()
                .any(|token| matches!(token.form.as_str(), "dont" | "including" | "whom")),
            text: quantity.text.clone(),
        }
    }

    /// How it stands to another.
    pub(super) fn likeness(&self, other: &Number) -> Likeness {
        if self.dimension != other.dimension || self.unit != other.unit {
            return Likeness::Other;
        }
        let same_thing = match (&self.class, &other.class) {
            (Some(a), Some(b)) => a == b,
            _ => self.of.is_empty() || other.of.is_empty() || self.of.first() == other.of.first(),
        };
        if !same_thing {
            return Likeness::Other;
        }
        if self.is_a_least() && other.is_a_least() {
            return if self.low == other.low { Likeness::Equal } else { Likeness::Different };
        }
        match ((self.middle(), self.bounds()), (other.middle(), other.bounds())) {
            ((Some(a), Some(a_bounds)), (Some(b), Some(b_bounds))) => {
                if self.approximate
                    && other.approximate
                    && a != b
                    && (a - b).abs() > ROUGHLY * a.abs().max(b.abs())
                {
                    return Likeness::Different;
                }
                let within = |value: f64, (low, high): (f64, f64)| low <= value && value <= high;
                if a == b && a_bounds == b_bounds {
                    Likeness::Equal
                } else if within(a, b_bounds) || within(b, a_bounds) {
                    Likeness::Rounded
                } else {
                    Likeness::Different
                }
            }
            _ => Likeness::Other,
        }
    }

    /// « plus de 36 000 »: two of these that differ are two counts.
    fn is_a_least(&self) -> bool {
        self.value.is_none() && self.low.is_some() && self.high.is_none()
    }

    /// Whether both say what is counted, and it is the same.
    pub(super) fn of_the_same(&self, other: &Number) -> bool {
        match (&self.class, &other.class) {
            (Some(a), Some(b)) => a == b,
            (None, None) => !self.of.is_empty() && self.of.first() == other.of.first(),
            _ => false,
        }
    }

    /// The number in the middle of what the words allow.
    pub(super) fn middle(&self) -> Option<f64> {
        self.value.or(match (self.low, self.high) {
            (Some(low), Some(high)) => Some((low + high) / 2.0),
            (low, high) => low.or(high),
        })
    }

    /// Whether it counts by what happened to those who are counted: « morts », « interpellés ».
    pub(super) fn is_of_whom_it_befell(&self) -> bool {
        self.class.as_deref().is_some_and(|class| BEFALLS.contains(&class))
    }

    /// Whether it counts all whom something befell, not a group of them: « 164 morts », not « 18 agents tués ».
    pub(super) fn is_whole_toll(&self) -> bool {
        self.is_of_whom_it_befell() && !self.group && self.of.len() == 1 && self.is_telling()
    }

    /// Whether the number has enough digits to be no accident: 1 385, 5 600; not 20 or 1 000.
    pub(super) fn is_telling(&self) -> bool {
        self.digits() >= 2 && self.middle().is_some_and(|value| value >= 13.0)
    }

    /// Whether two events hardly have it by chance: 1 350, 230 000; not 47 or 2 000.
    pub(super) fn is_no_accident(&self) -> bool {
        let digits = self.digits();
        digits >= 3 || digits >= 2 && self.middle().is_some_and(|value| value >= 10_000.0)
    }

    fn digits(&self) -> usize {
        self.middle().map_or(0, digits)
    }

    /// The least and the most that its words allow. A round number may be a rounded one: 5 800 is anything that rounds to
    /// it; « plus de 160 » is not much more.
    fn bounds(&self) -> Option<(f64, f64)> {
        let around = |value: f64| {
            let (step, size) = (half_step(value), value.abs());
            let half =
                if self.approximate { step.min(size * 0.2).max(size * 0.1) } else { step.min(size * 0.03) };
            (value - half, value + half)
        };
        match (self.value, self.low, self.high) {
            (Some(value), None, None) => Some(around(value)),
            (None, Some(low), None) => Some((low, low + (half_step(low) * 2.0).max(low * 0.1))),
            (None, None, Some(high)) => Some((high - (half_step(high) * 2.0).max(high * 0.1), high)),
            (_, Some(low), Some(high)) => Some((low.min(high), low.max(high))),
            (Some(value), _, _) => Some(around(value)),
            (None, None, None) => None,
        }
    }
}

/// Half of what a number's last digit that is not zero counts: 50 of 5 800, nothing of 5 873, since nobody rounds to ones.
fn half_step(value: f64) -> f64 {
    let mut step = 1.0;
    while value != 0.0 && step < 1e15 && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    if step > 1.0 { step / 2.0 } else { 0.0 }
}

/// Digits before the closing zeros.
fn digits(value: f64) -> usize {
    let written = format!("{}", value.abs());
    written.chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: Option<f64>, low: Option<f64>, approximate: bool, class: &str) -> Number {
        Number {
            dimension: Dimension::Count,
            unit: None,
            value,
            low,
            high: None,
            approximate,
            class: Some(class.to_owned()),
            of: Vec::new(),
            near: Vec::new(),
            group: false,
            part: false,
            text: String::new(),
        }
    }

    #[test]
    fn compatible_roundings_are_the_same() {
        let exact = |value| number(Some(value), None, false, "dead");
        let about = |value| number(Some(value), None, true, "dead");
        let more = |low| number(None, Some(low), false, "dead");
        assert_eq!(about(3800.0).likeness(&exact(3770.0)), Likeness::Rounded);
        assert_eq!(about(30.0).likeness(&exact(35.0)), Likeness::Rounded);
        assert_eq!(more(160.0).likeness(&exact(164.0)), Likeness::Rounded);
        assert_eq!(exact(164.0).likeness(&exact(164.0)), Likeness::Equal);
        assert_eq!(exact(111_000.0).likeness(&exact(111_010.0)), Likeness::Rounded);
        assert_eq!(about(450.0).likeness(&about(400.0)), Likeness::Different);
        assert_eq!(more(36_000.0).likeness(&more(35_000.0)), Likeness::Different);
        assert_eq!(exact(74.0).likeness(&exact(82.0)), Likeness::Different);
        assert_eq!(exact(44.0).likeness(&exact(164.0)), Likeness::Different);
    }

    #[test]
    fn numbers_of_different_things_are_not_compared() {
        let arrests = number(Some(282.0), None, false, "arrested");
        let demonstrators = number(Some(282_710.0), None, false, "demonstrators");
        assert_eq!(arrests.likeness(&demonstrators), Likeness::Other);
    }
}
