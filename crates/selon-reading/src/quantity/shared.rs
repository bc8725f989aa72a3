//! Numbers that share the noun or the unit of the number behind them: « 6.000 et 5.000 *"gilets jaunes"* », « de 21 à 6 *%* »,
//! « âgés de 24, 32 et 47 *ans* ».

use selon_record::{Dimension, Span};

use super::find::{Draft, is_bare};
use crate::tree::Tree;

/// How a number is joined to the next one.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    /// « et », « or »
    Conjunction,
    Comma,
    /// « de 21 *à* 6 % », where a preposition also stands before the first.
    Preposition,
}

/// Gives each number that is by itself what it shares with the next.
pub(super) fn share(tree: &Tree<'_>, drafts: &mut [Draft]) {
    let mut listed = false;
    for nth in (1..drafts.len()).rev() {
        let (before, behind) = drafts.split_at_mut(nth);
        let (Some(draft), Some(next)) = (before.last_mut(), behind.first()) else { continue };
        let joint = joint(tree, draft.extent, next.extent);
        let alone =
            draft.of.is_none() && is_bare(&draft.amount) && draft.amount.dimension == Dimension::Count;
        let shares = alone
            && match joint {
                Some(Joint::Conjunction) => true,
                // « deux, trois bastos », or the first ones of a list that ends with a conjunction
                Some(Joint::Comma) => listed || is_one_less(draft, next),
                Some(Joint::Preposition) => next.amount.unit.is_some(),
                None => false,
            };
        listed = shares && joint != Some(Joint::Preposition);
        if shares && (next.of.is_some() || next.amount.unit.is_some()) {
            draft.amount.unit = next.amount.unit;
            draft.amount.dimension = next.amount.dimension.clone();
            draft.of = next.of;
            draft.own = false;
        }
    }
}

fn is_one_less(draft: &Draft, next: &Draft) -> bool {
    draft.amount.number.value.zip(next.amount.number.value).is_some_and(|(a, b)| a + 1.0 == b)
}

/// What stands between two expressions, if it is one word or sign that joins them.
fn joint(tree: &Tree<'_>, first: Span, second: Span) -> Option<Joint> {
    let (first, second) = (tree.tokens_in(first), tree.tokens_in(second));
    let [between] = (first.end..second.start).collect::<Vec<_>>()[..] else { return None };
    let adposition = |i: usize| tree.token(i).pos() == "ADP";
    match tree.token(between).pos() {
        "CCONJ" => Some(Joint::Conjunction),
        "PUNCT" if tree.token(between).text() == "," => Some(Joint::Comma),
        "ADP" if first.start.checked_sub(1).is_some_and(adposition) => Some(Joint::Preposition),
        _ => None,
    }
}
