//! Judged pairs of sentences, as the program judges them.

use std::collections::HashMap;

use anyhow::Result;
use rayon::prelude::*;
use selon_ledger::claims::{Class, Kind, Model, Relation, Statement, conflict_features, relate_by};
use selon_record::Reading;

use super::statements::{self, Unit, Vectors};
use crate::data::claims::{Label, Pair};
use crate::report::{self, Table, share, thousands};
use crate::score::{Counts, ratio};

/// How the program judges a pair.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) label: Label,
    pub(super) partial: bool,
    pub(super) kind: Kind,
    pub(super) chances: [f64; 4],
    /// How likely it is a contradiction or an update.
    pub(super) conflict: f64,
    pub(super) similarity: Option<f64>,
    pub(super) relation: Option<Relation>,
    pub(super) features: Vec<(&'static str, f64)>,
}

impl Judged {
    pub(super) fn of(model: &Model, a: &[Statement], b: &[Statement]) -> Judged {
        let best = statements::best(Some(model), a, b);
        let relation = best.map(|(a, b)| relate_by(model, a, b));
        let features = best.map_or(Vec::new(), |(a, b)| selon_ledger::claims::features(a, b));
        let conflict = best.map_or(0.0, |(a, b)| model.conflict(&conflict_features(a, b)));
        Judged {
            label: Label::Unrelated,
            partial: false,
            kind: relation.as_ref().map_or(Kind::Unrelated, |relation| relation.kind),
            chances: best.map_or([0.0, 0.0, 0.0, 1.0], |_| model.chances(&features)),
            conflict,
            similarity: features.iter().find(|(name, _)| *name == "similarity").map(|(_, value)| *value),
            relation,
            features,
        }
    }
}

/// The pairs of press sentences, in their order.
pub(super) fn press(
    model: &Model,
    pairs: &[Pair],
    readings: &HashMap<String, Reading>,
    unit: Unit,
    vectors: &Vectors,
) -> Vec<Judged> {
    let judge = |pair: &Pair| {
        let [a, b] = [&pair.a, &pair.b].map(|side| {
            readings
                .get(&side.article)
                .map_or(Vec::new(), |reading| statements::of_span(reading, side.span(), unit, vectors))
        });
        Judged { label: pair.label, partial: pair.partial, ..Judged::of(model, &a, &b) }
    };
    pairs.par_iter().map(judge).collect()
}

/// Prints the figures of judged pairs.
pub(super) fn figures(judged: &[Judged], model: &Model, verbose: bool) -> Result<()> {
    let named = |kind: Kind| match kind {
        Kind::Same { .. } => Label::Same,
        Kind::Contradiction(_) => Label::Contradiction,
        Kind::Update(_) => Label::Update,
        Kind::Related => Label::Related,
        Kind::Unrelated => Label::Unrelated,
    };
    let mut matrix = Table::new(["", "same", "contradiction", "update", "related", "unrelated", "gold"]);
    for label in Label::ALL {
        let of: Vec<&Judged> = judged.iter().filter(|one| one.label == label).collect();
        let [a, b, c, d, e] =
            Label::ALL.map(|found| thousands(of.iter().filter(|one| named(one.kind) == found).count()));
        matrix.row([label.name().to_owned(), a, b, c, d, e, thousands(of.len())]);
    }
    report::print(matrix)?;
    let mut table = Table::new(["", "gold", "found", "precision", "recall", "F1"]);
    let mut row = |name: &str,
                   gold: &dyn Fn(&Judged) -> bool,
                   found: &dyn Fn(&Judged) -> bool,
                   skip: &dyn Fn(&Judged) -> bool| {
        let mut counts = Counts::default();
        for one in judged.iter().filter(|one| !skip(one)) {
            let (gold, found) = (gold(one), found(one));
            counts.right += usize::from(gold && found);
            counts.spurious += usize::from(!gold && found);
            counts.missed += usize::from(gold && !found);
        }
        let [p, r, f] = [counts.precision(), counts.recall(), counts.f1()].map(share);
        table.row([name.to_owned(), thousands(counts.gold()), thousands(counts.found()), p, r, f]);
    };
    let same = |one: &Judged| matches!(one.kind, Kind::Same { .. });
    let conflict = |one: &Judged| matches!(one.kind, Kind::Contradiction(_) | Kind::Update(_));
    let never = |_: &Judged| false;
    row("same (partial ones apart)", &|one| one.label == Label::Same, &same, &|one| one.partial);
    row("same with partial ones", &|one| one.label == Label::Same, &same, &never);
    row("contradiction or update", &|one| one.label.is_conflict(), &conflict, &never);
    for label in Label::ALL {
        row(label.name(), &|one| one.label == label, &|one| named(one.kind) == label, &never);
    }
    report::print(table)?;
    let joined = judged.iter().filter(|one| one.label == Label::Unrelated && same(one)).count();
    report::print(format_args!(
        "Wanted: same 0.900 at 0.700, contradiction or update 0.800 at 0.500, no unrelated pair the same. Unrelated, but the same: {joined}. \
         From {:.2} the same, from {:.2} a conflict.\n",
        model.same_from, model.conflict_from
    ))?;
    let whole = || judged.iter().filter(|one| !one.partial);
    let by_similarity: Vec<(f64, bool)> =
        whole().filter_map(|one| Some((one.similarity?, one.label == Label::Same))).collect();
    if !by_similarity.is_empty() {
        let (threshold, p, r, f) = best_threshold(by_similarity.clone());
        report::print(format_args!(
            "Similarity of vectors alone, at its best threshold {threshold:.2}: precision {p:.3}, recall {r:.3}, F1 {f:.3}.\n"
        ))?;
    }
    if verbose {
        curve(
            "same",
            whole().map(|one| (one.chances[Class::Same as usize], one.label == Label::Same)).collect(),
        )?;
        curve("conflict", judged.iter().map(|one| (one.conflict, one.label.is_conflict())).collect())?;
    }
    Ok(())
}

