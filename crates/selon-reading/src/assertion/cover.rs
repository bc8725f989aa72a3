//! Which bytes of a text are taken, and what lies between.

use selon_record::Span;

/// Stretches of a text: in order, apart from each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cover {
    spans: Vec<Span>,
}

impl Cover {
    /// The stretches that some spans cover together.
    pub(super) fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Cover { spans: merged }
    }

    /// The stretches of both.
    pub(super) fn and(&self, other: &Cover) -> Self {
        Cover::of(self.spans.iter().chain(&other.spans).copied())
    }

    /// The stretches that share bytes with a span.
    pub(super) fn within(&self, span: Span) -> &[Span] {
        let first = self.spans.partition_point(|taken| taken.end <= span.start);
        let end = self.spans.partition_point(|taken| taken.start < span.end);
        self.spans.get(first..end).unwrap_or_default()
    }

    /// Whether any byte of a span is taken.
    pub(super) fn touches(&self, span: Span) -> bool {
        !self.within(span).is_empty()
    }

    /// What a span has between the stretches: without blanks at its ends, none blank.
    pub(super) fn gaps(&self, text: &str, span: Span) -> Vec<Span> {
        let mut start = span.start;
        let mut gaps = Vec::new();
        for taken in self.within(span) {
            gaps.extend(trimmed(text, Span::new(start, taken.start)));
            start = start.max(taken.end);
        }
        gaps.extend(trimmed(text, Span::new(start, span.end)));
        gaps
    }
}

/// A stretch without the blanks at its ends; `None` when it is blank or none at all.
pub(super) fn trimmed(text: &str, span: Span) -> Option<Span> {
    trimmed_of(text, span, char::is_whitespace, char::is_whitespace)
}

/// A stretch without some characters at its start and its end.
pub(super) fn trimmed_of(
    text: &str,
    span: Span,
    at_start: impl Fn(char) -> bool,
    at_end: impl Fn(char) -> bool,
) -> Option<Span> {
    let words = text.get(span.range())?;
    let cut = words.trim_start_matches(at_start);
    let start = span.end - cut.len();
    let cut = cut.trim_end_matches(at_end);
    (!cut.is_empty()).then(|| Span::new(start, start + cut.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_lie_between_what_is_taken() {
        let text = "Hier, le maire a dit non.";
        let taken = Cover::of([Span::new(15, 20), Span::new(6, 14), Span::new(17, 24)]);
        assert_eq!(taken, Cover { spans: vec![Span::new(6, 14), Span::new(15, 24)] });
        let gaps = taken.gaps(text, Span::new(0, 25));
        assert_eq!(gaps.iter().map(|gap| &text[gap.range()]).collect::<Vec<_>>(), ["Hier,", "."]);
        assert_eq!(Cover::default().gaps(text, Span::new(4, 6)), [Span::new(4, 5)]);
        assert!(taken.touches(Span::new(0, 7)) && !taken.touches(Span::new(0, 6)));
    }

    proptest::proptest! {
        #[test]
        fn gaps_and_stretches_make_the_whole(spans in proptest::collection::vec((0usize..30, 0usize..30), 0..8)) {
            let text = "a".repeat(30);
            let cover = Cover::of(spans.iter().map(|&(a, b)| Span::new(a.min(b), a.max(b))));
            let whole = Span::new(0, 30);
            let gaps = cover.gaps(&text, whole);
            let taken: usize = cover.within(whole).iter().map(|span| span.len()).sum();
            proptest::prop_assert_eq!(gaps.iter().map(|gap| gap.len()).sum::<usize>() + taken, 30);
            proptest::prop_assert!(gaps.iter().all(|&gap| !cover.touches(gap)));
        }
    }
}
