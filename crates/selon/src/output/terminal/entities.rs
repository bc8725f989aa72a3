//! Who and what the article names, by sort, and what of it is known and from where.

use selon_record::Reading;

use super::Ink;
use super::page::{Margin, Page, joined};
use crate::messages::Label;
use selon_view::{Name, by_source, by_type, names, times};

/// A paragraph for each sort that there is: names by their number of mentions. Then a paragraph for each source of the
/// knowledge base that some were recognised by.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    let names = names(reading);
    if names.is_empty() {
        return;
    }
    page.heading(Label::Named);
    let shown = |name: &Name<'_>| vec![Ink::Plain.run(name.name.clone()), Ink::Dim.run(times(name.count))];
    let rows = by_type(&names)
        .into_iter()
        .map(|(kind, names)| (Label::EntityType(kind), names.into_iter().map(shown).collect()));
    page.glossary(rows.collect());
    let sources = by_source(&names);
    if sources.is_empty() {
        return;
    }
    page.heading(Label::Recognised);
    for (source, names) in sources {
        page.lines(&Margin::blank(2), &[Ink::Bold.run(source)]);
        let links = names.into_iter().filter_map(|name| Some(vec![Ink::Dim.run(name.link()?)]));
        page.lines(&Margin::blank(4), &joined(links.collect(), " · "));
    }
}
