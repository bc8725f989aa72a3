//! Who speaks and how surely, counted: the article at a glance.

use std::collections::HashMap;

use selon_record::{Level, Offsets, Reading};

use super::page::{Margin, Page, joined};
use super::{Ink, Run};
use crate::messages::Label;
use crate::output::view::{LEVELS, Speaker, counted, own_name, sign, times};

/// Columns of the longest bar.
const BAR: usize = 12;

/// Both tables; one line where nothing is asserted.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    if reading.assertions.is_empty() {
        page.blank();
        let nothing = page.say(Label::NoAssertions);
        page.lines(&Margin::blank(0), &[Ink::Unknown.run(nothing)]);
        return;
    }
    let offsets = Offsets::new(&reading.article.text);
    let speakers = counted(reading.assertions.iter().map(|assertion| Speaker::of(assertion, &offsets)));
    let levels = counted(reading.assertions.iter().map(|assertion| assertion.certainty.level));
    let own = own_name(reading, page.interface());

    page.heading(Label::WhoSpeaks);
    let without_source =
        speakers.iter().find(|(speaker, _)| *speaker == Speaker::Nobody).map_or(0, |(_, count)| *count);
    let tally = page.say(Label::Tally { assertions: reading.assertions.len(), without_source });
    page.lines(&Margin::blank(2), &[Ink::Plain.run(tally)]);
    let rows = speaker_rows(page, &speakers, &own);
    table(page, rows);

    page.heading(Label::HowSure);
    let count_of = |level| levels.iter().find(|(known, _)| *known == level).map_or(0, |(_, count)| *count);
    let rows = LEVELS.into_iter().map(|level| {
        let words = format!("{} {}", sign(level), page.say(Label::Level(level)));
        (count_of(level), vec![level_ink(level).run(words)])
    });
    let rows = rows.filter(|(count, _)| *count > 0).collect();
    table(page, rows);
}

/// How a level is written.
pub(super) fn level_ink(level: Level) -> Ink {
    match level {
        Level::Certain => Ink::Plain,
        _ => Ink::Hedge,
    }
}

type Row = (usize, Vec<Run>);

/// The named by how often they speak; then those without a name, those whom Selon cannot name, the article and nobody.
fn speaker_rows(page: &Page, speakers: &[(Speaker, usize)], own: &str) -> Vec<Row> {
    let named = speakers.iter().filter_map(|(speaker, count)| match speaker {
        Speaker::Named { kind, name } => {
            let kind = Ink::Dim.run(format!(" · {}", page.say(Label::Kind(*kind))));
            Some((*count, vec![Ink::Source.run(name), kind]))
        }
        _ => None,
    });
    let mut rows: Vec<Row> = named.collect();
    rows.extend(grouped(page, speakers, Label::UnnamedSources, |speaker| match speaker {
        Speaker::Unnamed { words } => Some(words),
        _ => None,
    }));
    rows.extend(grouped(page, speakers, Label::UnidentifiedSources, |speaker| match speaker {
        Speaker::Unidentified { words } => Some(words),
        _ => None,
    }));
    for (speaker, count) in speakers {
        match speaker {
            Speaker::Own => rows.push((*count, vec![Ink::Plain.run(page.say(Label::OwnVoice(own)))])),
            Speaker::Nobody => rows.push((*count, vec![Ink::Unknown.run(page.say(Label::Nobody))])),
            _ => {}
        }
    }
    rows
}

/// One row for all speakers of a sort, with their words.
fn grouped(
    page: &Page,
    speakers: &[(Speaker, usize)],
    label: Label<'_>,
    words: impl Fn(&Speaker) -> Option<&String>,
) -> Option<Row> {
    let of_sort = || speakers.iter().filter_map(|(speaker, count)| Some((words(speaker)?, *count)));
    let count = of_sort().map(|(_, count)| count).sum();
    if count == 0 {
        return None;
    }
    let said = without_case(of_sort().filter(|(words, _)| !words.is_empty()));
    let said = said.into_iter().map(|(words, count)| {
        vec![Ink::Plain.run(page.say(Label::Quoted(words))), Ink::Dim.run(times(count))]
    });
    let said = joined(said.collect(), ", ");
    let mut runs = vec![Ink::Unknown.run(page.say(label))];
    if !said.is_empty() {
        runs.push(Ink::Dim.run(page.say(Label::Colon)));
    }
    runs.extend(said);
    Some((count, runs))
}

/// Adds up words that differ only in their case: « On », « on ».
fn without_case<'w>(words: impl Iterator<Item = (&'w String, usize)>) -> Vec<(&'w String, usize)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for (words, count) in words {
        let place = *places.entry(words.to_lowercase()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, sum)) => *sum += count,
            None => counts.push((words, count)),
        }
    }
    counts
}

/// A row a line: its count, a bar as long, its words.
fn table(page: &mut Page, rows: Vec<Row>) {
    let most = rows.iter().map(|(count, _)| *count).max().unwrap_or(1).max(1);
    for (count, words) in rows {
        let bar = (count * BAR).div_ceil(most);
        let start = vec![
            Ink::Plain.run(format!("{count:>5} ")),
            Ink::Dim.run("━".repeat(bar)),
            Ink::Plain.run(" ".repeat(BAR + 1 - bar)),
        ];
        page.lines(&Margin::hanging(start), &words);
    }
}
