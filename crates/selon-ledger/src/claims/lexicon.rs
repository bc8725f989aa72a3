//! What the rules know of words: the tables `data/LANG/{empty_words,occasions,events,revisions,negations,antonyms,counted}.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::fold;

/// Words of an entry of `events.tsv`, at most.
const PHRASE: usize = 3;

/// The tables of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    empty: Forms<()>,
    occasions: Forms<()>,
    negations: Forms<Negation>,
    counted: Forms<Counted>,
    events: Forms<&'static str>,
    revisions: Forms<()>,
    antonyms: Antonyms,
}

/// What a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The name of it; none for a word that counts anybody, « personnes ».
    pub(super) class: Option<&'static str>,
    /// Whether it counts people of some kind, « employés »: what befell them may stand beside it.
    pub(super) group: bool,
}

/// How a word negates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Negation {
    /// « ne »: with « que » it negates nothing.
    Half,
    /// « ne … pas »: several in a clause are one.
    Particle,
    /// « aucun »
    Quantifier,
    /// « démentir », « annuler »
    Denial,
}

impl Lexicon {
    /// The tables of a language by its BCP 47 code; those of no language where there are none.
    pub(super) fn of(language: &str) -> &'static Lexicon {
        static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::read(
                include_str!("../../../../data/fr/empty_words.tsv"),
                include_str!("../../../../data/fr/occasions.tsv"),
                include_str!("../../../../data/fr/negations.tsv"),
                include_str!("../../../../data/fr/antonyms.tsv"),
                include_str!("../../../../data/fr/counted.tsv"),
                include_str!("../../../../data/fr/events.tsv"),
                include_str!("../../../../data/fr/revisions.tsv"),
            )
        });
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::read(
                include_str!("../../../../data/en/empty_words.tsv"),
                include_str!("../../../../data/en/occasions.tsv"),
                include_str!("../../../../data/en/negations.tsv"),
                include_str!("../../../../data/en/antonyms.tsv"),
                include_str!("../../../../data/en/counted.tsv"),
                include_str!("../../../../data/en/events.tsv"),
                include_str!("../../../../data/en/revisions.tsv"),
            )
        });
        static NONE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read("", "", "", "", "", "", ""));
        match language.get(..2) {
            Some("fr") => &FRENCH,
            Some("en") => &ENGLISH,
            _ => &NONE,
        }
    }

    fn read(
        empty: &'static str,
        occasions: &'static str,
        negations: &'static str,
        antonyms: &'static str,
        counted: &'static str,
        events: &'static str,
        revisions: &'static str,
    ) -> Self {
        let negation = |kind: &str| match kind {
            "half" => Negation::Half,
            "particle" => Negation::Particle,
            "quantifier" => Negation::Quantifier,
            _ => Negation::Denial,
        };
        let class = |class: &'static str| {
            let group = class.strip_prefix('+');
            let class = group.unwrap_or(class);
            Counted { class: (!matches!(class, "" | "-")).then_some(class), group: group.is_some() }
        };
        Lexicon {
            empty: rows(empty).map(|row| (row[0], ())).collect(),
            occasions: rows(occasions).map(|row| (row[0], ())).collect(),
            negations: rows(negations).map(|row| (row[0], negation(row[1]))).collect(),
            counted: rows(counted).map(|row| (row[0], class(row[1]))).collect(),
            events: rows(events).map(|row| (row[0], row[1])).collect(),
            revisions: rows(revisions).map(|row| (row[0], ())).collect(),
            antonyms: Antonyms(rows(antonyms).map(|row| [Form::of(row[0]), Form::of(row[1])]).collect()),
        }
    }

    /// Whether a folded word says nothing of what a sentence is about.
    pub(super) fn is_empty_word(&self, word: &str) -> bool {
        self.empty.get(word).is_some()
    }

    /// Whether a folded word is of something that returns and is numbered: « acte ».
    pub(super) fn is_occasion(&self, word: &str) -> bool {
        self.occasions.get(word).is_some()
    }

    /// Whether a folded word is of a report that another one follows: « provisoire ».
    pub(super) fn is_revision(&self, word: &str) -> bool {
        self.revisions.get(word).is_some()
    }

    /// How a folded word negates.
    pub(super) fn negation(&self, word: &str) -> Option<Negation> {
        self.negations.get(word).copied()
    }

    /// What a folded word counts.
    pub(super) fn counted(&self, word: &str) -> Option<Counted> {
        self.counted.get(word).copied()
    }

    /// The kinds of events that folded words in a row speak of, each with its words: `disaster/fire` by « feu ».
    pub(super) fn events(&self, words: &[String]) -> Vec<(String, &'static str)> {
        let longest = |from: usize| {
            (1..=PHRASE).rev().find_map(|length| {
                let phrase = words.get(from..from + length)?.join(" ");
                let kind = self.events.get(&phrase).copied()?;
                Some((phrase, kind))
            })
        };
        (0..words.len()).filter_map(longest).collect()
    }

    /// The pair of folded words, one of each side, that cannot both hold: « hausse », « baisse ».
    pub(super) fn opposites<'w>(&self, a: &[&'w str], b: &[&'w str]) -> Option<(&'w str, &'w str)> {
        self.antonyms.0.iter().find_map(|[left, right]| {
            let find = |form: &Form, side: &[&'w str]| side.iter().copied().find(|word| form.is(word));
            let found = |x: &Form, y: &Form| Some((find(x, a)?, find(y, b)?));
            found(left, right).or_else(|| found(right, left))
        })
    }
}

