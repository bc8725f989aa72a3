//! Half-open ranges of a text, in bytes and in code points: two types, so that they cannot be mixed up.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of a text: what the program works with.
///
/// It has no JSON on purpose. [`Offsets::record`](crate::Offsets::record) makes the [`CodePointSpan`] that a
/// record holds.
///
/// ```
/// use selon_record::Span;
/// assert_eq!(&"où ?"[Span::new(0, 3).range()], "où");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A half-open range of **Unicode code points** of an article's text: what a record holds.
///
/// ```
/// use selon_record::CodePointSpan;
/// let span: CodePointSpan = serde_json::from_str(r#"{"start": 0, "end": 2}"#)?;
/// assert_eq!(span.len(), 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct CodePointSpan {
    /// First code point of the span, counted from 0.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
}

macro_rules! half_open {
    ($type:ident, $unit:literal) => {
        impl $type {
            #[doc = concat!("The span from `start` up to but without `end`, in ", $unit, ".")]
            pub const fn new(start: usize, end: usize) -> Self {
                Self { start, end }
            }

            #[doc = concat!("Number of ", $unit, "; 0 when the span is reversed.")]
            pub const fn len(self) -> usize {
                self.end.saturating_sub(self.start)
            }

            #[doc = concat!("Whether it covers no ", $unit, ".")]
            pub const fn is_empty(self) -> bool {
                self.end <= self.start
            }

            /// Whether `other` lies within this span.
            pub const fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            #[doc = concat!("Whether the two spans share any ", $unit, ".")]
            pub const fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end && !self.is_empty() && !other.is_empty()
            }

            #[doc = concat!("The range of ", $unit, ".")]
            pub const fn range(self) -> Range<usize> {
                self.start..self.end
            }
        }
    };
}

half_open!(Span, "bytes");
half_open!(CodePointSpan, "code points");

impl From<Range<usize>> for Span {
    fn from(bytes: Range<usize>) -> Self {
        Self::new(bytes.start, bytes.end)
    }
}
