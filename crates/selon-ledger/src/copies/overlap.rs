//! What two texts have in common: how much, and which passages.

use selon_record::Span;

use super::alignment::{self, Run};
use super::words::Words;

/// Jaccard similarity of the word 5-grams from which two texts are the same article, edited.
const NEAR: f64 = 0.5;

/// Words outside quotation marks that a passage must share to show by itself that it was copied. Fixed expressions,
/// offices with their names (« a déclaré mardi à la presse le porte-parole du ministère … ») stay under it.
const COPIED: usize = 20;

/// Words of a passage worth showing of two texts that are near each other anyway.
const SHOWN: usize = 8;

/// How two texts are copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words in the same order; case, accents and punctuation may differ.
    Identical,
    /// The same article, edited: a Jaccard similarity of the word 5-grams of .5 or more.
    Near,
    /// Passages of one stand in the other.
    Partial,
}

impl Kind {
    /// Its name in the ledger: `identical`, `near`, `partial`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Identical => "identical",
            Kind::Near => "near",
            Kind::Partial => "partial",
        }
    }
}

/// What two texts have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// How they are copies.
    pub kind: Kind,
    /// The Jaccard similarity of the sets of their word 5-grams.
    pub jaccard: f64,
    /// Of the words of the first, those that stand in the second within a passage.
    pub share_a: f64,
    /// Of the words of the second, those that stand in the first within a passage.
    pub share_b: f64,
    /// The passages, in the order of the first text; none overlaps another, on neither side.
    pub passages: Vec<Passage>,
}

/// A passage that stands in both texts but for small edits: not more than ten words put in, left out or replaced at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes in the first text.
    pub a: Span,
    /// Its bytes in the second.
    pub b: Span,
    /// The runs of the same words within it, in order: their bytes in the first and in the second.
    pub runs: Vec<(Span, Span)>,
}

/// What two texts have in common; `None` where neither can be a copy of the other for all that their words show.
///
/// A passage within quotation marks on both sides is what somebody said, and two reporters may have heard it: it counts
/// only where the words around it are shared too, or the texts are near each other as a whole. The same either way
/// round, with `a` and `b` exchanged. Linear in the lengths of the texts, but for sorting, which [`Words::of`] has done.
///
/// ```
/// use selon_ledger::copies::{Kind, Words, compare};
/// let a = "Le pont de la Serre, fermé depuis mardi après la crue, rouvrira lundi matin aux piétons, puis mercredi aux voitures.";
/// let b = "MOBILITÉ. Le pont de la Serre, fermé depuis mardi après la crue, rouvrira lundi aux piétons, puis mercredi aux voitures.";
/// let overlap = compare(&Words::of(a), &Words::of(b)).unwrap();
/// assert_eq!(overlap.kind, Kind::Near);
/// assert_eq!(&b[overlap.passages[0].b.range()], &b["MOBILITÉ. ".len()..b.len() - 1]);
/// ```
pub fn compare(a: &Words, b: &Words) -> Option<Overlap> {
    // Which of equally long runs is taken may hang on which text comes first: the shorter does.
    if (a.len(), a.hashes()) <= (b.len(), b.hashes()) {
        return in_order(a, b);
    }
    in_order(b, a).map(Overlap::exchanged)
}

impl Overlap {
    /// The overlap with the two texts exchanged.
    fn exchanged(mut self) -> Overlap {
        (self.share_a, self.share_b) = (self.share_b, self.share_a);
        for passage in &mut self.passages {
            (passage.a, passage.b) = (passage.b, passage.a);
            for (a, b) in &mut passage.runs {
                (*a, *b) = (*b, *a);
            }
        }
        self.passages.sort_by_key(|passage| passage.a);
        self
    }
}

