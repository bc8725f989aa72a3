//! What holds of every reading, on whole corpora: nothing is broken, and nothing in a text is left unaccounted for.

#![allow(clippy::unwrap_used)]

mod pipelines;

use std::fs;
use std::path::{Path, PathBuf};

use selon_reading::Reader;
use selon_record::Article;

#[test]
#[ignore = "reads some 3,700 articles of the folder that SELON_EVAL_DATA names"]
fn every_character_of_whole_corpora_is_accounted_for() {
    let Some(data) = std::env::var_os("SELON_EVAL_DATA").map(PathBuf::from) else {
        println!("skipped: SELON_EVAL_DATA names no folder with winer-fr and press-fr");
        return;
    };
    let Some(pipeline) = pipelines::pipeline("fr") else { return };
    let reader = Reader::new(pipeline).unwrap();
    let mut articles = Vec::new();
    texts(&data.join("winer-fr"), &mut articles);
    let lines = fs::read_to_string(data.join("press-fr/articles.jsonl")).unwrap_or_default();
    articles.extend(lines.lines().map(|line| serde_json::from_str::<Article>(line).unwrap()));
    println!("{} articles", articles.len());
    for article in articles {
        let id = article.id.clone();
        let reading = reader.read(article);
        assert_eq!(reading.violations(), [], "{id}");
        assert_eq!(reading.unaccounted(), [], "{id}");
    }
}

/// The texts of a folder and the folders in it.
fn texts(folder: &Path, articles: &mut Vec<Article>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts(&path, articles);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            articles.push(Article { id, ..Article::new(fs::read_to_string(&path).unwrap()) });
        }
    }
}
