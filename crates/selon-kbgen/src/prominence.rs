//! How much people are in the news, by what they held and when.

use std::collections::BTreeMap;

use selon_kb::build::OfficeRow;
use selon_record::EntityType;

use crate::tables::OfficeKind;
use crate::world::World;

/// Gives everybody the share of attention of the weightiest office. Who held none keeps what the table gave.
pub(crate) fn weigh_people(world: &mut World) {
    let mut weightiest: BTreeMap<&str, f32> = BTreeMap::new();
    for held in &world.offices {
        let weight = of_office(held, world);
        let most = weightiest.entry(&held.person).or_default();
        *most = most.max(weight);
    }
    let weightiest: Vec<(String, f32)> =
        weightiest.into_iter().map(|(person, weight)| (person.to_owned(), weight)).collect();
    for (person, weight) in weightiest {
        if let Some(entry) = world.entries.get_mut(&person).filter(|entry| entry.kind == EntityType::Person) {
            entry.prominence = weight;
        }
    }
}

/// Who rules is known by the surname, of a large country everywhere; a minister is where the country is spoken of.
fn of_office(held: &OfficeRow, world: &World) -> f32 {
    /// From this year on an office is as present as one of today.
    const RECENT: i16 = 1990;
    let (kind, size) = (world.office_kinds.kind(&held.office), size(&held.of, world));
    let weight = match kind {
        Some(OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment) => 0.65 + 0.35 * size,
        Some(OfficeKind::Minister | OfficeKind::Chief) => 0.45 + 0.2 * size,
        _ => 0.45 + 0.15 * size,
    };
    let past = held.to.is_some_and(|to| to.last().year() < RECENT);
    if past { weight - 0.1 } else { weight }
}

/// How large what an office is of is, 0 to 1: a country by its inhabitants, from a million to forty; anything else by how much
/// it is in the news itself.
fn size(id: &str, world: &World) -> f32 {
    let Some(entry) = world.entries.get(id) else { return 0.0 };
    match entry.population.filter(|_| id.starts_with("country:")) {
        Some(population) => (((population.max(1) as f32).log10() - 6.0) / 1.6).clamp(0.0, 1.0),
        None => entry.prominence,
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::build::EntryRow;

    use super::*;

    #[test]
    fn who_rules_a_large_country_is_most_in_the_news() {
        let mut world = World::default();
        for (country, population) in [("FR", 68_000_000), ("MC", 38_000)] {
            let mut entry = EntryRow::new(format!("country:{country}"), EntityType::Place, "own");
            entry.population = Some(population);
            world.add(entry);
        }
        world.office_kinds.add_kind("president", OfficeKind::HeadOfState);
        world.office_kinds.add_kind("culture-minister", OfficeKind::Minister);
        for (person, office, of, to) in [
            ("a", "president", "FR", "2017"),
            ("a", "culture-minister", "FR", "2010"),
            ("b", "president", "FR", "1981"),
            ("c", "culture-minister", "FR", "2017"),
            ("d", "president", "MC", "2017"),
        ] {
            let person = format!("person:{person}");
            world.add(EntryRow::new(&*person, EntityType::Person, "own"));
            world.offices.push(OfficeRow {
                person,
                office: office.into(),
                of: format!("country:{of}"),
                from: None,
                to: to.parse().ok(),
                checked: None,
                source: "own".into(),
            });
        }
        weigh_people(&mut world);
        let of = |person: &str| world.entries[&format!("person:{person}")].prominence;
        assert_eq!(of("a"), 1.0);
        assert!(
            of("a") > of("b") && of("b") > of("d") && of("d") >= of("c"),
            "{} {} {}",
            of("b"),
            of("d"),
            of("c")
        );
    }
}
