//! Press articles in JSON lines: more running text.

use std::path::Path;

use anyhow::Result;
use selon_record::Article;

use super::{Text, articles};

/// The articles of `press-fr/articles.jsonl` as texts.
///
/// # Errors
/// As [`published`].
pub(crate) fn articles(data: &Path) -> Result<Vec<Text>> {
    let text = |article: Article| Text {
        id: format!("press-fr/{}", article.id),
        text: article.text,
        sentence_starts: Vec::new(),
    };
    Ok(published(data)?.into_iter().map(text).collect())
}

/// The articles of `press-fr/articles.jsonl` with what is known of their publication.
///
/// # Errors
/// When the file cannot be read or a line is no article.
pub(crate) fn published(data: &Path) -> Result<Vec<Article>> {
    articles::read(&data.join("press-fr/articles.jsonl"))
}
