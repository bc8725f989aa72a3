//! Who says what: contents that the writer presents as somebody's words, with their cue and source.
//!
//! The terms and the limits of every part are those of `PolNeAR` (Newell et al. 2018) and of the project's guide.
//! Small rules find every [`trigger`], every stretch that may be its [`content`] and everybody who may be its source
//! ([`speaker`]); the trained [`model`](crate::model) of the language chooses among them, or chooses none.

mod antecedent;
mod choice;
mod content;
mod context;
mod explain;
mod kind;
mod quotation;
mod referent;
mod resolution;
mod signal;
mod signed;
mod source;
mod speaker;
mod tally;
pub(crate) mod training;
mod trigger;
mod verb;

use std::ops::Range;

use selon_record::{Act, Form, SourceKind, Span, UnnamedType};

use crate::certainty::{Certainty, Judge};
use crate::model::Weights;

pub(crate) use content::Construction;
pub(crate) use explain::explain;
pub(crate) use source::{behind, can_speak};

/// One attribution, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribution {
    /// The attributed words, without marks, cue and source.
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) source: Option<Mention>,
    pub(crate) form: Form,
    pub(crate) act: Act,
    pub(crate) certainty: Certainty,
    pub(crate) construction: Construction,
    pub(crate) confidence: f64,
}

/// A source as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    /// Where it stands; nowhere in a further sentence of the same speaker.
    pub(crate) span: Option<Span>,
    pub(crate) kind: SourceKind,
    /// The words as they stand, here or where the speaker was named last.
    pub(crate) words: String,
    /// The word that says what it is: the noun, the pronoun. It is not looked at where the kind is known already.
    pub(crate) head: usize,
    /// The tokens of its words.
    pub(crate) phrase: Range<usize>,
    /// The class of what signals it, as features name it.
    pub(crate) signal: &'static str,
    /// Whom the words stand for, the fullest name that the article has; `None` where that is not sure.
    pub(crate) name: Option<String>,
    /// What sort of source without a name it is.
    pub(crate) unnamed: Option<UnnamedType>,
}

/// The stretches between quotation marks, without their marks.
pub(crate) fn quotations(text: &str) -> Vec<Span> {
    quotation::find(text).into_iter().map(|quotation| quotation.inner).collect()
}

/// Every attribution of a document, in the order of their first word.
pub(crate) fn find(judge: &Judge<'_>, weights: &Weights) -> Vec<Attribution> {
    let mut found = choice::choose(judge, weights);
    found.sort_by_key(Attribution::extent);
    found
}

impl Attribution {
    /// From its first to its last word, the longest first among those that begin together.
    pub(crate) fn extent(&self) -> (usize, std::cmp::Reverse<usize>) {
        let source = self.source.iter().filter_map(|source| source.span);
        let spans = self.content.iter().chain(&self.cue).copied().chain(source);
        let (start, end) = spans.fold((usize::MAX, 0), |(s, e), span| (s.min(span.start), e.max(span.end)));
        (start, std::cmp::Reverse(end))
    }
}
