//! What the rules know of a language, from the tables of `data/LANG/`.

use std::sync::{Arc, LazyLock};

use foldhash::{HashMap, HashSet};
use selon_record::{EntityType, Level};
use serde::Deserialize;

use crate::model::Weights;
use crate::table::{TableError, pairs, rows};
use crate::time::DayHours;
use crate::tree::{Forms, plain_form};

mod asides;
mod cues;
mod names;
mod offices;
mod relays;
mod sources;
mod words;

pub(crate) use asides::{AsideRole, AsideWords};
pub(crate) use cues::{Cue, CuePos, Cues};
pub(crate) use names::NameWords;
pub(crate) use offices::{OfficeWord, Offices};
pub(crate) use relays::{Relay, RelayPlace, Relays};
pub(crate) use sources::{SourceWord, Sources};

/// Where the source of a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FrameSource {
    /// The noun phrase after the words: « selon X ».
    After,
    /// The words hold its head already: « de source policière ».
    Within,
}

/// What makes a sentence hang on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Condition {
    /// Words that open one: « sans », « en cas de ».
    #[serde(rename = "condition")]
    Opening,
    /// Words that say that there is one: « sinon ».
    Result,
    /// A purpose or plan: « afin que », « un projet ».
    Intent,
    /// « *si* elle venait »
    #[serde(skip)]
    If,
    /// *Si* without an imperfect, which may open a question: « se demande *si* elle viendra ».
    #[serde(skip)]
    Whether,
    /// « *en quittant* la ville »
    #[serde(skip)]
    Gerund,
}

impl Condition {
    /// Its name in features.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Condition::Opening => "condition",
            Condition::Result => "result",
            Condition::Intent => "intent",
            Condition::If => "if",
            Condition::Whether => "whether",
            Condition::Gerund => "gerund",
        }
    }
}

/// What a word tells of the time of a date beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TenseRole {
    /// « prévue *mercredi* »: what is planned is to come.
    Plan,
    /// « décide de venir *mercredi* »: what its infinitive says is to come.
    Intent,
    /// « vient d'annoncer *mercredi* »: what its infinitive says is just past.
    Recent,
    /// « est mort *mercredi* »: a perfect.
    Perfect,
    /// « depuis *mercredi* »
    Since,
    /// « reporté à *mercredi* »
    Aim,
}

/// The most characters of an ending in `verb_endings`.
const LONGEST_ENDING: usize = 12;

/// The tables of one language; their headers say what the columns mean.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// `cues`: words that signal an attribution, and which of their complements can hold its content.
    pub(crate) cues: Cues,
    /// `function_words`: prepositions that open a frame where they open a clause (« pour »).
    pub(crate) opening_frames: HashSet<String>,
    /// `function_words`: what opens an indirect question.
    pub(crate) question_words: HashSet<String>,
    /// `function_words`: what opens an aside with its verb of saying (« comme »).
    pub(crate) comparisons: HashSet<String>,
    /// `function_words`: what takes up the sentence before (« c'est »).
    pub(crate) resumptives: HashSet<String>,
    /// `function_words`: endings of verbs that command where they open a clause.
    pub(crate) imperatives: HashSet<String>,
    /// `function_words`: the complement that a preposition makes.
    prepositions: HashMap<String, &'static str>,
    /// `function_words`: titles before a name, with the gender that they tell (« Mme »).
    pub(crate) titles: HashMap<String, Option<&'static str>>,
    /// `first_names`: the gender of who bears them.
    pub(crate) first_names: HashMap<String, &'static str>,
    /// `verb_endings`: the endings of the infinitive for the ending of a form.
    verb_endings: HashMap<String, Vec<String>>,
    /// The weights of the trained models.
    pub(crate) weights: Arc<Weights>,
    /// `frames`: where the source of each stands.
    pub(crate) frames: Forms<FrameSource>,
    /// `sources`, `source_types`: what a source is, by its head.
    pub(crate) sources: Sources,
    /// `indefinites`: base forms of determiners that leave open who is meant.
    pub(crate) indefinites: HashSet<String>,
    /// `certainty`: words that show how sure a content is.
    pub(crate) hedges: Forms<Level>,
    /// `modal_verbs`: what the conditional of these verbs shows.
    pub(crate) modals: HashMap<String, Level>,
    /// `conditions`: words that make a sentence hang on a condition.
    pub(crate) conditions: Forms<Condition>,
    /// `future_stems`: stems of the conditional that are not the infinitive.
    future_stems: Vec<String>,
    /// `certainty_adjectives`: words that show how sure the thing is that a noun names.
    pub(crate) adjectives: HashMap<String, Level>,
    /// `asides`: words that mark what asserts nothing.
    pub(crate) asides: AsideWords,
    /// `relays`: verbs that name a source behind a source.
    pub(crate) relays: Relays,
    /// `tenses`: words that tell whether a date lies ahead or behind.
    pub(crate) tenses: HashMap<String, TenseRole>,
    /// `dayparts`: from and to which hour the parts of a day go.
    pub(crate) hours: DayHours,
    /// `entity_labels`: the types of the recogniser's labels.
    pub(crate) labels: HashMap<String, EntityType>,
    /// The language, as the knowledge base calls it.
    pub(crate) language: &'static str,
    /// `offices`: nouns that name offices.
    pub(crate) offices: Offices,
    /// `name_words`: words in and around names.
    pub(crate) names: NameWords,
    /// `entity_weights`: what chooses names and their types.
    pub(crate) entity_weights: Arc<Weights>,
}

