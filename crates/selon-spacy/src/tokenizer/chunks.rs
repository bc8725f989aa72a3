//! Chunks: the runs of white space, and of anything else, that a text consists of.

use crate::vocab::unicode::is_space;

/// A run of characters that are all white space or all not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// First byte in the text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Whether it is white space.
    pub(super) is_space: bool,
    /// Whether a space follows that is in no chunk: the first one after something that is no white space.
    pub(super) space_after: bool,
}

/// The chunks of a text. One plain space after a word belongs to no chunk: `a  b` gives `a`, a space, `b`.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = Chunk> + '_ {
    let mut rest = text.char_indices();
    let mut start = 0;
    let mut in_space = text.chars().next().is_some_and(is_space);
    std::iter::from_fn(move || {
        for (i, c) in rest.by_ref() {
            if is_space(c) == in_space {
                continue;
            }
            let chunk = Chunk { start, end: i, is_space: in_space, space_after: c == ' ' };
            start = if c == ' ' { i + 1 } else { i };
            in_space = !in_space;
            if chunk.start < chunk.end {
                return Some(chunk);
            }
        }
        let chunk = Chunk { start, end: text.len(), is_space: in_space, space_after: false };
        start = text.len();
        (chunk.start < chunk.end).then_some(chunk)
    })
}
