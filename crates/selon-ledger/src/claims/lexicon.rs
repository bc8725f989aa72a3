//! What the rules know of words: the tables `data/LANG/{empty_words,occasions,negations,antonyms,counted}.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::fold;

/// The tables of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    empty: Forms<()>,
    occasions: Forms<()>,
    negations: Forms<Negation>,
    counted: Forms<Option<&'static str>>,
    antonyms: Antonyms,
}

/// How a word negates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Negation {
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
            )
        });
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::read(
                include_str!("../../../../data/en/empty_words.tsv"),
                include_str!("../../../../data/en/occasions.tsv"),
                include_str!("../../../../data/en/negations.tsv"),
                include_str!("../../../../data/en/antonyms.tsv"),
                include_str!("../../../../data/en/counted.tsv"),
            )
        });
        static NONE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read("", "", "", "", ""));
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
    ) -> Self {
        let negation = |kind: &str| match kind {
            "particle" => Negation::Particle,
            "quantifier" => Negation::Quantifier,
            _ => Negation::Denial,
        };
        let class = |class: &'static str| (class != "-").then_some(class);
        Lexicon {
            empty: rows(empty).map(|row| (row[0], ())).collect(),
            occasions: rows(occasions).map(|row| (row[0], ())).collect(),
            negations: rows(negations).map(|row| (row[0], negation(row[1]))).collect(),
            counted: rows(counted).map(|row| (row[0], class(row[1]))).collect(),
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

    /// How a folded word negates.
    pub(super) fn negation(&self, word: &str) -> Option<Negation> {
        self.negations.get(word).copied()
    }

    /// What a folded word counts: `Some(None)` for a word that counts anybody, « personnes ».
    pub(super) fn counted(&self, word: &str) -> Option<Option<&'static str>> {
        self.counted.get(word).copied()
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
            assert_eq!(french.counted(word), Some(Some("dead")), "{word}");
        }
        assert_eq!(french.counted("interpellations"), Some(Some("arrested")));
        assert_eq!(french.counted("personnes"), Some(None));
        assert_eq!(french.counted("pommes"), None);
        assert_eq!(Lexicon::of("en").counted("killed"), Some(Some("dead")));
    }

    #[test]
    fn opposites_are_found_in_either_order() {
        let french = Lexicon::of("fr");
        assert_eq!(french.opposites(&["prix", "baisse"], &["hausse"]), Some(("baisse", "hausse")));
        assert_eq!(french.opposites(&["hausse"], &["hausse"]), None);
    }
}
