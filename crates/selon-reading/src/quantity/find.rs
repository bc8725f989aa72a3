//! The quantities of a text, from what its grammar finds.

use selon_record::{Dimension, OffsetError, Offsets, Quantity, Span};

use super::Amount;
use super::counted::{Context, counted};
use super::name::is_part_of_name;
use crate::grammar::{Found, Value};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The quantities among what a grammar found in a text, in order.
///
/// # Errors
/// A span that is none of the text.
pub(crate) fn find(
    (tree, lexicon): (&Tree<'_>, &Lexicon),
    offsets: &Offsets<'_>,
    found: &[Found],
) -> Result<Vec<Quantity>, OffsetError> {
    let text = tree.doc.text();
    let mut quantities = Vec::new();
    for (nth, expression) in found.iter().enumerate() {
        let Value::Amount(amount) = &expression.value else { continue };
        let mut extent = expression.extent;
        if is_part_of_name(text, extent) || is_article(tree, amount, extent) {
            continue;
        }
        // Quantities stand apart: what reaches over the next one is not what this one counts.
        let next = found[nth + 1..].iter().find(|next| matches!(next.value, Value::Amount(_)));
        let next = next.map(|next| next.extent.start);
        let of = counted(Context { tree, lexicon }, amount, extent, next);
        // A word of the parse may reach into the next quantity: « il"31 ».
        let of = of.filter(|of| of.start >= extent.end && next.is_none_or(|next| of.end <= next));
        if of.is_none() && is_bare(amount) && (is_year(text, amount, extent) || follows_name(tree, extent)) {
            continue;
        }
        let mut amount = amount.as_ref().clone();
        if of.is_some()
            && let Some(number) = text[extent.range()].strip_prefix("- ")
        {
            // « - 3 blessés »: a line of a list, not less than nothing.
            extent.start = extent.end - number.len();
            amount = match amount.positive() {
                Some(positive) => positive,
                None => continue,
            };
        }
        // What is counted is part of the expression: « 26 manifestants ». What a measure is of stands beside it.
        let counts = amount.dimension == Dimension::Count;
        let end = of.filter(|_| counts).map_or(extent.end, |of| of.end.max(extent.end));
        let whole = Span::new(extent.start, end);
        let span = offsets.record(whole)?;
        let of = of.map(|of| text[of.range()].to_owned());
        let id = format!("q{}", quantities.len() + 1);
        quantities.push(amount.record(id, span, text[whole.range()].to_owned(), of));
    }
    Ok(quantities)
}

/// Whether it is a number and nothing else.
fn is_bare(amount: &Amount) -> bool {
    amount.unit.is_none() && matches!(amount.dimension, Dimension::Count | Dimension::Fraction)
}

/// « un homme », « autour d'une table », « the one »: a word for one that counts nothing.
fn is_article(tree: &Tree<'_>, amount: &Amount, extent: Span) -> bool {
    let Some(word) = tree.tokens_in(extent).next_back() else { return false };
    let token = tree.token(word);
    let alone = tree.head(word).is_none() && tree.sentence(word).len() < 3;
    let counts = token.pos() == "NUM" || token.text().starts_with(|c: char| c.is_ascii_digit());
    let one =
        amount.dimension == Dimension::Count && amount.unit.is_none() && amount.number.value == Some(1.0);
    one && !counts && !alone
}

/// « la Ligue 1 », « Paris 8 »: the number of a name.
fn follows_name(tree: &Tree<'_>, extent: Span) -> bool {
    let Some(first) = tree.tokens_in(extent).next() else { return false };
    let sentence = tree.sentence(first);
    let name = |before: usize| {
        let token = tree.token(before);
        before > sentence.start
            && token.text().starts_with(char::is_uppercase)
            && matches!(token.pos(), "PROPN" | "NOUN" | "ADJ" | "X")
    };
    let digits = tree.token(first).text().bytes().all(|byte| byte.is_ascii_digit());
    digits && first > sentence.start && name(first - 1)
}

/// « La coupe du monde 2018 »: four digits of a year that count nothing.
fn is_year(text: &str, amount: &Amount, extent: Span) -> bool {
    let words = &text[extent.range()];
    let digits = words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    digits && amount.number.value.is_some_and(|year| (1500.0..2100.0).contains(&year))
}
