//! The table of one set.

use super::score::{Label, Score};
use crate::report::{Table, share, thousands};

/// A row for each program and type, the sum of all first.
pub(crate) fn of_set(scores: &[(String, Score)], labels: &[Label]) -> Table {
    let heads =
        ["", "type", "marked", "found", "precision", "recall", "F1", "F1 with nested", "any overlap: recall"];
    let mut table = Table::new(heads);
    for (program, score) in scores {
        let mut row = |program: &str, kind: &str, labels: &[Label]| {
            let counts = score.exact(labels);
            table.row([
                program.to_owned(),
                kind.to_owned(),
                thousands(counts.gold()),
                thousands(counts.found()),
                share(counts.precision()),
                share(counts.recall()),
                share(counts.f1()),
                share(score.nested(labels).f1()),
                share(score.touched(labels)),
            ]);
        };
        row(program, "all", labels);
        if labels.len() > Label::THREE.len() {
            row("", "person, location, organization", Label::THREE);
        }
        for &label in labels {
            row("", label.name(), &[label]);
        }
    }
    table
}
