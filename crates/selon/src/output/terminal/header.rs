//! The top of the page: what article this is.

use selon_record::Reading;

use super::page::{Margin, Page, joined};
use super::{Ink, Run};
use crate::messages::Label;
use selon_view::{facts, title, undated, url};

/// Title; outlet, byline, date, language; how long it is; what is not dated without a date.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    page.rule();
    let title = title(&reading.article, page.interface());
    page.lines(&Margin::blank(0), &[Ink::Bold.run(title)]);
    let facts: Vec<Vec<Run>> =
        facts(reading, page.interface()).into_iter().map(|fact| vec![Ink::Plain.run(fact)]).collect();
    page.lines(&Margin::blank(0), &joined(facts, " · "));
    if let Some(url) = url(&reading.article) {
        page.lines(&Margin::blank(0), &[Ink::Dim.run(url)]);
    }
    if let Some(count) = undated(reading) {
        let words = page.say(Label::NoPublicationDate(count));
        page.lines(&Margin::hanging(vec![Ink::Unknown.run("? ")]), &[Ink::Unknown.run(words)]);
    }
}
