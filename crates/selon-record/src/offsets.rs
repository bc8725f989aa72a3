//! The one place where byte offsets become code-point offsets and back.

use crate::{CodePointSpan, Span};

/// Bytes between two checkpoints. Counting the code points of one block is a few vector instructions.
const BLOCK: usize = 128;

/// Converts between the byte and the code-point offsets of one text.
///
/// Built once a text, in linear time; an ASCII text needs no table at all. Bytes to code points takes constant
/// time, code points to bytes the logarithm of the text's length.
///
/// ```
/// use selon_record::{CodePointSpan, OffsetError, Offsets, Span};
///
/// let offsets = Offsets::new("« à »");
/// assert_eq!(offsets.record(Span::new(3, 5))?, CodePointSpan::new(2, 3));
/// assert_eq!(offsets.span(CodePointSpan::new(2, 3))?, Span::new(3, 5));
/// assert_eq!(offsets.slice(CodePointSpan::new(2, 3))?, "à");
/// assert_eq!(offsets.code_point(1), Err(OffsetError::InsideCharacter { byte: 1 }));
/// # Ok::<(), OffsetError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points that start before byte `i * BLOCK`; empty for an ASCII text.
    checkpoints: Vec<usize>,
    /// Code points in the whole text.
    code_points: usize,
}

/// Why an offset has no counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OffsetError {
    /// The byte offset is beyond the end of the text.
    #[error("byte {byte} of a text of {len} bytes")]
    ByteOutOfRange {
        /// The offset asked for.
        byte: usize,
        /// Bytes in the text.
        len: usize,
    },
    /// The byte offset is not where a character starts.
    #[error("byte {byte} is inside a character")]
    InsideCharacter {
        /// The offset asked for.
        byte: usize,
    },
    /// The code-point offset is beyond the end of the text.
    #[error("code point {code_point} of a text of {len} code points")]
    CodePointOutOfRange {
        /// The offset asked for.
        code_point: usize,
        /// Code points in the text.
        len: usize,
    },
    /// The span ends before it starts.
    #[error("a span from {start} to {end}")]
    Reversed {
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
    },
}

impl<'t> Offsets<'t> {
    /// The offsets of a text.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, checkpoints: Vec::new(), code_points: text.len() };
        }
        let mut code_points = 0;
        let checkpoints = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = code_points;
                code_points += starts(block);
                before
            })
            .collect();
        Self { text, checkpoints, code_points }
    }

    /// The text the offsets belong to.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Number of code points in the text.
    pub fn code_points(&self) -> usize {
        self.code_points
    }

    /// The code-point offset of a byte offset; the end of the text is one.
    ///
    /// # Errors
    /// When the byte is out of range or inside a character.
    pub fn code_point(&self, byte: usize) -> Result<usize, OffsetError> {
        if byte > self.text.len() {
            return Err(OffsetError::ByteOutOfRange { byte, len: self.text.len() });
        }
        if !self.text.is_char_boundary(byte) {
            return Err(OffsetError::InsideCharacter { byte });
        }
        if self.checkpoints.is_empty() {
            return Ok(byte);
        }
        let Some(before) = self.checkpoints.get(byte / BLOCK) else {
            return Ok(self.code_points); // the end of a text that fills its last block
        };
        Ok(before + starts(&self.text.as_bytes()[byte / BLOCK * BLOCK..byte]))
    }

    /// The byte offset of a code-point offset; the end of the text is one.
    ///
    /// # Errors
    /// When it is out of range.
    pub fn byte(&self, code_point: usize) -> Result<usize, OffsetError> {
        if code_point > self.code_points {
            return Err(OffsetError::CodePointOutOfRange { code_point, len: self.code_points });
        }
        if self.checkpoints.is_empty() || code_point == self.code_points {
            return Ok(if self.checkpoints.is_empty() { code_point } else { self.text.len() });
        }
        // The last block before which at most `code_point` characters start: its character starts in there.
        let block = self.checkpoints.partition_point(|&before| before <= code_point) - 1;
        let bytes = &self.text.as_bytes()[block * BLOCK..];
        let within = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| is_start(**byte))
            .nth(code_point - self.checkpoints[block])
            .map_or(bytes.len(), |(i, _)| i);
        Ok(block * BLOCK + within)
    }

    /// The record's form of a span of the program: bytes to code points.
    ///
    /// # Errors
    /// When the span is reversed, out of range, or cuts a character.
    pub fn record(&self, span: Span) -> Result<CodePointSpan, OffsetError> {
        if span.start > span.end {
            return Err(OffsetError::Reversed { start: span.start, end: span.end });
        }
        Ok(CodePointSpan { start: self.code_point(span.start)?, end: self.code_point(span.end)? })
    }

    /// The program's form of a span of a record: code points to bytes.
    ///
    /// # Errors
    /// When the span is reversed or out of range.
    pub fn span(&self, record: CodePointSpan) -> Result<Span, OffsetError> {
        if record.start > record.end {
            return Err(OffsetError::Reversed { start: record.start, end: record.end });
        }
        Ok(Span { start: self.byte(record.start)?, end: self.byte(record.end)? })
    }

    /// The words of a record's span.
    ///
    /// # Errors
    /// When the span is reversed or out of range.
    pub fn slice(&self, record: CodePointSpan) -> Result<&'t str, OffsetError> {
        Ok(&self.text[self.span(record)?.range()])
    }
}

/// Whether a byte of UTF-8 is the first of its character.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Number of characters that start in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}
