//! What two statements have to do with each other, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clash::{self, Clash};
use super::comparison::{Comparison, days_apart};
use super::figure;
use super::model::Model;
use super::statement::Statement;
use super::toll::{self, Tolls};
use super::turned;

/// What two statements have to do with each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Which relation.
    pub kind: Kind,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// What of each slot speaks for it or against it.
    pub reasons: Vec<Reason>,
}

/// The relations of two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "type")]
pub enum Kind {
    /// They say the same; `partial` where one says more besides.
    Same {
        /// Whether the one stands in the other as a part.
        partial: bool,
    },
    /// Both cannot hold.
    Contradiction(Conflict),
    /// The same quantity or state at another moment.
    Update(Conflict),
    /// They speak of the same event or story.
    Related,
    /// They have only the background in common.
    Unrelated,
}

/// What two statements differ in that contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Conflict {
    /// 74 and 82 arrests.
    Number,
    /// One affirms what the other denies, or says its opposite.
    Polarity,
    /// Another place.
    Place,
    /// Another date.
    Date,
    /// Said by another.
    Attribution,
    /// Anything else.
    Other,
}

/// What a slot of two statements holds, in their own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which slot.
    pub slot: Slot,
    /// The words of the first.
    pub a: String,
    /// The words of the second.
    pub b: String,
    /// What they have to do with each other.
    pub verdict: Verdict,
}

/// A slot of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// The telling words of the content.
    Words,
    /// Whom or what it names.
    Name,
    /// Where.
    Place,
    /// When.
    Time,
    /// How much.
    Number,
    /// Whether it is so.
    Polarity,
    /// Up or down, for or against.
    Direction,
    /// On whose word.
    Source,
}

/// What the words of a slot have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The same.
    Same,
    /// Compatible: one may be the other, rounded.
    Compatible,
    /// Different, which says nothing.
    Differs,
    /// Both cannot hold.
    Conflict,
}

/// What two statements of different articles have to do with each other.
///
/// Fails toward *related*: nothing is called the same or contradictory that the slots do not show.
pub fn relate(a: &Statement, b: &Statement) -> Relation {
    relate_by(Model::built_in(), a, b)
}

/// As [`relate`], by the weights of another model.
pub fn relate_by(model: &Model, a: &Statement, b: &Statement) -> Relation {
    let comparison = Comparison::of(a, b);
    if let Some(tolls) = toll::compare(a, b) {
        let kind = match tolls {
            Tolls::Same => Kind::Same { partial: comparison.covered < PARTIAL },
            Tolls::Denied => which(a, b, Slot::Polarity),
            Tolls::Different => which(a, b, Slot::Number),
            Tolls::Apart => Kind::Related,
        };
        return Relation { kind, confidence: TOLL, reasons: comparison.reasons };
    }
    if let Some(reasons) = figure::compare(a, b) {
        return Relation { kind: Kind::Same { partial: false }, confidence: FIGURE, reasons };
    }
    if turned::is_turned(a, b) {
        let sign = |s: &Statement| if s.is_negative() { "-" } else { "+" }.to_owned();
        let clash = Clash { slot: Slot::Polarity, features: Vec::new(), words: [sign(a), sign(b)] };
        return Relation {
            kind: which(a, b, Slot::Polarity),
            confidence: TURNED,
            reasons: comparison.with(clash),
        };
    }
    let [same, _, _, unrelated] = model.chances(&comparison.features);
    let mut clashes = clash::clashes(a, b, &comparison);
    let conflict = model.conflict(&together(&comparison, &clashes));
    // Of other slots the trees were right twice in cross-validation, and mostly wrong on pairs of another kind than they had seen.
    clashes.retain(|clash| clash.slot == Slot::Number);
    if conflict >= model.conflict_from
        && conflict > same
        && let Some(clash) = likeliest(model, clashes)
    {
        return Relation {
            kind: which(a, b, clash.slot),
            confidence: conflict,
            reasons: comparison.with(clash),
        };
    }
    let (kind, confidence) = if same >= model.same_from && !is_vetoed(&comparison) {
        (Kind::Same { partial: comparison.covered < PARTIAL }, same)
    } else if unrelated <= 0.5 {
        (Kind::Related, 1.0 - unrelated)
    } else {
        (Kind::Unrelated, unrelated)
    };
    Relation { kind, confidence, reasons: comparison.reasons }
}

