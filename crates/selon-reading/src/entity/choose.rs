//! Which stretches are names, and of what: the trained model says how likely each type is, and of all sets of stretches that do
//! not overlap the likeliest is chosen.

use std::ops::Range;

use selon_record::{EntityType, Span};

use super::candidate::{Candidate, without_article};
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
    /// How likely each of the [`CLASSES`] is.
    pub(super) odds: [f64; CLASSES.len()],
}

impl Name {
    /// A name of which a rule says what it is.
    pub(super) fn new(candidate: Candidate, kind: EntityType, probability: f64) -> Self {
        let class = CLASSES.iter().position(|(class, _)| *class == Some(kind)).unwrap_or(CLASSES.len() - 1);
        let mut odds = [(1.0 - probability) / (CLASSES.len() - 1) as f64; CLASSES.len()];
        odds[class] = probability;
        Name { tokens: candidate.tokens, span: candidate.span, kind, probability, odds }
    }

    /// Whether it names a person, or may well do: what the base says of it is not asked yet.
    pub(super) fn may_be_person(&self) -> bool {
        /// Less is never a person.
        const LEAST: f64 = 0.05;
        let person = CLASSES.iter().position(|(class, _)| *class == Some(EntityType::Person));
        self.kind == EntityType::Person || person.is_some_and(|class| self.odds[class] >= LEAST)
    }
}

/// The names of a text, in its order.
pub(super) fn choose(words: &Words<'_>, candidates: &[Candidate], weights: &Weights) -> Vec<Name> {
    let mut facts = Facts::default();
    let likely = candidates.iter().filter_map(|candidate| {
        facts.clear();
        signs::note(words, candidate, &mut facts);
        likeliest(&facts.odds(weights, Model::Entity, &CLASSES.map(|(_, name)| name)), candidate.clone())
    });
    let likely: Vec<(Name, f64)> = likely.filter(|(name, _)| !is_exclamation(words, name)).collect();
    apart(likely)
}

/// « *Mystère.* »: a word that is a whole sentence is no name, unless the base has it.
fn is_exclamation(words: &Words<'_>, name: &Name) -> bool {
    let tree = words.tree;
    let sentence = tree.sentence(name.tokens.start);
    let has_word = |i: usize| tree.token(i).text().contains(char::is_alphanumeric);
    let text = &tree.doc.text()[name.span.range()];
    sentence.filter(|&i| has_word(i)).eq(std::iter::once(name.tokens.start)) && words.known(text).is_empty()
}

/// The names as the recogniser finds them: for a language whose model is not trained.
pub(super) fn recognised(words: &Words<'_>) -> Vec<Name> {
    /// How sure a name is that only the recogniser finds.
    const SURE: f64 = 0.7;
    let mut names = Vec::new();
    for found in &words.recognised {
        let Some(&kind) = words.lexicon.labels.get(found.label) else { continue };
        let tokens = without_article(words, found.tokens.clone()).unwrap_or(found.tokens.clone());
        let Some(candidate) = Candidate::of(words, tokens) else { continue };
        names.push((Name::new(candidate, kind, SURE), SURE));
    }
    apart(names)
}

/// The likeliest type of a candidate, and how much likelier it is that it is a name, of whatever type, than none; `None` where
/// it is none.
fn likeliest(odds: &[f64], candidate: Candidate) -> Option<(Name, f64)> {
    let types = CLASSES.iter().zip(odds).filter_map(|((kind, _), odds)| Some(((*kind)?, *odds)));
    let (kind, probability) = types.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let none = odds[0].clamp(1e-12, 1.0);
    let gain = ((1.0 - none) / none).ln();
    let Candidate { tokens, span } = candidate;
    let odds = odds.try_into().ok()?;
    (gain > 0.0).then_some((Name { tokens, span, kind, probability, odds }, gain))
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
            (Name::new(Candidate { tokens, span }, EntityType::Person, 0.9), gain)
        };
        let kept = |names| {
            apart(names).into_iter().map(|name| (name.tokens.start, name.tokens.end)).collect::<Vec<_>>()
        };
        assert_eq!(kept(vec![name(0..3, 3.0), name(0..1, 1.0), name(2..3, 1.5)]), [(0, 3)]);
        assert_eq!(kept(vec![name(0..3, 2.0), name(0..1, 1.0), name(2..3, 1.5)]), [(0, 1), (2, 3)]);
        assert_eq!(kept(vec![name(0..2, 2.0), name(1..3, 3.0), name(2..4, 2.0)]), [(0, 2), (2, 4)]);
        assert!(kept(Vec::new()).is_empty());
    }
}
