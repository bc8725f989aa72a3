//! What the rules of names ask of the words of a text, and what the recogniser says of them all over the article.

use std::cell::RefCell;
use std::ops::Range;

use foldhash::{HashMap, HashSet};
use selon_kb::Base;
use selon_record::EntityType;
use smallvec::SmallVec;

use super::known::{self, Signs};
use crate::lexicon::Lexicon;
use crate::tree::{Tree, plain_form};

/// What the recogniser finds.
#[derive(Clone, Debug)]
pub(super) struct Recognised<'d> {
    pub(super) tokens: Range<usize>,
    pub(super) label: &'d str,
}

/// How many times something has each label.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally<'d>(SmallVec<[(&'d str, u32); 2]>);

impl<'d> Tally<'d> {
    fn add(&mut self, label: &'d str) {
        match self.0.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => self.0.push((label, 1)),
        }
    }

    /// The most frequent label when this one is taken off once.
    pub(super) fn most(&self, without: Option<&str>) -> Option<&'d str> {
        let left = |&(label, count): &(&'d str, u32)| (count - u32::from(without == Some(label)), label);
        self.0.iter().map(left).filter(|(count, _)| *count > 0).max().map(|(_, label)| label)
    }
}

/// A parsed text, with what is asked of its words again and again.
pub(super) struct Words<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) base: &'a Base,
    /// In text order, none overlapping another.
    pub(super) recognised: Vec<Recognised<'a>>,
    /// For each token the number of what is recognised there.
    by_token: Vec<Option<u32>>,
    /// The words of the text in lower case, as tables write them.
    plain: Vec<String>,
    capital: Vec<bool>,
    /// The labels of the same words elsewhere.
    whole: HashMap<&'a str, Tally<'a>>,
    /// The labels of the names that end with a word: « *Tokaïev* » of « Kassym-Jomart Tokaïev ».
    last: HashMap<&'a str, Tally<'a>>,
    /// The labels of the names that begin with it or have it inside.
    inside: HashMap<&'a str, Tally<'a>>,
    /// The places that words are of, in lower case: « kazakh ».
    places: HashMap<String, Places<'a>>,
    /// What the base has under some words, once somebody asked.
    known: RefCell<HashMap<&'a str, Signs>>,
}

type Places<'a> = SmallVec<[&'a str; 2]>;

