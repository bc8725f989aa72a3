//! Cases that no reader should get right: wrong French, and cases that contradict another.

use std::collections::HashMap;

use anyhow::{Result, ensure};

use super::case::Case;
use super::unit;

/// The table: see the head of the file.
const EXCLUSIONS: &str = include_str!("../../../data/quantity_exclusions.tsv");

/// Marks the cases that the table names.
///
/// # Errors
/// When a row has not its columns, or names a case that its part of the set does not have.
pub(crate) fn mark(cases: &mut [Case]) -> Result<()> {
    let mut reasons = HashMap::new();
    for row in unit::rows(EXCLUSIONS) {
        let [set, part, text, reason] = row?;
        let in_part = || cases.iter().filter(|case| case.set == set && case.part == part);
        let known = in_part().next().is_none() || in_part().any(|case| case.text == text);
        ensure!(known, "quantity_exclusions.tsv: {set} {part} has no case {text:?}");
        reasons.insert((set, part, text), reason);
    }
    for case in cases {
        let reason = reasons.get(&(case.set, &*case.part, &*case.text));
        case.excluded = reason.map(|reason| (*reason).to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_reason() -> Result<()> {
        for row in unit::rows(EXCLUSIONS) {
            let [_, _, _, reason] = row?;
            ensure!(!reason.is_empty());
        }
        Ok(())
    }
}
