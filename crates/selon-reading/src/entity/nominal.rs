//! Descriptions that stand for somebody with a name: « *le président kazakh* » is who held that office on the day of the article.
//! Without a day it is nobody where the office has changed hands, and nothing is ever guessed.

use std::ops::Range;

use selon_kb::Base;
use selon_record::EntityType;

use super::group::Group;
use super::link::{Linked, Setting};
use super::office::{Of, Office};

/// A description and whom it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nominal {
    pub(super) tokens: Range<usize>,
    pub(super) person: Who,
}

/// Whom a description stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// An entity of the article, by its number.
    Named(usize),
    /// Somebody whom the article does not name, by the identifier in the base.
    Held(String),
}

/// The descriptions of an article whose holder is sure.
pub(super) fn find(
    base: &Base,
    offices: &[Office<'_>],
    (groups, links): (&[Group], &[Option<Linked>]),
    of_name: &[usize],
    setting: &Setting<'_>,
) -> Vec<Nominal> {
    // Whom the article has spoken of by an office so far.
    let mut said: Vec<(&str, Who)> = Vec::new();
    let mut found = Vec::new();
    for office in offices {
        let person = |name: &usize| groups[of_name[*name]].kind == EntityType::Person;
        let name = office.name.filter(person);
        let who = match (name, &office.of) {
            (Some(name), _) => Some(Who::Named(of_name[name])),
            (None, Of::Unsaid) if office.definite => {
                spoken_of(office, &said).or_else(|| holder(base, office, links, of_name, setting))
            }
            (None, _) if office.definite => holder(base, office, links, of_name, setting),
            (None, _) => None,
        };
        let Some(who) = who else { continue };
        said.extend(office.words.iter().map(|word| (&*word.id, who.clone())));
        if name.is_none() {
            found.push(Nominal { tokens: office.tokens.clone(), person: who });
        }
    }
    found
}

/// « *le président* » after « le président kazakh »: the only one with that office of whom the article has spoken.
fn spoken_of(office: &Office<'_>, said: &[(&str, Who)]) -> Option<Who> {
    /// So many descriptions before it are looked at.
    const LATEST: usize = 64;
    let same = |(id, _): &&(&str, Who)| office.words.iter().any(|word| word.id == *id);
    let mut those = said.iter().rev().take(LATEST).filter(same).map(|(_, who)| who);
    let first = those.next()?;
    those.all(|who| who == first).then(|| first.clone())
}

/// Who held an office on the day of the article; without a day who alone ever held it.
fn holder(
    base: &Base,
    office: &Office<'_>,
    links: &[Option<Linked>],
    of_name: &[usize],
    setting: &Setting<'_>,
) -> Option<Who> {
    let own: String;
    let places: Vec<&str> = match &office.of {
        // « le Premier ministre », « le chef de l'État »: of the country that the article is about. « Le président » alone may
        // preside over anything.
        Of::Unsaid => {
            let country = setting.country().filter(|_| office.says_more)?;
            own = format!("country:{country}");
            vec![&own]
        }
        Of::Adjective(places) => places.iter().map(String::as_str).collect(),
        Of::Name(name) => links[of_name[*name]].iter().map(|link| &*link.id).collect(),
    };
    let mut person: Option<&str> = None;
    for word in office.words.iter().filter(|word| word.single && (word.of_country || office.of != Of::Unsaid))
    {
        for place in &places {
            for held in base.holders(&word.id, place, setting.date) {
                let id = held.person.id();
                if person.is_some_and(|known| known != id) {
                    return None;
                }
                person = Some(id);
            }
        }
    }
    let person = person?;
    let named = links.iter().position(|link| link.as_ref().is_some_and(|link| link.id == person));
    Some(named.map_or_else(|| Who::Held(person.to_owned()), Who::Named))
}