/// Words, and beginnings of words, with what is known of them.
#[derive(Debug)]
struct Forms<T> {
    whole: HashMap<String, T>,
    beginnings: Vec<(String, T)>,
}

impl<T> Forms<T> {
    fn get(&self, word: &str) -> Option<&T> {
        let beginning =
            || self.beginnings.iter().find(|(form, _)| word.starts_with(form)).map(|(_, value)| value);
        self.whole.get(word).or_else(beginning)
    }
}

impl<'t, T> FromIterator<(&'t str, T)> for Forms<T> {
    fn from_iter<I: IntoIterator<Item = (&'t str, T)>>(rows: I) -> Self {
        let mut forms = Forms { whole: HashMap::new(), beginnings: Vec::new() };
        for (form, value) in rows {
            match Form::of(form) {
                Form::Whole(word) => drop(forms.whole.entry(word).or_insert(value)),
                Form::Beginning(word) => forms.beginnings.push((word, value)),
            }
        }
        forms
    }
}

#[derive(Debug)]
struct Antonyms(Vec<[Form; 2]>);

/// A word, or the beginning of one.
#[derive(Debug)]
enum Form {
    Whole(String),
    Beginning(String),
}

impl Form {
    fn of(form: &str) -> Form {
        match form.strip_suffix('*') {
            Some(beginning) => Form::Beginning(fold(beginning)),
            None => Form::Whole(fold(form)),
        }
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Form::Whole(form) => form == word,
            Form::Beginning(form) => word.starts_with(form.as_str()),
        }
    }
}

/// The rows of a table: neither comments, nor blank lines, nor the heading.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'))
        .skip(1)
        .map(|row| row.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_the_columns_their_headers_say() {
        let columns =
            |table: &'static str, count| rows(table).all(|row| row.len() == count && !row[0].is_empty());
        for (empty, negations, antonyms, counted) in [
            (
                include_str!("../../../../data/fr/empty_words.tsv"),
                include_str!("../../../../data/fr/negations.tsv"),
                include_str!("../../../../data/fr/antonyms.tsv"),
                include_str!("../../../../data/fr/counted.tsv"),
            ),
            (
                include_str!("../../../../data/en/empty_words.tsv"),
                include_str!("../../../../data/en/negations.tsv"),
                include_str!("../../../../data/en/antonyms.tsv"),
                include_str!("../../../../data/en/counted.tsv"),
            ),
        ] {
            assert!(
                columns(empty, 1) && columns(negations, 2) && columns(antonyms, 2) && columns(counted, 2)
            );
        }
    }

    #[test]
    fn the_dead_are_counted_by_many_words() {
        let french = Lexicon::of("fr");
        for word in ["morts", "tues", "deces", "victimes"] {
            assert_eq!(french.counted(word).unwrap().class, Some("dead"), "{word}");
        }
        let counted = |class, group| Some(Counted { class, group });
        assert_eq!(french.counted("interpellations"), counted(Some("arrested"), false));
        assert_eq!(french.counted("personnes"), counted(None, false));
        assert_eq!(french.counted("passagers"), counted(None, true));
        assert_eq!(french.counted("employes"), counted(Some("jobs"), true));
        assert_eq!(french.counted("pommes"), None);
        assert_eq!(Lexicon::of("en").counted("killed"), counted(Some("dead"), false));
    }

    #[test]
    fn events_are_known_by_words_and_by_words_in_a_row() {
        let kinds = |text: &str| -> Vec<&str> {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            Lexicon::of("fr").events(&words).into_iter().map(|(_, kind)| kind).collect()
        };
        assert_eq!(kinds("le feu qui a ravage l entrepot"), ["disaster/fire"]);
        assert_eq!(kinds("un glissement de terrain"), ["disaster/landslide"]);
        assert_eq!(kinds("un glissement des votes"), Vec::<&str>::new());
    }

    #[test]
    fn opposites_are_found_in_either_order() {
        let french = Lexicon::of("fr");
        assert_eq!(french.opposites(&["prix", "baisse"], &["hausse"]), Some(("baisse", "hausse")));
        assert_eq!(french.opposites(&["hausse"], &["hausse"]), None);
    }
}
