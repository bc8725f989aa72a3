//! What the French conditional stands for: hearsay, the future of the past, a hypothesis, a modal's forecast or wish.
//!
//! Rules find every conditional and say what stands around it ([`facts`]); a trained model weighs that. The five senses are
//! those of grammars (Grevisse and Goosse, *Le bon usage*, §§ 888–890), the first one that of the press (Kronning 2002,
//! "Le conditionnel journalistique").

use std::ops::Range;

use selon_record::{Level, Span};
use selon_spacy::Token;

use super::surroundings::Surroundings;
use crate::attribution::quotations;
use crate::lexicon::Lexicon;
use crate::model::{Facts, Model, Weights, likeliest};
use crate::training::Decision;
use crate::tree::{Tree, plain_form};

/// What a conditional stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conditional {
    /// Told without being vouched for: « L'armée *aurait tué* douze civils. »
    Hearsay,
    /// The future seen from the past: « Il a promis qu'il *viendrait*. »
    FutureInPast,
    /// Hangs on a condition, said or not, or is contrary to fact: « Sans lui, elle *serait* morte. »
    Hypothetical,
    /// A forecast, possibility, wish, advice or courtesy by a verb that means it: « La loi *pourrait* changer. »
    Modal,
    /// None of these: « ne *serait*-ce que », the conditional of an indirect question.
    Other,
}

impl Conditional {
    /// Every sense, in the order of the model's classes.
    pub const ALL: [Conditional; 5] = [
        Conditional::Hearsay,
        Conditional::FutureInPast,
        Conditional::Hypothetical,
        Conditional::Modal,
        Conditional::Other,
    ];

    const NAMES: [&'static str; 5] = ["hearsay", "future_in_past", "hypothetical", "modal", "other"];

    /// Its name in data and features.
    pub fn name(self) -> &'static str {
        Conditional::NAMES[self as usize]
    }
}

/// A conditional of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// The finite form: « *aurait* tué ».
    pub(crate) finite: usize,
    /// The lexical verb: « aurait *tué* ».
    pub(crate) verb: usize,
    pub(crate) sense: Conditional,
    /// The probability of each sense, in the order of [`Conditional::ALL`].
    pub(crate) odds: Vec<f64>,
}

impl Found {
    /// How likely the sense is.
    pub(crate) fn probability(&self, sense: Conditional) -> f64 {
        self.odds.get(sense as usize).copied().unwrap_or(0.0)
    }
}

/// The conditionals of a text, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Conditionals(Vec<Found>);

impl Conditionals {
    /// Finds them and says what each stands for.
    pub(crate) fn find(tree: &Tree<'_>, lexicon: &Lexicon, weights: &Weights) -> Conditionals {
        let found = each(tree, lexicon).map(|(finite, facts)| {
            let odds = facts.odds(weights, Model::Conditional, &Conditional::NAMES);
            let sense = likeliest(&odds).map_or(Conditional::Other, |(class, _)| Conditional::ALL[class]);
            Found { finite, verb: lexical_verb(tree, finite), sense, odds }
        });
        Conditionals(found.collect())
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Found] {
        &self.0
    }

    /// Those whose finite form stands within a run of tokens.
    pub(crate) fn within(&self, run: Range<usize>) -> &[Found] {
        let first = self.0.partition_point(|found| found.finite < run.start);
        let end = self.0.partition_point(|found| found.finite < run.end);
        self.0.get(first..end).unwrap_or_default()
    }
}

/// The choice of the sense of the first conditional within a span, as an example to learn from; `None` where none is found.
pub(crate) fn decision(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    span: Span,
    right: Conditional,
) -> Option<Decision> {
    let within = |finite: usize| span.overlaps(tree.token(finite).range().into());
    let (_, facts) = each(tree, lexicon).find(|(finite, _)| within(*finite))?;
    Some(facts.decision(Model::Conditional, &Conditional::NAMES, right as usize))
}

