//! Who says what: contents that the writer presents as somebody's words, with their cue and source.
//!
//! The terms and the limits of every part are those of `PolNeAR` (Newell et al. 2018) and of the project's guide. A
//! finder per way of attributing; all give the same [`Attribution`], in bytes of the text.

mod frame;
mod hearsay;
mod incise;
mod indirect;
mod quotation;
mod quoted;
mod source;
mod verb;

use selon_record::{Act, Form, SourceKind, Span};

use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// One attribution, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribution {
    /// The attributed words, without marks, cue and source.
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) source: Option<Mention>,
    pub(crate) form: Form,
    pub(crate) act: Act,
    pub(crate) confidence: f64,
}

/// A source as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) kind: SourceKind,
    /// The words as they stand.
    pub(crate) words: String,
    /// Its name, where the words are one; `None` for a pronoun, which is not resolved here.
    pub(crate) name: Option<String>,
}

/// Every attribution of a document, in the order of their first word.
pub(crate) fn find(tree: &Tree<'_>, lexicon: &Lexicon) -> Vec<Attribution> {
    let quotations = quotation::find(tree.doc.text());
    let mut found = quoted::find(tree, lexicon, &quotations);
    let frames = frame::find(tree, lexicon, &quotations);
    // Words between marks that nobody is seen to say are the frame's: « … », selon le syndicat.
    let framed = tree.covered(frames.iter().flat_map(|frame| frame.content.iter().copied()));
    found.retain(|q| !q.cue.is_empty() || !q.content.iter().any(|&c| tree.tokens_in(c).all(|i| framed[i])));
    found.extend(frames);
    found.extend(incise::find(tree, lexicon, &found));
    found.extend(indirect::find(tree, lexicon, &quotations, &found));
    found.extend(hearsay::find(tree, lexicon, &found));
    found.retain(|attribution| !attribution.content.is_empty());
    found.sort_by_key(Attribution::extent);
    found
}

impl Attribution {
    /// From its first to its last word, the longest first among those that begin together.
    fn extent(&self) -> (usize, std::cmp::Reverse<usize>) {
        let source = self.source.iter().map(|s| s.span);
        let spans = self.content.iter().chain(&self.cue).copied().chain(source);
        let (start, end) = spans.fold((usize::MAX, 0), |(s, e), span| (s.min(span.start), e.max(span.end)));
        (start, std::cmp::Reverse(end))
    }
}
