//! What two statements say against each other: each slot in which both cannot hold, with what tells whether it is the same
//! thing that they say it of.

use super::comparison::Comparison;
use super::lexicon::Lexicon;
use super::number::{Likeness, Number};
use super::relation::{Slot, Verdict};
use super::statement::Statement;
use super::words::stem;

/// Words after a word of negation that it can be about: « n'*a* *pas* *reconnu* les *faits* ».
const NEGATED: usize = 6;

/// Words on either side of an opposite by which it is seen to be of the same thing.
const BESIDE: usize = 4;

/// A slot in which two statements cannot both hold, if they speak of the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Which slot.
    pub slot: Slot,
    /// What tells whether it is of the same thing: named numbers, each about between -1 and 1.
    pub features: Vec<(&'static str, f64)>,
    /// The words of both.
    pub(super) words: [String; 2],
}

/// Every clash of two statements.
pub(super) fn clashes(a: &Statement, b: &Statement, comparison: &Comparison) -> Vec<Clash> {
    let mut clashes = numbers(a, b, comparison);
    clashes.extend(polarity(a, b, comparison));
    clashes.extend(opposites(a, b, comparison));
    clashes.extend(elsewhere(comparison));
    for clash in &mut clashes {
        clash.features.extend_from_slice(&comparison.features);
        clash.features.retain(|(_, value)| *value != 0.0);
    }
    clashes
}

/// The feature of a class that news count most: the dead of one event are counted again and again, demonstrators on many days.
fn of_class(class: &str) -> Option<&'static str> {
    Some(match class {
        "dead" => "number of dead",
        "injured" => "number of injured",
        "arrested" => "number of arrested",
        "custody" => "number of held",
        "demonstrators" => "number of demonstrators",
        _ => return None,
    })
}

/// « 74 interpellations », « 82 interpellations ».
fn numbers(a: &Statement, b: &Statement, comparison: &Comparison) -> Vec<Clash> {
    let is_met = |x: &Number, others: &[Number]| {
        others.iter().any(|y| matches!(x.likeness(y), Likeness::Equal | Likeness::Rounded))
    };
    let mut clashes = Vec::new();
    for x in &a.numbers {
        for y in &b.numbers {
            if x.likeness(y) != Likeness::Different || x.part != y.part {
                continue;
            }
            let near = share(&x.near, &y.near);
            let of_the_same = x.of_the_same(y);
            if !of_the_same && near < 0.25 {
                continue;
            }
            let ratio = match (x.middle(), y.middle()) {
                (Some(x), Some(y)) if x > 0.0 && y > 0.0 => (x / y).ln().abs().min(3.0),
                _ => 3.0,
            };
            let flag = f64::from;
            let elsewhere = |number: &Number, other: &Statement| {
                number.value.is_some_and(|value| other.article.has_figure(value))
            };
            let least = [x, y].map(|number| number.value.is_none());
            let mut features = vec![
                ("number", 1.0),
                ("number in the other article", flag(elsewhere(x, b) || elsewhere(y, a))),
                ("numbers in both articles", flag(elsewhere(x, b) && elsewhere(y, a))),
                ("number a least in one", flag(least[0] != least[1])),
                ("number a least in both", flag(least[0] && least[1])),
                ("number rough in one", flag(x.approximate != y.approximate)),
                ("numbers many", ((a.numbers.len() * b.numbers.len()) as f64).ln()),
                ("number large", x.middle().unwrap_or_default().max(1.0).log10() / 4.0),
                ("number of the same", flag(of_the_same)),
                ("number of a class", flag(of_the_same && x.class.is_some())),
                ("number of whom it befell", flag(of_the_same && x.is_of_whom_it_befell())),
                ("number beside the same words", near),
                ("number of the same words", share(&x.of, &y.of)),
                ("number far apart", ratio),
                ("number little apart", flag(ratio < 0.35)),
                ("number met elsewhere", flag(is_met(x, &b.numbers) || is_met(y, &a.numbers))),
                ("number small", flag([x, y].iter().all(|n| n.middle().is_some_and(|value| value < 13.0)))),
                ("number, words contained", comparison.contained),
                ("number, words covered", comparison.covered),
                ("number beside the same words, words covered", near * comparison.covered),
            ];
            if of_the_same {
                features.extend(x.class.as_deref().and_then(of_class).map(|name| (name, 1.0)));
            }
            clashes.push(Clash { slot: Slot::Number, features, words: [x.text.clone(), y.text.clone()] });
        }
    }
    clashes
}

