//! What a reading leaves out: nothing, in a reading that Selon made.

use crate::{CodePointSpan, Reading};

impl Reading {
    /// The stretches of the sentences that are neither in the content, cue or source of an assertion nor in an aside:
    /// in order, each as long as it can be, without blanks. Parts of spans beyond the end of the text count nothing.
    ///
    /// ```
    /// use selon_record::{Aside, AsideKind, Article, CodePointSpan, Reading};
    /// let mut reading = Reading::new(Article::new("Photo : AFP. Il pleut."));
    /// reading.sentences = vec![CodePointSpan::new(0, 12), CodePointSpan::new(13, 22)];
    /// reading.asides = vec![Aside { span: reading.sentences[0], kind: AsideKind::Caption }];
    /// assert_eq!(reading.unaccounted(), [CodePointSpan::new(13, 15), CodePointSpan::new(16, 22)]);
    /// ```
    pub fn unaccounted(&self) -> Vec<CodePointSpan> {
        let length = self.article.text.chars().count();
        let said = self.assertions.iter().flat_map(|assertion| {
            let source = assertion.source.iter().flat_map(|source| &source.spans);
            assertion.content.iter().chain(&assertion.cue).chain(source).copied()
        });
        let accounted = marked(length, said.chain(self.asides.iter().map(|aside| aside.span)));
        let sentences = marked(length, self.sentences.iter().copied());
        let mut found: Vec<CodePointSpan> = Vec::new();
        for (at, c) in self.article.text.chars().enumerate() {
            if !sentences[at] || accounted[at] || c.is_whitespace() {
                continue;
            }
            match found.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => found.push(CodePointSpan::new(at, at + 1)),
            }
        }
        found
    }
}

/// Which code points of a text lie in one of the spans.
fn marked(length: usize, spans: impl Iterator<Item = CodePointSpan>) -> Vec<bool> {
    let mut changes = vec![0isize; length + 1];
    for span in spans.filter(|span| !span.is_empty()) {
        changes[span.start.min(length)] += 1;
        changes[span.end.min(length)] -= 1;
    }
    let mut depth = 0;
    let open = |change: &isize| {
        depth += change;
        depth > 0
    };
    changes[..length].iter().map(open).collect()
}
