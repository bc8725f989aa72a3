//! Which assertions are one claim: what follows from who says the same as whom, and from what users did.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

/// The first members of a claim, with which a new one must agree: with the majority of them, not with any one. Otherwise a
/// chain of small steps would join what nobody holds to be the same.
const REPRESENTATIVES: usize = 5;

/// What a user did to claims. Claims are named by any of their assertions, so that an edit holds however they grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// The claims of the two assertions are one.
    Join(i64, i64),
    /// The assertion is a claim of its own.
    TakeOut(i64),
}

/// The claim of each assertion, named by the least assertion that is in it.
///
/// `assertions` are all, `same` the pairs that say the same thing, `edits` what users did and did not undo, in order. An
/// assertion joins the claim with most of whose first members (at most five) it says the same as, by the order of their
/// numbers; so the claims of some assertions never depend on those that were added after them.
///
/// ```
/// use selon_ledger::claims::{Edit, partition};
/// let claims = partition(&[1, 2, 3, 4], &[(1, 2), (2, 3), (1, 3)], &[]);
/// assert_eq!(claims.into_values().collect::<Vec<_>>(), [1, 1, 1, 4]);
/// let claims = partition(&[1, 2, 3, 4], &[(1, 2)], &[Edit::Join(2, 4), Edit::TakeOut(1)]);
/// assert_eq!(claims.into_values().collect::<Vec<_>>(), [1, 2, 3, 2]);
/// ```
pub fn partition(assertions: &[i64], same: &[(i64, i64)], edits: &[Edit]) -> BTreeMap<i64, i64> {
    let mut earlier: HashMap<i64, BTreeSet<i64>> = HashMap::new();
    for (a, b) in same {
        if a != b {
            earlier.entry(*a.max(b)).or_default().insert(*a.min(b));
        }
    }
    let ordered: BTreeSet<i64> = assertions.iter().copied().collect();
    let mut claims: BTreeMap<i64, i64> = BTreeMap::new();
    let mut members: HashMap<i64, Vec<i64>> = HashMap::new();
    for assertion in ordered {
        let like = earlier.remove(&assertion).unwrap_or_default();
        let claim = joins(
            &like,
            |other| claims.get(&other).copied(),
            |claim| members.get(&claim).cloned().unwrap_or_default(),
        );
        let claim = claim.unwrap_or(assertion);
        claims.insert(assertion, claim);
        members.entry(claim).or_default().push(assertion);
    }
    for edit in edits {
        match *edit {
            Edit::Join(a, b) => {
                let (Some(a), Some(b)) = (claims.get(&a).copied(), claims.get(&b).copied()) else { continue };
                claims.values_mut().filter(|claim| **claim == a).for_each(|claim| *claim = b);
            }
            Edit::TakeOut(assertion) => {
                if let Some(claim) = claims.get_mut(&assertion) {
                    // No claim has this name: names of claims are names of assertions, which are not negative.
                    *claim = -1 - assertion;
                }
            }
        }
    }
    let mut names: HashMap<i64, i64> = HashMap::new();
    claims.iter().for_each(|(assertion, claim)| {
        names.entry(*claim).or_insert(*assertion);
    });
    claims.into_iter().map(|(assertion, claim)| (assertion, names[&claim])).collect()
}

/// The claim that an assertion joins which says the same as `like`: the one of whose representatives it is like most, more
/// than half of them or half; of equals the first.
pub(super) fn joins(
    like: &BTreeSet<i64>,
    claim: impl Fn(i64) -> Option<i64>,
    members: impl Fn(i64) -> Vec<i64>,
) -> Option<i64> {
    let claims: BTreeSet<i64> = like.iter().filter_map(|other| claim(*other)).collect();
    let share = |claim: i64| {
        let mut representatives = members(claim);
        representatives.sort_unstable();
        representatives.truncate(REPRESENTATIVES);
        let agreeing = representatives.iter().filter(|member| like.contains(member)).count();
        (2 * agreeing >= representatives.len() && agreeing > 0).then_some((agreeing, representatives.len()))
    };
    let mut best: Option<(i64, (usize, usize))> = None;
    for claim in claims {
        if let Some(found) = share(claim)
            && best.is_none_or(|(_, held)| found.0 * held.1 > held.0 * found.1)
        {
            best = Some((claim, found));
        }
    }
    best.map(|(claim, _)| claim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn relations() -> impl Strategy<Value = Vec<(i64, i64)>> {
        proptest::collection::vec((0i64..20, 0i64..20), 0..60)
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let join = (0i64..20, 0i64..20).prop_map(|(a, b)| Edit::Join(a, b));
        proptest::collection::vec(prop_oneof![join, (0i64..20).prop_map(Edit::TakeOut)], 0..6)
    }

    #[test]
    fn a_chain_is_no_claim() {
        // Each says the same as the one before, and as no other.
        let chain: Vec<(i64, i64)> = (0..6).map(|i| (i, i + 1)).collect();
        let claims = partition(&[0, 1, 2, 3, 4, 5, 6], &chain, &[]);
        assert_eq!(claims[&2], 0, "one of two is half");
        assert_ne!(claims[&3], 0, "one of three is not");
    }

    proptest! {
        #[test]
        fn a_claim_is_named_by_its_first_assertion(same in relations(), edits in edits()) {
            let all: Vec<i64> = (0..20).collect();
            let claims = partition(&all, &same, &edits);
            prop_assert_eq!(claims.len(), 20);
            for claim in claims.values() {
                prop_assert_eq!(claims[claim], *claim);
                prop_assert!(claims.iter().all(|(assertion, other)| other != claim || claim <= assertion));
            }
        }

        #[test]
        fn what_is_added_later_changes_no_claim(same in relations(), upto in 1i64..20) {
            let all: Vec<i64> = (0..20).collect();
            let some: Vec<i64> = (0..upto).collect();
            let known: Vec<(i64, i64)> = same.iter().copied().filter(|(a, b)| *a < upto && *b < upto).collect();
            let (whole, part) = (partition(&all, &same, &[]), partition(&some, &known, &[]));
            for assertion in some {
                prop_assert_eq!(whole[&assertion], part[&assertion]);
            }
        }

        #[test]
        fn the_order_of_relations_says_nothing(same in relations()) {
            let all: Vec<i64> = (0..20).collect();
            let turned: Vec<(i64, i64)> = same.iter().rev().map(|(a, b)| (*b, *a)).collect();
            prop_assert_eq!(partition(&all, &same, &[]), partition(&all, &turned, &[]));
        }

        #[test]
        fn what_is_taken_out_last_is_alone(same in relations(), out in 0i64..20) {
            let all: Vec<i64> = (0..20).collect();
            let claims = partition(&all, &same, &[Edit::TakeOut(out)]);
            prop_assert_eq!(claims[&out], out);
            prop_assert_eq!(claims.values().filter(|claim| **claim == out).count(), 1);
        }
    }
}
