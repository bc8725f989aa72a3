//! The grammars in the program, one for each language.

use std::sync::LazyLock;

use super::{Grammar, GrammarError, Operation};
use crate::table::rows;
use crate::{quantity, time};

/// What is wanted of a text. Whatever only looks like a quantity takes the place of one.
const WANTED: [&str; 3] = ["time", "quantity", "not_a_quantity"];

macro_rules! files {
    ($language:literal) => {
        [
            ("numbers.grammar", include_str!(concat!("../../../../data/", $language, "/numbers.grammar"))),
            ("times.grammar", include_str!(concat!("../../../../data/", $language, "/times.grammar"))),
            (
                "quantities.grammar",
                include_str!(concat!("../../../../data/", $language, "/quantities.grammar")),
            ),
        ]
    };
}

static FRENCH: LazyLock<Grammar> = LazyLock::new(|| embedded("fr", &files!("fr")));
static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| embedded("en", &files!("en")));
static ENGLISH_DAYS_FIRST: LazyLock<Grammar> = LazyLock::new(|| embedded("en", &days_first()));

/// A grammar of the program.
struct Variety {
    language: &'static str,
    /// What `data/regional_grammars.tsv` calls it; that of all other regions has no name.
    name: Option<&'static str>,
    grammar: &'static LazyLock<Grammar>,
}

static VARIETIES: [Variety; 3] = [
    Variety { language: "fr", name: None, grammar: &FRENCH },
    Variety { language: "en", name: None, grammar: &ENGLISH },
    Variety { language: "en", name: Some("days_first"), grammar: &ENGLISH_DAYS_FIRST },
];

const REGIONS: &str = include_str!("../../../../data/regional_grammars.tsv");

/// The files of English where 3/4 is a day of April: of what means the same to a rule of the first file and to a later one, the
/// first is right.
fn days_first() -> Vec<(&'static str, &'static str)> {
    let regional = ("days_first.grammar", include_str!("../../../../data/en/days_first.grammar"));
    [&[regional], &files!("en")[..]].concat()
}

fn embedded(language: &str, files: &[(&'static str, &'static str)]) -> Grammar {
    read(language, files).expect("the grammars in the program are read by its tests")
}

fn read(language: &str, files: &[(&'static str, &'static str)]) -> Result<Grammar, GrammarError> {
    let entries = time::entries(language).into_iter().chain(quantity::entries(language));
    Grammar::read(files, entries, operation, &WANTED)
}

/// The operation of a name: one of times or one of quantities and numbers.
fn operation(name: &str) -> Option<Operation> {
    quantity::operation(name).or_else(|| time::operation(name))
}

impl Grammar {
    /// A grammar of one file, of which nothing is wanted; `None` where it cannot be read.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn trial(text: &'static str) -> Option<Grammar> {
        Grammar::read(&[("trial.grammar", text)], [], operation, &[]).ok()
    }

    /// The grammar of a language in other files than those in the program, each with its name. It is kept for as long as the
    /// program runs.
    ///
    /// # Errors
    /// The first place that cannot be read.
    pub(crate) fn of_files(
        language: &str,
        files: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<&'static Grammar, GrammarError> {
        let files: Vec<(&str, &str)> = files.into_iter().map(|(name, text)| (name, &*text.leak())).collect();
        Ok(Box::leak(Box::new(read(language, &files)?)))
    }

    /// The grammar of a language by its BCP 47 tag (`fr`, `fr-CA`, `en-GB`), if the program has it: that of its region, where
    /// the region has one.
    pub(crate) fn of(tag: &str) -> Option<&'static Grammar> {
        let (language, region) = language_and_region(tag);
        let name = region.and_then(|region| regional(language, region));
        let mut varieties = VARIETIES.iter();
        varieties.find(|known| known.language == language && known.name == name).map(|known| &**known.grammar)
    }

    /// The grammar of a text that is read as of a language, by the tag that it has: its region counts where the tag is of
    /// this language.
    pub(crate) fn of_text(language: &str, tag: &str) -> Option<&'static Grammar> {
        let same = language_and_region(tag).0 == language_and_region(language).0;
        Self::of(if same { tag } else { language })
    }
}

/// The name of the grammar of a region, where it has one of its own.
fn regional(language: &str, region: &str) -> Option<&'static str> {
    let mut known = rows(REGIONS).filter_map(|(_, row)| row.split_once('\t'));
    let is_it = |tag| matches!(language_and_region(tag), (l, Some(r)) if l == language && r.eq_ignore_ascii_case(region));
    known.find(|(tag, _)| is_it(tag)).map(|(_, name)| name)
}

/// The language of a BCP 47 tag and the region that it says.
fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    let mut subtags = tag.split('-');
    (subtags.next().unwrap_or_default(), subtags.find(|subtag| subtag.len() == 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_grammars_can_be_read() {
        for (language, files) in [("fr", &files!("fr")[..]), ("en", &files!("en")), ("en", &days_first())] {
            if let Err(error) = read(language, files) {
                panic!("{language}: {error}");
            }
        }
    }

    #[test]
    fn every_region_has_the_grammar_that_the_table_names() {
        for (line, row) in rows(REGIONS) {
            let known = row.split_once('\t').and_then(|(tag, _)| Grammar::of(tag));
            assert!(known.is_some(), "regional_grammars.tsv, line {line}");
        }
        let is = |tag, grammar: &Grammar| Grammar::of(tag).is_some_and(|found| std::ptr::eq(found, grammar));
        assert!(is("en", &ENGLISH) && is("en-US", &ENGLISH) && is("fr-CA", &FRENCH));
        assert!(is("en-GB", &ENGLISH_DAYS_FIRST) && is("en-Latn-au", &ENGLISH_DAYS_FIRST));
        assert!(Grammar::of("de").is_none());
        assert!(std::ptr::eq(Grammar::of_text("fr", "en-GB").unwrap(), &*FRENCH));
    }
}
