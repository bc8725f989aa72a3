//! Entities by the BILUO scheme: every token begins an entity, is inside one, is its last, a unit of its own, or out.
//!
//! Ratinov & Roth (2009); the conditions are those of `ner.pyx` of spaCy 3.8 without preset entities.

use serde::{Deserialize, Serialize};

use super::moves::Moves;
use crate::doc::{Label, Labels, Span, TokenData};
use crate::network::{StateScorer, TokenFeatures};

/// What a move says of the next token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub(crate) enum EntityMove {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// The state of the recogniser in one document.
#[derive(Default)]
pub(crate) struct Biluo {
    moves: Vec<(EntityMove, Label)>,
    next: usize,
    open: Option<(usize, Label)>,
    found: Vec<Span>,
}

impl Biluo {
    /// The recogniser of a pipeline with these moves.
    pub(crate) fn new(moves: &Moves<EntityMove>, labels: &mut Labels) -> Self {
        Biluo {
            moves: moves.iter().map(|(kind, label)| (*kind, labels.add(label))).collect(),
            ..Default::default()
        }
    }

    /// A recogniser of the same moves, for another thread.
    pub(crate) fn another(&self) -> Self {
        Biluo { moves: self.moves.clone(), ..Default::default() }
    }

    /// Begins a document.
    pub(crate) fn start(&mut self) {
        self.next = 0;
        self.open = None;
        self.found.clear();
    }

    /// Reads on through the first `encoded` tokens.
    pub(crate) fn advance(
        &mut self,
        scorer: &StateScorer,
        features: &mut TokenFeatures,
        tokens: &[TokenData],
        encoded: usize,
    ) {
        while self.next < encoded {
            let i = self.next;
            let last = i + 1 == tokens.len();
            let before_start = !last && tokens[i + 1].sent_start == 1;
            let open = self.open;
            let first = open.map(|(start, _)| start as u32);
            let shown = [Some(i as u32), first, first.map(|_| i as u32 - 1)];
            let scores = scorer.score(&shown, features);
            let mut best: Option<usize> = None;
            for (m, &(kind, label)) in self.moves.iter().enumerate() {
                let same = open.is_some_and(|(_, l)| l == label);
                let valid = match kind {
                    EntityMove::Begin => {
                        open.is_none() && !last && !label.is_none() && !before_start && !tokens[i].is_space
                    }
                    EntityMove::In => same && !last && !label.is_none() && !before_start,
                    EntityMove::Last => same && !label.is_none(),
                    EntityMove::Unit => open.is_none() && !label.is_none() && !tokens[i].is_space,
                    EntityMove::Out => open.is_none(),
                };
                if valid && best.is_none_or(|b| scores[m] > scores[b]) {
                    best = Some(m);
                }
            }
            if let Some(best) = best {
                self.apply(self.moves[best]);
            }
            self.next += 1;
        }
        features.forget_before(self.open.map_or(self.next, |(start, _)| start));
    }

    fn apply(&mut self, (kind, label): (EntityMove, Label)) {
        match kind {
            EntityMove::Begin => self.open = Some((self.next, label)),
            EntityMove::Last => {
                if let Some((start, label)) = self.open.take() {
                    self.found.push(Span { start, end: self.next + 1, label });
                }
            }
            EntityMove::Unit => self.found.push(Span { start: self.next, end: self.next + 1, label }),
            EntityMove::In | EntityMove::Out => {}
        }
    }

    /// Writes the entities to the tokens and hands them over.
    pub(crate) fn finish(&mut self, tokens: &mut [TokenData]) -> Vec<Span> {
        for token in tokens.iter_mut() {
            (token.ent_iob, token.ent_type) = (2, Label::NONE);
        }
        for span in &self.found {
            for (i, token) in tokens[span.start..span.end].iter_mut().enumerate() {
                (token.ent_iob, token.ent_type) = (if i == 0 { 3 } else { 1 }, span.label);
            }
        }
        std::mem::take(&mut self.found)
    }
}