/// Every conditional with what is known of it.
fn each<'a>(tree: &'a Tree<'_>, lexicon: &'a Lexicon) -> impl Iterator<Item = (usize, Facts)> + 'a {
    let quoted = tree.covered(quotations(tree.doc.text()).into_iter());
    let of_sentence = move |number: usize| {
        let sentence = tree.sentences[number].clone();
        let finite: Vec<usize> = sentence.filter(|&i| is_conditional(lexicon, tree.token(i))).collect();
        let around = (!finite.is_empty()).then(|| Surroundings::new(tree, lexicon, number));
        let facts = |around: Surroundings| {
            finite.iter().map(|&i| (i, facts(tree, lexicon, &around, i, quoted[i]))).collect::<Vec<_>>()
        };
        around.map(facts).unwrap_or_default()
    };
    (0..tree.sentences.len()).flat_map(of_sentence)
}

/// A conditional by its tag, where the form can be one, or by its form: the infinitive or another stem of the future with
/// the endings of the imperfect (« figurer-ait », « prendr-aient », « ser-ait »), which taggers often take for an imperfect.
pub(super) fn is_conditional(lexicon: &Lexicon, token: Token<'_>) -> bool {
    let tagged = token.feature("Mood") == Some("Cnd");
    is_conditional_form(lexicon, &token.text().to_lowercase(), token.lemma(), tagged)
}

fn is_conditional_form(lexicon: &Lexicon, form: &str, lemma: &str, tagged: bool) -> bool {
    let stem = ENDINGS.iter().find_map(|ending| form.strip_suffix(ending)).filter(|stem| stem.ends_with('r'));
    let infinitive = |stem: &str| stem == lemma || lemma.strip_suffix('e') == Some(stem);
    // No verb has an imperfect in -erait: « entr-ait », « err-ait », « gér-ait ».
    let first_group = |stem: &str| stem.len() > 3 && stem.ends_with("er") && !stem.ends_with("rer");
    stem.is_some_and(|stem| tagged || infinitive(stem) || first_group(stem) || lexicon.is_future_stem(stem))
}

/// The endings of the imperfect, which are those of the conditional.
const ENDINGS: [&str; 5] = ["aient", "ais", "ait", "ions", "iez"];

/// « *aurait* tué » → « tué »; a form that is no auxiliary is its own verb.
fn lexical_verb(tree: &Tree<'_>, finite: usize) -> usize {
    let token = tree.token(finite);
    let auxiliary = token.dep().starts_with("aux") || token.dep() == "cop";
    tree.head(finite).filter(|_| auxiliary).unwrap_or(finite)
}

