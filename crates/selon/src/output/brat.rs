//! [brat's standoff](https://brat.nlplab.org/standoff.html): the text untouched in one file, what was found in another.
//!
//! `T` lines are the words of a `Content`, `Cue` or `Source`; `R` lines tie a content to its cue and source (PolNeAR's
//! three), and to the content it stands in; `A` lines say form, act, certainty and polarity of a content and the kind of a
//! source; notes give a source's name and an assertion's identifier. A `Time` and a `Quantity` have a note that says what
//! they come to, a `Name` what it is and what it was recognised as: TIMEX3's type and value with the instants from and up to but without, dimension, number and what is counted. Offsets are code points. brat reads a text line by
//! line, so that words over a line end are two fragments.

use std::collections::HashMap;
use std::fmt::Write;

use selon_record::{Assertion, CodePointSpan, Entity, Offsets, Quantity, Reading, Source, Time};

use super::words::{amount, name, value};
use selon_view::phrase;

/// What brat must know to show the annotations: the `annotation.conf` of their folder.
pub(super) const CONFIGURATION: &str = "\
[entities]
Content
Cue
Source
Time
Quantity
Name

[relations]
Attribution\tArg1:Content, Arg2:Source
Signal\tArg1:Content, Arg2:Cue
Within\tArg1:Content, Arg2:Content

[events]

[attributes]
Form\tArg:Content, Value:direct|indirect|mixed|frame|hearsay|plain
Act\tArg:Content, Value:assert|deny|question|request|believe|judge|promise|unknown
Certainty\tArg:Content, Value:certain|probable|possible|hypothetical|hearsay|open
Polarity\tArg:Content, Value:positive|negative
Kind\tArg:Source, Value:person|group|organisation|outlet|document|unnamed|author|none
";

/// A reading's two files.
#[derive(Debug)]
pub(crate) struct Standoff {
    /// The article's identifier.
    pub(super) id: String,
    /// `.txt`
    pub(super) text: String,
    /// `.ann`
    pub(super) annotations: String,
}

/// The reading as two files. An assertion without a place in the text has no line.
pub(super) fn brat(reading: &Reading) -> Standoff {
    let mut file = File {
        offsets: Offsets::new(&reading.article.text),
        out: String::new(),
        places: HashMap::new(),
        counts: [0; 4],
    };
    let contents: Vec<Option<usize>> =
        reading.assertions.iter().map(|assertion| file.words("Content", &assertion.content)).collect();
    let by_id: HashMap<&str, usize> = reading
        .assertions
        .iter()
        .zip(&contents)
        .filter_map(|(assertion, content)| Some((&*assertion.id, (*content)?)))
        .collect();
    for (assertion, content) in reading.assertions.iter().zip(&contents) {
        let Some(content) = *content else { continue };
        file.assertion(assertion, content);
        if let Some(&parent) = assertion.parent.as_deref().and_then(|parent| by_id.get(parent)) {
            file.relation("Within", content, parent);
        }
    }
    for time in &reading.times {
        file.noted("Time", time.span, &time_note(time));
    }
    for quantity in &reading.quantities {
        file.noted("Quantity", quantity.span, &quantity_note(quantity));
    }
    for entity in &reading.entities {
        file.noted("Name", entity.span, &name_note(entity));
    }
    let Reading { article, .. } = reading;
    Standoff { id: article.id.clone(), text: article.text.clone(), annotations: file.out }
}

struct File<'t> {
    offsets: Offsets<'t>,
    out: String,
    /// The number of the words of a cue or source that was written.
    places: HashMap<(&'static str, Vec<CodePointSpan>), usize>,
    /// How many lines there are of each sort: `T`, `R`, `A`, `#`.
    counts: [usize; 4],
}

