//! `equipment.tsv`: weapons and vehicles; `designators.tsv`: how such are numbered.

use selon_kb::build::{DesignatorRow, EntryRow, NameRow};
use selon_kb::{Joint, NameSort};
use selon_record::EntityType;

use super::{Table, places};
use crate::world::{Gather as _, World};

pub(super) const COLUMNS: [&str; 9] =
    ["id", "fr", "en", "aliases", "class", "country", "designators", "note", "source"];
pub(super) const DESIGNATOR_COLUMNS: [&str; 8] =
    ["prefix", "digits", "suffix", "class", "makers", "example", "joint", "numbers"];

const CLASSES: [&str; 15] = [
    "aircraft",
    "helicopter",
    "drone",
    "missile",
    "ballistic_missile",
    "hypersonic",
    "air_defence",
    "tank",
    "vehicle",
    "artillery",
    "ship",
    "submarine",
    "rifle",
    "satellite",
    "other",
];

const PROMINENCE: f32 = 0.45;

pub(super) fn read(table: &Table, world: &mut World) {
    for row in table.rows() {
        let source = world.source(&row);
        let mut entry = EntryRow::new(world.id(&row, "equipment:"), EntityType::Equipment, &source);
        entry.prominence = PROMINENCE;
        entry.class = world.one_of(&row, "class", &CLASSES).to_owned();
        let makers = world.countries(&row, "country");
        if let [maker, others @ ..] = &makers[..] {
            entry.country = Some(maker.clone());
            if !others.is_empty() {
                entry.fact("makers", makers.join("|"), &source);
            }
        }
        places::names(&row, &mut entry);
        row.list("designators").for_each(|name| entry.name(NameRow::new(name, "", NameSort::Designator)));
        if let Some(note) = row.known("note") {
            entry.fact("note_fr", note, &source);
        }
        world.add_named(&row, entry);
    }
}

pub(super) fn read_designators(table: &Table, world: &mut World) {
    for row in table.rows() {
        let digits = row.get("digits");
        let (least, most) = digits.split_once('-').unwrap_or((digits, digits));
        let (Ok(least), Ok(most)) = (least.parse::<u8>(), most.parse::<u8>()) else {
            world.faults.add(row.place("digits"), format!("{digits:?} is not how many digits: 2 or 1-3"));
            continue;
        };
        if least > most {
            world.faults.add(row.place("digits"), format!("{least} is more than {most}"));
        }
        let mut joints = Vec::new();
        for joint in row.list("joint") {
            match joint {
                "hyphen" => joints.push(Joint::Hyphen),
                "space" => joints.push(Joint::Space),
                "none" => joints.push(Joint::None),
                _ => {
                    world.faults.add(row.place("joint"), format!("{joint:?} is none of hyphen, space, none"))
                }
            }
        }
        for number in row.list("numbers").filter(|number| !number.bytes().all(|b| b.is_ascii_digit())) {
            world.faults.add(row.place("numbers"), format!("{number:?} is no number"));
        }
        let class = world.one_of(&row, "class", &CLASSES).to_owned();
        let makers = world.countries(&row, "makers");
        let suffix = row.known("suffix").unwrap_or_default().to_owned();
        world.designators.push(DesignatorRow {
            prefix: row.get("prefix").to_owned(),
            digits: (least, most),
            suffix,
            class,
            makers,
            joints,
            numbers: row.list("numbers").map(str::to_owned).collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::{faults, table, world};

    #[test]
    fn a_weapon_has_designators() {
        let mut world = world(&["RU"]);
        let line =
            "equipment:sarmat\tSarmat\tSarmat\tRS-28 Sarmat|Satan 2\tballistic_missile\tRU\tRS-28\t-\town";
        read(&table(&COLUMNS, &[line, "equipment:x\tX\t-\t-\tcannon\tZZ\t-\t-\town"]), &mut world);
        let names = &world.entries["equipment:sarmat"].names;
        assert!(names.iter().any(|name| name.sort == NameSort::Designator && name.text == "RS-28"));
        assert_eq!(faults(&mut world).len(), 2);
    }

    #[test]
    fn numbers_have_a_count_of_digits() {
        let mut world = world(&["RU"]);
        let lines = [
            "Su\t2-3\tA-Z\taircraft\tRU\tSu-35S\thyphen|space\t30|35",
            "S\tmany\t-\tair_defence\tRU\tS-400\thyphen\t-",
            "T\t3-2\t-\ttank\tRU\tT-72\tdash\tx",
        ];
        read_designators(&table(&DESIGNATOR_COLUMNS, &lines), &mut world);
        assert_eq!(world.designators[0].digits, (2, 3));
        assert_eq!(faults(&mut world).len(), 4);
    }
}