/// The clash that is likeliest of the same thing.
fn likeliest(model: &Model, clashes: Vec<Clash>) -> Option<Clash> {
    let judged = clashes.into_iter().map(|clash| (model.clash(&clash.features), clash));
    judged.max_by(|x, y| x.0.total_cmp(&y.0)).map(|(_, clash)| clash)
}

/// What two statements share and what they say against each other, of several clashes the most that each shows.
fn together(comparison: &Comparison, clashes: &[Clash]) -> Vec<(&'static str, f64)> {
    let mut features: BTreeMap<&'static str, f64> =
        comparison.features.iter().chain(&comparison.more).copied().collect();
    for (name, value) in clashes.iter().flat_map(|clash| &clash.features) {
        let most = features.entry(name).or_default();
        if value.abs() > most.abs() {
            *most = *value;
        }
    }
    features.into_iter().collect()
}

/// The features by which a contradiction or an update is told from all else, for training.
pub fn conflict_features(a: &Statement, b: &Statement) -> Vec<(&'static str, f64)> {
    let comparison = Comparison::of(a, b);
    together(&comparison, &clash::clashes(a, b, &comparison))
}

/// The features of two statements, for training.
pub fn features(a: &Statement, b: &Statement) -> Vec<(&'static str, f64)> {
    Comparison::of(a, b).features
}

/// What two statements say against each other, for training.
pub fn clashes(a: &Statement, b: &Statement) -> Vec<Clash> {
    clash::clashes(a, b, &Comparison::of(a, b))
}

/// How sure what is decided by rule is, of tolls.
const TOLL: f64 = 0.9;

/// And of nearly the same words, negated in one.
const TURNED: f64 = 0.85;

/// And of one figure in other words.
const FIGURE: f64 = 0.8;

/// Of the words of the longer statement, those that the shorter must have for the two to be wholly the same.
const PARTIAL: f64 = 0.3;

/// What is never the same, whatever the model says: numbers of the same thing that differ, where no number agrees.
fn is_vetoed(comparison: &Comparison) -> bool {
    let number =
        |verdict: Verdict| comparison.reasons.iter().any(|r| r.slot == Slot::Number && r.verdict == verdict);
    let opposite = comparison
        .reasons
        .iter()
        .any(|r| matches!(r.slot, Slot::Direction | Slot::Polarity) && r.verdict == Verdict::Conflict);
    number(Verdict::Conflict) && !number(Verdict::Same) && !number(Verdict::Compatible)
        || opposite && comparison.covered > 0.6
}

/// A contradiction, or an update: the same quantity at another moment.
fn which(a: &Statement, b: &Statement, slot: Slot) -> Kind {
    let conflict = match slot {
        Slot::Number => Conflict::Number,
        Slot::Polarity | Slot::Direction => Conflict::Polarity,
        Slot::Place => Conflict::Place,
        Slot::Time => Conflict::Date,
        Slot::Source => Conflict::Attribution,
        Slot::Words | Slot::Name => Conflict::Other,
    };
    // What is denied a day later is not another moment of it.
    if slot == Slot::Polarity {
        return Kind::Contradiction(conflict);
    }
    let apart = days_apart(&a.article, &b.article);
    let hour = [a, b].iter().any(|s| s.times.iter().any(|time| time.is_within_a_day()));
    match apart {
        Some(days) if days < 2 && !hour => Kind::Contradiction(conflict),
        None if slot != Slot::Number && !hour => Kind::Contradiction(conflict),
        _ => Kind::Update(conflict),
    }
}
