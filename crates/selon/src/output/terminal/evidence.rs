//! The words that show an assertion, in the sentence they stand in.

use std::ops::Range;

use selon_record::Assertion;

use super::{Ink, Run};
use selon_view::{Passages, visible};

/// Where the words of an assertion stand, in bytes.
pub(super) struct Evidence {
    content: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    hedge: Vec<Range<usize>>,
    /// The sentences around them.
    pub(super) passages: Vec<Range<usize>>,
}

/// Brackets for what the looks show where there are colours.
const CONTENT: (&str, &str) = ("[", "]");
const SOURCE: (&str, &str) = ("{", "}");
const CUE: (&str, &str) = ("‹", "›");
const HEDGE: (&str, &str) = ("~", "~");

impl Evidence {
    /// The evidence of an assertion; nothing where none of its spans covers anything.
    pub(super) fn of(assertion: &Assertion, passages: &Passages<'_>) -> Self {
        let content = passages.ranges(&assertion.content);
        let cue = passages.ranges(&assertion.cue);
        let hedge = passages.ranges(&assertion.certainty.cues);
        let source =
            assertion.source.as_ref().map(|source| passages.ranges(&source.spans)).unwrap_or_default();
        let all: Vec<Range<usize>> = [&*content, &source, &cue, &hedge].concat();
        Evidence { passages: passages.around(&all), content, source, cue, hedge }
    }

    /// The first byte and one past the last of the content, else of the other words.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        extent(&self.content).or_else(|| extent(&self.passages))
    }

    /// Whether all of it stands in these passages.
    pub(super) fn is_within(&self, shown: &[Range<usize>]) -> bool {
        let is_in = |inner: &Range<usize>| shown.iter().any(|s| s.start <= inner.start && inner.end <= s.end);
        !self.passages.is_empty() && self.passages.iter().all(is_in)
    }

    /// The whole sentences.
    pub(super) fn sentences(&self, text: &str, colours: bool) -> Vec<Run> {
        self.runs(text, &self.passages, colours)
    }

    /// From the first to the last of its own words, for sentences that were just shown.
    pub(super) fn excerpt(&self, text: &str, colours: bool) -> Vec<Run> {
        let own: Vec<Range<usize>> = [&*self.content, &self.source, &self.cue, &self.hedge].concat();
        let within = |passage: &Range<usize>| {
            let inside = own.iter().filter(|range| passage.start <= range.start && range.end <= passage.end);
            extent(&inside.cloned().collect::<Vec<_>>())
        };
        let parts: Vec<Range<usize>> = self.passages.iter().filter_map(within).collect();
        self.runs(text, &parts, colours)
    }

    fn runs(&self, text: &str, parts: &[Range<usize>], colours: bool) -> Vec<Run> {
        let mut runs = Vec::new();
        for part in parts {
            if !runs.is_empty() {
                runs.push(Ink::Dim.run(" […] "));
            }
            let mut marks = Marks { runs: &mut runs, colours, in_content: false, layer: None };
            for segment in self.segments(part) {
                let in_content = covers(&self.content, segment.start);
                marks.change(in_content, self.layer(segment.start));
                marks.text(&text[segment]);
            }
            marks.change(false, None);
        }
        runs
    }

    /// The part cut wherever one of its words starts or ends.
    fn segments(&self, part: &Range<usize>) -> Vec<Range<usize>> {
        let all = [&self.content, &self.source, &self.cue, &self.hedge];
        let mut cuts: Vec<usize> =
            all.into_iter().flatten().flat_map(|range| [range.start, range.end]).collect();
        cuts.retain(|cut| part.contains(cut));
        cuts.extend([part.start, part.end]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    fn layer(&self, byte: usize) -> Option<Ink> {
        // A hedge can be part of the cue: « aurait confirmé ».
        let layers = [(&self.source, Ink::Source), (&self.hedge, Ink::Hedge), (&self.cue, Ink::Cue)];
        layers.into_iter().find(|(ranges, _)| covers(ranges, byte)).map(|(_, ink)| ink)
    }
}

/// One of each kind of mark, for the legend.
pub(super) fn legend(said: &str, source: &str, cue: &str, hedge: &str, colours: bool) -> Vec<Vec<Run>> {
    let shown = |words: &str, in_content, layer| {
        let mut runs = Vec::new();
        let mut marks = Marks { runs: &mut runs, colours, in_content: false, layer: None };
        marks.change(in_content, layer);
        marks.text(words);
        marks.change(false, None);
        runs
    };
    vec![
        shown(said, true, None),
        shown(source, false, Some(Ink::Source)),
        shown(cue, false, Some(Ink::Cue)),
        shown(hedge, false, Some(Ink::Hedge)),
    ]
}

/// Writes text in the look of what it is, and brackets around it where there are no looks.
struct Marks<'r> {
    runs: &'r mut Vec<Run>,
    colours: bool,
    in_content: bool,
    layer: Option<Ink>,
}

impl Marks<'_> {
    /// What follows is content or not, and source, cue, hedge or none.
    fn change(&mut self, in_content: bool, layer: Option<Ink>) {
        let content_changes = in_content != self.in_content;
        if content_changes || layer != self.layer {
            self.mark(self.layer, |(_, close)| close);
        }
        if content_changes {
            self.bracket(if in_content { CONTENT.0 } else { CONTENT.1 });
        }
        if content_changes || layer != self.layer {
            self.mark(layer, |(open, _)| open);
        }
        (self.in_content, self.layer) = (in_content, layer);
    }

    fn text(&mut self, text: &str) {
        let ink = self.layer.unwrap_or(if self.in_content { Ink::Plain } else { Ink::Dim });
        self.runs.push(ink.run(visible(text)));
    }

    fn mark(&mut self, layer: Option<Ink>, side: fn((&'static str, &'static str)) -> &'static str) {
        match layer {
            Some(Ink::Source) => self.bracket(side(SOURCE)),
            Some(Ink::Cue) => self.bracket(side(CUE)),
            Some(Ink::Hedge) => self.bracket(side(HEDGE)),
            _ => {}
        }
    }

    fn bracket(&mut self, bracket: &str) {
        if !self.colours {
            self.runs.push(Ink::Plain.run(bracket));
        }
    }
}

fn covers(ranges: &[Range<usize>], byte: usize) -> bool {
    ranges.iter().any(|range| range.contains(&byte))
}

fn extent(ranges: &[Range<usize>]) -> Option<Range<usize>> {
    let start = ranges.iter().map(|range| range.start).min()?;
    Some(start..ranges.iter().map(|range| range.end).max()?)
}
