//! The sources of a ledger: what its outlets print on whose word, who relies on whom, who is quoted.

use selon_ledger::query::{Quoted, Reliance, RelianceKind, Voice};

use super::page::{Margin, Page, joined, unbroken};
use super::{Ink, Look, Run};
use crate::messages::Label;
use selon_view::phrase;

/// Three parts: outlets, reliances, the quoted.
pub(crate) fn sources(voices: &[Voice], reliances: &[Reliance], quoted: &[Quoted], look: &Look) -> String {
    let mut page = Page::new(look);
    part(&mut page, Label::Voices, voices, voice);
    part(&mut page, Label::Reliances, reliances, reliance);
    part(&mut page, Label::MostQuoted, quoted, somebody);
    page.blank();
    page.finish()
}

fn part<T>(page: &mut Page, heading: Label<'_>, rows: &[T], row: impl Fn(&Page, &T) -> Vec<Vec<Run>>) {
    if rows.is_empty() {
        return;
    }
    page.heading(heading);
    for one in rows {
        let words = row(page, one);
        page.lines(
            &Margin { first: vec![Ink::Plain.run("  ")], rest: vec![Ink::Plain.run("      ")] },
            &joined(words, " · "),
        );
    }
}

fn voice(page: &Page, voice: &Voice) -> Vec<Vec<Run>> {
    let attributed =
        Label::Attributed { attributed: voice.attributed as usize, assertions: voice.assertions as usize };
    let mut words = vec![
        vec![Ink::Bold.run(phrase(&voice.name))],
        short(page, Label::Articles(voice.articles as usize)),
        vec![Ink::Plain.run(page.say(attributed))],
    ];
    if voice.unnamed > 0 {
        let share = Label::Nameless(share(voice.unnamed, voice.attributed));
        words.push(vec![Ink::Unknown.run(unbroken(&page.say(share)))]);
    }
    if voice.credited > 0 {
        words.push(vec![Ink::Plain.run(page.say(Label::Credited(voice.credited as usize)))]);
    }
    words
}

fn reliance(page: &Page, reliance: &Reliance) -> Vec<Vec<Run>> {
    let how = match reliance.kind {
        RelianceKind::Credit => Label::CreditsIt,
        RelianceKind::Citation => Label::CitesIt,
        RelianceKind::Copy => Label::CopiesIt,
    };
    vec![
        vec![
            Ink::Bold.run(phrase(&reliance.name)),
            Ink::Dim.run(" ← "),
            Ink::Source.run(phrase(&reliance.on)),
        ],
        short(page, how),
        short(page, Label::Articles(reliance.articles as usize)),
    ]
}

fn somebody(page: &Page, quoted: &Quoted) -> Vec<Vec<Run>> {
    let mut words = vec![
        vec![Ink::Source.run(phrase(&quoted.name))],
        short(page, Label::AssertionsCount(quoted.assertions as usize)),
        short(page, Label::Outlets(quoted.outlets as usize)),
    ];
    words.extend(quoted.kb.as_deref().map(|kb| vec![Ink::Dim.run(phrase(kb))]));
    words
}

/// A fact that stands on one line.
fn short(page: &Page, label: Label<'_>) -> Vec<Run> {
    vec![Ink::Plain.run(unbroken(&page.say(label)))]
}

/// In per cent.
fn share(part: u32, whole: u32) -> u8 {
    // A part is no more than its whole.
    u8::try_from((u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0)).unwrap_or(100)
}
