//! The claims of a ledger as a list: what is said, how many carry it, on how many origins.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use selon_ledger::query::ClaimRow;

use super::page::{Margin, Page, joined, unbroken};
use super::{Ink, Look, Run};
use crate::messages::Label;
use selon_view::phrase;

/// A paragraph for each claim: its number, what it says, and beneath that what there is to say of it.
pub(crate) fn claims(rows: &[ClaimRow], look: &Look) -> String {
    let mut page = Page::new(look);
    if rows.is_empty() {
        let words = page.say(Label::NoClaims);
        page.lines(&Margin::blank(0), &[Ink::Dim.run(words)]);
    }
    let widest = rows.iter().map(|row| row.claim.to_string().len()).max().unwrap_or(0);
    for row in rows {
        let number = vec![Ink::Dim.run(format!("{:>widest$}  ", row.claim))];
        page.lines(&Margin::hanging(number), &[Ink::Bold.run(phrase(&row.title))]);
        let facts = facts(&page, row);
        page.lines(&Margin::blank(widest + 2), &joined(facts, " · "));
    }
    page.finish()
}

fn facts(page: &Page, row: &ClaimRow) -> Vec<Vec<Run>> {
    let say = |ink: Ink, label: Label<'_>| vec![ink.run(unbroken(&page.say(label)))];
    let count = |count: u32| count as usize;
    let mut facts = vec![
        say(Ink::Plain, Label::Outlets(count(row.outlets))),
        say(Ink::Source, Label::Origins { at_least: count(row.at_least), at_most: count(row.at_most) }),
    ];
    if row.articles > row.outlets {
        facts.push(say(Ink::Plain, Label::Articles(count(row.articles))));
    }
    if let Some(days) = days(page, row) {
        facts.push(vec![Ink::Plain.run(unbroken(&days))]);
    }
    let further = [
        (row.contradictions, Ink::Unknown, Label::Contradictions(count(row.contradictions))),
        (row.updates, Ink::Plain, Label::Updates(count(row.updates))),
        (row.hedge_loss, Ink::Hedge, Label::HedgesLost(count(row.hedge_loss))),
        (row.source_loss, Ink::Hedge, Label::SourcesLost(count(row.source_loss))),
    ];
    facts.extend(further.into_iter().filter(|(count, ..)| *count > 0).map(|(_, ink, label)| say(ink, label)));
    if row.edited {
        facts.push(say(Ink::Unknown, Label::Edited));
    }
    facts
}

/// « 9 – 18 janvier 2022 », in the universal time that instants are kept in.
fn days(page: &Page, row: &ClaimRow) -> Option<String> {
    let day = |second: i64| Some(Timestamp::from_second(second).ok()?.to_zoned(TimeZone::UTC).date());
    let (first, last) = (day(row.first_seen?)?, day(row.last_seen?)?);
    let say = |date| page.say(Label::Published { date, time: None, offset: None });
    Some(if first == last { say(first) } else { page.say(Label::Days { first, last }) })
}
