//! Counting: precision, recall and F1 of sets of answers.

use std::ops::AddAssign;

/// True positives, false positives and false negatives of one comparison, summed over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// In both.
    pub(crate) right: usize,
    /// Found, but not in the gold standard.
    pub(crate) spurious: usize,
    /// In the gold standard, but not found.
    pub(crate) missed: usize,
}

impl Counts {
    /// Adds one document: two sorted lists without repetition.
    pub(crate) fn add<T: Ord>(&mut self, gold: &[T], found: &[T]) {
        debug_assert!(gold.is_sorted() && found.is_sorted());
        let right = found.iter().filter(|item| gold.binary_search(item).is_ok()).count();
        self.right += right;
        self.spurious += found.len() - right;
        self.missed += gold.len() - right;
    }

    /// Number of answers given.
    pub(crate) fn found(self) -> usize {
        self.right + self.spurious
    }

    /// Number of answers in the gold standard.
    pub(crate) fn gold(self) -> usize {
        self.right + self.missed
    }

    /// Share of what was found that is right; none when nothing was found.
    pub(crate) fn precision(self) -> Option<f64> {
        ratio(self.right, self.right + self.spurious)
    }

    /// Share of the gold standard that was found; none when it is empty.
    pub(crate) fn recall(self) -> Option<f64> {
        ratio(self.right, self.right + self.missed)
    }

    /// The harmonic mean of precision and recall; none when there was nothing to find and nothing was found.
    pub(crate) fn f1(self) -> Option<f64> {
        ratio(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }
}

/// A share; none of nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_add_up_over_documents() {
        let mut counts = Counts::default();
        counts.add(&[3, 9, 20], &[3, 10, 20]);
        counts.add(&[5], &[]);
        assert_eq!(counts, Counts { right: 2, spurious: 1, missed: 2 });
        assert_eq!(counts.precision(), Some(2.0 / 3.0));
        assert_eq!(counts.recall(), Some(0.5));
        assert_eq!(counts.f1(), Some(4.0 / 7.0));
    }

    #[test]
    fn nothing_to_count_has_no_score() {
        assert_eq!(Counts::default().f1(), None);
    }

    proptest! {
        #[test]
        fn a_perfect_answer_scores_one(gold in proptest::collection::btree_set(0usize..1000, 1..50)) {
            let gold: Vec<_> = gold.into_iter().collect();
            let mut counts = Counts::default();
            counts.add(&gold, &gold);
            prop_assert_eq!(counts.f1(), Some(1.0));
        }

        #[test]
        fn swapping_gold_and_found_swaps_precision_and_recall(
            a in proptest::collection::btree_set(0usize..60, 0..40),
            b in proptest::collection::btree_set(0usize..60, 0..40),
        ) {
            let (a, b): (Vec<_>, Vec<_>) = (a.into_iter().collect(), b.into_iter().collect());
            let (mut one, mut other) = (Counts::default(), Counts::default());
            one.add(&a, &b);
            other.add(&b, &a);
            prop_assert_eq!(one.precision(), other.recall());
            prop_assert_eq!(one.f1(), other.f1());
        }
    }
}
