//! What the rules know of a language, from the tables of `data/LANG/`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use selon_record::{Act, EntityType, Level, SourceKind};
use serde::Deserialize;

use crate::table::{TableError, pairs, rows};

/// Where the source of a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FrameSource {
    /// The noun phrase after the words: « selon X ».
    After,
    /// The words hold its head already: « de source policière ».
    Within,
}

/// The tables of one language; their headers say what the columns mean.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// `reporting_verbs`: what the source does with the content, by the verb's base form.
    pub(crate) verbs: HashMap<String, Act>,
    /// `frames`: where the source of each stands.
    pub(crate) frames: Vec<(String, FrameSource)>,
    /// `source_nouns`: what a source is, by the base form of its head.
    pub(crate) nouns: HashMap<String, SourceKind>,
    /// `indefinites`: base forms of determiners that leave open who is meant.
    pub(crate) indefinites: HashSet<String>,
    /// `certainty`: words that show how sure a content is.
    pub(crate) hedges: Vec<(String, Level)>,
    /// `modal_verbs`: what the conditional of these verbs shows.
    pub(crate) modals: HashMap<String, Level>,
    /// `entity_labels`: the types of the recogniser's labels.
    pub(crate) labels: HashMap<String, EntityType>,
}

struct Tables {
    verbs: &'static str,
    frames: &'static str,
    nouns: &'static str,
    indefinites: &'static str,
    hedges: &'static str,
    modals: &'static str,
    labels: &'static str,
}

macro_rules! tables {
    ($language:literal) => {
        Tables {
            verbs: include_str!(concat!("../../../data/", $language, "/reporting_verbs.tsv")),
            frames: include_str!(concat!("../../../data/", $language, "/frames.tsv")),
            nouns: include_str!(concat!("../../../data/", $language, "/source_nouns.tsv")),
            indefinites: include_str!(concat!("../../../data/", $language, "/indefinites.tsv")),
            hedges: include_str!(concat!("../../../data/", $language, "/certainty.tsv")),
            modals: include_str!(concat!("../../../data/", $language, "/modal_verbs.tsv")),
            labels: include_str!(concat!("../../../data/", $language, "/entity_labels.tsv")),
        }
    };
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| embedded(&tables!("fr")));
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| embedded(&tables!("en")));

fn embedded(tables: &Tables) -> Lexicon {
    Lexicon::read(tables).expect("the tables in the program are read by its tests")
}

impl Lexicon {
    /// The lexicon of a language by its BCP 47 tag (`fr`, `fr-CA`, `en`), if the program has it.
    pub(crate) fn of(language: &str) -> Option<&'static Lexicon> {
        match language.split('-').next() {
            Some("fr") => Some(&FRENCH),
            Some("en") => Some(&ENGLISH),
            _ => None,
        }
    }

    fn read(tables: &Tables) -> Result<Self, TableError> {
        Ok(Lexicon {
            verbs: pairs("reporting_verbs", tables.verbs)?.into_iter().collect(),
            frames: pairs("frames", tables.frames)?,
            nouns: pairs("source_nouns", tables.nouns)?.into_iter().collect(),
            indefinites: rows(tables.indefinites).map(|(_, form)| form.to_owned()).collect(),
            hedges: pairs("certainty", tables.hedges)?,
            modals: pairs("modal_verbs", tables.modals)?.into_iter().collect(),
            labels: pairs("entity_labels", tables.labels)?.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_can_be_read() {
        let french = Lexicon::of("fr-BE").unwrap();
        assert_eq!(french.verbs["démentir"], Act::Deny);
        assert_eq!(french.nouns["ministère"], SourceKind::Organisation);
        assert_eq!(Lexicon::of("en").unwrap().frames[0].1, FrameSource::After);
        assert!(Lexicon::of("xx").is_none());
    }
}