/// What stands in and around a conditional.
fn facts(tree: &Tree<'_>, lexicon: &Lexicon, around: &Surroundings, finite: usize, quoted: bool) -> Facts {
    let mut facts = Facts::default();
    let verb = lexical_verb(tree, finite);
    let form = form(tree, lexicon, finite, verb);
    facts.add(&["form=", form]);
    facts.add(&["verb=", tree.token(verb).lemma()]);
    if verb != finite {
        facts.add(&["finite=", tree.token(finite).lemma()]);
    }
    let modal = [finite, verb].into_iter().find_map(|i| Some((i, *modal(lexicon, tree.token(i))?)));
    if let Some((i, level)) = modal {
        facts.add(&["modal=", if level == Level::Open { "wish" } else { "chance" }, " ", form]);
        facts.add(&["modal verb=", tree.token(i).lemma()]);
    }
    // What follows says most where the verb itself is no modal one.
    let bare = if modal.is_some() { "modal" } else { form };
    facts.add(&["bare=", bare]);
    facts.add(&["person=", tree.token(finite).feature("Person").unwrap_or("?")]);
    let subject = subject(tree, finite, verb);
    facts.add(&["subject=", subject]);
    facts.add(&["subject=", subject, " ", bare]);
    facts.add(&["attribute=", attribute(tree, finite, verb), " subject=", subject]);
    let clause = clause(tree, finite, verb);
    facts.add(&["clause=", clause]);
    facts.add(&["clause=", clause, " ", bare]);
    let governor = governor(tree, lexicon, finite, verb);
    let past = governor.is_some_and(|governor| governor.time == "past");
    if let Some(governor) = governor {
        let act = governor.act.unwrap_or("none");
        facts.add(&["governor=", governor.time]);
        facts.add(&["governor=", governor.time, " ", bare]);
        facts.add(&["governor act=", act]);
        facts.add(&["governor act=", act, " ", governor.time]);
    }
    facts.add(&["quoted=", yes(quoted), " ", bare]);
    for kind in around.conditions.iter().filter(|(at, _)| !past || *at != finite).map(|(_, kind)| kind.name())
    {
        facts.add(&["near ", kind]);
        facts.add(&["near ", kind, " ", bare]);
    }
    for kind in &around.conditions_before {
        facts.add(&["near before ", kind.name()]);
    }
    facts.add(&["tense=", around.tense]);
    facts.add(&["tense=", around.tense, " ", bare]);
    facts.add(&["tense before=", around.tense_before]);
    facts.add(&["speaker here=", yes(around.has_speaker), " quoted=", yes(quoted)]);
    facts.add(&["source=", around.source, " ", bare]);
    facts.add(&["source=", around.source, " quoted=", yes(quoted)]);
    facts.add(&["question=", yes(around.is_question)]);
    facts.add(&["before=", around.before]);
    facts.add(&["before=", around.before, " ", bare]);
    facts.add(&["after=", around.after]);
    facts.add(&["number=", yes(around.has_number), " ", bare]);
    facts.add(&["others=", around.others(finite), " ", bare]);
    if let Some(level) = around.hedge {
        facts.add(&["hedge=", level]);
    }
    if tree.children(verb).iter().any(|&i| tree.token(i).lemma() == "ne" || tree.token(i).text() == "ne") {
        facts.add(&["negated ", bare]);
    }
    let window = finite.saturating_sub(2)..(finite + 3).min(tree.doc.len());
    for i in window.filter(|&i| i != finite && tree.token(i).pos() == "ADV") {
        facts.add(&["adverb=", &plain_form(tree.token(i).text())]);
    }
    facts
}

fn yes(fact: bool) -> &'static str {
    if fact { "yes" } else { "no" }
}

/// What the table of modals says of a verb.
fn modal<'l>(lexicon: &'l Lexicon, token: Token<'_>) -> Option<&'l Level> {
    lexicon.modals.get(token.lemma())
}