struct Tables {
    cues: &'static str,
    words: &'static str,
    verb_endings: &'static str,
    first_names: &'static str,
    weights: &'static str,
    frames: &'static str,
    sources: &'static str,
    source_types: &'static str,
    indefinites: &'static str,
    hedges: &'static str,
    modals: &'static str,
    conditions: &'static str,
    future_stems: &'static str,
    adjectives: &'static str,
    labels: &'static str,
    language: &'static str,
    offices: &'static str,
    name_words: &'static str,
    entity_weights: &'static str,
    asides: &'static str,
    relays: &'static str,
    tenses: &'static str,
    dayparts: &'static str,
}

macro_rules! tables {
    ($language:literal) => {
        Tables {
            cues: include_str!(concat!("../../../../data/", $language, "/cues.tsv")),
            words: include_str!(concat!("../../../../data/", $language, "/function_words.tsv")),
            first_names: include_str!(concat!("../../../../data/", $language, "/first_names.tsv")),
            verb_endings: include_str!(concat!("../../../../data/", $language, "/verb_endings.tsv")),
            weights: include_str!(concat!("../../../../data/", $language, "/weights.tsv")),
            frames: include_str!(concat!("../../../../data/", $language, "/frames.tsv")),
            sources: include_str!(concat!("../../../../data/", $language, "/sources.tsv")),
            source_types: include_str!(concat!("../../../../data/", $language, "/source_types.tsv")),
            indefinites: include_str!(concat!("../../../../data/", $language, "/indefinites.tsv")),
            hedges: include_str!(concat!("../../../../data/", $language, "/certainty.tsv")),
            modals: include_str!(concat!("../../../../data/", $language, "/modal_verbs.tsv")),
            conditions: include_str!(concat!("../../../../data/", $language, "/conditions.tsv")),
            future_stems: include_str!(concat!("../../../../data/", $language, "/future_stems.tsv")),
            adjectives: include_str!(concat!("../../../../data/", $language, "/certainty_adjectives.tsv")),
            labels: include_str!(concat!("../../../../data/", $language, "/entity_labels.tsv")),
            language: $language,
            offices: include_str!(concat!("../../../../data/", $language, "/offices.tsv")),
            name_words: include_str!(concat!("../../../../data/", $language, "/name_words.tsv")),
            entity_weights: include_str!(concat!("../../../../data/", $language, "/entity_weights.tsv")),
            asides: include_str!(concat!("../../../../data/", $language, "/asides.tsv")),
            relays: include_str!(concat!("../../../../data/", $language, "/relays.tsv")),
            tenses: include_str!(concat!("../../../../data/", $language, "/tenses.tsv")),
            dayparts: include_str!(concat!("../../../../data/", $language, "/dayparts.tsv")),
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

    /// The complement that a preposition makes, as the table of cues names it: `de-np` for « du ».
    pub(crate) fn preposition(&self, form: &str) -> Option<&'static str> {
        self.prepositions.get(&plain_form(form)).copied()
    }

    /// The verbs of the table of cues that a form can belong to by its ending: « réclament » → « réclamer ».
    pub(crate) fn verbs_of(&self, form: &str) -> impl Iterator<Item = String> {
        self.infinitives(form).filter(|verb| self.cues.of(verb, CuePos::Verb).next().is_some())
    }

    /// What the infinitive of a form would be by its ending, whether there is such a verb or not.
    pub(crate) fn infinitives(&self, form: &str) -> impl Iterator<Item = String> {
        // No ending is longer, and a text can be one word of a million letters.
        let cuts = form.char_indices().rev().take(LONGEST_ENDING).map(|(at, _)| at).filter(|&at| at > 0);
        let cuts: Vec<usize> = cuts.collect();
        let cuts = cuts.into_iter().rev();
        let endings = cuts.filter_map(|at| Some((&form[..at], self.verb_endings.get(&form[at..])?)));
        let whole = self.verb_endings.get(form).map(|endings| ("", endings));
        let all = endings.chain(whole);
        all.flat_map(|(stem, endings)| endings.iter().map(move |ending| format!("{stem}{ending}")))
    }

    /// Whether a verb's stem is one of the future that is not the infinitive: « ser », « interviendr ».
    pub(crate) fn is_future_stem(&self, stem: &str) -> bool {
        self.future_stems.iter().any(|known| match known.strip_prefix('-') {
            Some(known) => stem.ends_with(known),
            None => stem == known,
        })
    }

    fn read(tables: &Tables) -> Result<Self, TableError> {
        let words = |role| words::with_role(tables.words, role);
        Ok(Lexicon {
            opening_frames: words("opening"),
            question_words: words("question"),
            comparisons: words("comparison"),
            resumptives: words("resumptive"),
            imperatives: words("imperative"),
            prepositions: words::prepositions(tables.words)?,
            titles: words::titles(tables.words),
            first_names: words::first_names(tables.first_names)?,
            verb_endings: words::endings(tables.verb_endings),
            weights: Arc::new(Weights::read(tables.weights)?),
            cues: Cues::read(tables.cues)?,
            frames: Forms::new(pairs("frames", tables.frames)?),
            sources: Sources::read(tables.sources, tables.source_types)?,
            indefinites: rows(tables.indefinites).map(|(_, form)| form.to_owned()).collect(),
            hedges: Forms::new(pairs("certainty", tables.hedges)?),
            modals: pairs("modal_verbs", tables.modals)?.into_iter().collect(),
            conditions: Forms::new(pairs("conditions", tables.conditions)?),
            future_stems: rows(tables.future_stems)
                .filter_map(|(_, row)| row.split_once('\t'))
                .map(|(stem, _)| stem.to_owned())
                .collect(),
            adjectives: pairs("certainty_adjectives", tables.adjectives)?.into_iter().collect(),
            asides: AsideWords::read(tables.asides)?,
            relays: Relays::read(tables.relays)?,
            tenses: pairs("tenses", tables.tenses)?.into_iter().collect(),
            hours: DayHours::read(tables.dayparts)?,
            labels: pairs("entity_labels", tables.labels)?.into_iter().collect(),
            language: tables.language,
            offices: Offices::read(tables.offices)?,
            names: NameWords::read(tables.name_words)?,
            entity_weights: Arc::new(Weights::read(tables.entity_weights)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use selon_record::{Act, SourceKind};

    use super::*;

    #[test]
    fn embedded_tables_can_be_read() {
        let french = Lexicon::of("fr-BE").unwrap();
        assert_eq!(french.cues.of("démentir", CuePos::Verb).next().unwrap().act, Act::Deny);
        assert_eq!(french.preposition("Aux"), Some("à-np"));
        let verb = |form| french.verbs_of(form).next();
        assert_eq!(verb("soupçonnées").as_deref(), Some("soupçonner"));
        assert_eq!(verb("espère").as_deref(), Some("espérer"));
        assert_eq!(verb("dément").as_deref(), Some("démentir"));
        assert_eq!(verb("veau"), None);
        assert_eq!(french.sources.of("ministère").unwrap().kind, SourceKind::Organisation);
        assert!(french.is_future_stem("ser") && french.is_future_stem("interviendr"));
        assert!(!french.is_future_stem("passer") && !french.is_future_stem("tir"));
        assert_eq!(french.adjectives["éventuels"], Level::Possible);
        assert_eq!(Lexicon::of("en").unwrap().frames.get("according to"), Some(&FrameSource::After));
        assert!(Lexicon::of("xx").is_none());
    }
}
