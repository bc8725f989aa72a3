//! What was found in each article: `selon read --format jsonl`, or the same fields written by any other program.
//!
//! One line is `{"article": {"id", "text"?}, "assertions": [{"content", "cue", "source": null | {"spans", "kind"},
//! "form", "act", "certainty": {"level"}, "parent"}]}`; a span is `{"start", "end"}` or `[start, end]`, in code
//! points. Only `content` must be there. Assertions of form `plain` are the article's own voice and are left out:
//! the gold standard holds attributed content only.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use selon_record::{CodePointSpan, Offsets, Reading};
use serde::Deserialize;
use serde_json::Value;

use crate::data::gold::{Annotated, Attribution};

/// What was found, by identifier of the article.
#[derive(Debug, Default)]
pub(crate) struct Predictions {
    articles: HashMap<String, Found>,
}

/// What was found in one article.
#[derive(Debug)]
struct Found {
    text: Option<String>,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Line {
    article: ArticleLine,
    assertions: Vec<AssertionLine>,
}

#[derive(Deserialize)]
struct ArticleLine {
    id: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct AssertionLine {
    content: Vec<SpanLine>,
    #[serde(default)]
    cue: Vec<SpanLine>,
    source: Option<SourceLine>,
    form: Option<String>,
    act: Option<String>,
    certainty: Option<CertaintyLine>,
    /// An identifier of any type.
    parent: Option<Value>,
}

#[derive(Deserialize)]
struct SourceLine {
    #[serde(default)]
    spans: Vec<SpanLine>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct CertaintyLine {
    level: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SpanLine {
    Record(CodePointSpan),
    Pair(usize, usize),
}

/// The form of the article's own voice.
const PLAIN: &str = "plain";
/// The kind of source where nobody is named.
const NONE: &str = "none";

impl Predictions {
    /// Reads a file of predictions.
    ///
    /// # Errors
    /// When it cannot be read, or a line has another form.
    pub(crate) fn read(path: &Path) -> Result<Predictions> {
        let lines = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut predictions = Predictions::default();
        for (i, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            predictions.add(line).with_context(|| format!("{}:{}", path.display(), i + 1))?;
        }
        Ok(predictions)
    }

    /// The predictions that readings are, by the same way as from a file.
    ///
    /// # Errors
    /// None that a reading can cause.
    pub(crate) fn of(readings: &[Reading]) -> Result<Predictions> {
        let mut predictions = Predictions::default();
        for reading in readings {
            predictions.add(&serde_json::to_string(reading)?)?;
        }
        Ok(predictions)
    }

    fn add(&mut self, line: &str) -> Result<()> {
        let Line { article: ArticleLine { id, text }, assertions } = serde_json::from_str(line)?;
        let attributions = assertions.into_iter().filter(|a| a.form.as_deref() != Some(PLAIN));
        let found = Found { text, attributions: attributions.map(Attribution::from).collect() };
        self.articles.insert(id, found);
        Ok(())
    }

    /// Whether there are predictions for this article.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.articles.contains_key(id)
    }

    /// What was found in an article of a gold set; nothing where there is no prediction for it.
    ///
    /// # Errors
    /// When the predictions are of another text, or a span does not slice it.
    pub(crate) fn of_article(&self, gold: &Annotated) -> Result<&[Attribution]> {
        let id = &gold.article.id;
        let Some(Found { text, attributions }) = self.articles.get(id) else { return Ok(&[]) };
        let same = text.as_ref().is_none_or(|text| *text == gold.article.text);
        ensure!(same, "{id}: the predictions are of another text");
        let offsets = Offsets::new(&gold.article.text);
        attributions.iter().try_for_each(|a| a.check(&offsets)).with_context(|| id.clone())?;
        Ok(attributions)
    }
}

impl From<AssertionLine> for Attribution {
    fn from(line: AssertionLine) -> Attribution {
        let (source, kind) = line.source.map(|source| (source.spans, source.kind)).unwrap_or_default();
        Attribution {
            content: spans(line.content),
            source: spans(source),
            cue: spans(line.cue),
            form: line.form,
            kind: kind.or_else(|| Some(NONE.to_owned())),
            act: line.act,
            certainty: line.certainty.and_then(|certainty| certainty.level),
            nested: line.parent.is_some(),
        }
    }
}

fn spans(lines: Vec<SpanLine>) -> Vec<CodePointSpan> {
    let span = |line| match line {
        SpanLine::Record(span) => span,
        SpanLine::Pair(start, end) => CodePointSpan::new(start, end),
    };
    lines.into_iter().map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::Article;

    fn gold(text: &str) -> Annotated {
        Annotated { article: Article { id: "a".to_owned(), ..Article::new(text) }, attributions: Vec::new() }
    }

    #[test]
    fn both_ways_to_write_a_span_are_read_and_the_own_voice_is_left_out() -> Result<()> {
        let mut predictions = Predictions::default();
        predictions.add(
            r#"{"article": {"id": "a"}, "assertions": [
                {"content": [[0, 2]], "form": "plain"},
                {"content": [{"start": 1, "end": 3}], "cue": [[3, 4]], "source": {"spans": [[4, 5]], "kind": "person"},
                 "form": "direct", "act": "assert", "certainty": {"level": "certain"}, "parent": "a1"},
                {"content": [[0, 1]]}]}"#,
        )?;
        let found = predictions.of_article(&gold("Été !"))?;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].content, [CodePointSpan::new(1, 3)]);
        assert_eq!((found[0].kind.as_deref(), found[0].nested), (Some("person"), true));
        assert_eq!((found[1].kind.as_deref(), found[1].nested), (Some("none"), false));
        Ok(())
    }

    #[test]
    fn predictions_of_another_text_are_refused() -> Result<()> {
        let mut predictions = Predictions::default();
        predictions
            .add(r#"{"article": {"id": "a", "text": "Eté !"}, "assertions": [{"content": [[0, 5]]}]}"#)?;
        assert!(predictions.of_article(&gold("Été !")).is_err());
        assert!(predictions.of_article(&gold("Eté !")).is_ok());
        predictions.add(r#"{"article": {"id": "a"}, "assertions": [{"content": [[0, 6]]}]}"#)?;
        assert!(predictions.of_article(&gold("Été !")).is_err());
        Ok(())
    }
}
