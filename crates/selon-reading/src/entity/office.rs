//! Words that describe somebody by an office: « le président kazakh », « le secrétaire général de l'ONU », « le chef de la diplomatie
//! russe », with the name beside them where there is one.

use std::ops::Range;

use selon_record::EntityType;

use super::choose::Name;
use super::words::Words;
use crate::lexicon::OfficeWord;

/// What an office is held in, as its words say it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Of {
    /// They do not.
    Unsaid,
    /// « le président *kazakh* »: the places that the adjective may stand for.
    Adjective(Vec<String>),
    /// « le président du *Kazakhstan* »: a name, by its number.
    Name(usize),
}

/// A description by an office.
#[derive(Clone, Debug)]
pub(super) struct Office<'a> {
    /// From its noun to the end of its complement.
    pub(super) tokens: Range<usize>,
    /// Which offices its noun may name.
    pub(super) words: &'a [OfficeWord],
    pub(super) of: Of,
    /// The name beside it, by its number.
    pub(super) name: Option<usize>,
    /// « *le* président », « *ce* ministre », in the singular, of today: not « un ministre », « l'ancien président ».
    pub(super) definite: bool,
    /// Whether its noun is of several words: « chef de l'État ».
    pub(super) says_more: bool,
}

/// The most tokens of the noun of an office.
const LONGEST: usize = 9;

/// Every description of an article by an office, in text order.
pub(super) fn find<'a>(words: &Words<'a>, names: &[Name]) -> Vec<Office<'a>> {
    let mut found: Vec<Office<'a>> = Vec::new();
    for i in 0..words.tree.doc.len() {
        let inside = found.last().is_some_and(|last| i < last.tokens.end);
        if inside || !words.lexicon.offices.begins(words.plain(i)) {
            continue;
        }
        found.extend(at(words, names, i));
    }
    found
}

fn at<'a>(words: &Words<'a>, names: &[Name], start: usize) -> Option<Office<'a>> {
    let Noun { end, adjective, offices } = noun(words, start)?;
    let mut tokens = start..end;
    let says_more = end > start + 1;
    let of = match adjective {
        Some(places) => Of::Adjective(places),
        None => complement(words, names, &mut tokens),
    };
    let name = name_beside(words, names, &tokens);
    let definite = is_definite(words, start);
    Some(Office { tokens, words: offices, of, name, definite, says_more })
}

/// The noun of an office.
struct Noun<'a> {
    end: usize,
    /// The places of an adjective within it: « ministre *russe* des Affaires étrangères ».
    adjective: Option<Vec<String>>,
    offices: &'a [OfficeWord],
}

/// The longest noun of an office that begins at a token.
fn noun<'a>(words: &Words<'a>, start: usize) -> Option<Noun<'a>> {
    let last = words.tree.sentence(start).end.min(start + LONGEST);
    let within = words.adjective_of(start + 1);
    let mut forms = [(String::new(), false), (String::new(), true)];
    let mut found = None;
    for i in start..last {
        let says = words.plain(i).contains(char::is_alphanumeric);
        if !says && !matches!(words.plain(i), "'" | "-") {
            break;
        }
        for (form, skips) in &mut forms {
            if *skips && (i == start + 1 || within.is_empty()) {
                continue;
            }
            form.extend(words.plain(i).chars().filter(|c| c.is_alphanumeric()));
            if let Some(offices) = words.lexicon.offices.of(form).filter(|_| says) {
                // « ministre russe » alone is a noun and what follows it.
                let skipped = *skips && i > start + 1;
                if i == start || !*skips || skipped {
                    let adjective = skipped.then(|| within.clone());
                    found = Some(Noun { end: i + 1, adjective, offices });
                }
            }
        }
    }
    found
}

/// What follows the noun: « président *kazakh* », « président *du Kazakhstan* ».
fn complement(words: &Words<'_>, names: &[Name], tokens: &mut Range<usize>) -> Of {
    let end = tokens.end;
    if end >= words.tree.doc.len() {
        return Of::Unsaid;
    }
    let places = words.adjective_of(end);
    if !places.is_empty() {
        tokens.end = end + 1;
        return Of::Adjective(places);
    }
    if !words.lexicon.preposition(words.plain(end)).is_some_and(|code| code.starts_with("de")) {
        return Of::Unsaid;
    }
    let next = names.partition_point(|name| name.tokens.start <= end);
    let Some(name) = names.get(next) else { return Of::Unsaid };
    let small = (end..name.tokens.start).all(|i| matches!(words.tree.token(i).pos(), "ADP" | "DET"));
    if !small || name.kind == EntityType::Person {
        return Of::Unsaid;
    }
    tokens.end = name.tokens.end;
    Of::Name(next)
}

/// « le président kazakh *Kassym-Jomart Tokaïev* », « *Kassym-Jomart Tokaïev*, président du Kazakhstan »
fn name_beside(words: &Words<'_>, names: &[Name], tokens: &Range<usize>) -> Option<usize> {
    let tree = words.tree;
    let person = |number: usize| names.get(number).is_some_and(Name::may_be_person);
    let next = names.partition_point(|name| name.tokens.start < tokens.end);
    let title = |i: usize| words.lexicon.titles.contains_key(words.plain(i));
    let touches = |from: usize, to: usize| {
        (from..to).all(|i| tree.token(i).text() == "," || title(i)) && to.saturating_sub(from) <= 2
    };
    if person(next) && touches(tokens.end, names[next].tokens.start) {
        return Some(next);
    }
    let before = names.partition_point(|name| name.tokens.end <= tokens.start).checked_sub(1)?;
    let between = names[before].tokens.end..tokens.start;
    let comma = between.clone().next().is_some_and(|i| matches!(tree.token(i).text(), "," | "("));
    let small = between.clone().skip(1).all(|i| tree.token(i).pos() == "DET");
    (comma && small && between.len() <= 2 && person(before)).then_some(before)
}

fn is_definite(words: &Words<'_>, start: usize) -> bool {
    let tree = words.tree;
    let Some(before) = words.before(start) else { return false };
    let token = tree.token(before);
    let plural =
        token.feature("Number") == Some("Plur") || tree.token(start).feature("Number") == Some("Plur");
    // « le », « l' », « du », « au »: also where the tagger sees only a preposition.
    let article = words.lexicon.names.is_article(words.plain(before));
    article && !plural
}
