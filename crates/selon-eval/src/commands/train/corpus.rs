//! Annotated articles: `ID.json` with the attributions and `ID.txt` with the text, as the gold sets have them.

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

#[derive(Deserialize)]
struct File {
    id: String,
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// The articles of some folders. Annotations without a text beside them are of the press articles, whose texts stand in
/// the evaluation data only; where that is missing they are left out, with a line that says so.
pub(crate) fn load(places: &Places, folders: &[PathBuf]) -> Result<Vec<Annotated>> {
    let mut press: Option<HashMap<String, String>> = None;
    let mut articles = Vec::new();
    let mut without = 0;
    for folder in folders {
        for path in files(folder)? {
            let named = || path.display().to_string();
            let file: File =
                serde_json::from_str(&fs::read_to_string(&path).with_context(named)?).with_context(named)?;
            let beside = path.with_extension("txt");
            let text = if beside.exists() {
                Some(fs::read_to_string(&beside).with_context(|| beside.display().to_string())?)
            } else {
                let press = press.get_or_insert_with(|| texts(places));
                press.get(&file.id).cloned()
            };
            match text {
                Some(text) => {
                    let mut article = Article::new(text);
                    article.id = file.id;
                    articles.push(Annotated { article, attributions: file.attributions });
                }
                None => without += 1,
            }
        }
    }
    if without > 0 {
        eprintln!("{without} annotated articles left out: their texts are not here");
    }
    ensure!(!articles.is_empty() || folders.is_empty(), "no annotated articles");
    Ok(articles)
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