impl<'a> Words<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, lexicon: &'a Lexicon, base: &'a Base) -> Self {
        let doc = tree.doc;
        let is_capital =
            |text: &str| text.contains(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
        let plain: Vec<String> = doc.tokens().map(|token| plain_form(token.text())).collect();
        let places = places(tree, base, lexicon.language, &plain);
        let mut words = Words {
            tree,
            lexicon,
            base,
            recognised: Vec::new(),
            by_token: vec![None; doc.len()],
            plain,
            capital: doc.tokens().map(|token| is_capital(token.text())).collect(),
            whole: HashMap::default(),
            last: HashMap::default(),
            inside: HashMap::default(),
            places,
            known: RefCell::default(),
        };
        for found in doc.ents() {
            let blank = |i: &usize| tree.token(*i).is_space();
            // « *Au* Kazakhstan », « *Mme* Claire Morin »: no part of the name.
            let before = |i: &usize| {
                let preposition = tree.token(*i).pos() == "ADP" && tree.opens_sentence(*i);
                blank(i) || preposition || lexicon.titles.contains_key(words.plain(*i))
            };
            let own = || found.start..found.end;
            let Some(first) = own().find(|i| !before(i)).or_else(|| own().find(|i| !blank(i))) else {
                continue;
            };
            let last = (first..found.end).rfind(|i| !blank(i)).unwrap_or(first);
            let recognised = Recognised { tokens: first..last + 1, label: doc.labels().get(found.label) };
            words.note(recognised);
        }
        words
    }

    fn note(&mut self, recognised: Recognised<'a>) {
        let Recognised { tokens, label } = recognised.clone();
        self.by_token[tokens.clone()].fill(u32::try_from(self.recognised.len()).ok());
        let text = |tokens: Range<usize>| &self.tree.doc.text()[self.tree.span(tokens).range()];
        self.whole.entry(text(tokens.clone())).or_default().add(label);
        if tokens.len() > 1 {
            let last = tokens.end - 1;
            self.last.entry(text(last..last + 1)).or_default().add(label);
            for i in tokens.start..last {
                self.inside.entry(text(i..i + 1)).or_default().add(label);
            }
        }
        self.recognised.push(recognised);
    }

    /// What is recognised at a token.
    pub(super) fn recognised_at(&self, i: usize) -> Option<&Recognised<'a>> {
        self.by_token.get(i).copied().flatten().map(|number| &self.recognised[number as usize])
    }

    /// A token in lower case; nothing beyond the ends of the text.
    pub(super) fn plain(&self, i: usize) -> &str {
        self.plain.get(i).map_or("", String::as_str)
    }

    /// Whether a token has a capital, or is in a script without any.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.capital[i]
    }

    /// Whether a token is a number.
    pub(super) fn is_number(&self, i: usize) -> bool {
        let text = self.tree.token(i).text();
        text.starts_with(|c: char| c.is_numeric()) && text.chars().all(char::is_alphanumeric)
    }

    /// Whether a token can stand within a name: « de », « la », a hyphen.
    pub(super) fn is_link(&self, i: usize) -> bool {
        self.lexicon.names.is_link(self.plain(i))
    }

    /// What a name is that a noun heads or introduces: « *ministère* », « *villes* ».
    pub(super) fn head_type(&self, i: usize) -> Option<EntityType> {
        let heads = &self.lexicon.names;
        heads.head(self.plain(i)).or_else(|| {
            let token = self.tree.token(i);
            (token.pos() == "NOUN").then(|| heads.head(token.lemma())).flatten()
        })
    }

    /// What the knowledge base has under these very words.
    pub(super) fn known(&self, words: &'a str) -> Signs {
        let mut known = self.known.borrow_mut();
        known.entry(words).or_insert_with(|| known::signs(self.base, words)).clone()
    }

    /// The places that a token is the adjective or an inhabitant of: « kazakh » → `country:KZ`.
    pub(super) fn places_of(&self, i: usize) -> &[&'a str] {
        self.places.get(self.plain(i)).map_or(&[], |places| places)
    }

    /// The places that an adjective in small letters is of; none for anything else.
    pub(super) fn adjective_of(&self, i: usize) -> Vec<String> {
        if i >= self.tree.doc.len() || self.is_capital(i) {
            return Vec::new();
        }
        let mut places: Vec<String> = Vec::new();
        for demonym in self.base.demonym(self.lexicon.language, self.plain(i)) {
            if !places.iter().any(|place| place == demonym.place) {
                places.push(demonym.place.to_owned());
            }
        }
        places
    }

    /// The labels of the same words all over the article.
    pub(super) fn labels_of(&self, words: &str) -> Option<&Tally<'a>> {
        self.whole.get(words)
    }

    /// The labels of longer names that end with these words.
    pub(super) fn labels_ending(&self, words: &str) -> Option<&Tally<'a>> {
        self.last.get(words)
    }

    /// The labels of longer names that have this word before their end.
    pub(super) fn labels_holding(&self, word: &str) -> Option<&Tally<'a>> {
        self.inside.get(word)
    }

    /// The token before this one on the same line.
    pub(super) fn before(&self, i: usize) -> Option<usize> {
        i.checked_sub(1).filter(|&before| !self.tree.token(before).text().contains('\n'))
    }

    /// The token behind on the same line.
    pub(super) fn behind(&self, end: usize) -> Option<usize> {
        (end < self.tree.doc.len() && !self.tree.token(end).text().contains('\n')).then_some(end)
    }
}

/// The places of every adjective and inhabitant in a text.
fn places<'a>(
    tree: &Tree<'_>,
    base: &'a Base,
    language: &str,
    plain: &[String],
) -> HashMap<String, Places<'a>> {
    /// Shorter words are none.
    const SHORTEST: usize = 4;
    let mut seen: HashSet<&str> = HashSet::default();
    let mut found = HashMap::default();
    for (i, word) in plain.iter().enumerate() {
        let candidate =
            word.len() >= SHORTEST && matches!(tree.token(i).pos(), "ADJ" | "NOUN" | "PROPN" | "X");
        if !candidate || !seen.insert(word) {
            continue;
        }
        let mut places = Places::new();
        for demonym in base.demonym(language, word) {
            if !places.contains(&demonym.place) {
                places.push(demonym.place);
            }
        }
        if !places.is_empty() {
            found.insert(word.clone(), places);
        }
    }
    found
}