/// How a conditional is built: « aurait tué », « aurait été tué », « serait tué », « serait malade », « tuerait ».
fn form(tree: &Tree<'_>, lexicon: &Lexicon, finite: usize, verb: usize) -> &'static str {
    let lemma = tree.token(finite).lemma();
    let participle = participle_behind(tree, finite);
    let has_modal = participle.is_some_and(|i| modal(lexicon, tree.token(i)).is_some());
    match (lemma, participle) {
        ("avoir", Some(_)) if has_modal => "compound modal",
        ("avoir", Some(_)) => "compound",
        ("être", Some(_)) if tree.token(finite).dep() == "aux:pass" && !is_reflexive(tree, finite) => {
            "passive"
        }
        ("être", Some(_)) => "compound",
        _ if verb != finite && tree.token(finite).dep() == "cop" => "copula",
        ("être", None) => "copula",
        ("avoir", None) => "avoir",
        _ => "simple",
    }
}

/// The participle that an auxiliary stands before, adverbs, negation and marks between: « aurait *déjà* tué ».
fn participle_behind(tree: &Tree<'_>, finite: usize) -> Option<usize> {
    let sentence = tree.sentence(finite);
    let between = |i: &usize| {
        let token = tree.token(*i);
        let word = matches!(token.pos(), "ADV" | "PART" | "PRON" | "PUNCT" | "SPACE");
        word || token.lemma() == "être" && token.feature("VerbForm") == Some("Part")
    };
    let first = (finite + 1..sentence.end.min(finite + 6)).find(|i| !between(i))?;
    let participle = |i: usize| {
        let token = tree.token(i);
        token.feature("VerbForm") == Some("Part") && token.feature("Tense") != Some("Pres")
    };
    participle(first).then_some(first)
}

fn is_reflexive(tree: &Tree<'_>, finite: usize) -> bool {
    let before = finite.checked_sub(1).map(|i| plain_form(tree.token(i).text()));
    before.is_some_and(|word| matches!(word.as_str(), "se" | "s'"))
}

/// The subject as features name it.
fn subject(tree: &Tree<'_>, finite: usize, verb: usize) -> &'static str {
    let own = tree.dependants(verb, &["nsubj", "expl:subj", "csubj"]).find(|&i| i != finite);
    let Some(subject) = own else { return "none" };
    let token = tree.token(subject);
    if matches!(token.pos(), "VERB" | "AUX") {
        return "clause";
    }
    if token.pos() == "PRON" || token.pos() == "DET" {
        return match plain_form(token.text()).trim_start_matches('-').trim_start_matches("t-") {
            "il" => "il",
            "elle" | "ils" | "elles" => "elle",
            "on" | "l'on" => "on",
            "je" | "j'" | "nous" | "tu" | "vous" => "je",
            "ce" | "c'" | "cela" | "ça" | "ceci" => "ce",
            "qui" => "qui",
            _ => "pronoun",
        };
    }
    if token.pos() == "PROPN" {
        return "name";
    }
    determiner(tree, subject)
}

/// The determiner of a noun as features name it.
fn determiner(tree: &Tree<'_>, noun: usize) -> &'static str {
    let determiner = tree.dependants(noun, &["det", "nummod"]).next().map(|i| tree.token(i));
    match determiner {
        Some(det) if det.pos() == "NUM" || det.feature("NumType").is_some() => "number",
        Some(det) if det.feature("Definite") == Some("Ind") || det.feature("PronType") == Some("Ind") => {
            "indefinite"
        }
        Some(det) if det.feature("PronType") == Some("Dem") => "this",
        Some(det) if det.feature("Poss") == Some("Yes") => "own",
        Some(_) => "definite",
        None => "bare",
    }
}

/// « *un projet* qui permettrait », « *des mesures* qui permettraient »
fn is_indefinite(tree: &Tree<'_>, noun: usize) -> bool {
    matches!(determiner(tree, noun), "indefinite" | "bare")
}

/// What follows the conditional of *être*: « serait *une erreur* », « serait *logique* ».
fn attribute(tree: &Tree<'_>, finite: usize, verb: usize) -> &'static str {
    if tree.token(finite).lemma() != "être" || participle_behind(tree, finite).is_some() {
        return "-";
    }
    let behind = if verb > finite { tree.token(verb).pos() } else { "" };
    match behind {
        "NOUN" | "PROPN" | "PRON" => "noun",
        "ADJ" => "adjective",
        "ADV" => "adverb",
        "VERB" => "verb",
        _ => "other",
    }
}

/// The clause that the conditional heads, by the word that opens it before the verb and its place in the parse.
fn clause(tree: &Tree<'_>, finite: usize, verb: usize) -> &'static str {
    match tree.token(verb).dep() {
        "acl:relcl" if is_indefinite(tree, tree.token(verb).head().i()) => "relative to some",
        "acl:relcl" => "relative to one",
        "ccomp" => "complement",
        "advcl" => "adverbial",
        "conj" => "coordinated",
        "ROOT" => "main",
        "parataxis" => "beside",
        _ if opener(tree, finite).is_some() => "opened",
        _ => "other",
    }
}

/// The nearest *que* or *si* before a conditional, within its sentence.
fn opener(tree: &Tree<'_>, finite: usize) -> Option<usize> {
    /// A subject and an aside stand between, in tokens.
    const FARTHEST: usize = 25;
    let start = tree.sentence(finite).start.max(finite.saturating_sub(FARTHEST));
    let opens = |i: usize| {
        let token = tree.token(i);
        token.pos() == "SCONJ" && matches!(plain_form(token.text()).as_str(), "que" | "qu'" | "si" | "s'")
    };
    (start..finite)
        .rev()
        .take_while(|&i| !matches!(tree.token(i).text(), ";" | "." | "»"))
        .find(|&i| opens(i))
}

/// The word whose complement clause the conditional stands in: its time, and its act where the table of cues has it.
#[derive(Clone, Copy)]
struct Governor {
    time: &'static str,
    act: Option<&'static str>,
}

/// « Il *a promis* qu'il viendrait »: by the parse, else the nearest verb or noun before the *que*.
fn governor(tree: &Tree<'_>, lexicon: &Lexicon, finite: usize, verb: usize) -> Option<Governor> {
    /// No clause is coordinated and nested deeper than that.
    const DEEPEST: usize = 6;
    let mut at = verb;
    let mut governor = None;
    for _ in 0..DEEPEST {
        let Some(head) = tree.head(at) else { break };
        match tree.token(at).dep() {
            "ccomp" => {
                governor = Some(head);
                break;
            }
            "acl" if opener(tree, finite).is_some_and(|i| i > head) => {
                governor = Some(head);
                break;
            }
            "conj" | "xcomp" | "cop" | "nsubj" => at = head,
            _ => break,
        }
    }
    let by_words = || {
        let opener = opener(tree, finite)?;
        let start = tree.sentence(finite).start.max(opener.saturating_sub(8));
        (start..opener).rev().find(|&i| matches!(tree.token(i).pos(), "VERB" | "NOUN"))
    };
    let word = governor.or_else(by_words)?;
    Some(Governor { time: time(tree, word, 3), act: super::act_of(lexicon, tree.token(word)) })
}

/// When a verb takes place, as far as its form tells.
fn time(tree: &Tree<'_>, word: usize, depth: usize) -> &'static str {
    let token = tree.token(word);
    if !matches!(token.pos(), "VERB" | "AUX") {
        return "noun";
    }
    let auxiliary = tree.dependants(word, &["aux"]).map(|i| tree.token(i)).find(|aux| aux.i() < word);
    let auxiliary = auxiliary.filter(|aux| aux.feature("VerbForm") == Some("Fin"));
    let auxiliary = auxiliary.or_else(|| {
        // « a | annoncé », where the parse has tied the auxiliary elsewhere.
        let before = (word.saturating_sub(3)..word).rev().map(|i| tree.token(i));
        let mut before = before.skip_while(|t| t.pos() == "ADV");
        before.next().filter(|t| t.pos() == "AUX" && t.feature("VerbForm") == Some("Fin"))
    });
    // « *précisant* qu'il recevrait », « *fait* savoir »: in the time of the verb that it hangs on.
    let above =
        || tree.head(word).filter(|&head| head != word && depth > 0).map(|head| time(tree, head, depth - 1));
    match (token.feature("VerbForm"), token.feature("Tense"), auxiliary) {
        (Some("Part"), Some("Past"), Some(_)) => "past",
        (Some("Fin"), Some("Past" | "Imp"), _) => "past",
        (Some("Fin"), Some("Fut"), _) => "future",
        (Some("Fin"), _, _) => "present",
        (Some("Part"), Some("Pres"), _) => match above() {
            Some("past") => "participle past",
            _ => "participle",
        },
        (Some("Inf"), _, _) => match above() {
            Some("past") => "past",
            _ => "infinitive",
        },
        _ => "past participle",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditionals_are_known_by_their_form() {
        let french = Lexicon::of("fr").unwrap();
        let is = |form, lemma| is_conditional_form(french, form, lemma, false);
        for (form, lemma) in [
            ("serait", "être"),
            ("négocieraient", "négocieraient"),
            ("prendraient", "prendre"),
            ("interviendrait", "intervenir"),
            ("ferions", "faire"),
            ("finirait", "finir"),
        ] {
            assert!(is(form, lemma), "{form}");
        }
        for (form, lemma) in [
            ("entrait", "entrer"),
            ("enterrait", "enterrer"),
            ("gérait", "gérer"),
            ("tirait", "tirer"),
            ("offraient", "offrir"),
            ("était", "être"),
            ("portrait", "portrait"),
        ] {
            assert!(!is(form, lemma), "{form}");
        }
        // A tag alone makes no conditional of a form that cannot be one.
        assert!(!is_conditional_form(french, "dit", "dire", true));
    }

    #[test]
    fn senses_are_found_by_their_names() {
        for sense in Conditional::ALL {
            let read: Conditional = serde_json::from_value(sense.name().into()).unwrap();
            assert_eq!(read, sense);
        }
    }
}
