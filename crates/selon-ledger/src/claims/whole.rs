//! Parts and their whole: « 26 manifestants et 18 agents, soit 44 morts », “44 dead: 26 protesters and 18 officers”.

/// Of the values that a sentence names, in order, the place of the whole that each is a part of: a value that is the sum of two
/// or more that stand right before it, or right after it. Numbers that add up are no accident where they stand together; no
/// word for it is needed.
pub(super) fn wholes(values: &[Option<f64>]) -> Vec<Option<usize>> {
    let mut wholes = vec![None; values.len()];
    for (at, whole) in values.iter().enumerate() {
        let Some(whole) = whole.filter(|whole| *whole > 0.0) else { continue };
        let before = run(values[..at].iter().rev(), whole);
        let after = run(values[at + 1..].iter(), whole);
        if before > 0 {
            wholes[at - before..at].fill(Some(at));
        } else if after > 0 {
            wholes[at + 1..=at + after].fill(Some(at));
        }
    }
    wholes
}

/// How many of the first values are the whole together: two at least, else none.
fn run<'v>(values: impl Iterator<Item = &'v Option<f64>>, whole: f64) -> usize {
    let mut sum = 0.0;
    for (i, value) in values.enumerate() {
        let Some(value) = value.filter(|value| *value > 0.0) else { return 0 };
        sum += value;
        if sum >= whole {
            return if sum == whole && i > 0 { i + 1 } else { 0 };
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_adds_up_are_parts() {
        let of = |values: &[i32]| wholes(&values.iter().map(|v| Some(f64::from(*v))).collect::<Vec<_>>());
        // « douze civils et cinq soldats, soit dix-sept morts »
        assert_eq!(of(&[12, 5, 17]), [Some(2), Some(2), None]);
        // « 31 blessés, 9 grièvement et 22 légèrement »
        assert_eq!(of(&[31, 9, 22]), [None, Some(0), Some(0)]);
        // « 3 voitures, 12 civils et 5 soldats, soit 17 morts »
        assert_eq!(of(&[3, 12, 5, 17]), [None, Some(3), Some(3), None]);
        // « 12 civils et 5 soldats tués, 20 blessés »
        assert_eq!(of(&[12, 5, 20]), [None, None, None]);
        // « 12 arrestations, soit 12 »
        assert_eq!(of(&[12, 12]), [None, None]);
        assert_eq!(wholes(&[Some(12.0), None, Some(12.0)]), [None, None, None]);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_their_whole(values in proptest::collection::vec(proptest::option::of(0u8..30), 0..8)) {
            let values: Vec<_> = values.into_iter().map(|value| value.map(f64::from)).collect();
            let wholes = wholes(&values);
            prop_assert_eq!(wholes.len(), values.len());
            for at in wholes.into_iter().flatten() {
                prop_assert!(values[at].is_some_and(|whole| whole > 0.0));
            }
        }
    }
}
