//! Decisions about names as the model sees them, with what people chose.

use selon_record::{EntityType, Offsets, Span};

use super::candidate;
use super::choose::CLASSES;
use super::signs;
use super::words::Words;
use crate::model::{Facts, Model};
use crate::training::{Decision, GoldName};

/// A decision for each candidate of a text: what it names, if anything. Of names within names the outermost counts.
pub(super) fn decisions(words: &Words<'_>, offsets: &Offsets<'_>, gold: &[GoldName]) -> Vec<Decision> {
    let mut gold: Vec<(Span, EntityType)> =
        gold.iter().filter_map(|name| Some((offsets.span(name.span).ok()?, name.kind))).collect();
    gold.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    gold.retain(|(span, _)| {
        let outer = span.end > end;
        end = end.max(span.end);
        outer
    });
    let mut facts = Facts::default();
    let decision = |candidate: &candidate::Candidate| {
        facts.clear();
        signs::note(words, candidate, &mut facts);
        let found = gold.binary_search_by_key(&candidate.span, |(span, _)| *span).ok();
        let kind = found.map(|at| gold[at].1);
        let right = CLASSES.iter().position(|(class, _)| *class == kind).unwrap_or(CLASSES.len() - 1);
        facts.decision(Model::Entity, &CLASSES.map(|(_, name)| name), right)
    };
    candidate::propose(words).iter().map(decision).collect()
}
