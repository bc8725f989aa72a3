//! Whom and what the article speaks of: the noun phrases and names that stand for one and the same, in text order.
//!
//! « *Bruno Le Maire*, *ministre de l'Économie* … *le ministre* … *M. Le Maire* » are one referent. A name goes with an
//! earlier one that ends alike, a noun with the name it stands beside and with an earlier noun of the same form whose
//! complements do not speak against it, an acronym with its expansion.

use std::ops::Range;

use foldhash::HashMap;
use selon_record::EntityType;

use super::context::Context;
use super::source;
use crate::tree::plain_form;

/// Somebody or something that the article speaks of.
#[derive(Debug)]
pub(super) struct Referent {
    /// The noun or name that says best what it is.
    pub(super) noun: usize,
    /// The tokens of the fullest name.
    name: Option<Range<usize>>,
    /// The words of the name, without title.
    words: Vec<String>,
    /// The nouns that were used for it, with the words of their phrases.
    descriptions: Vec<Description>,
    /// `Masc` or `Fem`, where something tells.
    pub(super) gender: Option<&'static str>,
    pub(super) plural: bool,
    /// How many times the article speaks of it.
    count: usize,
    /// What it is, as features name it.
    pub(super) class: &'static str,
}

#[derive(Debug)]
struct Description {
    words: Vec<String>,
    phrase: Range<usize>,
    definite: bool,
}

/// A place where a referent is spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) token: usize,
    pub(super) referent: usize,
}

/// The referents of an article, and where it speaks of each.
#[derive(Debug, Default)]
pub(super) struct Referents {
    pub(super) all: Vec<Referent>,
    /// In text order.
    pub(super) places: Vec<Place>,
    by_token: Vec<Option<u32>>,
    by_last_word: HashMap<String, Vec<usize>>,
    by_first_word: HashMap<String, Vec<usize>>,
    by_noun: HashMap<String, Vec<usize>>,
}

/// Of several referents with the same word only so many, the latest, are looked at; of one only so many descriptions.
const LATEST: usize = 6;

impl Referents {
    pub(super) fn find(context: &Context<'_>) -> Self {
        let tree = context.tree;
        let mut referents = Referents { by_token: vec![None; tree.doc.len()], ..Referents::default() };
        for i in 0..tree.doc.len() {
            if referents.by_token[i].is_some() {
                continue;
            }
            if let Some(name) = name_from(context, i) {
                let referent = referents.named(context, name.clone());
                referents.note(name, referent);
            } else if let Some(name) = name_from(context, i + 1).filter(|_| is_title(context, i)) {
                // « *M.* Lemoine »
                let referent = referents.named(context, name.clone());
                referents.note(i..name.end, referent);
            } else if tree.token(i).pos() == "NOUN" {
                let referent = referents.described(context, i);
                referents.note(i..i + 1, referent);
            }
            if tree.token(i).text() == ")" {
                referents.abbreviated(context, i);
            }
        }
        referents
    }

    /// Whom a noun or a word of a name stands for.
    pub(super) fn of(&self, token: usize) -> Option<usize> {
        self.by_token.get(token).copied().flatten().map(|referent| referent as usize)
    }

    /// The fullest name of a referent, or else its longest description without the article.
    pub(super) fn name(&self, context: &Context<'_>, referent: usize) -> Option<String> {
        let referent = self.all.get(referent)?;
        if let Some(name) = &referent.name {
            return Some(source::without_article(context.tree, without_title(context, name.clone())));
        }
        let fullest = referent.descriptions.iter().max_by_key(|d| (d.words.len(), d.definite))?;
        Some(source::without_article(context.tree, fullest.phrase.clone()))
    }

    /// Whether a referent has a name of its own.
    pub(super) fn has_name(&self, referent: usize) -> bool {
        self.all.get(referent).is_some_and(|referent| referent.name.is_some())
    }

    /// How many times the article speaks of a referent.
    pub(super) fn count(&self, referent: usize) -> usize {
        self.all.get(referent).map_or(0, |referent| referent.count)
    }

    /// Whether a noun was used for a referent before.
    pub(super) fn is_called(&self, referent: usize, context: &Context<'_>, noun: usize) -> bool {
        let form = context.tree.token(noun).lemma().to_lowercase();
        self.by_noun.get(&form).is_some_and(|same| same.iter().rev().take(LATEST).any(|r| *r == referent))
    }

