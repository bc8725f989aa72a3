//! Whether the verb that governs a time looks back or ahead.
use super::Direction;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// To come.
pub(crate) fn direction(_tree: &Tree<'_>, _lexicon: &Lexicon, _run: std::ops::Range<usize>) -> Option<Direction> {
    None
}
