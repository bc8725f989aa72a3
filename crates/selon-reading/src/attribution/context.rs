//! What every rule of attribution looks at: the parse, the tables, the quotations.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use selon_record::{EntityType, SourceKind};
use selon_spacy::Token;

use super::quotation::{self, Quotation};
use super::tally::Tally;
use crate::certainty::Judge;
use crate::entity::Name;
use crate::lexicon::Lexicon;
use crate::tree::{Tree, plain_form};

/// A text ready for the rules.
pub(super) struct Context<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
    /// In order, none inside another.
    pub(super) quotations: Vec<Quotation>,
    /// For each token the quotation it stands in, by its number.
    quoted: Vec<Option<u32>>,
    /// The tokens that are the head of a cue.
    cues: Vec<bool>,
    /// The same, the finite verbs, the commas and the subjects, counted.
    pub(super) cue_count: Tally,
    pub(super) verb_count: Tally,
    pub(super) comma_count: Tally,
    pub(super) subject_count: Tally,
    /// What tells act and certainty.
    pub(super) judge: &'a Judge<'a>,
    /// What is asked again and again of a token.
    known: Vec<Known<'a>>,
}

/// What the rules ask again and again of a token, once somebody asked.
#[derive(Clone, Default)]
struct Known<'a> {
    class: OnceCell<Cow<'a, str>>,
    form: OnceCell<Cow<'a, str>>,
    noun: OnceCell<&'static str>,
    subject: OnceCell<&'static str>,
    phrase: OnceCell<(u32, u32)>,
}

impl<'a> Context<'a> {
    pub(super) fn new(judge: &'a Judge<'a>) -> Self {
        let (tree, lexicon) = (judge.tree, judge.lexicon);
        let quotations = quotation::spoken(tree.doc.text());
        let mut quoted = vec![None; tree.doc.len()];
        for (number, quotation) in (0..).zip(&quotations) {
            quoted[tree.tokens_in(quotation.inner)].fill(Some(number));
        }
        let cues = vec![false; tree.doc.len()];
        let known = vec![Known::default(); tree.doc.len()];
        let tokens = || tree.doc.tokens();
        let is_finite = |token: Token<'_>| token.feature("VerbForm") == Some("Fin");
        Context {
            tree,
            lexicon,
            quotations,
            quoted,
            cues,
            cue_count: Tally::default(),
            verb_count: Tally::new(tokens().map(is_finite)),
            comma_count: Tally::new(tokens().map(|token| token.text() == ",")),
            subject_count: Tally::new(tokens().map(|token| token.dep().starts_with("nsubj"))),
            judge,
            known,
        }
    }

    /// Notes the heads of the cues, which speak for the ends of the contents before them.
    pub(super) fn note_cues(&mut self, heads: impl Iterator<Item = usize>) {
        heads.for_each(|head| self.cues[head] = true);
        self.cue_count = Tally::new(self.cues.iter().copied());
    }

    /// Whether a token is the head of a cue.
    pub(super) fn is_cue(&self, token: usize) -> bool {
        self.cues[token]
    }

    /// Whether a quotation opens with this token or the mark before it.
    pub(super) fn is_quoted_from(&self, token: usize) -> bool {
        let start = self.tree.token(token).range().start;
        let next = self.quotations.partition_point(|quotation| quotation.inner.end <= start);
        self.quotations.get(next).is_some_and(|q| q.outer.start <= start && start <= q.inner.start)
    }

    /// Whether the word before a token is that of a frame: « la rumeur *selon* laquelle ».
    pub(super) fn follows_frame(&self, token: usize) -> bool {
        let before = self.previous(token).map(|i| plain_form(self.tree.token(i).text()));
        before.is_some_and(|word| self.lexicon.frames.get(&word).is_some())
    }

