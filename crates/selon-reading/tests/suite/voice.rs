//! The article's own voice: under each text what it asserts, who else says something, and what asserts nothing.

use selon_reading::Reader;
use selon_record::{Article, CodePointSpan, Form, Level, Reading};

use crate::attribution::{slice, word};
use crate::pipelines;

/// What the lines under a text begin with.
const MARK: &str = "> ";

#[test]
fn voice() {
    crate::cases::check("voice", |marked, settings| {
        let Some(pipeline) = pipelines::pipeline(&settings.language) else { return marked.to_owned() };
        let reader = Reader::new(pipeline).unwrap_or_else(|error| panic!("{error}"));
        let text = marked.split(&format!("\n{MARK}")).next().unwrap_or_default();
        let reading = reader.read(Article::new(text));
        assert_eq!(reading.unaccounted(), [], "{text}");
        format!("{text}{}", lines(&reading))
    });
}

/// A line for each assertion and each aside, in the order of the text; joints are left out.
fn lines(reading: &Reading) -> String {
    let words = |spans: &[CodePointSpan]| {
        spans.iter().map(|&span| slice(reading, span)).collect::<Vec<_>>().join(" … ").replace('\n', " ")
    };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for assertion in &reading.assertions {
        let start = assertion.content.iter().map(|span| span.start).min().unwrap_or_default();
        let voice = if assertion.form == Form::Plain { "own" } else { "others" };
        let (act, level) = (word(assertion.act), assertion.certainty.level);
        let level = if level == Level::Certain { String::new() } else { format!(" {}", word(level)) };
        lines.push((start, format!("{voice} {act}{level}: {}", words(&assertion.content))));
    }
    for aside in reading.asides.iter().filter(|aside| word(aside.kind) != "joint") {
        lines.push((aside.span.start, format!("{}: {}", word(aside.kind), words(&[aside.span]))));
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| format!("\n{MARK}{line}")).collect()
}
