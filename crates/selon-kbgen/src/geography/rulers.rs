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
pub(super) fn add(geography: &Geography, world: &mut World) {
    for (code, profile) in &geography.profiles {
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
                Found::None => match add_person(&name, code, world) {
                    Some(person) => person,
                    None => {
                        world.warnings.add(place, format!("somebody else is called as {:?}", ruler.text));
                        continue;
                    }
                },
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

/// "Interim President Delcy RODRIGUEZ": the words before the name end with the office, the last one before words in capitals.
fn split(ruler: &Ruler, world: &World) -> Option<(String, Vec<String>)> {
    let words: Vec<&str> = ruler.text.split_whitespace().collect();
    let office_before =
        |end: usize| (0..end).find_map(|start| world.office_kinds.ruler(&words[start..end].join(" ")));
    let (mut end, mut office) = (1..words.len()).find_map(|end| Some((end, office_before(end)?)))?;
    // "Prime Minister and Co-Vice President MUHAMMAD", "Crown Prince and Prime Minister MUHAMMAD"
    for later in end + 1..words.len() {
        if is_capitals(words[later - 1]) {
            break;
        }
        if let Some(found) = office_before(later) {
            (end, office) = (later, found);
        }
    }
    // "President of the Territorial Council": another office.
    if words[end].starts_with(char::is_lowercase) && !words[end].contains('-') {
        return None;
    }
    // "Col. Mamady DOUMBOUYA", "(Sam)", "Jr.": no part of the name. Initials are: "Donald J. TRUMP".
    let is_title = |word: &str| word.ends_with('.') && word.len() > 2 || word.contains(['(', '"']);
    let name: Vec<String> = words[end..]
        .iter()
        .filter(|word| !is_title(word))
        .map(|word| word.trim_end_matches(',').to_owned())
        .collect();
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

/// Whether most of a word is capitals, as in "al-ASAD".
fn is_capitals(word: &str) -> bool {
    let (capitals, letters) = (
        word.chars().filter(|c| c.is_uppercase()).count(),
        word.chars().filter(|c| c.is_alphabetic()).count(),
    );
    capitals > 1 && 2 * capitals >= letters
}

/// The number of a king.
fn is_number(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Adds somebody and gives the identifier; none where somebody else has it.
fn add_person(name: &[String], code: &str, world: &mut World) -> Option<String> {
    let words: Vec<String> = name.iter().map(|word| in_lower_case(word)).collect();
    let full = words.join(" ");
    let id = format!("person:{}", slug(&full));
    if world.entries.contains_key(&id) {
        return None;
    }
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
    // "TUPOU VI", "LEO XIV": those have none.
    if !surname.is_empty() && surname.len() < words.len() && !words.iter().any(|word| is_number(word)) {
        entry.name(NameRow::new(surname.join(" "), "en", NameSort::Surname));
    }
    world.add(entry);
    Some(id)
}

/// "TOKAYEV", "EL-SISI", "DÍAZ-CANEL" with capitals where names have them; numbers of kings stay.
fn in_lower_case(word: &str) -> String {
    if !is_capitals(word) || is_number(word) {
        return word.to_owned();
    }
    let mut lowered = String::with_capacity(word.len());
    let mut before = 0;
    for c in word.chars() {
        // Capitals behind a hyphen and in "O'Neill", none in "Tuimaleali'ifano".
        if before == 0 {
            lowered.push(c);
        } else {
            lowered.extend(c.to_lowercase());
        }
        before = match c {
            '\'' if before > 1 => before,
            _ if c.is_alphabetic() => before + 1,
            _ => 0,
        };
    }
    lowered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_stand_in_capitals() {
        for (word, lowered) in [
            ("TOKAYEV", "Tokayev"),
            ("EL-SISI", "El-Sisi"),
            ("XIV", "XIV"),
            ("Abdel", "Abdel"),
            ("J.", "J."),
            ("O'NEILL", "O'Neill"),
            ("MULI'AKA'AKA", "Muli'aka'aka"),
        ] {
            assert_eq!(in_lower_case(word), lowered);
        }
        assert!(is_capitals("al-ASAD") && is_capitals("LULA") && !is_capitals("Ali") && !is_capitals("J."));
    }

    #[test]
    fn offices_stand_before_names() {
        let mut world = World::default();
        for (office, form) in [
            ("president", "president"),
            ("prime-minister", "prime minister"),
            ("king", "king"),
            ("sultan", "sultan"),
        ] {
            world.office_kinds.rules(office, form);
        }
        let cases = [
            ("President Emmanuel MACRON", "president", "Emmanuel MACRON"),
            ("Interim President Gen. Horta Nta Na MAN", "president", "Horta Nta Na MAN"),
            ("CNSP Prime Minister Ali Lamine ZEINE", "prime-minister", "Ali Lamine ZEINE"),
            ("Prime Minister and Co-Vice President MUHAMMAD BIN RASHID", "president", "MUHAMMAD BIN RASHID"),
            ("King Sultan IBRAHIM ibni Sultan Iskandar", "sultan", "IBRAHIM ibni Sultan Iskandar"),
            ("Prime Minister Anwar al-ASAD", "prime-minister", "Anwar al-ASAD"),
        ];
        for (text, office, name) in cases {
            let ruler = Ruler { text: text.to_owned(), since: "2020".parse().unwrap() };
            let (found, words) = split(&ruler, &world).unwrap();
            assert_eq!((found.as_str(), words.join(" ").as_str()), (office, name), "{text}");
        }
        for text in ["Governor Nigel PHILLIPS", "President of the Territorial Council Marc DIDIO", "KIM"] {
            assert!(
                split(&Ruler { text: text.to_owned(), since: "2020".parse().unwrap() }, &world).is_none(),
                "{text}"
            );
        }
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