    fn note(&mut self, tokens: Range<usize>, referent: usize) {
        self.all[referent].count += 1;
        self.places.push(Place { token: tokens.start, referent });
        self.by_token[tokens].fill(u32::try_from(referent).ok());
    }

    /// A name: one that was there before and ends alike (« M. Le Maire »), or whose first name this is, or a new one.
    fn named(&mut self, context: &Context<'_>, name: Range<usize>) -> usize {
        let words = name_words(context, name.clone());
        let kind = source::name_type(context.tree, name.clone());
        let person = kind == Some(EntityType::Person);
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else {
            return self.add(context, name.start, Some(name), words);
        };
        let gender = title_gender(context, name.start);
        let fits = |referent: &Referent| {
            let genders = gender.is_none() || referent.gender.is_none() || gender == referent.gender;
            let surname = person || referent.class == "name";
            let alike = referent.words.ends_with(&words) || words.ends_with(&referent.words);
            genders && (referent.words == words || surname && alike)
        };
        let latest = |map: &HashMap<String, Vec<usize>>, word: &str| -> Vec<usize> {
            map.get(word).into_iter().flatten().rev().take(LATEST).copied().collect()
        };
        let mut known = latest(&self.by_last_word, &last).into_iter().find(|&r| fits(&self.all[r]));
        if known.is_none() && words.len() == 1 && gender.is_none() {
            // « Nadia » after « Nadia Benmissi », where there is one of them.
            let firsts = latest(&self.by_first_word, &first);
            known = firsts.first().copied().filter(|&r| firsts.len() == 1 && self.all[r].class == "name");
        }
        let Some(known) = known else { return self.add(context, name.start, Some(name), words) };
        let referent = &mut self.all[known];
        referent.gender = referent.gender.or(gender);
        if words.len() > referent.words.len() && referent.name.as_ref().is_none_or(|n| n.len() < name.len()) {
            referent.words = words;
            referent.name = Some(name.clone());
            referent.noun = name.start;
            self.by_first_word.entry(first).or_default().push(known);
        } else if person && referent.class != "name" {
            referent.noun = name.start;
        }
        if person {
            self.all[known].class = "name";
        }
        known
    }

    /// A noun: with the name beside it, or as an earlier one of the same form, or a new one.
    fn described(&mut self, context: &Context<'_>, noun: usize) -> usize {
        let tree = context.tree;
        let phrase = tree.noun_phrase(noun);
        let form = tree.token(noun).lemma().to_lowercase();
        let description = Description {
            words: content_words(context, phrase.clone(), noun),
            definite: !source::is_indefinite(tree, context.lexicon, noun),
            phrase: phrase.clone(),
        };
        let plural = is_plural(context, noun);
        let beside = name_beside(context, noun, phrase).map(|name| self.named(context, name));
        let known = beside.or_else(|| self.name_before(context, noun)).or_else(|| {
            let earlier = self.by_noun.get(&form)?.iter().rev().take(LATEST).copied();
            let same = |r: &usize| self.all[*r].plural == plural && fits(&self.all[*r], &description);
            Some(earlier).filter(|_| description.definite)?.find(same)
        });
        let referent = known.unwrap_or_else(|| self.add(context, noun, None, Vec::new()));
        let gender = gender_of(context, noun);
        let own = &mut self.all[referent];
        own.gender = own.gender.or(gender);
        if own.descriptions.len() < LATEST {
            own.descriptions.push(description);
        }
        let same = self.by_noun.entry(form).or_default();
        if same.last() != Some(&referent) {
            same.push(referent);
        }
        referent
    }

    /// « Bruno Le Maire, *ministre* de l'Économie »: the name that an apposition stands behind.
    fn name_before(&self, context: &Context<'_>, noun: usize) -> Option<usize> {
        let tree = context.tree;
        let class = context.noun_class(noun);
        if !matches!(class, "person" | "noun") {
            return None;
        }
        let start = tree.noun_phrase(noun).start;
        let comma = context.previous(start).filter(|&i| matches!(tree.token(i).text(), "," | "("))?;
        let before = context.previous(comma)?;
        let apposed = tree.token(noun).dep() == "appos"
            && tree.head(noun).is_some_and(|up| self.of(up).is_some() && self.of(up) == self.of(before));
        let bare = class == "person" && tree.dependants(noun, &["det"]).next().is_none();
        let referent = self.of(before).filter(|&r| self.all[r].class == "name")?;
        (apposed || bare).then_some(referent)
    }