/// The threshold with the best F1, with its precision, recall and F1.
fn best_threshold(mut scored: Vec<(f64, bool)>) -> (f64, f64, f64, f64) {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold = scored.iter().filter(|(_, gold)| *gold).count().max(1) as f64;
    let mut best = (1.0, 0.0, 0.0, 0.0);
    let mut right = 0.0;
    for (i, (score, is)) in scored.iter().enumerate() {
        right += f64::from(u8::from(*is));
        let (p, r) = (right / (i + 1) as f64, right / gold);
        let f = 2.0 * p * r / (p + r).max(1e-9);
        if f > best.3 {
            best = (*score, p, r, f);
        }
    }
    best
}

/// The least threshold from which on precision is as wanted.
pub(super) fn least_threshold(mut scored: Vec<(f64, bool)>, precision: f64) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut least) = (0.0, 1.1);
    for (i, (score, is)) in scored.iter().enumerate() {
        right += f64::from(u8::from(*is));
        if right / (i + 1) as f64 >= precision {
            least = *score;
        }
    }
    least
}

/// Prints precision and recall over thresholds, and how often a chance held.
pub(super) fn curve(name: &str, scored: Vec<(f64, bool)>) -> Result<()> {
    let gold = scored.iter().filter(|(_, gold)| *gold).count();
    let mut table = Table::new([name, "found", "precision", "recall", "held in this tenth"]);
    for tenth in (1..20).rev() {
        let from = f64::from(tenth) / 20.0;
        let found = scored.iter().filter(|(score, _)| *score >= from);
        let right = found.clone().filter(|(_, gold)| *gold).count();
        let here = scored.iter().filter(|(score, _)| (from..from + 0.05).contains(score));
        let held = here.clone().filter(|(_, gold)| *gold).count();
        let held = format!("{held} of {}", here.count());
        let found = found.count();
        let [p, r] = [ratio(right, found), ratio(right, gold)].map(share);
        table.row([format!("{from:.2}"), thousands(found), p, r, held]);
    }
    report::print(table)?;
    Ok(())
}

/// Lists pairs that are judged otherwise.
pub(super) fn errors(pairs: &[Pair], judged: &[Judged], first: usize) -> Result<()> {
    let wrong = |one: &Judged| match one.kind {
        Kind::Same { .. } => one.label != Label::Same,
        Kind::Contradiction(_) | Kind::Update(_) => !one.label.is_conflict(),
        Kind::Related | Kind::Unrelated => {
            one.label == Label::Same && !one.partial || one.label.is_conflict()
        }
    };
    for (pair, one) in pairs.iter().zip(judged).filter(|(_, one)| wrong(one)).take(first) {
        let (same, conflict) = (one.chances[Class::Same as usize], one.conflict);
        report::print(format_args!(
            "    {} {} taken for {:?} (same {same:.2}, conflict {conflict:.2})\n      {}\n      {}\n      {:.2?}\n      {:?}",
            pair.id,
            pair.label.name(),
            one.kind,
            pair.a.sentence,
            pair.b.sentence,
            one.features,
            one.relation.as_ref().map(|r| r
                .reasons
                .iter()
                .map(|r| format!("{:?} {}/{} {:?}", r.slot, r.a, r.b, r.verdict))
                .collect::<Vec<_>>()),
        ))?;
    }
    Ok(())
}
