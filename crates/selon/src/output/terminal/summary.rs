//! Who speaks and how surely, counted: the article at a glance.

use selon_record::{Level, Reading};

use super::page::{Margin, Page, joined};
use super::{Ink, Run};
use crate::messages::Label;
use selon_view::{LEVELS, Whose, counted, own_name, sign, tally, times};

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
    let rows = tally(reading);
    let levels = counted(reading.assertions.iter().map(|assertion| assertion.certainty.level));
    let own = own_name(reading, page.interface());

    page.heading(Label::WhoSpeaks);
    let of_nobody = rows.iter().find(|row| row.whose == Whose::Nobody);
    let without_source = of_nobody.map_or(0, |row| row.count);
    let words = page.say(Label::Tally { assertions: reading.assertions.len(), without_source });
    page.lines(&Margin::blank(2), &[Ink::Plain.run(words)]);
    let rows = rows.into_iter().map(|row| (row.count, whose(page, row.whose, &own))).collect();
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

/// Whose assertions a row counts.
fn whose(page: &Page, whose: Whose, own: &str) -> Vec<Run> {
    match whose {
        Whose::Named { kind, name } => {
            vec![Ink::Source.run(name), Ink::Dim.run(format!(" · {}", page.say(Label::Kind(kind))))]
        }
        Whose::Unnamed(words) => group(page, Label::UnnamedSources, &words),
        Whose::Unidentified(words) => group(page, Label::UnidentifiedSources, &words),
        Whose::Own => vec![Ink::Plain.run(page.say(Label::OwnVoice(own)))],
        Whose::Nobody => vec![Ink::Unknown.run(page.say(Label::Nobody))],
    }
}

/// What sort of sources, and their words.
fn group(page: &Page, label: Label<'_>, words: &[(String, usize)]) -> Vec<Run> {
    let said = words.iter().map(|(words, count)| {
        vec![Ink::Plain.run(page.say(Label::Quoted(words))), Ink::Dim.run(times(*count))]
    });
    let said = joined(said.collect(), ", ");
    let mut runs = vec![Ink::Unknown.run(page.say(label))];
    if !said.is_empty() {
        runs.push(Ink::Dim.run(page.say(Label::Colon)));
    }
    runs.extend(said);
    runs
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
