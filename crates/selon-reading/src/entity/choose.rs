//! Which stretches are names, and of what: the trained model says how likely each type is, and of all sets of stretches that do
//! not overlap the likeliest is chosen.

use std::ops::Range;

use selon_record::{EntityType, Span};

use super::candidate::{Candidate, without_article};
use super::domain::is_domain;
use super::signs;
use super::words::Words;
use crate::model::{Facts, Model, Weights};

/// What a stretch can be; first that it is no name.
pub(super) const CLASSES: [(Option<EntityType>, &str); 6] = [
    (None, "none"),
    (Some(EntityType::Person), "person"),
    (Some(EntityType::Place), "place"),
    (Some(EntityType::Organisation), "organisation"),
    (Some(EntityType::Event), "event"),
    (Some(EntityType::Other), "other"),
];

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) tokens: Range<usize>,
    pub(crate) span: Span,
    pub(crate) kind: EntityType,
    /// How likely it is a name of this type.
    pub(crate) probability: f64,
}

/// The names of a text, in its order.
pub(super) fn choose(words: &Words<'_>, candidates: Vec<Candidate>, weights: &Weights) -> Vec<Name> {
    let mut facts = Facts::default();
    let likely = candidates.into_iter().filter_map(|candidate| {
        facts.clear();
        signs::note(words, &candidate, &mut facts);
        likeliest(&facts.odds(weights, Model::Entity, &CLASSES.map(|(_, name)| name)), candidate)
    });
    let likely: Vec<(Name, f64)> = likely.collect();
    apart(likely)
}

/// The names as the recogniser finds them, and sites: for a language whose model is not trained.
pub(super) fn recognised(words: &Words<'_>) -> Vec<Name> {
    /// How sure a name is that only the recogniser finds, and a site.
    const SURE: [f64; 2] = [0.7, 0.8];
    let tree = words.tree;
    let mut names = Vec::new();
    for found in &words.recognised {
        let Some(&kind) = words.lexicon.labels.get(found.label) else { continue };
        let tokens = without_article(words, found.tokens.clone()).unwrap_or(found.tokens.clone());
        let Some(Candidate { tokens, span }) = Candidate::of(words, tokens) else { continue };
        names.push((Name { tokens, span, kind, probability: SURE[0] }, SURE[0]));
    }
    for token in tree.doc.tokens().filter(|token| is_domain(token.text())) {
        let (tokens, span) = (token.i()..token.i() + 1, Span::from(token.range()));
        names.push((Name { tokens, span, kind: EntityType::Outlet, probability: SURE[1] }, SURE[1]));
    }
    apart(names)
}

/// The likeliest type of a candidate and how much likelier than no name it is; `None` where it is none.
fn likeliest(odds: &[f64], candidate: Candidate) -> Option<(Name, f64)> {
    let types = CLASSES.iter().zip(odds).filter_map(|((kind, _), odds)| Some(((*kind)?, *odds)));
    let (kind, probability) = types.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let gain = (probability / odds[0].max(1e-12)).ln();
    let Candidate { tokens, span } = candidate;
    (gain > 0.0).then_some((Name { tokens, span, kind, probability }, gain))
}

/// Of names that overlap those that gain most together (weighted interval scheduling).
pub(super) fn apart(mut names: Vec<(Name, f64)>) -> Vec<Name> {
    names.sort_by_key(|(name, _)| (name.tokens.end, name.tokens.start));
    // best[n]: the most that the first n gain; took[n]: whether the last of them is among those.
    let mut best = vec![0.0; names.len() + 1];
    let mut took = vec![None; names.len() + 1];
    for (n, (name, gain)) in names.iter().enumerate() {
        let before = names[..n].partition_point(|(other, _)| other.tokens.end <= name.tokens.start);
        let with = best[before] + gain;
        (best[n + 1], took[n + 1]) = if with > best[n] { (with, Some(before)) } else { (best[n], None) };
    }
    let mut kept = vec![false; names.len()];
    let mut n = names.len();
    while n > 0 {
        match took[n] {
            Some(before) => {
                kept[n - 1] = true;
                n = before;
            }
            None => n -= 1,
        }
    }
    let chosen = names.into_iter().zip(kept).filter(|(_, kept)| *kept);
    chosen.map(|((name, _), _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_overlapping_names_the_best_set_stays() {
        let name = |tokens: Range<usize>, gain| {
            let span = Span::new(tokens.start, tokens.end);
            (Name { tokens, span, kind: EntityType::Person, probability: 0.9 }, gain)
        };
        let kept = |names| apart(names).into_iter().map(|name| name.tokens).collect::<Vec<_>>();
        assert_eq!(kept(vec![name(0..3, 3.0), name(0..1, 1.0), name(2..3, 1.5)]), [0..3]);
        assert_eq!(kept(vec![name(0..3, 2.0), name(0..1, 1.0), name(2..3, 1.5)]), [0..1, 2..3]);
        assert_eq!(kept(vec![name(0..2, 2.0), name(1..3, 3.0), name(2..4, 2.0)]), [0..2, 2..4]);
        assert!(kept(Vec::new()).is_empty());
    }
}
