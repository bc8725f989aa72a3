//! The times of an article: what the grammar found, resolved one after the other.

use selon_record::{Article, CodePointSpan, OffsetError, Offsets, Span, Time, TimeType};

use super::context::{Context, Direction, Fallback, Moment};
use super::holiday::region;
use super::narrative::Narrative;
use super::resolve::{Resolved, ends, resolve};
use super::tense;
use crate::grammar::{Found, Value};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The times among what a grammar found in a text, in order. An interval stands before the times that it goes from and
/// to, which stand within it: « du *19* au *23 juillet* » is three times, as in TimeML.
///
/// # Errors
/// A span that is none of the text.
pub(crate) fn find(
    found: &[Found],
    (tree, lexicon): (&Tree<'_>, &'static Lexicon),
    article: &Article,
    offsets: &Offsets<'_>,
) -> Result<Vec<Time>, OffsetError> {
    let mut times = Vec::new();
    let reference = article.published.as_deref().and_then(Moment::read);
    let region = region(&article.language);
    let unsaid = if is_query(found, tree) { Direction::Alone } else { Direction::Unknown };
    let mut narrative = Narrative::default();
    let is_time = |found: &&Found| matches!(found.value, Value::Time(_) | Value::Duration(_) | Value::Set(_));
    for found in found.iter().filter(is_time) {
        let run = tree.tokens_in(found.whole);
        let direction = tense::direction(tree, lexicon, run.clone());
        let context = Context {
            reference,
            mention: narrative.mention,
            period: narrative.period,
            compares: narrative.compares,
            year: narrative.year(tree, run.start, reference.map(|at| at.date)),
            direction: direction.unwrap_or(unsaid),
            fallback: fallback(direction),
            region,
            hours: &lexicon.hours,
        };
        let Some(resolved) = resolve(&found.value, &context) else { continue };
        narrative.add(&found.value, &resolved, &context, (tree, run));
        let parts = parts(found, &resolved, &context);
        add(&mut times, found.extent, resolved, &signals(found), offsets)?;
        for (part, resolved) in parts {
            add(&mut times, part, resolved, &[], offsets)?;
        }
    }
    Ok(times)
}

/// Whether a text is only a time, with the small words around it: « le 3 mars », as one asks for it.
fn is_query(found: &[Found], tree: &Tree<'_>) -> bool {
    let inside = tree.covered(found.iter().map(|found| found.whole));
    inside.iter().enumerate().all(|(i, inside)| *inside || tree.is_small(i))
}

/// The times within a time, for each pair of square brackets of its rule: what an interval goes from and to, a day and its hour
/// (« mardi, à 14 h »), or a day and an interval of hours (« mardi, de 14 h à 16 h »).
fn parts(found: &Found, whole: &Resolved, context: &Context) -> Vec<(Span, Resolved)> {
    let own = |(span, value): &(Span, Option<Value>)| Some((*span, resolve(value.as_ref()?, context)?));
    let lasts = matches!(found.parts.first(), Some((_, Some(Value::Duration(_)))));
    let ends = if lasts { None } else { ends(&found.value, whole, context) };
    match (&found.parts[..], ends) {
        ([before @ .., (first, _), (last, _)], Some((from, to))) => {
            before.iter().filter_map(own).chain([(*first, from), (*last, to)]).collect()
        }
        ([first, last], None) => {
            // The hour is that of the day beside it.
            let of_day = |(span, own): (Span, Resolved)| match own.kind {
                TimeType::Time if !lasts => (span, whole.clone()),
                _ => (span, own),
            };
            own(first).into_iter().chain(own(last).map(of_day)).collect()
        }
        _ => Vec::new(),
    }
}

/// What « le lendemain » counts from where no date stands before: in a narrative nothing, for its day is not known; else the
/// time of writing, the only one there is.
fn fallback(direction: Option<Direction>) -> Fallback {
    if direction == Some(Direction::Past) { Fallback::Nothing } else { Fallback::Reference }
}

/// The words on both sides of an expression that say how it is meant.
fn signals(found: &Found) -> Vec<Span> {
    let before = Span::new(found.whole.start, found.extent.start);
    let behind = Span::new(found.extent.end, found.whole.end);
    [before, behind].into_iter().filter(|span| !span.is_empty()).collect()
}

/// Records a time.
fn add(
    times: &mut Vec<Time>,
    extent: Span,
    resolved: Resolved,
    signals: &[Span],
    offsets: &Offsets<'_>,
) -> Result<(), OffsetError> {
    let text = offsets.text();
    let signals = signals.iter().map(|&signal| offsets.record(trimmed(text, signal)));
    let signals = signals.collect::<Result<Vec<CodePointSpan>, _>>()?;
    times.push(Time {
        id: format!("t{}", times.len() + 1),
        span: offsets.record(extent)?,
        text: text[extent.range()].to_owned(),
        kind: resolved.kind,
        value: resolved.value,
        from: resolved.from,
        to: resolved.to,
        grain: resolved.grain,
        modifier: resolved.modifier,
        signals,
    });
    Ok(())
}

/// A span without the white space around its words.
fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
