//! Articles in JSON lines, as `selon read` takes them.

use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::Article;

/// The articles of a file, in its order.
///
/// # Errors
/// When the file cannot be read or a line is no article.
pub(crate) fn read(path: &Path) -> Result<Vec<Article>> {
    let lines = super::read(path)?;
    let article =
        |(i, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), i + 1));
    lines.lines().enumerate().map(article).collect()
}
