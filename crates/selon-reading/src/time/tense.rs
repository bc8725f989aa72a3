//! Whether the verb that governs a time looks back or ahead: which « mercredi » is meant.
//!
//! The tense of the verb tells it (« s'est réuni *mercredi* », « se réunira *mercredi* »), and words that plan (« la réunion
//! prévue *mercredi* »), which stand in `data/LANG/tenses.tsv`.

use std::ops::Range;

use super::Direction;
use crate::lexicon::{CuePos, Lexicon, TenseRole};
use crate::tree::{Tree, plain_form};

/// Where the verb looks that governs these tokens; `None` where their sentence has no verb, as titles have none.
///
/// A present looks ahead (« se réunit mercredi »), but back where it tells what happened: that of a verb of saying (« annonce
/// mercredi »), or behind the date that opens its sentence (« Mercredi, la ville tombe »).
pub(crate) fn direction(tree: &Tree<'_>, lexicon: &Lexicon, run: Range<usize>) -> Option<Direction> {
    let top = run.clone().find(|&i| tree.head(i).is_none_or(|head| !run.contains(&head)))?;
    let date = Date::new(tree, lexicon, run, top);
    if date.has(TenseRole::Since) {
        return Some(Direction::Past);
    }
    date.above(top, DEEPEST).or_else(|| date.nearby())
}

/// No word hangs deeper under its verb than that.
const DEEPEST: usize = 24;

/// A date and the words around it.
struct Date<'a> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon,
    run: Range<usize>,
    /// Its preposition.
    preposition: Option<TenseRole>,
    /// Whether it belongs to a noun: « le vote de *mercredi* », « *Wednesday*'s vote ».
    of_noun: bool,
    /// Whether it opens its sentence.
    opens: bool,
}

impl<'a> Date<'a> {
    fn new(tree: &'a Tree<'a>, lexicon: &'a Lexicon, run: Range<usize>, top: usize) -> Self {
        let role = |i: usize| lexicon.tenses.get(&plain_form(tree.token(i).text())).copied();
        let is = |i: usize, parts: &[&str]| parts.contains(&tree.token(i).pos());
        let mut before = (tree.sentence(run.start).start..run.start).rev();
        let inside = run.clone().take_while(|&i| is(i, &["ADP", "DET"])).filter_map(role).last();
        let preposition = inside.or_else(|| before.find(|&i| !is(i, &["DET"])).and_then(role));
        // English prepositions are heads of what they stand before.
        let outer = tree.head(top).filter(|&head| tree.token(head).pos() == "ADP");
        let governor = tree.head(outer.unwrap_or(top));
        let of_noun = governor.is_some_and(|i| matches!(tree.token(i).pos(), "NOUN" | "PROPN"));
        let opens = tree.opens_sentence(run.start);
        Date { tree, lexicon, run, preposition, of_noun, opens }
    }

    fn has(&self, role: TenseRole) -> bool {
        self.preposition == Some(role)
    }

    /// Where the first verb above looks.
    fn above(&self, below: usize, depth: usize) -> Option<Direction> {
        let depth = depth.checked_sub(1)?;
        let head = self.tree.head(below)?;
        if self.is_verb(head) { self.verb(head, depth) } else { self.above(head, depth) }
    }

    /// Where the verb nearest in the sentence looks, for a date that the parse has under none.
    fn nearby(&self) -> Option<Direction> {
        let run = &self.run;
        let distance = |i: usize| if i < run.start { run.start - i } else { (i + 1).saturating_sub(run.end) };
        let sentence = self.tree.sentence(run.start);
        let mut verbs: Vec<usize> =
            sentence.filter(|i| !run.contains(i) && self.form(*i) == Form::Finite).collect();
        verbs.sort_by_key(|&i| distance(i));
        verbs.into_iter().find_map(|i| {
            let dep = self.tree.token(i).dep();
            let auxiliary = dep.starts_with("aux") || dep == "cop";
            self.verb(self.tree.head(i).filter(|_| auxiliary).unwrap_or(i), DEEPEST)
        })
    }

