//! Sets of characters, as the spans of records cover them: how two annotations of one text overlap.

use selon_record::CodePointSpan;

use crate::score::Counts;

/// The code points that some spans cover, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Characters {
    /// In order, apart from each other, none empty.
    spans: Vec<CodePointSpan>,
}

impl Characters {
    /// The code points that the spans cover; they may overlap and stand in any order.
    pub(crate) fn of(spans: impl IntoIterator<Item = CodePointSpan>) -> Characters {
        let mut sorted: Vec<_> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        sorted.sort_unstable();
        let mut spans: Vec<CodePointSpan> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => spans.push(span),
            }
        }
        Characters { spans }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.spans.iter().map(|span| span.len()).sum()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether a code point is among them.
    pub(crate) fn contains(&self, code_point: usize) -> bool {
        let next = self.spans.partition_point(|span| span.end <= code_point);
        self.spans.get(next).is_some_and(|span| span.start <= code_point)
    }

    /// How many are in both.
    pub(crate) fn shared(&self, other: &Characters) -> usize {
        let (mut here, mut there) = (self.spans.iter().peekable(), other.spans.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
            shared += a.end.min(b.end).saturating_sub(a.start.max(b.start));
            if a.end <= b.end {
                here.next()
            } else {
                there.next()
            };
        }
        shared
    }

    /// Whether all of them are in the other.
    pub(crate) fn within(&self, other: &Characters) -> bool {
        self.shared(other) == self.len()
    }

    /// Dice's coefficient: twice what is shared through the sum of both; two empty sets are equal.
    pub(crate) fn dice(&self, other: &Characters) -> f64 {
        match self.len() + other.len() {
            0 => 1.0,
            both => 2.0 * self.shared(other) as f64 / both as f64,
        }
    }
}

/// Compares characters in number: one that two gold annotations cover must be found twice.
pub(crate) fn overlap<'a>(
    gold: impl IntoIterator<Item = &'a Characters>,
    found: impl IntoIterator<Item = &'a Characters>,
) -> Counts {
    let mut edges: Vec<(usize, isize, isize)> = Vec::new();
    let edges_of = |set: &Characters, gold: isize, found: isize| {
        let both = |span: CodePointSpan| [(span.start, gold, found), (span.end, -gold, -found)];
        set.spans.iter().copied().flat_map(both).collect::<Vec<_>>()
    };
    edges.extend(gold.into_iter().flat_map(|set| edges_of(set, 1, 0)));
    edges.extend(found.into_iter().flat_map(|set| edges_of(set, 0, 1)));
    edges.sort_unstable();
    let mut counts = Counts::default();
    let (mut here, mut gold, mut found) = (0, 0_isize, 0_isize);
    for (at, more_gold, more_found) in edges {
        let width = at - here;
        counts.right += width * gold.min(found).unsigned_abs();
        counts.missed += width * (gold - found).max(0).unsigned_abs();
        counts.spurious += width * (found - gold).max(0).unsigned_abs();
        (here, gold, found) = (at, gold + more_gold, found + more_found);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(spans: &[(usize, usize)]) -> Characters {
        Characters::of(spans.iter().map(|&(start, end)| CodePointSpan::new(start, end)))
    }

    #[test]
    fn a_character_counts_as_often_as_it_is_annotated() {
        let counts = overlap(&[set(&[(0, 10)]), set(&[(0, 5)])], &[set(&[(3, 12)])]);
        assert_eq!(counts, Counts { right: 7, spurious: 2, missed: 8 });
    }

    #[test]
    fn nothing_equals_nothing() {
        assert_eq!(set(&[]).dice(&set(&[(4, 4)])), 1.0);
        assert_eq!(set(&[]).dice(&set(&[(4, 5)])), 0.0);
    }

    proptest! {
        #[test]
        fn characters_are_a_set_of_code_points(
            a in proptest::collection::vec((0usize..60, 0usize..12), 0..6),
            b in proptest::collection::vec((0usize..60, 0usize..12), 0..6),
        ) {
            let (a, b) = [a, b].map(|v| v.into_iter().map(|(start, n)| (start, start + n)).collect::<Vec<_>>()).into();
            let plain = |v: &[(usize, usize)]| v.iter().flat_map(|&(s, e)| s..e).collect::<BTreeSet<_>>();
            let (one, other, plain_one, plain_other) = (set(&a), set(&b), plain(&a), plain(&b));
            prop_assert_eq!(one.len(), plain_one.len());
            prop_assert_eq!(one.is_empty(), plain_one.is_empty());
            prop_assert_eq!(one.shared(&other), plain_one.intersection(&plain_other).count());
            prop_assert_eq!(one.within(&other), plain_one.is_subset(&plain_other));
            prop_assert!((0..80).all(|i| one.contains(i) == plain_one.contains(&i)));
            let counts = overlap([&one], [&other]);
            prop_assert_eq!(counts.right, one.shared(&other));
            prop_assert_eq!((counts.gold(), counts.right + counts.spurious), (one.len(), other.len()));
        }
    }
}
