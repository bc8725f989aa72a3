//! Entities: who and what an article names or describes.
//!
//! Small rules propose every stretch that may be a name ([`candidate`]); the trained model says what each may be, and the best set
//! of them is [chosen](choose). Names of one and the same are [grouped](group) over the article.

mod acronym;
mod candidate;
mod choose;
mod domain;
mod group;
mod mention;
mod signs;
mod training;
mod words;

use selon_record::Offsets;

use crate::lexicon::Lexicon;
use crate::model::{Model, Weights};
use crate::training::{Decision, GoldName};
use crate::tree::Tree;
use candidate::Candidate;
use words::Words;

pub(crate) use choose::Name;
pub(crate) use domain::is_domain;
pub(crate) use mention::Entities;

/// Who and what a text names.
pub(crate) fn find(tree: &Tree<'_>, lexicon: &Lexicon, weights: &Weights) -> Entities {
    let words = Words::new(tree, lexicon);
    let names = if weights.has_classes(Model::Entity) {
        choose::choose(&words, candidates(&words), weights)
    } else {
        choose::recognised(&words)
    };
    let groups = group::group(&words, &names);
    Entities::new(tree.doc.text(), names, groups)
}

/// The decisions that finding the names of a text takes, with what people chose.
pub(crate) fn decisions(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    offsets: &Offsets<'_>,
    gold: &[GoldName],
) -> Vec<Decision> {
    training::decisions(&Words::new(tree, lexicon), offsets, gold)
}

fn candidates(words: &Words<'_>) -> Vec<Candidate> {
    candidate::propose(words, &[])
}
