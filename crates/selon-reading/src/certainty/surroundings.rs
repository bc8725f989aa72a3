//! What the sentence of a conditional says, and those beside it.

use std::ops::Range;

use selon_record::Level;

use super::conditional::is_conditional;
use crate::lexicon::{Condition, Lexicon};
use crate::tree::{Forms, Tree};

/// The sentence of some conditionals, looked at once for all of them.
pub(super) struct Surroundings {
    /// What makes the sentence hang on a condition, each kind once, with the token where it begins.
    pub(super) conditions: Vec<(usize, Condition)>,
    /// The same of the sentence before.
    pub(super) conditions_before: Vec<Condition>,
    /// Past or present, as most verbs of the sentence and of the one before have it.
    pub(super) tense: &'static str,
    pub(super) tense_before: &'static str,
    /// Whether a first or second person stands in the sentence: « je », « nous », « vous ».
    pub(super) has_speaker: bool,
    /// Where somebody's word is given: « selon », in this sentence, the one before, or nowhere.
    pub(super) source: &'static str,
    pub(super) is_question: bool,
    pub(super) has_number: bool,
    pub(super) hedge: Option<&'static str>,
    /// The conditionals of the sentence before and the one behind: « compound », « simple » or none.
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    /// The conditionals of the sentence itself.
    own: Vec<(usize, &'static str)>,
}

impl Surroundings {
    /// Of the sentence of this number.
    pub(super) fn new(tree: &Tree<'_>, lexicon: &Lexicon, number: usize) -> Surroundings {
        let sentence = tree.sentences[number].clone();
        let beside = |number: Option<usize>| number.and_then(|n| tree.sentences.get(n)).cloned();
        let before = beside(number.checked_sub(1));
        let after = beside(number.checked_add(1));
        let frame = |run: &Range<usize>| has_form(tree, run, &lexicon.frames);
        let source = if frame(&sentence) {
            "here"
        } else if before.as_ref().is_some_and(frame) {
            "before"
        } else {
            "none"
        };
        let last = sentence.clone().rev().take(3);
        Surroundings {
            conditions: conditions(tree, lexicon, sentence.clone()),
            conditions_before: before
                .clone()
                .map(|run| conditions(tree, lexicon, run).into_iter().map(|(_, kind)| kind).collect())
                .unwrap_or_default(),
            tense: tense(tree, sentence.clone()),
            tense_before: before.clone().map_or("start", |run| tense(tree, run)),
            has_speaker: sentence.clone().any(|i| matches!(tree.token(i).feature("Person"), Some("1" | "2"))),
            source,
            is_question: last.into_iter().any(|i| tree.token(i).text() == "?"),
            has_number: sentence.clone().any(|i| tree.token(i).pos() == "NUM"),
            hedge: hedge(tree, lexicon, sentence.clone()),
            before: before.map_or("start", |run| conditional_of(tree, lexicon, run)),
            after: after.map_or("end", |run| conditional_of(tree, lexicon, run)),
            own: sentence.filter_map(|i| Some((i, kind(tree, lexicon, i)?))).collect(),
        }
    }

    /// The other conditionals of the sentence: « compound », « simple » or none.
    pub(super) fn others(&self, finite: usize) -> &'static str {
        self.own.iter().find(|(i, _)| *i != finite).map_or("none", |(_, kind)| kind)
    }
}

fn has_form<T>(tree: &Tree<'_>, run: &Range<usize>, forms: &Forms<T>) -> bool {
    run.clone().any(|i| tree.longest_form(i, forms).is_some())
}

/// *Si* with an imperfect, a gerund (« en quittant »), and the words of the table of conditions.
fn conditions(tree: &Tree<'_>, lexicon: &Lexicon, sentence: Range<usize>) -> Vec<(usize, Condition)> {
    let mut found: Vec<(usize, Condition)> = Vec::new();
    let mut note = |at: usize, kind: Condition| {
        if found.iter().all(|(_, known)| *known != kind) {
            found.push((at, kind));
        }
    };
    for i in sentence.clone() {
        let token = tree.token(i);
        let next = (i + 1 < sentence.end).then(|| tree.token(i + 1));
        if token.lemma() == "si" && token.pos() == "SCONJ" {
            let imperfect = (i..sentence.end.min(i + 12)).any(|j| {
                let verb = tree.token(j);
                verb.feature("Tense") == Some("Imp") && verb.feature("VerbForm") == Some("Fin")
            });
            note(i, if imperfect { Condition::If } else { Condition::Whether });
        }
        let gerund = |next: selon_spacy::Token<'_>| {
            next.feature("VerbForm") == Some("Part") && next.feature("Tense") == Some("Pres")
        };
        if token.lemma() == "en" && token.pos() == "ADP" && next.is_some_and(gerund) {
            note(i, Condition::Gerund);
        }
        if let Some((_, kind)) = tree.longest_form(i, &lexicon.conditions) {
            note(i, *kind);
        }
    }
    found
}

/// The time that most verbs of a sentence have, conditionals apart.
fn tense(tree: &Tree<'_>, sentence: Range<usize>) -> &'static str {
    let (mut past, mut present) = (0, 0);
    for i in sentence {
        let token = tree.token(i);
        let finite = token.feature("Mood") == Some("Ind");
        match token.feature("Tense") {
            Some("Past") if finite || token.feature("VerbForm") == Some("Part") => past += 1,
            Some("Imp") if finite && !token.text().ends_with("rait") && !token.text().ends_with("raient") => {
                past += 1
            }
            Some("Pres" | "Fut") if finite && token.pos() == "VERB" => present += 1,
            _ => {}
        }
    }
    match (past, present) {
        (0, 0) => "none",
        (0, _) => "present",
        (_, 0) => "past",
        (past, present) if past > present => "rather past",
        _ => "rather present",
    }
}

fn hedge(tree: &Tree<'_>, lexicon: &Lexicon, sentence: Range<usize>) -> Option<&'static str> {
    let level =
        sentence.clone().find_map(|i| tree.longest_form(i, &lexicon.hedges)).map(|(_, level)| *level)?;
    Some(match level {
        Level::Probable => "probable",
        Level::Possible => "possible",
        _ => "certain",
    })
}

/// The first conditional of a sentence: « compound », « simple », or none.
fn conditional_of(tree: &Tree<'_>, lexicon: &Lexicon, sentence: Range<usize>) -> &'static str {
    sentence.into_iter().find_map(|i| kind(tree, lexicon, i)).unwrap_or("none")
}

fn kind(tree: &Tree<'_>, lexicon: &Lexicon, i: usize) -> Option<&'static str> {
    let token = tree.token(i);
    let modal = lexicon.modals.contains_key(token.lemma());
    is_conditional(lexicon, token).then_some(match token.pos() {
        "AUX" => "compound",
        _ if modal => "modal",
        _ => "simple",
    })
}