    /// « Confédération générale du travail (CGT) », « la CGT (Confédération générale du travail) »: both are one.
    fn abbreviated(&mut self, context: &Context<'_>, close: usize) {
        /// No expansion is longer, in tokens.
        const LONGEST: usize = 14;
        let tree = context.tree;
        let mut run = (close.saturating_sub(LONGEST)..close).rev();
        let Some(open) = run.find(|&i| tree.token(i).text() == "(") else { return };
        let (Some(inner), Some(before)) = (context.next(open + 1), context.previous(open)) else { return };
        let acronym = |i: usize| {
            let text = tree.token(i).text();
            text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.contains('.')
        };
        let (short, long) = if inner + 1 == close && acronym(inner) {
            (inner, open.saturating_sub(LONGEST)..open)
        } else if acronym(before) {
            (before, inner..close)
        } else {
            return;
        };
        let letters: Vec<char> = tree
            .token(short)
            .text()
            .chars()
            .filter(|c| c.is_uppercase())
            .flat_map(char::to_lowercase)
            .collect();
        let Some(start) = expansion(context, &letters, long.clone()) else { return };
        let Some(referent) = (start..long.end).find_map(|i| self.of(i)) else { return };
        let acronym = plain_form(tree.token(short).text());
        let full = start..tree.trim(start..long.end).end;
        let own = &mut self.all[referent];
        // The expansion is the fullest name, also where the recogniser saw none.
        if full.len() > own.name.as_ref().map_or(0, ExactSizeIterator::len) {
            own.name = Some(full);
        }
        own.words = vec![acronym.clone()];
        if matches!(own.class, "noun" | "proper" | "place") {
            own.class = "body";
        }
        self.by_token[short] = u32::try_from(referent).ok();
        self.by_last_word.entry(acronym).or_default().push(referent);
    }

    fn add(
        &mut self,
        context: &Context<'_>,
        noun: usize,
        name: Option<Range<usize>>,
        words: Vec<String>,
    ) -> usize {
        let number = self.all.len();
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            self.by_last_word.entry(last.clone()).or_default().push(number);
            self.by_first_word.entry(first.clone()).or_default().push(number);
        }
        let gender = match &name {
            Some(name) => title_gender(context, name.start).or_else(|| {
                let first = words.first().filter(|_| words.len() > 1)?;
                context.lexicon.first_names.get(first.split('-').next()?).copied()
            }),
            None => gender_of(context, noun),
        };
        let class = match name.as_ref().map(|n| source::name_type(context.tree, n.clone())) {
            Some(Some(EntityType::Person)) => "name",
            _ => context.noun_class(noun),
        };
        let plural = is_plural(context, noun);
        self.all.push(Referent {
            noun,
            name,
            words,
            descriptions: Vec::new(),
            gender,
            plural,
            class,
            count: 0,
        });
        number
    }
}

/// Whether a description can be of a referent: it says nothing of it that was not said before.
fn fits(referent: &Referent, description: &Description) -> bool {
    let said = |word: &String| referent.descriptions.iter().any(|d| d.words.contains(word));
    description.words.iter().all(said)
}

/// The name that begins at a token: as the text has it, or a run of proper nouns.
fn name_from(context: &Context<'_>, i: usize) -> Option<Range<usize>> {
    let tree = context.tree;
    if i >= tree.doc.len() {
        return None;
    }
    if let Some(name) = tree.name_at(i) {
        let capital = |i: &usize| tree.token(*i).text().starts_with(char::is_uppercase);
        let start = name.tokens.clone().find(capital)?;
        return (start == i).then_some(start..name.tokens.end);
    }
    if tree.token(i).pos() != "PROPN" || !tree.token(i).text().starts_with(char::is_uppercase) {
        return None;
    }
    let end = tree.sentence(i).end;
    let flat = (i + 1..end).take_while(|&j| {
        let token = tree.token(j);
        token.dep().starts_with("flat") && token.text().starts_with(char::is_uppercase)
    });
    Some(i..flat.last().map_or(i + 1, |last| last + 1))
}

