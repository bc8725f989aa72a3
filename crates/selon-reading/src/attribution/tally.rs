//! How many tokens of one sort stand in a run, whatever its length, in one step.

use std::ops::Range;

/// For each place of a text the number of tokens of one sort before it.
#[derive(Default)]
pub(super) struct Tally(Vec<u32>);

impl Tally {
    /// Counts the tokens of a text that are of the sort, from the first on.
    pub(super) fn new(are: impl Iterator<Item = bool>) -> Self {
        let mut count = 0;
        let mut before = vec![0];
        before.extend(are.map(|is| {
            count += u32::from(is);
            count
        }));
        Tally(before)
    }

    /// How many of them stand in a run; none in one that ends before it begins.
    pub(super) fn within(&self, run: &Range<usize>) -> usize {
        let before = |place: usize| self.0.get(place).or(self.0.last()).copied().unwrap_or(0);
        if run.is_empty() { 0 } else { (before(run.end) - before(run.start)) as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn runs_are_counted() {
        let tally = Tally::new("a,b,,c".chars().map(|c| c == ','));
        assert_eq!([tally.within(&(0..6)), tally.within(&(1..4)), tally.within(&(4..9))], [3, 2, 1]);
        assert_eq!(Tally::default().within(&(2..4)), 0);
        let (start, end) = (5, 1);
        assert_eq!(tally.within(&(start..end)), 0);
    }
}
