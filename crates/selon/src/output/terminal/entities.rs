//! Who and what the article names, by sort, and what of it is known and from where.

use selon_record::Reading;

use super::Ink;
use super::page::{Margin, Page, joined};
use crate::messages::Label;
use crate::output::view::{TYPES, by_source, names, times};

/// A paragraph for each sort that there is: names by their number of mentions. Then a paragraph for each source of the
/// knowledge base that some were recognised by.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    let names = names(reading);
    if names.is_empty() {
        return;
    }
    page.heading(Label::Named);
    let rows = TYPES.into_iter().filter_map(|kind| {
        let of_kind = names.iter().filter(|name| name.kind == kind);
        let shown =
            of_kind.map(|name| vec![Ink::Plain.run(name.name.clone()), Ink::Dim.run(times(name.count))]);
        let shown: Vec<_> = shown.collect();
        (!shown.is_empty()).then_some((Label::EntityType(kind), shown))
    });
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