fn in_order(a: &Words, b: &Words) -> Option<Overlap> {
    let (common, all) = alignment::common_grams(a, b);
    if common == 0 {
        return None;
    }
    let jaccard = common as f64 / all as f64;
    let kind = match jaccard {
        _ if a.hashes() == b.hashes() => Kind::Identical,
        NEAR.. => Kind::Near,
        _ => Kind::Partial,
    };
    let is_kept = |runs: &&[Run]| match kind {
        Kind::Identical => true,
        Kind::Near => runs.iter().map(|run| run.words).sum::<usize>() >= SHOWN,
        Kind::Partial => runs.iter().map(|run| own(run, a, b)).sum::<usize>() >= COPIED,
    };
    let runs = alignment::runs(a, b);
    let kept: Vec<&[Run]> = alignment::passages(&runs).filter(is_kept).collect();
    if kind == Kind::Partial && kept.is_empty() {
        return None;
    }
    let words: usize = kept.iter().flat_map(|runs| *runs).map(|run| run.words).sum();
    let passages = kept.iter().filter_map(|runs| passage(runs, a, b)).collect();
    let [share_a, share_b] = [a, b].map(|side| words as f64 / side.len() as f64);
    Some(Overlap { kind, jaccard, share_a, share_b, passages })
}

/// The words of a run that are not within quotation marks on both sides.
fn own(run: &Run, a: &Words, b: &Words) -> usize {
    (0..run.words).filter(|at| !(a.is_quoted(run.a + at) && b.is_quoted(run.b + at))).count()
}

fn passage(runs: &[Run], a: &Words, b: &Words) -> Option<Passage> {
    let (first, last) = (runs.first()?, runs.last()?);
    let spans = |run: &Run| (a.span(run.a, run.a + run.words), b.span(run.b, run.b + run.words));
    Some(Passage {
        a: a.span(first.a, last.a + last.words),
        b: b.span(first.b, last.b + last.words),
        runs: runs.iter().map(spans).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn overlap(a: &str, b: &str) -> Option<Overlap> {
        compare(&Words::of(a), &Words::of(b))
    }

    /// Texts of a few words, so that much is said again and again, with and without quotation marks.
    fn repetitive() -> impl Strategy<Value = String> {
        let word =
            prop::sample::select(vec!["le", "Maire", "à", "dit", "5 800", "« ", " »", "\"", ".\n", "l’eau"]);
        prop::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn passages_slice_to_the_same_words_and_do_not_overlap(a in repetitive(), b in repetitive()) {
            let Some(overlap) = overlap(&a, &b) else { return Ok(()) };
            let (mut last, mut taken) = (0, Vec::new());
            for passage in &overlap.passages {
                let (first, end) = (passage.runs[0], passage.runs[passage.runs.len() - 1]);
                prop_assert_eq!((passage.a.start, passage.b.start), (first.0.start, first.1.start));
                prop_assert_eq!((passage.a.end, passage.b.end), (end.0.end, end.1.end));
                for (in_a, in_b) in &passage.runs {
                    let [words, others] = [&a[in_a.range()], &b[in_b.range()]].map(Words::of);
                    prop_assert_eq!(words.hashes(), others.hashes());
                    prop_assert!(in_a.start >= last && words.len() >= super::super::GRAM);
                    last = in_a.end;
                    taken.push(*in_b);
                }
            }
            taken.sort();
            prop_assert!(taken.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for share in [overlap.jaccard, overlap.share_a, overlap.share_b] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
        }

        #[test]
        fn both_ways_round_are_the_same(a in repetitive(), b in repetitive()) {
            prop_assert_eq!(overlap(&a, &b), overlap(&b, &a).map(Overlap::exchanged));
        }

        #[test]
        fn a_text_is_identical_to_itself(text in repetitive()) {
            let words = Words::of(&text);
            let kind = compare(&words, &words).map(|overlap| (overlap.kind, overlap.share_a));
            prop_assert_eq!(kind, (words.len() >= super::super::GRAM).then_some((Kind::Identical, 1.0)));
        }
    }

    /// A text that says one thing over and over is compared in linear time: the square of its length would take hours.
    #[test]
    fn hostile_repetition_stays_linear() {
        let [a, b] = ["la ".repeat(300_000), format!("{}le ", "la ".repeat(299)).repeat(1000)];
        let overlap = overlap(&a, &b).map(|overlap| overlap.passages.len());
        assert!(overlap.is_some());
    }
}
