//! What people decided about a ledger, as a list.

use selon_ledger::Decided;

use super::page::{Margin, Page, joined};
use super::{Ink, Look, Run};
use crate::messages::{Label, Told};
use selon_view::{instant, phrase};

/// A paragraph for each decision: its number, what it says, and beneath that who took it, when and why.
pub(crate) fn decisions(decided: &[Decided], look: &Look) -> String {
    let mut page = Page::new(look);
    if decided.is_empty() {
        let words = page.say(Label::NoDecisions);
        page.lines(&Margin::blank(0), &[Ink::Dim.run(words)]);
    }
    let widest = decided.iter().map(|one| one.id.to_string().len()).max().unwrap_or(0);
    for one in decided {
        let number = vec![Ink::Dim.run(format!("{:>widest$}  ", one.id))];
        let ink = if one.stands { Ink::Bold } else { Ink::Dim };
        let words = Told::Decision(&one.decision).text(page.interface());
        page.lines(&Margin::hanging(number), &[ink.run(words)]);
        page.lines(&Margin::blank(widest + 2), &joined(facts(&page, one), " · "));
    }
    page.finish()
}

/// When, who, why; that it was taken back.
pub(super) fn facts(page: &Page, one: &Decided) -> Vec<Vec<Run>> {
    let mut facts = vec![vec![Ink::Plain.run(instant(&one.at, page.interface()))]];
    facts.extend(one.who.as_deref().map(|who| vec![Ink::Source.run(phrase(who))]));
    facts.extend(one.why.as_deref().map(|why| vec![Ink::Plain.run(phrase(why))]));
    if !one.stands {
        facts.push(vec![Ink::Unknown.run(page.say(Label::TakenBack))]);
    }
    facts
}
