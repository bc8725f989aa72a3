//! What is counted or measured: « 26 *manifestants tués* », « deux tasses de *café* », « 40 % des *électeurs* ».

use std::ops::Range;

use selon_record::{Dimension, Span};

use super::Amount;
use crate::tree::Tree;

/// The words that say what a quantity is of, in bytes of the text: right behind its number, but for a preposition and an
/// article.
pub(super) fn counted(tree: &Tree, amount: &Amount, extent: Span) -> Option<Span> {
    let number = tree.tokens_in(extent);
    let last = number.end.checked_sub(1).filter(|last| number.contains(last))?;
    let phrase = match amount.dimension {
        Dimension::Count => noun_counted(tree, &number, last)?,
        Dimension::Mass | Dimension::Volume | Dimension::Area | Dimension::Length => {
            noun_behind(tree, &number, last, false)?
        }
        Dimension::Percent | Dimension::Fraction => noun_behind(tree, &number, last, true)?,
        _ => return None,
    };
    Some(tree.span(phrase))
}

/// « 26 | manifestants », « une trentaine de | jeunes manifestants », « 12 | blessés ».
fn noun_counted(tree: &Tree, number: &Range<usize>, last: usize) -> Option<Range<usize>> {
    let sentence = tree.sentence(last);
    if let Some(phrase) = noun_behind(tree, number, last, false) {
        return Some(phrase);
    }
    // The noun that the number belongs to, with what stands between them.
    let is_noun = |i: usize| matches!(tree.token(i).pos(), "NOUN" | "PROPN");
    let belongs = number.clone().rev().filter_map(|i| tree.head(i)).find(|&head| head > last && is_noun(head));
    let near = belongs.filter(|&noun| (last + 1..noun).all(|i| is_qualifier(tree, i)));
    // « 12 blessés »: a participle or adjective that stands for those it is said of.
    let stands_alone = |i: usize| {
        let token = tree.token(i);
        token.pos() == "ADJ" || token.pos() == "VERB" && token.feature("VerbForm") == Some("Part")
    };
    let next = (last + 1 < sentence.end).then_some(last + 1);
    let noun = near.or_else(|| next.filter(|&i| is_noun(i) || stands_alone(i)))?;
    Some(last + 1..with_participle(tree, noun))
}

/// « deux tasses de | café », « des dizaines de | morts »; with a determiner where the whole is known, « un tiers des | habitants ».
fn noun_behind(tree: &Tree, number: &Range<usize>, last: usize, known: bool) -> Option<Range<usize>> {
    let sentence = tree.sentence(last);
    let is = |i: usize, classes: &[&str]| i < sentence.end && classes.contains(&tree.token(i).pos());
    let mut at = last + 1;
    // The number may end with its preposition: « a couple of | friends ».
    let ends_with_preposition = is(last, &["ADP"]) && number.len() > 1;
    if !ends_with_preposition {
        if !is(at, &["ADP"]) || !is_of(tree, at, number) {
            return None;
        }
        at += 1;
    }
    if known && is(at, &["DET"]) {
        at += 1;
    }
    let start = at;
    while is(at, &["ADJ", "NUM"]) && !is(at, &["NOUN"]) && at < start + 3 {
        at += 1;
    }
    is(at, &["NOUN"]).then(|| start..with_participle(tree, at))
}

/// Whether a preposition ties what follows to the number: « de » in « des dizaines de morts », not in « 12 de nos soldats ».
fn is_of(tree: &Tree, preposition: usize, number: &Range<usize>) -> bool {
    let Some(head) = tree.head(preposition) else { return false };
    // French: the preposition belongs to the noun, and that to the number. English: the preposition belongs to the number.
    number.contains(&head) || tree.head(head).is_some_and(|over| number.contains(&over)) || head == preposition + 1
}

fn is_qualifier(tree: &Tree, i: usize) -> bool {
    matches!(tree.token(i).pos(), "ADJ" | "NUM" | "ADV" | "NOUN" | "PROPN") || matches!(tree.token(i).text(), "-")
}

/// One past the adjectives and participles right behind a noun: « manifestants | tués ».
fn with_participle(tree: &Tree, noun: usize) -> usize {
    let sentence = tree.sentence(noun);
    let mut end = noun + 1;
    while end < sentence.end {
        let token = tree.token(end);
        let of_noun = tree.head(end) == Some(noun);
        let participle = token.pos() == "VERB" && token.feature("VerbForm") == Some("Part") && token.feature("Tense") != Some("Pres");
        if !(of_noun && (token.pos() == "ADJ" || participle)) {
            break;
        }
        end += 1;
    }
    end
}
