//! Who rules a country, of the Factbook, where the tables do not say it.

use std::collections::BTreeSet;

use selon_kb::NameSort;
use selon_kb::build::{EntryRow, NameRow, OfficeRow};
use selon_kb::fold::{fold, keys, skeleton};
use selon_record::EntityType;

use super::{FACTBOOK, FACTBOOK_DATE, Geography};
use crate::readers::factbook::Ruler;
use crate::world::{Gather as _, World, slug};

/// How much somebody is in the news who rules a country and whom the tables lack.
const PROMINENCE: f32 = 0.4;

/// Adds the chiefs of state and heads of government whom the tables lack, and since when they rule.
///
/// The tables are right where they say otherwise: they are younger. What cannot be joined surely is left out, with a warning.
pub(crate) fn add(geography: &Geography, world: &mut World) {
    for (code, profile) in geography.profiles() {
        let country = format!("country:{code}");
        let rulers = [&profile.chief_of_state, &profile.head_of_government];
        for ruler in rulers.into_iter().flatten() {
            let place = format!("Factbook, rulers of {code}");
            let Some((office, name)) = split(ruler, world) else {
                world.warnings.add(place, format!("no office is known in {:?}", ruler.text));
                continue;
            };
            let person = match find(&name, code, world) {
                Found::One(person) => person,
                Found::Several(people) => {
                    world.warnings.add(place, format!("{:?} may be {}", ruler.text, people.join(", ")));
                    continue;
                }
                Found::None if is_superseded(&office, &country, ruler, world) => continue,
                Found::None => add_person(&name, code, world),
            };
            let told = |held: &OfficeRow| held.office == office && held.of == country;
            let told_of_person = world.offices.iter().any(|held| told(held) && held.person == person);
            if told_of_person || is_superseded(&office, &country, ruler, world) {
                continue;
            }
            world.offices.push(OfficeRow {
                person,
                office,
                of: country.clone(),
                from: Some(ruler.since),
                to: None,
                checked: FACTBOOK_DATE.parse().ok(),
                source: FACTBOOK.to_owned(),
            });
        }
    }
}

/// Whether a table knows who held the office then or later.
fn is_superseded(office: &str, country: &str, ruler: &Ruler, world: &World) -> bool {
    let same = |held: &&OfficeRow| held.office == office && held.of == country;
    world.offices.iter().filter(same).any(|held| held.to.is_none_or(|to| to > ruler.since))
}

/// "Interim President Delcy RODRIGUEZ": the office is in the words before the name, the longest that are one.
fn split(ruler: &Ruler, world: &World) -> Option<(String, Vec<String>)> {
    let words: Vec<&str> = ruler.text.split_whitespace().collect();
    let office_before =
        |end: usize| (0..end).find_map(|start| world.office_kinds.ruler(&words[start..end].join(" ")));
    let (end, office) = (1..words.len()).rev().find_map(|end| Some((end, office_before(end)?)))?;
    // "Col. Mamady DOUMBOUYA", "(Sam)", "Jr.": no part of the name. Initials are: "Donald J. TRUMP".
    let is_name = |word: &&&str| !(word.ends_with('.') && word.len() > 2) && !word.contains(['(', '"']);
    let name: Vec<String> =
        words[end..].iter().filter(is_name).map(|word| word.trim_end_matches(',').to_owned()).collect();
    (!name.is_empty()).then(|| (office.to_owned(), name))
}

enum Found {
    One(String),
    Several(Vec<String>),
    None,
}

