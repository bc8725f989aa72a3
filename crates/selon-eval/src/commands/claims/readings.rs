//! The readings that statements are cut from, read once and kept under `eval-out/claims/`.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use selon_record::{Article, Reading};

use crate::models::Model;
use crate::{Places, engine, project};

/// The readings of some articles by the article's identifier. What was read before is taken from `eval-out/claims/NAME.jsonl`:
/// remove it when the reading has changed.
///
/// # Errors
/// When the model or the disk fail.
pub(super) fn of(places: &Places, name: &str, articles: Vec<Article>) -> Result<HashMap<String, Reading>> {
    let path = project::out_folder(places, "claims")?.join(format!("{name}.jsonl"));
    let mut readings = kept(&path)?;
    let mut asked = HashSet::new();
    let missing: Vec<Article> = articles
        .into_iter()
        .filter(|article| asked.insert(article.id.clone()) && !readings.contains_key(&article.id))
        .collect();
    if missing.is_empty() {
        return Ok(readings);
    }
    let reader = engine::reader(places, &Model::FrMd.fetch(places)?)?;
    let read = |article: Article| {
        let article = Article { language: "fr".into(), ..article };
        let doc = reader.parse(&article);
        reader.interpret(article, &doc)
    };
    let new: Vec<Reading> = missing.into_par_iter().map(read).collect();
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    for reading in new {
        writeln!(file, "{}", serde_json::to_string(&reading)?)?;
        readings.insert(reading.article.id.clone(), reading);
    }
    Ok(readings)
}

fn kept(path: &Path) -> Result<HashMap<String, Reading>> {
    if !path.exists() {
        return Ok(HashMap::new());
    }
    let lines = BufReader::new(File::open(path)?).lines();
    lines
        .map(|line| {
            let reading: Reading =
                serde_json::from_str(&line?).with_context(|| path.display().to_string())?;
            Ok((reading.article.id.clone(), reading))
        })
        .collect()
}
