//! What a program found in an article: Selon's readings, and the same fields written by any other program.
//!
//! A line is `{"article": {"id"}, "times": [{"start", "end", "signals", "type", "value", "from", "to", "grain"}]}`, spans in
//! code points, as `selon read --format jsonl` writes it. Of a time only `start` and `end` must be there.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{CodePointSpan, Grain, Time, TimeType};
use serde::Deserialize;

/// One time that was found.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Found {
    /// Where it stands.
    #[serde(flatten)]
    pub(crate) span: CodePointSpan,
    /// The words beside it that say how it is meant.
    #[serde(default)]
    signals: Vec<CodePointSpan>,
    /// TIMEX3's type.
    #[serde(rename = "type")]
    pub(crate) kind: Option<TimeType>,
    /// TIMEX3's value.
    #[serde(default)]
    pub(crate) value: String,
    /// First instant.
    pub(crate) from: Option<String>,
    /// One past the last instant.
    pub(crate) to: Option<String>,
    /// How fine it is.
    pub(crate) grain: Option<Grain>,
}

impl Found {
    /// From its first word to its last, with its signals.
    pub(crate) fn extent(&self) -> CodePointSpan {
        let all = || self.signals.iter().chain([&self.span]);
        let start = all().map(|span| span.start).min().unwrap_or(self.span.start);
        let end = all().map(|span| span.end).max().unwrap_or(self.span.end);
        CodePointSpan::new(start, end)
    }

    /// Whether it stands within another, which is longer: an end of an interval.
    pub(crate) fn is_within(&self, other: &Found) -> bool {
        other.span.start <= self.span.start && self.span.end <= other.span.end && self.span != other.span
    }
}

impl From<&Time> for Found {
    fn from(time: &Time) -> Found {
        Found {
            span: time.span,
            signals: time.signals.clone(),
            kind: Some(time.kind),
            value: time.value.clone(),
            from: time.from.clone(),
            to: time.to.clone(),
            grain: time.grain,
        }
    }
}

#[derive(Deserialize)]
struct Line {
    article: ArticleLine,
    times: Vec<Found>,
}

#[derive(Deserialize)]
struct ArticleLine {
    id: String,
}

/// What a program wrote of each article, by the article's identifier.
///
/// # Errors
/// When the file cannot be read or a line has another form.
pub(crate) fn read(path: &Path) -> Result<HashMap<String, Vec<Found>>> {
    let lines = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut found = HashMap::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let line: Line =
            serde_json::from_str(line).with_context(|| format!("{}:{number}", path.display()))?;
        found.insert(line.article.id, line.times);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_another_program_needs_no_more_than_spans() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("found.jsonl");
        let line = r#"{"article": {"id": "a"}, "times": [{"start": 7, "end": 14, "signals": [{"start": 0, "end": 6}]}]}"#;
        fs::write(&path, line)?;
        let found = read(&path)?;
        assert_eq!(found["a"][0].extent(), CodePointSpan::new(0, 14));
        assert_eq!(found["a"][0].kind, None);
        Ok(())
    }
}
