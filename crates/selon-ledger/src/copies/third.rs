//! What an earlier article shows of two others that share words with it: whether the later of them has the words from the
//! other, or both from the earliest.

use super::words::Words;

/// An article that was out before two others, `a` and `b`, by the word 5-grams that it shares with them. Each counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Third {
    /// The number of the article.
    pub article: i64,
    /// Grams that it shares with `a` and that `b` lacks.
    pub with_a: usize,
    /// Grams that it shares with `b` and that `a` lacks.
    pub with_b: usize,
    /// Grams that `a` and `b` share and that it lacks: what one of them changed or left out in its
    /// middle and the other has. What both cut from their ends shows nothing: that is where everybody cuts.
    pub between: usize,
    /// Grams of all three.
    pub common: usize,
}

impl Third {
    /// The counts of an article with these words beside two others.
    ///
    /// ```
    /// use selon_ledger::copies::{Third, Words};
    /// let [dispatch, a, b] = [
    ///     "Le pont de la Serre, fermé depuis mardi, rouvrira lundi aux piétons. Un bac est prévu.",
    ///     "Le pont de la Serre, fermé depuis mardi, rouvrira lundi aux piétons.",
    ///     "Le pont de la Serre, fermé depuis mardi, rouvrira lundi aux piétons. Un bac est prévu.",
    /// ]
    /// .map(Words::of);
    /// let third = Third::of(1, &dispatch, &a, &b);
    /// assert_eq!((third.with_a, third.with_b, third.between), (0, 4, 0));
    /// ```
    pub fn of(article: i64, third: &Words, a: &Words, b: &Words) -> Third {
        let mut counts = Third { article, ..Third::default() };
        let mut rest = [third, a, b].map(Words::grams);
        while let Some(&hash) = rest.iter().filter_map(|grams| grams.first()).map(|(hash, _)| hash).min() {
            let has = rest.each_mut().map(|grams| {
                let skipped = grams.iter().take_while(|(other, _)| *other == hash).count();
                *grams = &grams[skipped..];
                skipped > 0
            });
            match has {
                [true, true, true] => counts.common += 1,
                [true, true, false] => counts.with_a += 1,
                [true, false, true] => counts.with_b += 1,
                [false, true, true] => counts.between += 1,
                _ => {}
            }
        }
        counts
    }

    /// The counts with the two articles exchanged.
    pub(super) fn exchanged(self) -> Third {
        Third { with_a: self.with_b, with_b: self.with_a, ..self }
    }
}
