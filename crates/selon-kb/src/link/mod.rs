//! Which entry a name means, by its context.

mod context;

pub use context::{Context, Role};

use crate::{Base, By, Candidate};

/// What a name was found to mean.
#[derive(Clone, Debug, Default)]
pub struct Link<'a> {
    /// The entry, only where it is sure.
    pub best: Option<Candidate<'a>>,
    /// How sure it is that the name means the first candidate, 0 to 1.
    pub confidence: f32,
    /// Every candidate, the likeliest first.
    pub candidates: Vec<Scored<'a>>,
}

/// A candidate and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Scored<'a> {
    /// The candidate.
    pub candidate: Candidate<'a>,
    /// The sum of the reasons.
    pub score: f32,
    /// What was weighed.
    pub reasons: Vec<Reason>,
}

/// Something that speaks for a candidate, or against it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What it is: `exact name`, `country in the article`.
    pub name: &'static str,
    /// How much it weighs; below zero, it speaks against.
    pub weight: f32,
}

impl Base {
    /// Which entry a name means in its context: the best candidate where it is sure enough and clearly ahead of the next.
    pub fn link(&self, name: &str, _context: &Context<'_>) -> Link<'_> {
        let scored = |candidate: Candidate<'_>| {
            let weight = match candidate.by {
                By::Skeleton => 0.0,
                By::Surname => 0.3,
                By::Key => 0.6,
                _ => 1.0,
            } + candidate.entry.prominence();
            (weight, vec![Reason { name: "match", weight }])
        };
        let mut candidates: Vec<_> = self
            .candidates(name)
            .into_iter()
            .map(|candidate| {
                let (score, reasons) = scored(candidate);
                Scored { candidate, score, reasons }
            })
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let best = candidates.first().filter(|best| best.score >= 0.6).map(|best| best.candidate);
        Link { best, confidence: 0.0, candidates }
    }
}
