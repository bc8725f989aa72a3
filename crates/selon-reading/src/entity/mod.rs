//! Entities: who and what an article names or describes.
//!
//! Small rules propose every stretch that may be a name ([`candidate`]); the trained model says what each may be, and the best set
//! of them is [chosen](choose).

mod candidate;
mod choose;
mod domain;
mod signs;
mod training;
mod words;

use selon_record::{Entity, EntityForm, OffsetError, Offsets};

use crate::lexicon::Lexicon;
use crate::model::{Model, Weights};
use crate::training::{Decision, GoldName};
use crate::tree::Tree;
use candidate::Candidate;
use words::Words;

pub(crate) use choose::Name;
pub(crate) use domain::is_domain;

/// The names of a text, in its order; none overlaps another.
pub(crate) fn names(tree: &Tree<'_>, lexicon: &Lexicon, weights: &Weights) -> Vec<Name> {
    let words = Words::new(tree, lexicon);
    if weights.has_classes(Model::Entity) {
        choose::choose(&words, candidates(&words), weights)
    } else {
        choose::recognised(&words)
    }
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

/// The records of the names of a text.
///
/// # Errors
/// None in practice: every span comes from the text that `offsets` was made of.
pub(crate) fn record(names: &[Name], offsets: &Offsets<'_>) -> Result<Vec<Entity>, OffsetError> {
    let entity = |(number, name): (usize, &Name)| {
        let text = &offsets.text()[name.span.range()];
        Ok(Entity {
            id: format!("e{}", number + 1),
            span: offsets.record(name.span)?,
            text: text.to_owned(),
            kind: name.kind,
            name: text.split_whitespace().collect::<Vec<_>>().join(" "),
            form: EntityForm::Name,
            metonymy: false,
            same: None,
            kb: None,
            matched: None,
            confidence: name.probability,
        })
    };
    names.iter().enumerate().map(entity).collect()
}
