//! An assertion's sentences as plain text, its own words told apart.

use std::collections::BTreeMap;
use std::ops::Range;

use selon_ledger::{AssertionId, Error, Ledger};
use selon_record::{Assertion, Reading};
use selon_view::{Passages, phrase};

use crate::evidence::by_article;

/// A passage: pieces of text, each with whether it is what is asserted.
pub(super) type Quote = Vec<(bool, String)>;

/// Bytes of a passage that are quoted.
const LONGEST: usize = 2000;

/// The sentences of assertions, by their numbers.
///
/// # Errors
/// The file cannot be read.
pub(super) fn quotes(
    ledger: &Ledger,
    assertions: impl Iterator<Item = AssertionId>,
) -> Result<BTreeMap<i64, Vec<Quote>>, Error> {
    let mut found = BTreeMap::new();
    for (article, names) in by_article(ledger, assertions)? {
        let Some(reading) = ledger.reading(article)? else { continue };
        for (id, name) in names {
            let assertion = reading.assertions.iter().find(|assertion| assertion.id == name);
            found.extend(assertion.map(|assertion| (id, quoted(&reading, assertion))));
        }
    }
    Ok(found)
}

fn quoted(reading: &Reading, assertion: &Assertion) -> Vec<Quote> {
    let passages = Passages::new(reading);
    let content = passages.ranges(&assertion.content);
    let source = assertion.source.as_ref().map(|source| passages.ranges(&source.spans)).unwrap_or_default();
    let all: Vec<Range<usize>> = content.iter().cloned().chain(source).collect();
    passages.around(&all).into_iter().map(|passage| pieces(passages.text(), passage, &content)).collect()
}

fn pieces(text: &str, passage: Range<usize>, content: &[Range<usize>]) -> Quote {
    let end = text.floor_char_boundary(passage.end.min(passage.start + LONGEST));
    let mut cuts: Vec<usize> = content.iter().flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([passage.start, end]);
    cuts.retain(|at| (passage.start..=end).contains(at));
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[usize]| {
        let is_content = content.iter().any(|range| range.contains(&pair[0]));
        let words = &text[pair[0]..pair[1]];
        // What stands between the words of others keeps the blanks at its ends.
        let blank = |is_one: bool| if is_one && !is_content { " " } else { "" };
        let before = blank(pair[0] > passage.start && words.starts_with(char::is_whitespace));
        let after = blank(pair[1] < end && words.ends_with(char::is_whitespace));
        (is_content, [before, &phrase(words), after].concat())
    };
    cuts.windows(2).map(piece).filter(|(_, words)| !words.is_empty()).collect()
}