impl File<'_> {
    fn assertion(&mut self, assertion: &Assertion, content: usize) {
        self.attribute("Form", content, &name(assertion.form));
        self.attribute("Act", content, &name(assertion.act));
        self.attribute("Certainty", content, &name(assertion.certainty.level));
        self.attribute("Polarity", content, &name(assertion.certainty.polarity));
        self.note(content, &assertion.id);
        if let Some(source) = &assertion.source {
            self.source(source, content);
        }
        if let Some((cue, _)) = self.once("Cue", &assertion.cue) {
            self.relation("Signal", content, cue);
        }
    }

    fn source(&mut self, source: &Source, content: usize) {
        let Some((words, is_new)) = self.once("Source", &source.spans) else { return };
        if is_new {
            self.attribute("Kind", words, &name(source.kind));
            if let Some(name) = &source.name {
                self.note(words, name);
            }
        }
        self.relation("Attribution", content, words);
    }

    /// The number of a cue or source, which several contents may share, and whether it is new.
    fn once(&mut self, sort: &'static str, spans: &[CodePointSpan]) -> Option<(usize, bool)> {
        let key = (sort, spans.to_vec());
        if let Some(&number) = self.places.get(&key) {
            return Some((number, false));
        }
        let number = self.words(sort, spans)?;
        self.places.insert(key, number);
        Some((number, true))
    }

    /// Writes a `T` line; its number, or nothing where the spans cover nothing.
    fn words(&mut self, sort: &str, spans: &[CodePointSpan]) -> Option<usize> {
        let fragments = fragments(&self.offsets, spans);
        let places: Vec<String> =
            fragments.iter().map(|(span, _)| format!("{} {}", span.start, span.end)).collect();
        let words: Vec<&str> = fragments.iter().map(|&(_, words)| words).collect();
        (!fragments.is_empty()).then(|| {
            let number = self.next(0);
            let _ = writeln!(self.out, "T{number}\t{sort} {}\t{}", places.join(";"), words.join(" "));
            number
        })
    }

    /// Words with a note on them.
    fn noted(&mut self, sort: &str, span: CodePointSpan, note: &str) {
        if let Some(number) = self.words(sort, &[span]) {
            self.note(number, note);
        }
    }

    fn relation(&mut self, sort: &str, from: usize, to: usize) {
        let number = self.next(1);
        let _ = writeln!(self.out, "R{number}\t{sort} Arg1:T{from} Arg2:T{to}");
    }

    fn attribute(&mut self, sort: &str, of: usize, value: &str) {
        let number = self.next(2);
        let _ = writeln!(self.out, "A{number}\t{sort} T{of} {value}");
    }

    fn note(&mut self, on: usize, text: &str) {
        let number = self.next(3);
        let _ = writeln!(self.out, "#{number}\tAnnotatorNotes T{on}\t{}", phrase(text));
    }

    fn next(&mut self, sort: usize) -> usize {
        self.counts[sort] += 1;
        self.counts[sort]
    }
}

/// « DATE 2022-01 END 2022-01-21/2022-02-01 »
fn time_note(time: &Time) -> String {
    let mut note = format!("{} {}", name(time.kind), value(time));
    if time.from.is_some() || time.to.is_some() {
        let instant = |instant: &Option<String>| instant.clone().unwrap_or_else(|| "..".to_owned());
        let _ = write!(note, " {}/{}", instant(&time.from), instant(&time.to));
    }
    note
}

/// « count ~30 of corps »
fn quantity_note(quantity: &Quantity) -> String {
    let of = quantity.of.as_deref().map(|of| format!("of {of}"));
    let parts = [name(&quantity.dimension), amount(quantity), of.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// « person Kassym-Jomart Tokaïev = person:kassym-jomart-tokaiev »
fn name_note(entity: &Entity) -> String {
    let known = entity.kb.as_ref().map(|kb| format!(" = {kb}")).unwrap_or_default();
    format!("{} {}{known}", name(entity.kind), entity.name)
}

/// The spans in order, none over another, each cut at line ends, with their words.
fn fragments<'t>(offsets: &Offsets<'t>, spans: &[CodePointSpan]) -> Vec<(CodePointSpan, &'t str)> {
    let mut ranges: Vec<_> = spans.iter().filter_map(|&span| offsets.span(span).ok()).collect();
    ranges.sort_unstable();
    let mut fragments = Vec::new();
    let mut end = 0;
    for range in ranges {
        let start = range.start.max(end);
        let mut at = start;
        for line in offsets.text().get(start..range.end).unwrap_or_default().split_inclusive(is_line_end) {
            let words = line.trim_end_matches(is_line_end);
            if let (false, Ok(span)) =
                (words.trim().is_empty(), offsets.record((at..at + words.len()).into()))
            {
                fragments.push((span, words));
            }
            at += line.len();
        }
        end = end.max(range.end);
    }
    fragments
}

/// What ends a line for Python, which brat is written in.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use selon_samples::any_reading;
    use selon_samples::{check, sample};

    #[test]
    fn an_opinion_piece() {
        let standoff = brat(&sample("08-tribune"));
        check("08-tribune.ann", &standoff.annotations);
    }

    #[test]
    fn words_over_a_line_end_are_two_fragments() {
        let offsets = Offsets::new("Été\r\ncomme hiver");
        let found = fragments(&offsets, &[CodePointSpan::new(10, 16), CodePointSpan::new(1, 12)]);
        assert_eq!(
            found,
            [
                (CodePointSpan::new(1, 3), "té"),
                (CodePointSpan::new(5, 12), "comme h"),
                (CodePointSpan::new(12, 16), "iver")
            ]
        );
    }

    proptest! {
        #[test]
        fn every_line_says_what_stands_there(reading in any_reading()) {
            let standoff = brat(&reading);
            prop_assert_eq!(&standoff.text, &reading.article.text);
            let text: Vec<char> = standoff.text.chars().collect();
            for line in standoff.annotations.split_terminator('\n').filter(|line| line.starts_with('T')) {
                let [_, place, words] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
                let fragments = place.split_once(' ').unwrap().1.split(';').map(|fragment| {
                    let (start, end) = fragment.split_once(' ').unwrap();
                    text[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
                });
                prop_assert_eq!(fragments.collect::<Vec<_>>().join(" "), words);
            }
        }
    }
}
