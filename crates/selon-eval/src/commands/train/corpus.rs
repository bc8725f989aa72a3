//! Annotated articles: a file with one on each line, as `annotations/` has them, or a folder with `ID.json` and `ID.txt`,
//! as the gold sets have them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use selon_reading::training::Gold;
use selon_record::Article;
use serde::Deserialize;

use crate::{Places, project};

/// An article with its attributions.
pub(crate) struct Annotated {
    pub(crate) article: Article,
    pub(crate) attributions: Vec<Gold>,
}

/// An article as it is written down; a text that is not ours to print is missing.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: Option<String>,
    attributions: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(flatten)]
    gold: Gold,
    /// Where the text has the name of the source, in code points, in place of the name itself.
    source_named_at: Option<(usize, usize)>,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// The articles of some files and folders. Annotations without a text are of the press articles, whose texts stand in the
/// evaluation data only; where that is missing they are left out, with a line that says so.
pub(crate) fn load(places: &Places, corpora: &[PathBuf]) -> Result<Vec<Annotated>> {
    let mut press: Option<HashMap<String, String>> = None;
    let mut articles = Vec::new();
    let mut without = 0;
    for corpus in corpora {
        for mut row in rows(corpus)? {
            let text = row.text.take().or_else(|| {
                let press = press.get_or_insert_with(|| texts(places));
                press.get(&row.id).cloned()
            });
            match text {
                Some(text) => articles.push(annotated(row, text)),
                None => without += 1,
            }
        }
    }
    if without > 0 {
        eprintln!("{without} annotated articles left out: their texts are not here");
    }
    ensure!(!articles.is_empty() || corpora.is_empty(), "no annotated articles");
    Ok(articles)
}

fn annotated(row: Row, text: String) -> Annotated {
    let name = |(start, end): (usize, usize)| text.chars().take(end).skip(start).collect::<String>();
    let attributions = row.attributions.into_iter().map(|Annotation { mut gold, source_named_at }| {
        gold.source_is_named_as = gold.source_is_named_as.or_else(|| source_named_at.map(name));
        gold
    });
    let attributions = attributions.collect();
    let mut article = Article::new(text);
    article.id = row.id;
    Annotated { article, attributions }
}

fn rows(corpus: &Path) -> Result<Vec<Row>> {
    let named = |path: &Path| path.display().to_string();
    let read = |path: &Path| fs::read_to_string(path).with_context(|| named(path));
    if corpus.is_dir() {
        let row = |path: PathBuf| {
            let mut row: Row = serde_json::from_str(&read(&path)?).with_context(|| named(&path))?;
            let beside = path.with_extension("txt");
            if beside.exists() {
                row.text = Some(read(&beside)?);
            }
            Ok(row)
        };
        return files(corpus)?.into_iter().map(row).collect();
    }
    let row = |(number, line)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {number}", corpus.display()))
    };
    (1..).zip(read(corpus)?.lines()).map(row).collect()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The texts of the press articles by their identifiers; none where the data is missing.
pub(super) fn texts(places: &Places) -> HashMap<String, String> {
    let folder = project::data_folder(places).unwrap_or_default();
    let lines = fs::read_to_string(folder.join("press-fr/articles.jsonl")).unwrap_or_default();
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).map(|t: Text| (t.id, t.text)).collect()
}
