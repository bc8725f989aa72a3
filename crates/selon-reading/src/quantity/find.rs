//! The quantities of a text, from what its grammar finds.

use selon_record::{Dimension, OffsetError, Offsets, Quantity, Span};

use super::Amount;
use super::amount::Extent;
use super::counted::{Context, counted};
use super::name::{begins_word, is_part_of_name};
use super::shared::share;
use crate::grammar::{Found, Value};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// A quantity on its way to a record.
pub(super) struct Draft {
    pub(super) amount: Amount,
    /// The words of the number and its unit.
    pub(super) extent: Span,
    /// What it counts, and whether that stands right behind it rather than behind a quantity beside it.
    pub(super) of: Option<Span>,
    pub(super) own: bool,
}

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
    let context = Context { tree, lexicon };
    let mut drafts = Vec::new();
    for (nth, expression) in found.iter().enumerate() {
        let Value::Amount(amount) = &expression.value else { continue };
        // Expressions stand apart: what reaches over the next one is not what this one counts.
        let next = found.get(nth + 1).map(|next| next.extent.start);
        drafts.extend(draft(context, expression, amount, next));
    }
    share(tree, &mut drafts);
    let mut quantities = Vec::new();
    for Draft { amount, extent, of, own } in drafts {
        let unnamed = of.is_none() && is_bare(&amount);
        if unnamed
            && (is_year(text, &amount, extent) || follows_name(tree, extent) || begins_word(text, extent))
        {
            continue;
        }
        // What is counted is part of the expression: « 26 manifestants ». What a measure is of stands beside it.
        let counts = own && amount.dimension == Dimension::Count;
        let end = of.filter(|_| counts).map_or(extent.end, |of| of.end.max(extent.end));
        let whole = Span::new(extent.start, end);
        let span = offsets.record(whole)?;
        let of = of.map(|of| text[of.range()].to_owned());
        let id = format!("q{}", quantities.len() + 1);
        quantities.push(amount.record(id, span, text[whole.range()].to_owned(), of));
    }
    Ok(quantities)
}

/// One quantity by itself; `next` is where the next expression begins. `None` where it is part of a name, or an article.
fn draft(context: Context<'_>, expression: &Found, amount: &Amount, next: Option<usize>) -> Option<Draft> {
    let (tree, text) = (context.tree, context.tree.doc.text());
    let (mut amount, mut extent) = (amount.clone(), expression.extent);
    if let Some((part, whole)) = whole_of_ratio(context, &amount, expression) {
        (amount, extent) = (whole, part);
    } else if let Some((nth, word)) = ordinal_of_fraction(context, &amount, extent) {
        (amount, extent) = (nth, word);
    }
    if is_part_of_name(text, extent) || is_article(tree, &amount, extent) {
        return None;
    }
    let of = counted(context, &amount, extent, next);
    // A word of the parse may reach into the next quantity: « il"31 ».
    let within = |of: &Span| of.start < extent.end && of.end <= extent.end && of.start > extent.start;
    let of = of.filter(|of| within(of) || of.start >= extent.end && next.is_none_or(|next| of.end <= next));
    let dash = text[extent.range()].strip_prefix(['-', '–', '−']).filter(|number| number.starts_with(' '));
    if let Some(number) = dash.map(str::trim_start)
        && amount.unit.is_none()
        && (of.is_some() || follows_words(text, extent))
    {
        // « - 3 blessés », « des manifestants - 6.000 selon la police - »: a dash, not less than nothing.
        extent.start = extent.end - number.len();
        amount = amount.positive()?;
    }
    Some(Draft { amount, extent, of, own: true })
}

/// « une enquête sur douze *suspects* »: no ratio where the second number counts something else; the second number.
fn whole_of_ratio(context: Context<'_>, amount: &Amount, expression: &Found) -> Option<(Span, Amount)> {
    let [_, (span, Some(Value::Number(whole)))] = expression.parts[..] else { return None };
    let last = context.tree.tokens_in(span).next_back()?;
    let counts = amount.dimension == Dimension::Fraction && context.counts_behind(last);
    counts.then(|| (span, Amount::count(Extent::exactly(whole))))
}

/// « un *huitième* samedi »: what qualifies a noun behind it is no part of something.
fn ordinal_of_fraction(context: Context<'_>, amount: &Amount, extent: Span) -> Option<(Amount, Span)> {
    let tree = context.tree;
    let last = tree.tokens_in(extent).next_back()?;
    let nth = amount
        .number
        .value
        .filter(|value| *value > 0.0 && *value < 0.5)
        .map(|value| (1.0 / value).round())?;
    let exact = amount.number.value.is_some_and(|value| (value * nth - 1.0).abs() < 1e-9);
    let before_noun = tree.head(last).is_some_and(|head| head > last && tree.token(head).pos() == "NOUN");
    let adjective = tree.token(last).pos() == "ADJ" && tree.token(last).dep() == "amod";
    let ordinal = exact && amount.dimension == Dimension::Fraction && before_noun && adjective;
    let word = tree.span(last..last + 1);
    let number = Extent::exactly(nth);
    ordinal.then(|| (Amount { dimension: Dimension::Ordinal, number, ..amount.clone() }, word))
}

/// Whether words stand before it on its line.
fn follows_words(text: &str, extent: Span) -> bool {
    let line = text[..extent.start].rsplit('\n').next().unwrap_or_default();
    line.contains(char::is_alphanumeric)
}

/// Whether it is a number and nothing else.
pub(super) fn is_bare(amount: &Amount) -> bool {
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
