//! Evidence for others: the text selectors of the [W3C Web Annotation Data Model](https://www.w3.org/TR/annotation-model/#selectors).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePointSpan, OffsetError, Offsets};

/// A selector with its `type`, as it stands in an annotation's target.
///
/// ```
/// use selon_record::{CodePointSpan, Selector, TextPositionSelector};
/// let selector = Selector::from(TextPositionSelector::from(CodePointSpan::new(2, 5)));
/// assert_eq!(serde_json::to_string(&selector)?, r#"{"type":"TextPositionSelector","start":2,"end":5}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type")]
pub enum Selector {
    /// By place.
    TextPositionSelector(TextPositionSelector),
    /// By words.
    TextQuoteSelector(TextQuoteSelector),
}

/// A passage by its place in the text, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextPositionSelector {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A passage by its words and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextQuoteSelector {
    /// The words themselves.
    pub exact: String,
    /// What stands just before them.
    #[serde(default)]
    pub prefix: String,
    /// What stands just after them.
    #[serde(default)]
    pub suffix: String,
}

impl TextQuoteSelector {
    /// The selector of a span, with up to `context` code points on either side.
    ///
    /// ```
    /// use selon_record::{CodePointSpan, Offsets, TextQuoteSelector};
    /// let offsets = Offsets::new("Il a dit non, elle a dit oui.");
    /// let selector = TextQuoteSelector::new(&offsets, CodePointSpan::new(21, 24), 5)?;
    /// assert_eq!((&*selector.prefix, &*selector.exact, &*selector.suffix), ("le a ", "dit", " oui."));
    /// assert_eq!(selector.resolve(&offsets), Some(CodePointSpan::new(21, 24)));
    /// # Ok::<(), selon_record::OffsetError>(())
    /// ```
    ///
    /// # Errors
    /// When the span does not slice the text.
    pub fn new(offsets: &Offsets<'_>, span: CodePointSpan, context: usize) -> Result<Self, OffsetError> {
        let before = CodePointSpan::new(span.start.saturating_sub(context), span.start);
        let after = CodePointSpan::new(span.end, span.end.saturating_add(context).min(offsets.code_points()));
        Ok(Self {
            exact: offsets.slice(span)?.to_owned(),
            prefix: offsets.slice(before)?.to_owned(),
            suffix: offsets.slice(after)?.to_owned(),
        })
    }

    /// Where the words stand in a text, if they stand there with this prefix and suffix exactly once.
    ///
    /// `None` when they are not found or when more than one place fits: a doubtful place is no evidence.
    pub fn resolve(&self, offsets: &Offsets<'_>) -> Option<CodePointSpan> {
        let text = offsets.text();
        let passage = [&*self.prefix, &*self.exact, &*self.suffix].concat();
        let first = text.find(&passage)?;
        // Another place may overlap the first, so the search goes on one character later.
        if let Some(step) = text[first..].chars().next()
            && text[first + step.len_utf8()..].contains(&passage)
        {
            return None;
        }
        let start = first + self.prefix.len();
        offsets.record((start..start + self.exact.len()).into()).ok()
    }
}

impl From<CodePointSpan> for TextPositionSelector {
    fn from(span: CodePointSpan) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl From<TextPositionSelector> for Selector {
    fn from(selector: TextPositionSelector) -> Self {
        Selector::TextPositionSelector(selector)
    }
}

impl From<TextQuoteSelector> for Selector {
    fn from(selector: TextQuoteSelector) -> Self {
        Selector::TextQuoteSelector(selector)
    }
}