/// « Il a reconnu les faits », « il nie les faits »; « il n'a pas reconnu les faits ».
fn polarity(a: &Statement, b: &Statement, comparison: &Comparison) -> Option<Clash> {
    let negated = a.is_negative() != b.is_negative();
    let denied = a.denies != b.denies;
    // A denial of what is not so says that it is so.
    if negated == denied || a.language.get(..2) != b.language.get(..2) {
        return None;
    }
    let (no, yes) = if a.is_negative() || a.denies { (a, b) } else { (b, a) };
    let lexicon = Lexicon::of(&no.language);
    let at = |i: usize| lexicon.negation(&no.forms[i]).is_some();
    let after = (0..no.forms.len()).filter(|i| at(*i)).flat_map(|i| {
        let rest = no.forms[i + 1..].iter().take(NEGATED);
        rest.filter(|form| !lexicon.is_empty_word(form) && lexicon.negation(form).is_none())
    });
    let about: Vec<String> = after.map(|form| stem(form).to_owned()).collect();
    let held = held(&about, &yes.stemmed());
    let features = vec![
        ("polarity", 1.0),
        ("polarity by a denial", f64::from(denied)),
        ("polarity of the same words", held),
        ("polarity, words contained", comparison.contained),
        ("polarity, words covered", comparison.covered),
        ("polarity of the same words, words covered", held * comparison.covered),
    ];
    let sign = |s: &Statement| if s.is_negative() || s.denies { "-" } else { "+" }.to_owned();
    Some(Clash { slot: Slot::Polarity, features, words: [sign(a), sign(b)] })
}

/// « en hausse », « en baisse ».
fn opposites(a: &Statement, b: &Statement, comparison: &Comparison) -> Option<Clash> {
    let reason = comparison.reasons.iter().find(|reason| reason.slot == Slot::Direction)?;
    let beside = |s: &Statement, word: &str| -> Vec<String> {
        let Some(at) = s.forms.iter().position(|form| form == word) else { return Vec::new() };
        let lexicon = Lexicon::of(&s.language);
        let near = s.forms[at.saturating_sub(BESIDE)..].iter().take(2 * BESIDE + 1);
        near.filter(|form| *form != word && !lexicon.is_empty_word(form))
            .map(|f| stem(f).to_owned())
            .collect()
    };
    let near = share(&beside(a, &reason.a), &beside(b, &reason.b));
    let features = vec![
        ("opposites", 1.0),
        ("opposites beside the same words", near),
        ("opposites, words contained", comparison.contained),
        ("opposites, words covered alone", comparison.covered),
    ];
    Some(Clash { slot: Slot::Direction, features, words: [reason.a.clone(), reason.b.clone()] })
}

/// Another place or another day of what is otherwise the same: « à Cracovie », « à Katowice ».
fn elsewhere(comparison: &Comparison) -> impl Iterator<Item = Clash> {
    let conflicts = comparison.reasons.iter().filter(|reason| reason.verdict == Verdict::Conflict);
    conflicts.filter_map(|reason| {
        let [name, contained, covered] = match reason.slot {
            Slot::Place => ["elsewhere", "elsewhere, words contained", "elsewhere, words covered"],
            Slot::Time => ["another day", "another day, words contained", "another day, words covered"],
            _ => return None,
        };
        let features = vec![(name, 1.0), (contained, comparison.contained), (covered, comparison.covered)];
        Some(Clash { slot: reason.slot, features, words: [reason.a.clone(), reason.b.clone()] })
    })
}

/// Of the words of the shorter list, those that the other has.
fn share(a: &[String], b: &[String]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    held(short, long)
}

/// Of some words, those that stand among others.
fn held(words: &[String], among: &[String]) -> f64 {
    let held = words.iter().filter(|word| among.contains(word)).count();
    held as f64 / words.len().max(1) as f64
}
