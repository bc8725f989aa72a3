//! Who and what the article names, by sort.

use selon_record::{EntityType, Reading};

use super::Ink;
use super::page::Page;
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
    let rows = there.into_iter().map(|kind| {
        let names = counted(of_type(kind).map(|entity| phrase(&entity.name))).into_iter();
        let names = names.map(|(name, count)| vec![Ink::Plain.run(name), Ink::Dim.run(times(count))]);
        (Label::EntityType(kind), names.collect())
    });
    page.glossary(rows.collect());
}
