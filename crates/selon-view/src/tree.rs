//! Assertions in reading order, each after the one it stands in.

use std::collections::HashMap;

use selon_record::{Assertion, Reading};

use super::passages::Passages;

/// The place of each assertion in the reading and how many others that are shown it stands in: every one that is shown
/// once, also where parents are unknown or go round in a circle.
pub fn in_order(
    reading: &Reading,
    passages: &Passages<'_>,
    is_shown: impl Fn(&Assertion) -> bool,
) -> Vec<(usize, usize)> {
    let assertions = &reading.assertions;
    let place: HashMap<&str, usize> =
        assertions.iter().enumerate().rev().map(|(at, assertion)| (&*assertion.id, at)).collect();
    let mut children = vec![Vec::new(); assertions.len()];
    let mut roots = Vec::new();
    let start = |at: usize| passages.ranges(&assertions[at].content).iter().map(|range| range.start).min();
    let mut by_start: Vec<(Option<usize>, usize)> = (0..assertions.len()).map(|at| (start(at), at)).collect();
    by_start.sort_by_key(|&(start, at)| (start.is_none(), start, at));
    for &(_, at) in &by_start {
        match assertions[at].parent.as_deref().and_then(|parent| place.get(parent)) {
            Some(&parent) => children[parent].push(at),
            None => roots.push(at),
        }
    }
    let mut order = Vec::with_capacity(assertions.len());
    let mut seen = vec![false; assertions.len()];
    // The second time all: what no root leads to stands in a circle.
    for root in roots.into_iter().chain(by_start.into_iter().map(|(_, at)| at)) {
        let mut ahead = vec![(root, 0)];
        while let Some((at, depth)) = ahead.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                let is_shown = is_shown(&assertions[at]);
                if is_shown {
                    order.push((at, depth));
                }
                ahead.extend(children[at].iter().rev().map(|&child| (child, depth + usize::from(is_shown))));
            }
        }
    }
    order
}
