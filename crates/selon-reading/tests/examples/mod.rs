//! The articles of `examples/`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use selon_record::Article;

/// The articles in the order of their numbers, named as their files, with the outlet, date and language that their first lines name.
pub(crate) fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files.iter().map(|file| article(file, &fs::read_to_string(file).unwrap())).collect()
}

fn article(path: &Path, file: &str) -> Article {
    let id = path.file_name().unwrap().to_string_lossy().into_owned();
    let (head, text) = file.strip_prefix("---\n").and_then(|file| file.split_once("\n---\n")).unwrap();
    let given = |key: &str| head.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
    let (outlet, published) = (given("outlet: "), given("published: "));
    Article { id, outlet, published, language: given("language: ").unwrap(), ..Article::new(text) }
}
