//! What is known of a content and its cue where act and certainty are chosen.

use selon_record::{Act, Span};
use selon_spacy::Token;

use super::words::{adjectives_within, conditionals_within, hedges_within};
use super::{Judge, Signal, act_name, act_of, level_name, polarity};
use crate::model::Facts;
use crate::tree::{Tree, plain_form};

pub(super) fn of(judge: &Judge<'_>, signal: &Signal<'_>, content: &[Span]) -> Facts {
    let mut facts = Facts::default();
    of_cue(judge, signal, &mut facts);
    let main = main_word(judge.tree, content);
    if let Some(main) = main {
        of_main_word(judge, signal, main, &mut facts);
    }
    of_words(judge, signal, content, main, &mut facts);
    of_marks(judge, signal, content, &mut facts);
    facts
}

/// The word that a content hangs on: its first one outside of which its parse goes on, a verb before others.
pub(super) fn main_word(tree: &Tree<'_>, content: &[Span]) -> Option<usize> {
    let inside = |i: usize| content.iter().any(|span| span.contains(tree.token(i).range().into()));
    let tokens = content.iter().flat_map(|&span| tree.tokens_in(span));
    let words = tokens.filter(|&i| !matches!(tree.token(i).pos(), "PUNCT" | "SPACE" | "CCONJ" | "SCONJ"));
    let roots = words.filter(|&i| !tree.head(i).is_some_and(inside));
    let mut first = None;
    for root in roots {
        let token = tree.token(root);
        if matches!(token.pos(), "VERB" | "AUX") || tree.dependants(root, &["cop"]).next().is_some() {
            return Some(root);
        }
        first = first.or(Some(root));
    }
    first
}

/// The cue: what the table says of it, its form and negation.
fn of_cue(judge: &Judge<'_>, signal: &Signal<'_>, facts: &mut Facts) {
    let (act, level) = signal.listed.map_or(("none", "none"), |(a, l)| (act_name(a), level_name(l)));
    let form = format!("{:?}", signal.form);
    facts.add(&["listed=", act]);
    facts.add(&["listed=", act, "/", level]);
    facts.add(&["listed=", act, "/", level, " ", signal.code]);
    facts.add(&["lemma=", &signal.lemma]);
    facts.add(&["lemma=", &signal.lemma, " ", signal.code]);
    facts.add(&["class=", signal.class, " ", signal.code]);
    facts.add(&["construction=", signal.construction]);
    facts.add(&["form=", &form]);
    facts.add(&["form=", &form, " listed=", act, "/", level]);
    facts.add(&["subject=", signal.subject, " ", act]);
    let tree = judge.tree;
    let mut negated = polarity::is_negated(tree, signal.head) && signal.class == "verb";
    for i in signal.cue.iter().flat_map(|&span| tree.tokens_in(span)) {
        let token = tree.token(i);
        negated |= token.lemma() == "ne" || matches!(plain_form(token.text()).as_str(), "ne" | "n'");
        if token.feature("Mood").is_some_and(|mood| mood != "Ind") || token.feature("Tense") == Some("Fut") {
            let mood = token.feature("Mood").filter(|mood| *mood != "Ind").unwrap_or("Fut");
            facts.add(&["cue ", mood]);
            facts.add(&["cue ", mood, " listed=", act]);
        }
        if token.feature("Person") == Some("1") {
            facts.add(&["cue person 1"]);
        }
    }
    if negated {
        facts.add(&["cue negated"]);
        facts.add(&["cue negated listed=", act, "/", level]);
        facts.add(&["cue negated lemma=", &signal.lemma]);
    }
    facts.add(&["cue head ", shape(tree.token(signal.head)), " ", signal.class]);
    let passive = tree.dependants(signal.head, &["aux:pass"]).next().is_some();
    if passive {
        facts.add(&["cue passive listed=", act]);
    }
}

