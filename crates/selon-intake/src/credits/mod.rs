//! Where an article says that its words are an agency's: in the signature, the dateline and the closing formula.
//!
//! Agencies that the knowledge base knows are recognised by their names; others by their form, an acronym in a place
//! where only an agency stands. Not every parenthesis is a credit: « (OTSC) » explains, « (PS) » names a party.

mod agency;
mod byline;
mod closing;
mod dateline;
mod parts;
mod words;

use std::ops::Range;

use selon_kb::Base;
use selon_record::{Article, Credit, CreditForm, CreditPart, Offsets, Span};

use agency::{Agencies, Agency};

/// The credits of an article: those of its signature, then those of its text, in order.
///
/// ```
/// use selon_intake::credits;
/// use selon_kb::Base;
/// use selon_record::{Article, CreditForm};
///
/// let mut article = Article::new("PARIS (AFP) - Il pleut.");
/// article.byline = Some("J. Martin, avec AM".to_owned());
/// let found = credits(&article, Base::built_in());
/// assert_eq!((found[0].agency.as_str(), found[0].form), ("AM", CreditForm::With));
/// assert_eq!((found[1].kb.as_deref(), found[1].form), (Some("outlet:afp"), CreditForm::Dateline));
/// ```
pub fn credits(article: &Article, base: &Base) -> Vec<Credit> {
    let agencies = Agencies::of(article, base);
    let byline = article.byline.as_deref().unwrap_or_default();
    let named = |found: &[Found]| -> Vec<Agency> { found.iter().map(|found| found.agency.clone()).collect() };
    let mut in_text = dateline::dateline(&article.text, &agencies);
    let mut in_head = named(&in_text);
    in_head.extend(named(&byline::byline(byline, &agencies, &in_head)));
    in_text.extend(closing::closing(&article.text, &agencies, &in_head));
    let in_byline = byline::byline(byline, &agencies, &named(&in_text));
    let mut credits = records(in_byline, byline, CreditPart::Byline);
    credits.extend(records(in_text, &article.text, CreditPart::Text));
    credits
}

/// Whether a signature credits an agency, whatever the language: « Anne Morel, avec AFP ».
pub(crate) fn is_credited(byline: &str) -> bool {
    let article = Article { byline: Some(byline.to_owned()), ..Article::new("") };
    !credits(&article, Base::built_in()).is_empty()
}

/// A credit, in bytes of the part of the article.
struct Found {
    agency: Agency,
    form: CreditForm,
    span: Range<usize>,
}

fn records(found: Vec<Found>, text: &str, part: CreditPart) -> Vec<Credit> {
    if found.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(text);
    let record = |Found { agency, form, span }: Found| {
        let span = offsets.record(Span::new(span.start, span.end)).ok()?;
        Some(Credit { agency: agency.name, kb: agency.kb, form, part, span })
    };
    found.into_iter().filter_map(record).collect()
}

#[cfg(test)]
mod tests;
