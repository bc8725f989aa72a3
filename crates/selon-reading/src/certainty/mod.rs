//! What a source does with a content and how sure it is as the source presents it: act, level and polarity, with the words
//! that show them.
//!
//! Rules say what is known of cue and content ([`facts`]); two trained models choose the act and the level.

pub(crate) mod conditional;
mod facts;
mod polarity;
mod surroundings;
mod words;

use selon_record::{Act, Form, Level, Polarity, Span};
use selon_spacy::Token;

pub use conditional::Conditional;
pub(crate) use conditional::Conditionals;

use crate::lexicon::{CuePos, Lexicon};
use crate::model::{Facts, Model, Weights, likeliest};
use crate::training::Decision;
use crate::tree::Tree;

/// The certainty of a content, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Certainty {
    pub(crate) level: Level,
    pub(crate) polarity: Polarity,
    /// The words that decide the level.
    pub(crate) cues: Vec<Span>,
}

impl Certainty {
    /// Of words that nothing weakens or negates.
    pub(crate) fn plain() -> Certainty {
        Certainty { level: Level::Certain, polarity: Polarity::Positive, cues: Vec::new() }
    }
}

/// What signals a content, as far as act and certainty depend on it.
pub(crate) struct Signal<'s> {
    /// The base form of the cue, or what stands for it.
    pub(crate) lemma: String,
    /// Verb, noun, adjective, frame, …
    pub(crate) class: &'static str,
    /// The complement's code in the table of cues.
    pub(crate) code: &'static str,
    pub(crate) construction: &'static str,
    /// What the table of cues says of this cue with this complement.
    pub(crate) listed: Option<(Act, Level)>,
    /// The token that decides; of a quotation on its own its first one.
    pub(crate) head: usize,
    pub(crate) cue: &'s [Span],
    pub(crate) form: Form,
    /// Who speaks, by class.
    pub(crate) subject: &'static str,
}

/// A text ready for the judgement of its contents.
pub(crate) struct Judge<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) conditionals: Conditionals,
    /// The words that weaken or insist, in order.
    hedges: Vec<(Span, Level)>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(tree: &'a Tree<'a>, lexicon: &'a Lexicon, weights: &Weights) -> Self {
        let conditionals = Conditionals::find(tree, lexicon, weights);
        Judge { tree, lexicon, conditionals, hedges: words::hedges(tree, lexicon) }
    }

    /// What the source does with a content, and how sure it is.
    pub(crate) fn judge(&self, weights: &Weights, signal: &Signal<'_>, content: &[Span]) -> (Act, Certainty) {
        let facts = self.facts(signal, content);
        let chosen = |model, classes: &[&str]| likeliest(&facts.odds(weights, model, classes));
        let act = chosen(Model::Act, &ACTS.map(name_of)).map_or(Act::Unknown, |(class, _)| ACTS[class].0);
        let level = chosen(Model::Certainty, &LEVELS.map(name_of))
            .map_or(Level::Certain, |(class, _)| LEVELS[class].0);
        let cues = words::deciding(self, level, content);
        (act, Certainty { level, polarity: polarity::of(self.tree, content), cues })
    }

    /// How sure the article is of what it says itself: by the first word that weakens it or insists on it.
    pub(crate) fn plain(&self, act: Act, content: &[Span]) -> Certainty {
        let level = match act {
            Act::Question | Act::Request => Level::Open,
            _ => words::level(self, content).unwrap_or(Level::Certain),
        };
        let cues = words::deciding(self, level, content);
        Certainty { level, polarity: polarity::of(self.tree, content), cues }
    }

    /// The choices that people made, as examples to learn from.
    pub(crate) fn decisions(
        &self,
        signal: &Signal<'_>,
        content: &[Span],
        act: Act,
        level: Level,
    ) -> [Decision; 2] {
        let facts = self.facts(signal, content);
        let of_act = ACTS.iter().position(|(known, _)| *known == act).unwrap_or_default();
        let of_level = LEVELS.iter().position(|(known, _)| *known == level).unwrap_or_default();
        [
            facts.decision(Model::Act, &ACTS.map(name_of), of_act),
            facts.decision(Model::Certainty, &LEVELS.map(name_of), of_level),
        ]
    }

    fn facts(&self, signal: &Signal<'_>, content: &[Span]) -> Facts {
        facts::of(self, signal, content)
    }
}

const ACTS: [(Act, &str); 8] = [
    (Act::Assert, "assert"),
    (Act::Deny, "deny"),
    (Act::Question, "question"),
    (Act::Request, "request"),
    (Act::Believe, "believe"),
    (Act::Judge, "judge"),
    (Act::Promise, "promise"),
    (Act::Unknown, "unknown"),
];

const LEVELS: [(Level, &str); 6] = [
    (Level::Certain, "certain"),
    (Level::Probable, "probable"),
    (Level::Possible, "possible"),
    (Level::Hypothetical, "hypothetical"),
    (Level::Hearsay, "hearsay"),
    (Level::Open, "open"),
];

fn name_of<T>((_, name): (T, &'static str)) -> &'static str {
    name
}

/// The name of an act in features.
fn act_name(act: Act) -> &'static str {
    ACTS.iter().find(|(known, _)| *known == act).map_or("unknown", |(_, name)| name)
}

/// The name of a level in features.
fn level_name(level: Level) -> &'static str {
    LEVELS.iter().find(|(known, _)| *known == level).map_or("certain", |(_, name)| name)
}

/// What the table of cues says that a word does, where it has it.
fn act_of(lexicon: &Lexicon, token: Token<'_>) -> Option<&'static str> {
    let pos = match token.pos() {
        "VERB" | "AUX" => CuePos::Verb,
        "NOUN" => CuePos::Noun,
        "ADJ" => CuePos::Adjective,
        _ => return None,
    };
    let mut rows = lexicon.cues.of(token.lemma(), pos).filter(|cue| cue.rest.is_empty());
    rows.next().map(|cue| act_name(cue.act))
}