/// A word as features name it: a noun, or a verb by its form.
fn shape(token: Token<'_>) -> &'static str {
    match (token.pos(), token.feature("VerbForm"), token.feature("Tense")) {
        ("VERB" | "AUX", Some("Inf"), _) => "infinitive",
        ("VERB" | "AUX", Some("Part"), Some("Pres")) => "present participle",
        ("VERB" | "AUX", Some("Part"), _) => "participle",
        ("VERB" | "AUX", _, _) => "finite",
        ("NOUN" | "PROPN", ..) => "noun",
        ("ADJ", ..) => "adjective",
        _ => "other",
    }
}

/// The main word of the content and its group: mood, tense, person, modal verbs.
fn of_main_word(judge: &Judge<'_>, signal: &Signal<'_>, main: usize, facts: &mut Facts) {
    let tree = judge.tree;
    let token = tree.token(main);
    let act = signal.listed.map_or("none", |(act, _)| act_name(act));
    let shape = shape(token);
    facts.add(&["main=", shape]);
    facts.add(&["main=", shape, " ", signal.code]);
    facts.add(&["main=", shape, " listed=", act]);
    facts.add(&["main lemma=", token.lemma()]);
    if shape == "noun" {
        facts.add(&["main noun=", token.lemma(), " listed=", act]);
        let determiner = tree.dependants(main, &["det"]).next().map(|i| tree.token(i));
        let determiner = determiner.map_or("none", |det| match det {
            det if det.feature("Poss") == Some("Yes") => "own",
            det if det.feature("Definite") == Some("Ind") => "indefinite",
            _ => "definite",
        });
        facts.add(&["main ", determiner, " listed=", act]);
        if signal.listed.is_some_and(|(act, _)| act == Act::Promise) {
            facts.add(&["main ", determiner, " lemma=", &signal.lemma]);
        }
    }
    if let Some(own) = act_of(judge.lexicon, token) {
        facts.add(&["main act=", own]);
        facts.add(&["main act=", own, " listed=", act]);
    }
    let group = [main].into_iter().chain(tree.dependants(main, &["aux", "cop"]));
    for i in group.collect::<Vec<_>>() {
        let token = tree.token(i);
        if let Some(mood) = token.feature("Mood").filter(|_| token.feature("VerbForm") == Some("Fin")) {
            let tense = token.feature("Tense").unwrap_or("");
            facts.add(&["main ", mood, " ", tense]);
            facts.add(&["main ", mood, " ", tense, " listed=", act]);
            facts.add(&["main ", mood, " ", tense, " ", signal.code]);
            if judge.lexicon.modals.contains_key(token.lemma()) {
                facts.add(&["main modal=", token.lemma(), " ", mood]);
                facts.add(&["main modal=", token.lemma(), " ", mood, " listed=", act]);
            }
        }
        if token.feature("Person") == Some("1") {
            facts.add(&["main person 1"]);
            facts.add(&["main person 1 tense=", token.feature("Tense").unwrap_or(""), " listed=", act]);
        }
        if token.feature("VerbForm") == Some("Inf") && i != main {
            facts.add(&["main past infinitive"]);
            facts.add(&["main past infinitive listed=", act]);
        }
    }
    if polarity::is_negated(tree, main) {
        facts.add(&["main negated"]);
        facts.add(&["main negated listed=", act]);
    }
    if let Some(subject) = tree.dependants(main, &["nsubj"]).next() {
        let person = tree.token(subject).feature("Person").unwrap_or("noun");
        facts.add(&["main subject=", person]);
    }
}

/// The words that weaken: conditionals by their sense, hedges, adjectives, *si*.
fn of_words(
    judge: &Judge<'_>,
    signal: &Signal<'_>,
    content: &[Span],
    main: Option<usize>,
    facts: &mut Facts,
) {
    let mut seen: Vec<String> = Vec::new();
    let mut once = |name: String| {
        if !seen.contains(&name) {
            facts.add(&[&name]);
            seen.push(name);
        }
    };
    let form = format!("{:?}", signal.form);
    for (number, found) in conditionals_within(judge, content).enumerate() {
        let sense = found.sense.name();
        let modal = judge.lexicon.modals.get(judge.tree.token(found.finite).lemma());
        let level = modal.map_or("none", |&level| level_name(level));
        let place = if Some(found.verb) == main { "main" } else { "inner" };
        once(format!("conditional={sense}"));
        once(format!("conditional={sense} {form}"));
        once(format!("conditional {place}={sense}"));
        once(format!("conditional {place}={sense} modal={level}"));
        if number == 0 {
            once(format!("conditional first={sense} modal={level}"));
            once(format!("conditional first={sense} modal={level} {place}"));
        }
    }
    let clause_start = content.first().map_or(0, |part| part.start);
    for (words, level) in hedges_within(judge, content) {
        let level = level_name(level);
        let at = judge.tree.tokens_in(words).next();
        let of_main = at.is_some_and(|i| {
            Some(i) == main
                || judge.tree.head(i) == main
                || judge.tree.head(i).and_then(|h| judge.tree.head(h)) == main
        });
        let near = if of_main || words.start == clause_start { "main" } else { "inner" };
        once(format!("hedge={level}"));
        once(format!("hedge {near}={level}"));
        once(format!("hedge={}", plain_form(&judge.tree.doc.text()[words.range()])));
    }
    for (i, level) in adjectives_within(judge, content) {
        let level = level_name(level);
        let near = if Some(i) == main || judge.tree.head(i) == main { "main" } else { "inner" };
        once(format!("adjective {near}={level}"));
    }
    for i in content.iter().flat_map(|&part| judge.tree.tokens_in(part)) {
        let token = judge.tree.token(i);
        if token.lemma() == "si" && token.pos() == "SCONJ" {
            once("if".to_owned());
            once(format!("if {form}"));
        }
        if let Some((_, kind)) = judge.tree.longest_form(i, &judge.lexicon.conditions) {
            once(format!("condition {}", kind.name()));
        }
        let inner = Some(i) != main && judge.tree.head(i) != main;
        if !inner && token.feature("Tense") == Some("Fut") {
            once("future".to_owned());
        }
        if judge.lexicon.modals.contains_key(token.lemma()) && token.feature("VerbForm") == Some("Fin") {
            let mood = token.feature("Mood").unwrap_or("");
            let place = if inner { "inner" } else { "main" };
            once(format!("modal {place}={} {mood}", token.lemma()));
        }
    }
}

/// Question and exclamation marks in and right behind the content, its first word.
fn of_marks(judge: &Judge<'_>, signal: &Signal<'_>, content: &[Span], facts: &mut Facts) {
    let tree = judge.tree;
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return };
    let inside = tree.tokens_in(Span::new(first.start, last.end));
    let act = signal.listed.map_or("none", |(act, _)| act_name(act));
    let tail = inside.end.saturating_sub(1).max(inside.start)..(inside.end + 3).min(tree.doc.len());
    for (mark, name) in [("?", "question mark"), ("!", "exclamation mark")] {
        if tail.clone().any(|i| tree.token(i).text() == mark) {
            facts.add(&[name]);
            facts.add(&[name, " listed=", act]);
        } else if inside.clone().any(|i| tree.token(i).text() == mark) {
            facts.add(&[name, " inside"]);
        }
    }
    if let Some(first) = inside.clone().find(|&i| !tree.token(i).is_space()) {
        let token = tree.token(first);
        if matches!(token.pos(), "ADP" | "CCONJ" | "SCONJ" | "PRON" | "DET" | "ADV") {
            facts.add(&["first=", &plain_form(token.text())]);
        } else {
            facts.add(&["first=", token.pos()]);
        }
    }
}
