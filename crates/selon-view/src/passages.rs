//! Places of an article: what the spans of a record cover, and the sentences and paragraphs they stand in.

use std::ops::Range;

use selon_record::{CodePointSpan, Offsets, Reading};

/// The article's text with its sentences and paragraphs, all in bytes.
pub struct Passages<'r> {
    offsets: Offsets<'r>,
    sentences: Vec<Range<usize>>,
    /// Where each line that is not blank starts.
    paragraphs: Vec<usize>,
}

impl<'r> Passages<'r> {
    /// The places of a reading's article. Sentences that make no sense are passed over.
    pub fn new(reading: &'r Reading) -> Self {
        let offsets = Offsets::new(&reading.article.text);
        let mut sentences: Vec<Range<usize>> = Vec::new();
        for range in reading.sentences.iter().filter_map(|&span| bytes(&offsets, span)) {
            if sentences.last().is_none_or(|last| last.end <= range.start) {
                sentences.push(range);
            }
        }
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for line in offsets.text().split_inclusive('\n') {
            if !line.trim().is_empty() {
                paragraphs.push(at);
            }
            at += line.len();
        }
        Passages { offsets, sentences, paragraphs }
    }

    /// The whole text.
    pub fn text(&self) -> &'r str {
        self.offsets.text()
    }

    /// The offsets of the text.
    pub fn offsets(&self) -> &Offsets<'r> {
        &self.offsets
    }

    /// The bytes that spans cover, without those that cover nothing.
    pub fn ranges(&self, spans: &[CodePointSpan]) -> Vec<Range<usize>> {
        spans.iter().filter_map(|&span| bytes(&self.offsets, span)).collect()
    }

    /// The number of the paragraph a byte is in, counted from 1 over the lines that are not blank.
    pub fn paragraph(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|&start| start <= byte).max(1)
    }

    /// The sentences that ranges stand in, in order; neighbours are one passage. A range in no sentence is its own.
    pub fn around(&self, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut wide: Vec<Range<usize>> = ranges.iter().map(|range| self.sentences_of(range)).collect();
        wide.sort_by_key(|range| (range.start, range.end));
        let mut passages: Vec<Range<usize>> = Vec::new();
        for range in wide {
            match passages.last_mut() {
                Some(last) if self.text()[last.end.min(range.start)..range.start].trim().is_empty() => {
                    last.end = last.end.max(range.end);
                }
                _ => passages.push(range),
            }
        }
        passages
    }

    fn sentences_of(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.sentences.partition_point(|sentence| sentence.end <= range.start);
        let last = self.sentences.partition_point(|sentence| sentence.start < range.end);
        match self.sentences.get(first..last) {
            Some([.., end]) => range.start.min(self.sentences[first].start)..range.end.max(end.end),
            _ => range.clone(),
        }
    }
}

fn bytes(offsets: &Offsets<'_>, span: CodePointSpan) -> Option<Range<usize>> {
    offsets.span(span).ok().map(|span| span.range()).filter(|range| !range.is_empty())
}
