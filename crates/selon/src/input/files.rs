//! Arguments to files: folders are walked, sorted by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{InputFormat, Place};
use crate::console::Console;
use crate::messages::Message;

/// How a file is written, as its name tells: `Auto` where it does not.
pub(super) fn format(path: &Path) -> InputFormat {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("txt" | "md") => InputFormat::Text,
        Some("jsonl" | "ndjson" | "json") => InputFormat::Jsonl,
        _ => InputFormat::Auto,
    }
}

/// The files to read, in order. A file that is named is read whatever its kind; of a folder, those that
/// [are articles](is_article) by their names. The others are counted, and the count is said at the end.
pub(super) fn walk<'a>(paths: &'a [PathBuf], console: &'a Console) -> impl Iterator<Item = PathBuf> + 'a {
    let mut waiting: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    let mut skipped = 0;
    std::iter::from_fn(move || {
        while let Some(path) = waiting.pop() {
            if !path.is_dir() {
                return Some(path);
            }
            match children(&path) {
                Ok(children) => {
                    let (known, unknown): (Vec<_>, Vec<_>) =
                        children.into_iter().partition(|path| path.is_dir() || is_article(path));
                    for path in &unknown {
                        console.detail(&Message::SkippedFile { place: Place::of(path) });
                    }
                    skipped += unknown.len();
                    waiting.extend(known.into_iter().rev());
                }
                Err(error) => console.error(&Message::CannotRead { place: Place::of(&path), error }),
            }
        }
        if skipped > 0 {
            console.note(&Message::Skipped { count: std::mem::take(&mut skipped) });
        }
        None
    })
    .fuse()
}

/// Whether a file in a folder is one to read: of a known kind, and no README, which speaks of the folder.
fn is_article(path: &Path) -> bool {
    let is_readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    format(path) != InputFormat::Auto && !is_readme
}

/// What a folder holds, sorted by name, without hidden entries and without links to folders, which can go in circles.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let links_to_folder = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !hidden && !links_to_folder {
            children.push(entry.path());
        }
    }
    children.sort();
    Ok(children)
}