    /// A verb, or what has a copula: « elle *sera* présente *mercredi* ».
    fn is_verb(&self, i: usize) -> bool {
        matches!(self.tree.token(i).pos(), "VERB" | "AUX") || self.auxiliaries(i).next().is_some()
    }

    fn auxiliaries(&self, verb: usize) -> impl Iterator<Item = usize> {
        // The « to » of an infinitive is one too for the English parser.
        let own = self.tree.dependants(verb, &["aux", "auxpass", "cop"]);
        own.filter(|&i| matches!(self.tree.token(i).pos(), "AUX" | "VERB"))
    }

    fn verb(&self, verb: usize, depth: usize) -> Option<Direction> {
        let group: Vec<usize> = self.auxiliaries(verb).chain([verb]).collect();
        let participle = self.form(verb) == Form::Past;
        let perfect = self.is_perfect(verb, &group);
        if self.role(verb) == Some(TenseRole::Plan) && (participle && !perfect || self.is_aimed(verb)) {
            return Some(Direction::Future);
        }
        match group.iter().copied().find(|&i| self.form(i) == Form::Finite) {
            Some(finite) => Some(self.finite(finite, verb, perfect)),
            // « être tué » looks where « tuer » does.
            None if perfect || participle && !self.is_infinitive(verb) => Some(Direction::Past),
            None => self.governor(verb, depth),
        }
    }

    /// « a reporté la réunion *à* mercredi », « a convoqué *le conseil* mercredi », and not « a convoqué mercredi le conseil ».
    fn is_aimed(&self, verb: usize) -> bool {
        let object = || self.tree.dependants(verb, &["obj", "dobj"]).any(|i| verb < i && i < self.run.start);
        self.has(TenseRole::Aim) || self.of_noun || object()
    }

    /// Where a verb looks by the finite form in its group.
    fn finite(&self, finite: usize, verb: usize, perfect: bool) -> Direction {
        let token = self.tree.token(finite);
        let past = match (token.feature("Mood"), token.feature("Tense")) {
            (Some("Cnd"), _) => perfect,
            (_, Some("Past" | "Imp")) => true,
            (_, Some("Fut")) => false,
            // English modal verbs have no tense.
            (_, None) => perfect,
            _ => perfect || self.is_told(verb),
        };
        if past { Direction::Past } else { self.ahead() }
    }

    /// Ahead; but what belongs to a noun need not lie where the verb looks: « ils contourneront la décision de *mercredi* ».
    fn ahead(&self) -> Direction {
        let away = self.of_noun && self.is_linked() && !self.has(TenseRole::Aim);
        if away { Direction::Unknown } else { Direction::Future }
    }

    /// Whether a present tells what happened: « annonce mercredi », « Mercredi, la ville tombe », and not « doit voter mercredi ».
    fn is_told(&self, verb: usize) -> bool {
        let says = || self.lexicon.cues.of(self.tree.token(verb).lemma(), CuePos::Verb).next().is_some();
        let infinitive = || self.tree.children(verb).iter().any(|&i| self.is_infinitive(i));
        let plans = self.is_ahead(verb) && infinitive() || self.has(TenseRole::Aim);
        !plans && (self.opens || self.of_noun || says() || self.is_state(verb))
    }

    /// « La place *est vide*, dimanche matin » describes what was seen.
    fn is_state(&self, verb: usize) -> bool {
        self.tree.token(verb).pos() == "ADJ" && self.tree.dependants(verb, &["cop"]).next().is_some()
    }

    /// « viennent *d'atteindre* », and not « viennent voir »: the infinitive of a recent past has its preposition.
    fn is_recent(&self, infinitive: usize, head: usize) -> bool {
        let mut own = self.tree.children(infinitive).iter();
        self.role(head) == Some(TenseRole::Recent)
            && own.any(|&i| i < infinitive && self.tree.token(i).pos() == "ADP")
    }

