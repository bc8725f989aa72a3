//! Press articles in JSON lines: more running text for the measure of speed.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::Text;

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
}

/// The articles of `press-fr/articles.jsonl`.
///
/// # Errors
/// When the file cannot be read or a line is no article.
pub(crate) fn articles(data: &Path) -> Result<Vec<Text>> {
    let path = data.join("press-fr/articles.jsonl");
    let lines = super::read(&path)?;
    let read = |(i, line): (usize, &str)| {
        let place = || format!("{}:{}", path.display(), i + 1);
        let Article { id, text } = serde_json::from_str(line).with_context(place)?;
        Ok(Text { id: format!("press-fr/{id}"), text, sentence_starts: Vec::new() })
    };
    lines.lines().enumerate().map(read).collect()
}
