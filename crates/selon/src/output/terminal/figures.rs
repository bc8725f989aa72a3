//! Times and quantities: how each is written, and those of the whole article at the end of the page.

use selon_record::{Offsets, Reading, Time, TimeType};

use super::page::{Page, joined};
use super::{Ink, Run};
use crate::messages::Label;
use selon_view::{Figure, counted_in_order, is_amount, outermost, times};

/// « 2022-01-07 (vendredi 7 janvier) » in an ink, what is not dated in that of the unknown.
pub(super) fn shown(figure: &Figure, ink: Ink) -> Vec<Run> {
    let ink = if figure.is_undated { Ink::Unknown } else { ink };
    vec![ink.run(figure.text())]
}

/// Dates in their order, then what is not dated, lengths of time, and amounts in the order of the text.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    let interface = page.interface();
    let offsets = Offsets::new(&reading.article.text);
    let figure = |time: &Time| Figure::of_time(time, &offsets, interface);
    let (mut points, lengths): (Vec<&Time>, Vec<&Time>) =
        outermost(&reading.times.iter().collect::<Vec<_>>())
            .partition(|time| matches!(time.kind, TimeType::Date | TimeType::Time));
    // ISO 8601 in one form is in the order of time; what has no beginning comes first.
    points.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    let (undated, dated): (Vec<Figure>, Vec<Figure>) =
        points.into_iter().map(figure).partition(|figure| figure.is_undated);
    let amounts = reading.quantities.iter().filter(|quantity| is_amount(quantity));
    let listed = |figures: Vec<String>| {
        let figures = counted_in_order(figures.into_iter()).into_iter();
        figures.map(|(words, count)| vec![Ink::Plain.run(words), Ink::Dim.run(times(count))]).collect()
    };
    let mut rows: Vec<(Label<'_>, Vec<Vec<Run>>)> = vec![
        (Label::Dates, by_date(dated)),
        (Label::UndatedTimes, listed(undated.into_iter().map(|figure| figure.words).collect())),
        (Label::DurationsAndSets, listed(lengths.into_iter().map(|time| figure(time).text()).collect())),
        (
            Label::Amounts,
            listed(amounts.map(|amount| Figure::of_quantity(amount, interface).text()).collect()),
        ),
    ];
    rows.retain(|(_, figures)| !figures.is_empty());
    if !rows.is_empty() {
        page.heading(Label::DatesAndFigures);
        page.glossary(rows);
    }
}

/// Each date with all the words for it: « 2022-01-07 (vendredi 7 janvier, Vendredi ×2) ».
fn by_date(dated: Vec<Figure>) -> Vec<Vec<Run>> {
    let days = counted_in_order(dated.iter().map(|figure| figure.meaning.clone())).into_iter();
    days.map(|(day, _)| {
        let same = dated.iter().filter(|figure| figure.meaning == day).map(|figure| figure.words.clone());
        let words = counted_in_order(same).into_iter();
        let words = words.map(|(words, count)| vec![Ink::Dim.run(words + &times(count))]).collect();
        let mut runs = vec![Ink::Plain.run(day.unwrap_or_default()), Ink::Dim.run(" (")];
        runs.extend(joined(words, ", "));
        runs.push(Ink::Dim.run(")"));
        runs
    })
    .collect()
}
