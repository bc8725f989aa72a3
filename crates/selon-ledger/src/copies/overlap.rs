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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
/// let a = "Le pont de la Serre, fermé depuis mardi, rouvrira lundi matin aux piétons, puis mercredi aux voitures.";
/// let b = "MOBILITÉ. Le pont de la Serre, fermé depuis mardi, rouvrira lundi aux piétons, puis mercredi aux voitures.";
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
