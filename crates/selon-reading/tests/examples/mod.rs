//! The articles of `examples/`.

use std::fs;
use std::path::Path;

use selon_record::Article;

/// The articles in the order of their numbers, with the outlet that their first lines name.
pub(crate) fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files.iter().map(|file| article(&fs::read_to_string(file).unwrap())).collect()
}

fn article(file: &str) -> Article {
    let (head, text) = file.strip_prefix("---\n").and_then(|file| file.split_once("\n---\n")).unwrap();
    let outlet = head.lines().find_map(|line| line.strip_prefix("outlet: ")).unwrap();
    Article { outlet: Some(outlet.to_owned()), ..Article::new(text) }
}