    /// Where a sentence begins behind an agency's dateline: « ALMATY (Kazakhstan), 9 jan 2022 (AM) - Les émeutes ».
    pub(super) fn behind_dateline(&self, sentence: Range<usize>) -> usize {
        /// No dateline is longer, in tokens.
        const LONGEST: usize = 24;
        let tree = self.tree;
        let capitals = |text: &str| text.chars().count() > 2 && text.chars().all(char::is_uppercase);
        if !capitals(tree.token(sentence.start).text()) {
            return sentence.start;
        }
        let dash = sentence.clone().take(LONGEST).find(|&i| matches!(tree.token(i).text(), "-" | "–" | "—"));
        let dash = dash.filter(|&i| i > sentence.start && tree.token(i - 1).text() == ")");
        dash.map_or(sentence.start, |i| i + 1)
    }

    /// The noun phrase of a head.
    pub(super) fn phrase(&self, head: usize) -> Range<usize> {
        let (start, end) = *self.known[head].phrase.get_or_init(|| {
            let phrase = self.tree.noun_phrase(head);
            (phrase.start as u32, phrase.end as u32)
        });
        start as usize..end as usize
    }

    /// Whether a token is a finite verb.
    pub(super) fn is_finite(&self, token: usize) -> bool {
        self.verb_count.within(&(token..token + 1)) > 0
    }

    /// The form of a verb with its auxiliaries, as features name it: `Fin`, `PartPast`, `PartPres`, `Inf`, `FinPass`.
    pub(super) fn form(&self, verb: usize) -> &str {
        self.known[verb].form.get_or_init(|| self.form_of(verb))
    }

    fn form_of(&self, verb: usize) -> Cow<'a, str> {
        let tree = self.tree;
        let token = tree.token(verb);
        let auxiliary = |form| {
            tree.dependants(verb, &["aux", "cop", "auxpass"])
                .any(|i| tree.token(i).feature("VerbForm") == Some(form))
        };
        let passive = tree.dependants(verb, &["aux:pass", "auxpass"]).next().is_some();
        let passive = if passive { "Pass" } else { "" };
        if auxiliary("Fin") {
            return Cow::Owned(format!("Fin{passive}"));
        }
        if auxiliary("Inf") {
            return Cow::Owned(format!("Inf{passive}"));
        }
        match token.feature("VerbForm") {
            Some("Part") if super::verb::is_past_like_participle(tree, verb) => Cow::Borrowed("Fin"),
            Some("Part") => Cow::Owned(format!("Part{}{passive}", token.feature("Tense").unwrap_or(""))),
            Some(form) => Cow::Owned(format!("{form}{passive}")),
            None => Cow::Borrowed(token.pos()),
        }
    }

    /// The subject that the parse gives a word, its own or that of the verb it is coordinated with, as a class.
    pub(super) fn subject_class(&self, head: usize) -> &'static str {
        self.known[head].subject.get_or_init(|| self.subject_class_of(head))
    }

    fn subject_class_of(&self, head: usize) -> &'static str {
        /// No chain of verbs is longer than this.
        const LONGEST: usize = 3;
        let tree = self.tree;
        let mut at = head;
        for step in 0..LONGEST {
            let own = tree.dependants(at, &["nsubj", "expl:subj"]).next();
            let own = own.or_else(|| super::verb::inverted_pronoun(tree, at));
            if let Some(subject) = own {
                return self.noun_class(subject);
            }
            let token = tree.token(at);
            let clause = matches!(token.dep(), "conj" | "xcomp" | "advcl" | "acl");
            let Some(up) = tree.head(at).filter(|_| clause || step == 0 && token.dep() == "aux") else {
                break;
            };
            at = up;
        }
        "none"
    }

    /// The determiner of a noun, as features name it: `possessive`, `Def`, `Ind`; « - » where it has none.
    pub(super) fn determiner(&self, noun: usize) -> &'a str {
        let determiner = self.tree.dependants(noun, &["det"]).next().map(|i| self.tree.token(i));
        determiner.map_or("-", |token| match token.feature("Poss") {
            Some("Yes") => "possessive",
            _ => token.feature("Definite").unwrap_or("other"),
        })
    }

    /// What a noun or pronoun is, as features name it.
    pub(super) fn noun_class(&self, noun: usize) -> &'static str {
        self.known[noun].noun.get_or_init(|| self.noun_class_of(noun))
    }

    fn noun_class_of(&self, noun: usize) -> &'static str {
        let tree = self.tree;
        let token = tree.token(noun);
        if token.pos() == "PRON" || token.pos() == "DET" {
            return pronoun_class(&plain_form(token.text()), token.feature("PronType"));
        }
        if let Some(word) = super::source::listed(tree, self.lexicon, noun) {
            return match word.kind {
                SourceKind::Person => "person",
                SourceKind::Group => "group",
                SourceKind::Organisation => "organisation",
                SourceKind::Outlet => "outlet",
                SourceKind::Document => "document",
                _ => "unnamed",
            };
        }
        let phrase = self.phrase(noun);
        let within = |name: &&Name| phrase.start <= name.tokens.start && name.tokens.end <= phrase.end;
        match tree.name_at(noun).filter(within).map(|name| name.kind) {
            Some(EntityType::Person) => "name",
            Some(EntityType::Organisation) => "body",
            Some(EntityType::Place) => "place",
            _ if token.pos() == "PROPN" => "proper",
            _ => "noun",
        }
    }
}

