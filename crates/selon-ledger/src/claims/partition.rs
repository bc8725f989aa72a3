//! Which assertions are one claim: a pure function of what was found the same, and of what users decided.

use std::collections::{BTreeMap, BTreeSet};

use crate::{AssertionId, Decision};

/// Assertions that stand for a claim, its first ones. Who joins it is compared with all of them.
pub(crate) const REPRESENTATIVES: usize = 5;

/// The claim that an assertion joins: of those whose representatives say the same as it, by half of them at least, the one
/// with the largest share, of equals the first. One assertion that says a little of two things does not make them one, and
/// no chain of small differences ends in another claim.
///
/// `claims` are those of which a member says the same: their number, how many representatives they have, and how many of
/// these say the same.
pub(crate) fn joined(claims: impl IntoIterator<Item = (i64, usize, usize)>) -> Option<i64> {
    let enough = claims.into_iter().filter(|(_, all, same)| *same > 0 && same * 2 >= *all);
    let better = |a: &(i64, usize, usize), b: &(i64, usize, usize)| {
        // same_a / all_a against same_b / all_b
        (a.2 * b.1).cmp(&(b.2 * a.1)).then(b.0.cmp(&a.0))
    };
    enough.max_by(better).map(|(claim, ..)| claim)
}

/// The claim of each assertion, as far as nobody decided otherwise. `assertions` in the order of adding, each with its article;
/// `same` are the earlier ones that an assertion says the same as. A claim is named by its first assertion. Its
/// representatives are of different articles, and an assertion is not compared with its own.
pub fn found(
    assertions: impl IntoIterator<Item = (i64, i64)>,
    same: &BTreeMap<i64, BTreeSet<i64>>,
) -> BTreeMap<i64, i64> {
    let mut claim_of = BTreeMap::new();
    let mut representatives: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    let none = BTreeSet::new();
    for (assertion, article) in assertions {
        let same = same.get(&assertion).unwrap_or(&none);
        let claims: BTreeSet<i64> = same.iter().filter_map(|other| claim_of.get(other).copied()).collect();
        let counted = claims.into_iter().map(|claim| {
            let others = representatives[&claim].iter().filter(|(_, of)| *of != article);
            (claim, others.clone().count(), others.filter(|(member, _)| same.contains(member)).count())
        });
        let claim = joined(counted).unwrap_or(assertion);
        claim_of.insert(assertion, claim);
        let members = representatives.entry(claim).or_default();
        if members.len() < REPRESENTATIVES && members.iter().all(|(_, of)| *of != article) {
            members.push((assertion, article));
        }
    }
    claim_of
}

/// The claims after what users decided, in the order in which they did, each decision with its number. A claim is named by its first
/// assertion.
///
/// ```
/// use selon_ledger::claims::edited;
/// use selon_ledger::{AssertionId, Decision};
///
/// let found = [(1, 1), (2, 1), (3, 3), (4, 1)].into();
/// let joined = Decision::Join(AssertionId(1), AssertionId(3));
/// let taken_out = Decision::TakeOut([AssertionId(1), AssertionId(4)].into());
/// let decisions = [(1, joined), (2, taken_out)];
/// assert_eq!(edited(&found, &decisions[..1]), [(1, 1), (2, 1), (3, 1), (4, 1)].into());
/// assert_eq!(edited(&found, &decisions), [(1, 1), (2, 2), (3, 2), (4, 1)].into());
/// assert_eq!(edited(&found, &decisions[1..]), [(1, 1), (2, 2), (3, 3), (4, 1)].into());
/// ```
pub fn edited(found: &BTreeMap<i64, i64>, decisions: &[(i64, Decision)]) -> BTreeMap<i64, i64> {
    let mut claim_of = found.clone();
    for (number, decision) in decisions {
        match decision {
            Decision::Join(AssertionId(a), AssertionId(b)) => {
                if let (Some(&a), Some(&b)) = (claim_of.get(a), claim_of.get(b)) {
                    claim_of.values_mut().filter(|claim| **claim == b).for_each(|claim| *claim = a);
                }
            }
            Decision::TakeOut(assertions) => {
                // A name that no claim has: claims are named by assertions, which are numbered from 1.
                let new = -number;
                for AssertionId(assertion) in assertions {
                    claim_of.entry(*assertion).and_modify(|claim| *claim = new);
                }
            }
            Decision::Part(_) | Decision::Tie(_) | Decision::Undo(_) => {}
        }
    }
    named(&claim_of)
}

/// The same groups, each named by its first member.
fn named(claim_of: &BTreeMap<i64, i64>) -> BTreeMap<i64, i64> {
    let mut first = BTreeMap::new();
    // In the order of the assertions, so that the first one met is the first.
    claim_of
        .iter()
        .map(|(&assertion, claim)| (assertion, *first.entry(*claim).or_insert(assertion)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_chain_of_small_differences_is_no_claim() {
        // 2 says the same as 1, 3 as 2 only, 4 as 3 only: half of the two representatives is enough for 3, and a third is not.
        let same = [(2, [1].into()), (3, [2].into()), (4, [3].into())].into();
        assert_eq!(found((1..=4).zip(1..), &same), [(1, 1), (2, 1), (3, 1), (4, 4)].into());
    }

    #[test]
    fn who_says_the_same_as_two_claims_joins_the_nearer() {
        let same = [(2, [1].into()), (4, [3].into()), (5, [1, 3, 4].into())].into();
        assert_eq!(found((1..=5).zip(1..), &same), [(1, 1), (2, 1), (3, 3), (4, 3), (5, 3)].into());
    }

    proptest! {
        #[test]
        fn every_assertion_is_in_one_claim_named_by_its_first(
            same in proptest::collection::btree_map(2i64..40, proptest::collection::btree_set(1i64..40, 0..4), 0..40),
            joins in proptest::collection::vec((1i64..40, 1i64..40), 0..5),
            out in proptest::collection::btree_set(1i64..40, 0..5),
        ) {
            let earlier = |(assertion, others): (i64, BTreeSet<i64>)| {
                (assertion, others.into_iter().filter(|other| *other < assertion).collect())
            };
            let found = found((1..40).map(|n| (n, n / 2)), &same.into_iter().map(earlier).collect());
            let joins = joins.into_iter().map(|(a, b)| Decision::Join(AssertionId(a), AssertionId(b)));
            let out = Decision::TakeOut(out.into_iter().map(AssertionId).collect());
            let decisions: Vec<_> = (1..).zip(joins.chain([out])).collect();
            for claims in [found.clone(), edited(&found, &decisions)] {
                prop_assert_eq!(claims.len(), 39);
                for (assertion, claim) in &claims {
                    prop_assert!(claim <= assertion);
                    prop_assert_eq!(claims[claim], *claim);
                }
            }
        }
    }
}
