//! What links are measured by: the tables of `data/`, and the articles that they speak of.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{Article, CodePointSpan};

use crate::data::names::winer;
use crate::project;

/// A mention and what it is.
#[derive(Debug)]
pub(super) struct Mention {
    /// The file it stands in, without its ending.
    pub(super) article: String,
    pub(super) span: CodePointSpan,
    pub(super) words: String,
    /// `person`, `location` or `organization`.
    pub(super) kind: String,
    /// Identifiers of which any is right; none where no base is expected to have it.
    pub(super) kb: Vec<String>,
}

/// A name that must be found.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) kb: Vec<String>,
    /// Where the name alone is open.
    pub(super) sentence: Option<String>,
}

/// The mentions of `data/linking_fr.tsv`.
pub(super) fn mentions() -> Result<Vec<Mention>> {
    let table = include_str!("../../../data/linking_fr.tsv");
    let mention = |(line, [article, start, end, words, kind, kb]): (usize, [&str; 6])| {
        let place = || format!("linking_fr.tsv:{line}");
        let (start, end) = (start.parse().with_context(place)?, end.parse().with_context(place)?);
        Ok(Mention {
            article: article.to_owned(),
            span: CodePointSpan::new(start, end),
            words: words.to_owned(),
            kind: kind.to_owned(),
            kb: identifiers(kb),
        })
    };
    rows("linking_fr.tsv", table)?.into_iter().map(mention).collect()
}

/// The names of `data/names_found.tsv`.
pub(super) fn found_names() -> Result<Vec<Wanted>> {
    let rows = rows("names_found.tsv", include_str!("../../../data/names_found.tsv"))?;
    let wanted = |(_, [name, kb, sentence]): (usize, [&str; 3])| Wanted {
        name: name.to_owned(),
        kb: identifiers(kb),
        sentence: (sentence != "-").then(|| sentence.to_owned()),
    };
    Ok(rows.into_iter().map(wanted).collect())
}

/// The pairs of `data/unrelated_people.tsv`.
pub(super) fn unrelated() -> Result<Vec<(String, String)>> {
    let rows = rows("unrelated_people.tsv", include_str!("../../../data/unrelated_people.tsv"))?;
    Ok(rows.into_iter().map(|(_, [one, other])| (one.to_owned(), other.to_owned())).collect())
}

/// The articles in which mentions stand: of WiNER-fr with the day that its file is named by, and of the examples.
///
/// # Errors
/// When one is not there, or the words of a mention are not where it says.
pub(super) fn articles(data: &Path, mentions: &[Mention]) -> Result<Vec<Article>> {
    let wanted: HashSet<&str> = mentions.iter().map(|mention| &*mention.article).collect();
    let mut articles: Vec<Article> = winer(data)?.into_iter().map(|named| named.article).collect();
    articles.extend(examples()?);
    articles.retain(|article| wanted.contains(&*article.id));
    for mention in mentions {
        let Mention { article: id, span, words, .. } = mention;
        let article = articles.iter().find(|article| article.id == *id);
        let article = article.with_context(|| format!("{id}: no such article"))?;
        let there: String = article.text.chars().skip(span.start).take(span.end - span.start).collect();
        anyhow::ensure!(there == *words, "{id}: {there:?} stands where {words:?} should");
    }
    Ok(articles)
}

/// The examples of the repository: what stands before their text is its heading.
fn examples() -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(project::root()?.join("examples"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let (heading, text) = file
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .with_context(|| format!("{}: no heading", path.display()))?;
        let value = |key: &str| {
            let line = heading.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
            line.map(str::to_owned)
        };
        articles.push(Article {
            id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            outlet: value("outlet"),
            published: value("published"),
            language: value("language").unwrap_or_default(),
            ..Article::new(text.trim_start_matches('\n'))
        });
    }
    Ok(articles)
}

fn identifiers(column: &str) -> Vec<String> {
    column.split('|').filter(|id| *id != "-").map(str::to_owned).collect()
}

/// The rows of a table with their line, after its comments and its line of names.
fn rows<'t, const N: usize>(name: &str, table: &'t str) -> Result<Vec<(usize, [&'t str; N])>> {
    let lines = (1..).zip(table.lines()).filter(|(_, line)| !line.starts_with('#')).skip(1);
    let row = |(line, text): (usize, &'t str)| {
        let columns: Vec<&str> = text.split('\t').collect();
        let columns = columns.try_into().ok().with_context(|| format!("{name}:{line}: not {N} columns"))?;
        Ok((line, columns))
    };
    lines.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        assert_eq!(mentions().unwrap().len(), 300);
        assert!(unrelated().unwrap().len() >= 50);
        assert!(found_names().unwrap().len() >= 20);
    }
}