fn pronoun_class(form: &str, kind: Option<&str>) -> &'static str {
    match form.trim_start_matches('-').trim_start_matches("t-") {
        "il" | "elle" | "ils" | "elles" | "he" | "she" | "they" => "il",
        "on" | "l'on" => "on",
        "je" | "j'" | "nous" | "tu" | "vous" | "i" | "we" | "you" => "je",
        "ce" | "c'" | "cela" | "ça" | "ceci" | "it" | "this" | "that" => "ce",
        "qui" | "who" => "qui",
        _ if kind == Some("Rel") => "relative",
        _ => "pronoun",
    }
}

impl<'a> Context<'a> {
    /// The number of the quotation around a token.
    pub(super) fn quotation_of(&self, token: usize) -> Option<usize> {
        self.quoted.get(token).copied().flatten().map(|number| number as usize)
    }

    /// A token as features name it: the word itself where it is a function word or a mark, else its part of speech.
    pub(super) fn class(&self, token: Option<usize>) -> &str {
        let Some(i) = token.filter(|&i| i < self.tree.doc.len()) else { return "none" };
        self.known[i].class.get_or_init(|| self.class_of(i))
    }

    fn class_of(&self, i: usize) -> Cow<'a, str> {
        let token = self.tree.token(i);
        match token.pos() {
            "ADP" | "CCONJ" | "SCONJ" | "PRON" | "PUNCT" | "DET" => Cow::Owned(plain_form(token.text())),
            "VERB" | "AUX" => {
                let form = token.feature("VerbForm").unwrap_or("");
                let tense = token.feature("Tense").filter(|_| form == "Part").unwrap_or("");
                Cow::Owned(format!("V{form}{tense}"))
            }
            pos => Cow::Borrowed(pos),
        }
    }

    /// The next token that is no white space.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        (from..self.tree.doc.len()).find(|&i| !self.tree.token(i).is_space())
    }

    /// The last token before this one that is no white space.
    pub(super) fn previous(&self, before: usize) -> Option<usize> {
        (0..before.min(self.tree.doc.len())).rev().find(|&i| !self.tree.token(i).is_space())
    }

    /// The text of a token, or nothing.
    pub(super) fn text(&self, token: Option<usize>) -> &str {
        token.map_or("", |i| self.tree.token(i).text())
    }
}

/// A count as features name it: exact where small, then in steps.
pub(super) fn bucket(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=8 => "6",
        9..=14 => "9",
        15..=24 => "15",
        25..=40 => "25",
        _ => "41",
    }
}
