//! The grammars in the program, one for each language.

use std::sync::LazyLock;

use super::{Grammar, GrammarError, Operation};
use crate::{quantity, time};

/// What is wanted of a text. Whatever only looks like a quantity takes the place of one.
const WANTED: [&str; 3] = ["time", "quantity", "not_a_quantity"];

macro_rules! files {
    ($language:literal) => {
        [
            ("numbers.grammar", include_str!(concat!("../../../../data/", $language, "/numbers.grammar"))),
            ("times.grammar", include_str!(concat!("../../../../data/", $language, "/times.grammar"))),
            ("quantities.grammar", include_str!(concat!("../../../../data/", $language, "/quantities.grammar"))),
        ]
    };
}

static FRENCH: LazyLock<Grammar> = LazyLock::new(|| embedded("fr", &files!("fr")));
static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| embedded("en", &files!("en")));

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

    /// The grammar of a language by its BCP 47 tag (`fr`, `fr-CA`, `en`), if the program has it.
    pub(crate) fn of(language: &str) -> Option<&'static Grammar> {
        match language.split('-').next() {
            Some("fr") => Some(&FRENCH),
            Some("en") => Some(&ENGLISH),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_grammars_can_be_read() {
        for (language, files) in [("fr", files!("fr")), ("en", files!("en"))] {
            if let Err(error) = read(language, &files) {
                panic!("{language}: {error}");
            }
        }
    }
}
