//! Which words of a person's name are the surname.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::row::{EntryRow, NameRow};
use crate::NameSort;
use crate::fold::{fold, is_latin, keys};

/// `data/kb/surnames.tsv`.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    let lines = include_str!("../../../../data/kb/surnames.tsv").lines();
    for (rule, value) in lines.filter_map(|line| line.split_once('\t')) {
        match rule {
            "particle" => table.particles.insert(value),
            "family_first" => table.family_first.insert(value),
            _ => false,
        };
    }
    table
});

#[derive(Default)]
struct Table {
    particles: HashSet<&'static str>,
    family_first: HashSet<&'static str>,
}

/// The surnames of a person of whom no row says one: of each full name in Latin letters the surname with its particles, and
/// without those that French may leave out (« Villepin », « Sissi »). Of an alias only behind the given name of a main name:
/// « Muammar Gaddafi » has one, « Kirill de Moscou » none.
pub(super) fn surnames(entry: &EntryRow) -> Vec<NameRow> {
    let family_first = entry.country.as_deref().is_some_and(|c| TABLE.family_first.contains(c));
    let (mut found, mut given): (Vec<NameRow>, Vec<String>) = (Vec::new(), Vec::new());
    for sort in [NameSort::Main, NameSort::Alias] {
        for name in entry.names.iter().filter(|name| name.sort == sort && is_latin(&name.text)) {
            let surnames = of(&name.text, family_first);
            let Some(fullest) = surnames.first() else { continue };
            let own = keys(&name.text.replace(fullest, ""));
            if sort == NameSort::Alias && !own.iter().any(|key| given.contains(key)) {
                continue;
            }
            given.extend(own);
            for surname in surnames {
                if !found.iter().any(|other| fold(&other.text) == fold(surname)) {
                    found.push(NameRow::new(surname, name.language.clone(), NameSort::Surname));
                }
            }
        }
    }
    found
}

/// The surname in a full name, in its fullest form first.
fn of(name: &str, family_first: bool) -> Vec<&str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return Vec::new();
    }
    if family_first {
        return vec![words[0]];
    }
    let last = words.len() - 1;
    // At least one word is the given name.
    let first = (1..last).rev().take_while(|&i| TABLE.particles.contains(fold(words[i]).as_str())).last();
    let at = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let mut surnames = vec![name[at(words[first.unwrap_or(last)])..].trim_end()];
    // « Le Pen » is never « Pen ».
    if first.is_some_and(|first| words[first..last].iter().all(|word| word.starts_with(char::is_lowercase))) {
        surnames.push(words[last]);
    }
    if let Some((particle, rest)) = words[last].split_once(['-', '\'', '’'])
        && particle.starts_with(char::is_lowercase)
        && TABLE.particles.contains(fold(particle).as_str())
    {
        surnames.push(rest);
    }
    surnames.retain(|surname| fold(surname).chars().nth(1).is_some());
    surnames
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn surnames_of_full_names() {
        assert_eq!(of("Kassym-Jomart Tokaïev", false), ["Tokaïev"]);
        assert_eq!(of("Marine Le Pen", false), ["Le Pen"]);
        assert_eq!(of("Dominique de Villepin", false), ["de Villepin", "Villepin"]);
        assert_eq!(of("Ursula von der Leyen", false), ["von der Leyen", "Leyen"]);
        assert_eq!(of("Abdel Fattah al-Sissi", false), ["al-Sissi", "Sissi"]);
        assert_eq!(of("Mohammed ben Salmane", false), ["ben Salmane", "Salmane"]);
        assert_eq!(of("Xi Jinping", true), ["Xi"]);
        assert!(of("Pelé", false).is_empty());
    }
}