    /// « *doit* venir », « *l'intention* de venir »
    fn is_ahead(&self, word: usize) -> bool {
        matches!(self.role(word), Some(TenseRole::Plan | TenseRole::Intent))
    }

    /// Where an infinitive or a present participle looks: ahead under a word that plans, else where that one looks.
    fn governor(&self, verb: usize, depth: usize) -> Option<Direction> {
        let depth = depth.checked_sub(1)?;
        let head = self.tree.head(verb)?;
        if self.is_infinitive(verb) && self.is_ahead(head) {
            // « il avait été prévu de voter mercredi » may be over.
            let past = self.is_perfect(head, &self.auxiliaries(head).chain([head]).collect::<Vec<_>>());
            let planned_before = past && self.auxiliaries(head).any(|i| self.token_is_past(i));
            return Some(if planned_before { Direction::Unknown } else { self.ahead() });
        }
        if self.is_infinitive(verb) && self.is_recent(verb, head) {
            return Some(Direction::Past);
        }
        if self.is_verb(head) { self.verb(head, depth) } else { self.above(head, depth) }
    }

    /// « a tué », « a été tué », « est venu », « s'est réuni », and not « est tué ».
    fn is_perfect(&self, verb: usize, group: &[usize]) -> bool {
        let token = |i: usize| self.tree.token(i);
        let of_perfect = |&&i: &&usize| i != verb && matches!(token(i).dep(), "aux:tense" | "aux");
        let has =
            group.iter().filter(of_perfect).any(|&i| matches!(token(i).lemma(), "avoir" | "être" | "have"));
        let being = group.iter().any(|&i| i != verb && token(i).lemma() == "être");
        let listed = || {
            // « morte », « mortes »
            let form = plain_form(token(verb).text());
            let bare = form.trim_end_matches('s').trim_end_matches('e');
            self.lexicon.tenses.get(bare) == Some(&TenseRole::Perfect)
        };
        let reflexive = || {
            let own = self.tree.children(verb).iter();
            self.form(verb) == Form::Past && own.clone().any(|&i| token(i).feature("Reflex") == Some("Yes"))
        };
        has || being && (listed() || reflexive())
    }

    /// « tuer », « être tué »
    fn is_infinitive(&self, verb: usize) -> bool {
        self.auxiliaries(verb).chain([verb]).any(|i| self.form(i) == Form::Infinitive)
    }

    /// Whether a preposition stands before it, or it has a genitive: « la décision *de* mercredi », and not « aura lieu mercredi ».
    fn is_linked(&self) -> bool {
        let is = |i: usize, parts: &[&str]| parts.contains(&self.tree.token(i).pos());
        let mut before = (self.tree.sentence(self.run.start).start..self.run.start).rev();
        let behind =
            self.tree.sentence(self.run.start).contains(&self.run.end) && is(self.run.end, &["PART"]);
        behind || self.run.clone().chain(before.find(|&i| !is(i, &["DET"]))).any(|i| is(i, &["ADP"]))
    }

    fn token_is_past(&self, i: usize) -> bool {
        matches!(self.tree.token(i).feature("Tense"), Some("Past" | "Imp")) && self.form(i) == Form::Finite
    }

    fn role(&self, i: usize) -> Option<TenseRole> {
        self.lexicon.tenses.get(self.tree.token(i).lemma()).copied()
    }

    fn form(&self, i: usize) -> Form {
        let token = self.tree.token(i);
        match (token.feature("VerbForm"), token.feature("Tense")) {
            (Some("Fin"), _) => Form::Finite,
            (Some("Inf"), _) => Form::Infinitive,
            (Some("Part"), Some("Past")) => Form::Past,
            (Some("Part" | "Ger"), _) => Form::Present,
            _ => Form::None,
        }
    }
}

/// The form of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Finite,
    Infinitive,
    /// « tué »
    Past,
    /// « tuant »
    Present,
    None,
}