/// Somebody of the tables whose name has the words in capitals, in the country or in an office of it. Of several the one with
/// whom most other words are shared.
fn find(name: &[String], code: &str, world: &World) -> Found {
    let country = format!("country:{code}");
    let in_office: BTreeSet<&str> =
        world.offices.iter().filter(|held| held.of == country).map(|held| held.person.as_str()).collect();
    let surname: BTreeSet<String> =
        name.iter().filter(|word| is_capitals(word)).flat_map(|word| sounds(word)).collect();
    let whole: BTreeSet<String> = name.iter().flat_map(|word| sounds(word)).collect();
    let mut best: Vec<(usize, &str)> = Vec::new();
    let people = world.entries.values().filter(|entry| entry.kind == EntityType::Person);
    for person in people.filter(|p| p.country.as_deref() == Some(code) || in_office.contains(p.id.as_str())) {
        let heard: BTreeSet<String> =
            person.names.iter().flat_map(|name| name.text.split([' ', '-'])).flat_map(sounds).collect();
        let shared = surname.intersection(&heard).count();
        if shared > 0 && 2 * shared >= surname.len() {
            best.push((whole.intersection(&heard).count(), &person.id));
        }
    }
    let most = best.iter().map(|(count, _)| *count).max();
    let best: Vec<_> =
        best.into_iter().filter(|(count, _)| Some(*count) == most).map(|(_, id)| id.to_owned()).collect();
    match &best[..] {
        [] => Found::None,
        [one] => Found::One(one.clone()),
        _ => Found::Several(best),
    }
}

/// The consonants of a word as it sounds; of short words and numbers the word itself.
fn sounds(word: &str) -> Vec<String> {
    word.split('-')
        .flat_map(|part| {
            let heard: Vec<String> =
                keys(part).iter().map(|key| skeleton(key)).filter(|key| key.len() > 2).collect();
            if heard.is_empty() { vec![fold(part)] } else { heard }
        })
        .filter(|sound| !sound.is_empty())
        .collect()
}

fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && word.chars().filter(|c| c.is_alphabetic()).skip(1).any(char::is_uppercase)
        && {
            // "McKAY", "al-ASAD": the capitals are the most of it.
            2 * word.chars().filter(|c| c.is_uppercase()).count()
                >= word.chars().filter(|c| c.is_alphabetic()).count()
        }
}

fn add_person(name: &[String], code: &str, world: &mut World) -> String {
    let words: Vec<String> = name.iter().map(|word| in_lower_case(word)).collect();
    let full = words.join(" ");
    let id = format!("person:{}", slug(&full));
    let mut entry = EntryRow::new(&id, EntityType::Person, FACTBOOK);
    entry.country = Some(code.to_owned());
    entry.prominence = PROMINENCE;
    entry.name(NameRow::new(&full, "en", NameSort::Main));
    let surname: Vec<_> = name
        .iter()
        .zip(&words)
        .filter(|(word, _)| is_capitals(word))
        .map(|(_, word)| word.as_str())
        .collect();
    // "CHARLES III", "LEO XIV": those have none.
    if !surname.is_empty() && surname.len() < words.len() {
        entry.name(NameRow::new(surname.join(" "), "en", NameSort::Surname));
    }
    world.add(entry);
    id
}

/// "TOKAYEV", "EL-SISI", "DÍAZ-CANEL" with capitals where names have them; numbers of kings stay.
fn in_lower_case(word: &str) -> String {
    if !is_capitals(word) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return word.to_owned();
    }
    let mut lowered = String::with_capacity(word.len());
    let mut starts = true;
    for c in word.chars() {
        if starts {
            lowered.push(c);
        } else {
            lowered.extend(c.to_lowercase());
        }
        starts = !c.is_alphabetic();
    }
    lowered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_stand_in_capitals() {
        for (word, lowered) in
            [("TOKAYEV", "Tokayev"), ("EL-SISI", "El-Sisi"), ("XIV", "XIV"), ("Abdel", "Abdel"), ("J.", "J.")]
        {
            assert_eq!(in_lower_case(word), lowered);
        }
        assert!(is_capitals("al-ASAD") && is_capitals("LULA") && !is_capitals("Ali") && !is_capitals("J."));
    }

    #[test]
    fn transliterations_are_one_person() {
        let mut world = World::default();
        let mut entry = EntryRow::new("person:kassym-jomart-tokaiev", EntityType::Person, "own");
        entry.country = Some("KZ".into());
        entry.name(NameRow::new("Kassym-Jomart Tokaïev", "fr", NameSort::Main));
        world.add(entry);
        let name = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(
            matches!(find(&name("Kasym-Zhomart TOKAYEV"), "KZ", &world), Found::One(id) if id.ends_with("tokaiev"))
        );
        assert!(matches!(find(&name("Olzhas BEKTENOV"), "KZ", &world), Found::None));
        assert!(matches!(find(&name("Kasym-Zhomart TOKAYEV"), "RU", &world), Found::None));
    }
}