fn name_words(context: &Context<'_>, name: Range<usize>) -> Vec<String> {
    let tokens = without_title(context, name).map(|i| context.tree.token(i));
    let words = tokens.filter(|token| token.text().contains(char::is_alphanumeric));
    words.map(|token| plain_form(token.text())).collect()
}

/// « M. Le Maire » → « Le Maire ».
fn without_title(context: &Context<'_>, name: Range<usize>) -> Range<usize> {
    let first = name.clone().find(|&i| !is_title(context, i)).unwrap_or(name.start);
    first..name.end
}

fn is_title(context: &Context<'_>, token: usize) -> bool {
    context.lexicon.titles.contains_key(&plain_form(context.tree.token(token).text()))
}

/// The gender that the title at or before a name gives: « *Mme* Royal ».
fn title_gender(context: &Context<'_>, name: usize) -> Option<&'static str> {
    let title = |i: usize| {
        let word = plain_form(context.tree.token(i).text());
        context.lexicon.titles.get(&word).copied().flatten()
    };
    title(name).or_else(|| context.previous(name).and_then(title))
}

pub(super) fn gender_of(context: &Context<'_>, noun: usize) -> Option<&'static str> {
    let tree = context.tree;
    let of = |i: usize| match tree.token(i).feature("Gender") {
        Some("Masc") => Some("Masc"),
        Some("Fem") => Some("Fem"),
        _ => None,
    };
    // « la ministre »: the article tells where the noun has both.
    tree.dependants(noun, &["det"]).find_map(of).or_else(|| of(noun))
}

pub(super) fn is_plural(context: &Context<'_>, noun: usize) -> bool {
    let tree = context.tree;
    let plural = |i: usize| tree.token(i).feature("Number") == Some("Plur");
    plural(noun) || tree.dependants(noun, &["det"]).any(plural)
}

/// The words of a phrase that say which one is meant.
fn content_words(context: &Context<'_>, phrase: Range<usize>, noun: usize) -> Vec<String> {
    let tree = context.tree;
    let others = phrase.filter(|&i| i != noun).map(|i| tree.token(i));
    let content = others.filter(|token| matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "NUM"));
    content.map(|token| token.lemma().to_lowercase()).collect()
}

/// The name that a noun introduces: « le président *Pierre Lemoine* », « la ministre de la Justice, *Claire Morin* »;
/// not that of a complement (« l'avocat de Pierre Lemoine »).
fn name_beside(context: &Context<'_>, noun: usize, phrase: Range<usize>) -> Option<Range<usize>> {
    let tree = context.tree;
    let person = match context.noun_class(noun) {
        "person" => true,
        "organisation" | "outlet" => false,
        _ => return None,
    };
    if is_plural(context, noun) {
        return None;
    }
    let names =
        tree.names(noun + 1..phrase.end).iter().filter_map(|name| name_from(context, name.tokens.start));
    let mut fitting = names.filter(|name| {
        let kind = source::name_type(tree, name.clone());
        (kind == Some(EntityType::Person)) == person && kind != Some(EntityType::Place)
    });
    fitting.find(|name| {
        let before = context.previous(name.start).map(|i| tree.token(i).pos());
        !matches!(before, Some("ADP" | "DET" | "CCONJ"))
    })
}

/// Where in a run of words an acronym is spelt out: from the last word with its first letter as initial that has the
/// other letters in order in it or behind it.
fn expansion(context: &Context<'_>, letters: &[char], run: Range<usize>) -> Option<usize> {
    let tree = context.tree;
    let first = letters.first()?;
    let begins = |i: &usize| plain_form(tree.token(*i).text()).starts_with(*first);
    run.clone().rev().filter(begins).find(|&start| {
        let mut left = letters.iter().copied().peekable();
        for i in start..run.end {
            let word = plain_form(tree.token(i).text());
            // A compound gives a letter for each part: « garde-côtes ».
            for part in word.split(['-', '\'']) {
                left.next_if(|letter| part.starts_with(*letter));
            }
        }
        left.peek().is_none()
    })
}
