//! Who and what the article names, by sort.

use selon_record::{EntityType, Reading};

use super::Ink;
use super::page::{Margin, Page, joined};
use super::wrap::columns;
use crate::messages::Label;
use crate::output::view::{counted, phrase, times};

/// The sorts in the order they are shown.
const TYPES: [EntityType; 9] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Outlet,
    EntityType::Place,
    EntityType::Group,
    EntityType::Event,
    EntityType::Equipment,
    EntityType::Document,
    EntityType::Other,
];

/// A paragraph for each sort that there is: names by their number of mentions.
pub(super) fn write(page: &mut Page, reading: &Reading) {
    if reading.entities.is_empty() {
        return;
    }
    page.heading(Label::Named);
    let of_type = |kind| reading.entities.iter().filter(move |entity| entity.kind == kind);
    let there: Vec<EntityType> = TYPES.into_iter().filter(|&kind| of_type(kind).next().is_some()).collect();
    let sorts: Vec<String> = there.iter().map(|&kind| page.say(Label::EntityType(kind))).collect();
    let widest = sorts.iter().map(|sort| columns(sort)).max().unwrap_or(0);
    for (kind, sort) in there.into_iter().zip(sorts) {
        let names = counted(of_type(kind).map(|entity| phrase(&entity.name)));
        let names = names
            .into_iter()
            .map(|(name, count)| vec![Ink::Plain.run(name), Ink::Dim.run(times(count))])
            .collect();
        let blanks = " ".repeat(widest - columns(&sort) + 2);
        let margin = Margin::hanging(vec![Ink::Plain.run("  "), Ink::Bold.run(sort), Ink::Plain.run(blanks)]);
        page.lines(&margin, &joined(names, " · "));
    }
}
