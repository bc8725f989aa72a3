//! Conditionals in context: `gold/conditional-fr.jsonl`, one a line, each with what its annotator took it for.
//!
//! `{"id", "before", "sentence", "after", "form", "start", "end", "label", "set"}`: `start` and `end` are the code points
//! of the verb form in the sentence.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use selon_record::{Article, CodePointSpan, Offsets};
use serde::Deserialize;

/// What a conditional stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Label {
    /// « L'armée aurait tué douze civils. »
    Hearsay,
    /// « Il a promis qu'il viendrait. »
    FutureInPast,
    /// « S'il pleuvait, la fête serait annulée. »
    Hypothetical,
    /// « La loi pourrait changer. », « Il faudrait partir. »
    Modal,
    /// Politeness and the rest.
    Other,
}

impl Label {
    /// Every label, in the order of the table.
    pub(crate) const ALL: [Label; 5] =
        [Label::Hearsay, Label::FutureInPast, Label::Hypothetical, Label::Modal, Label::Other];

    /// Its name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Label::Hearsay => "hearsay",
            Label::FutureInPast => "future in the past",
            Label::Hypothetical => "hypothetical",
            Label::Modal => "modal",
            Label::Other => "other",
        }
    }
}

/// One conditional in its context.
#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    /// The sentence with the one before and the one behind it, as an article.
    pub(crate) article: Article,
    /// The verb form in the article's text.
    pub(crate) form: CodePointSpan,
    /// What it stands for.
    pub(crate) label: Label,
    /// Where it is from: `wikinews` or `press`.
    pub(crate) set: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    before: String,
    sentence: String,
    after: String,
    form: String,
    start: usize,
    end: usize,
    label: Label,
    set: String,
}

/// The conditionals of `gold/conditional-fr.jsonl`.
///
/// # Errors
/// When the file cannot be read, or a line has another form.
pub(crate) fn conditionals(data: &Path) -> Result<Vec<Conditional>> {
    let path = data.join("gold/conditional-fr.jsonl");
    let lines = super::read(&path)?;
    let read = |(i, line)| conditional(line).with_context(|| format!("{}:{}", path.display(), i + 1));
    lines.lines().enumerate().map(read).collect()
}

fn conditional(line: &str) -> Result<Conditional> {
    let Line { id, before, sentence, after, form, start, end, label, set } = serde_json::from_str(line)?;
    let lead = before.chars().count() + 1;
    let text = format!("{before} {sentence} {after}");
    let span = CodePointSpan::new(lead + start, lead + end);
    let there = Offsets::new(&text).slice(span)?;
    ensure!(there == form, "the form is {form:?}, the span covers {there:?}");
    let article = Article { id, language: "fr".to_owned(), ..Article::new(text) };
    Ok(Conditional { article, form: span, label, set })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "w", "before": "Été.", "sentence": "Il aurait fui.", "after": "", "form": "aurait fui",
        "start": 3, "end": 13, "label": "hearsay", "set": "wikinews", "unsure": false}"#;

    #[test]
    fn the_form_is_found_in_the_whole_text() {
        let read = conditional(LINE).unwrap();
        assert_eq!(read.article.text, "Été. Il aurait fui. ");
        assert_eq!((read.form, read.label), (CodePointSpan::new(8, 18), Label::Hearsay));
    }

    #[test]
    fn a_form_that_is_elsewhere_is_refused() {
        assert!(conditional(&LINE.replace("\"start\": 3", "\"start\": 4")).is_err());
        assert!(conditional(&LINE.replace("\"end\": 13", "\"end\": 99")).is_err());
    }
}
