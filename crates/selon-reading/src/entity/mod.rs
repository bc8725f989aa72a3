//! Entities: who and what an article names or describes.
//!
//! Small rules propose every stretch that may be a name ([`candidate`]); the trained model says what each may be, and the best set
//! of them is [chosen](choose); some names [their form alone](numbered) tells. Names of one and the same are [grouped](group) over
//! the article, and each entity is [linked](link) once to the knowledge base, with what the whole article says of it. Descriptions
//! by an [office] stand for who [held](nominal) it, and places for who governs there ([metonymy]).

mod acronym;
mod candidate;
mod choose;
mod domain;
mod group;
mod kind;
mod known;
mod link;
mod mention;
mod metonymy;
mod nominal;
mod numbered;
mod office;
mod signs;
mod training;
mod words;

use selon_kb::Base;
use selon_record::{Article, EntityType, Offsets};

use crate::lexicon::Lexicon;
use crate::model::{Model, Weights};
use crate::training::{Decision, GoldName};
use crate::tree::Tree;
use mention::Parts;
use words::Words;

pub(crate) use choose::Name;
pub(crate) use domain::is_domain;
pub(crate) use mention::Entities;

/// What entities are found with, besides the text.
#[derive(Clone, Copy)]
pub(crate) struct Means<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) base: &'a Base,
    pub(crate) weights: &'a Weights,
}

/// Who and what an article names and describes. `tree` is the parse of this very article.
pub(crate) fn find(tree: &Tree<'_>, means: Means<'_>, article: &Article) -> Entities {
    let Means { lexicon, base, weights } = means;
    let words = Words::new(tree, lexicon, base);
    let candidates = candidate::propose(&words);
    let names = match weights.has_classes(Model::Entity) {
        true => choose::choose(&words, &candidates, weights),
        false => choose::recognised(&words),
    };
    let names = numbered::add(&words, &candidates, names);
    let groups = group::group(&words, &names);
    let mut setting = link::Setting::new(&words, &names, article, lexicon.language);
    let offices = office::find(&words, &names);
    let links = link::link(&words, &names, &groups, &offices, &mut setting);
    let (mut groups, links) = group::merge(&words, &names, groups, links);
    let mut of_name = vec![0; names.len()];
    for (number, group) in groups.iter().enumerate() {
        group.names.iter().for_each(|&name| of_name[name] = number);
    }
    for (group, link) in groups.iter_mut().zip(&links) {
        group.kind = match link {
            Some(link) => link.kind,
            None if is_own(&words, &names[group.fullest], article) => EntityType::Outlet,
            None => kind::of(&words, &names[group.fullest], group.kind),
        };
    }
    let acts = |(name, &group): (&Name, &usize)| {
        metonymy::acts(&words, name, groups[group].kind, links[group].as_ref())
    };
    let metonymy = names.iter().zip(&of_name).map(acts).collect();
    let nominals = nominal::find(base, &offices, (&groups, &links), &of_name, &setting);
    Entities::new(&words, Parts { names, groups, links, metonymy, nominals }, lexicon.language)
}

/// Whether a name is that of the article's own outlet, or of the agency that signs it: « a constaté l'*AM* ».
fn is_own(words: &Words<'_>, name: &Name, article: &Article) -> bool {
    let text = &words.tree.doc.text()[name.span.range()];
    [&article.outlet, &article.byline].into_iter().flatten().any(|own| own.trim() == text)
}

/// The decisions that finding the names of a text takes, with what people chose.
pub(crate) fn decisions(
    tree: &Tree<'_>,
    means: Means<'_>,
    offsets: &Offsets<'_>,
    gold: &[GoldName],
) -> Vec<Decision> {
    training::decisions(&Words::new(tree, means.lexicon, means.base), offsets, gold)
}
