//! The tables of one set: what was reached, and what is wanted.

use std::fmt::{self, Display};

use super::construction::Construction;
use super::recall::Group;
use super::score::Score;
use super::{Outcome, Parsed};
use crate::report::{Table, share, thousands};
use crate::score::{Counts, ratio};

/// Recall that no form may stay under, at whole@0.3.
const WANTED_OF_A_FORM: f64 = 0.75;

/// The tables of an outcome, printed by their [`Display`].
pub(crate) struct Tables<'a> {
    pub(crate) set: &'a Parsed,
    pub(crate) outcome: &'a Outcome,
}

impl Display for Tables<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { score, .. } = self.outcome;
        let [articles, gold, found] = [score.articles, score.gold(), score.found()].map(thousands);
        let name = &self.set.name;
        writeln!(out, "**{name}**: {articles} articles, {gold} attributions, {found} found\n")?;
        write!(out, "{}\n{}\n{}", figures(score), labels(score), self.recall())
    }
}

impl Tables<'_> {
    fn recall(&self) -> Table {
        let recall = &self.outcome.recall;
        let mut table = Table::new(["recall", "gold", "content@0.3", "whole@0.3", "wanted", "met"]);
        for (form, &group) in &recall.forms {
            let whole = group.whole();
            let [wanted, met] = target(whole, Some(WANTED_OF_A_FORM));
            recall_row(&mut table, format!("form {form}"), group, wanted, met);
        }
        let none = || "–".to_owned();
        let known = Construction::KNOWN.into_iter().chain([Construction::Other]);
        for construction in known.filter(|construction| recall.constructions.contains_key(construction)) {
            let group = recall.constructions[&construction];
            recall_row(&mut table, construction.name().to_owned(), group, none(), none());
        }
        recall_row(&mut table, "nested".to_owned(), recall.nested, none(), none());
        table
    }
}

fn recall_row(table: &mut Table, name: String, group: Group, wanted: String, met: String) {
    table.row([name, thousands(group.gold), share(group.content()), share(group.whole()), wanted, met]);
}

fn figures(score: &Score) -> Table {
    let mut table = Table::new(["", "P", "R", "F1", "wanted", "met"]);
    let mut row = |name: &str, counts: Counts, wanted: Option<f64>| {
        let [goal, met] = target(counts.f1(), wanted);
        let [p, r, f1] = [counts.precision(), counts.recall(), counts.f1()].map(share);
        table.row([name.to_owned(), p, r, f1, goal, met]);
    };
    row("content@0.3", score.content_found, Some(0.90));
    row("whole@0.3", score.whole_found, Some(0.87));
    row("content@0.8", score.content_bounds, Some(0.84));
    row("whole@0.8", score.whole_bounds, Some(0.80));
    row("exact", score.exact, Some(0.65));
    row("content characters", score.content, None);
    row("source characters", score.source, None);
    row("cue characters", score.cue, None);
    table
}

fn labels(score: &Score) -> Table {
    let labels = score.labels;
    let mut table = Table::new(["label", "pairs", "right", "wanted", "met"]);
    let mut row = |name: &str, right: usize, wanted: f64| {
        let accuracy = ratio(right, labels.pairs);
        let [wanted, met] = target(accuracy, Some(wanted));
        table.row([name.to_owned(), thousands(labels.pairs), share(accuracy), wanted, met]);
    };
    row("kind of source", labels.kind, 0.88);
    row("act", labels.act, 0.85);
    row("certainty", labels.certainty, 0.90);
    row("form", labels.form, 0.90);
    row("nested", labels.nested, 0.93);
    table
}

/// The cells "wanted" and "met" of a figure.
fn target(reached: Option<f64>, wanted: Option<f64>) -> [String; 2] {
    match wanted {
        None => ["–", "–"].map(str::to_owned),
        Some(wanted) => {
            let met = reached.is_some_and(|reached| reached >= wanted);
            [format!("{wanted:.2}"), if met { "yes" } else { "no" }.to_owned()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_when_it_is_reached() {
        assert_eq!(target(Some(0.9), Some(0.9)), ["0.90", "yes"]);
        assert_eq!(target(Some(0.8999), Some(0.9)), ["0.90", "no"]);
        assert_eq!(target(None, Some(0.9)), ["0.90", "no"]);
        assert_eq!(target(Some(0.1), None), ["–", "–"]);
    }
}
