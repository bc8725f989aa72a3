//! The words of a content that decide how sure it is.

use selon_record::{Level, Span};

use super::Judge;
use super::conditional::{Conditional, Found};
use crate::lexicon::Lexicon;
use crate::tree::{Tree, plain_form};

/// The words of a text that weaken what is said, or insist on it: « peut-être », « de toute évidence ».
pub(super) fn hedges(tree: &Tree<'_>, lexicon: &Lexicon) -> Vec<(Span, Level)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tree.doc.len() {
        let form = tree.longest_form(i, &lexicon.hedges);
        // « très probablement » is one hedge.
        i = form.as_ref().map_or(i + 1, |(words, _)| words.end);
        found.extend(form.map(|(words, &level)| (tree.span(words), level)));
    }
    found
}

/// The hedges within a content.
pub(super) fn hedges_within<'j>(
    judge: &'j Judge<'_>,
    content: &'j [Span],
) -> impl Iterator<Item = (Span, Level)> + 'j {
    content.iter().flat_map(|part| {
        let first = judge.hedges.partition_point(|(words, _)| words.start < part.start);
        judge.hedges[first..].iter().take_while(|(words, _)| part.contains(*words)).copied()
    })
}

/// The adjectives within a content that show how sure the thing is that their noun names: « un *éventuel* accord ».
pub(super) fn adjectives_within<'j>(
    judge: &'j Judge<'_>,
    content: &'j [Span],
) -> impl Iterator<Item = (usize, Level)> + 'j {
    let tokens = content.iter().flat_map(|&part| judge.tree.tokens_in(part));
    tokens.filter_map(|i| {
        let token = judge.tree.token(i);
        let known = judge.lexicon.adjectives.get(&plain_form(token.text()))?;
        matches!(token.pos(), "ADJ" | "VERB").then_some((i, *known))
    })
}

/// The conditionals within a content.
pub(super) fn conditionals_within<'j>(
    judge: &'j Judge<'_>,
    content: &'j [Span],
) -> impl Iterator<Item = &'j Found> + 'j {
    content.iter().flat_map(|&part| judge.conditionals.within(judge.tree.tokens_in(part)))
}

/// What the table says of a modal verb's conditional: « *devrait* » probable.
fn modal_level(judge: &Judge<'_>, found: &Found) -> Option<Level> {
    judge.lexicon.modals.get(judge.tree.token(found.finite).lemma()).copied()
}

/// The level of the first word of a content that shows one.
pub(super) fn level(judge: &Judge<'_>, content: &[Span]) -> Option<Level> {
    let sense = |found: &Found| match found.sense {
        Conditional::Hearsay => Some(Level::Hearsay),
        Conditional::Hypothetical => Some(Level::Hypothetical),
        Conditional::Modal => modal_level(judge, found),
        Conditional::FutureInPast | Conditional::Other => None,
    };
    let conditional = conditionals_within(judge, content).find_map(sense);
    conditional.or_else(|| hedges_within(judge, content).map(|(_, level)| level).next())
}

/// The words of a content that speak for a level.
pub(super) fn deciding(judge: &Judge<'_>, level: Level, content: &[Span]) -> Vec<Span> {
    let word = |i: usize| Span::from(judge.tree.token(i).range());
    let speaks = |found: &&Found| match level {
        Level::Hearsay => found.sense == Conditional::Hearsay,
        Level::Hypothetical => found.sense == Conditional::Hypothetical,
        _ => found.sense == Conditional::Modal && modal_level(judge, found) == Some(level),
    };
    let mut cues: Vec<Span> =
        conditionals_within(judge, content).filter(speaks).map(|found| word(found.finite)).collect();
    cues.extend(hedges_within(judge, content).filter(|(_, own)| *own == level).map(|(words, _)| words));
    cues.extend(adjectives_within(judge, content).filter(|(_, own)| *own == level).map(|(i, _)| word(i)));
    cues.sort_by_key(|cue| (cue.start, cue.end));
    cues.dedup_by(|later, earlier| later.overlaps(*earlier));
    cues
}
