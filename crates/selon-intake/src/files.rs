//! Arguments to files: folders are walked, sorted by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{Failure, Format, Place, Reason};

/// How a file is written, as its name tells, with `.gz` or without: `Auto` where it does not.
pub(crate) fn format(path: &Path) -> Format {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("txt" | "md") => Format::Text,
        Some("jsonl" | "ndjson" | "json") => Format::Jsonl,
        Some("html" | "htm" | "xhtml") => Format::Html,
        Some("rss" | "atom" | "xml") => Format::Feed,
        Some("warc" | "wet") => Format::Warc,
        _ => Format::Auto,
    }
}

/// The files to read, in order. A file that is named is read whatever its kind; of a folder, those that
/// [are articles](is_article) by their names.
pub(crate) struct Walk {
    waiting: Vec<PathBuf>,
    /// The others.
    pub(crate) skipped: Vec<PathBuf>,
}

impl Walk {
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        Walk { waiting: paths.iter().rev().cloned().collect(), skipped: Vec::new() }
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.waiting.pop() {
            if !path.is_dir() {
                return Some(Ok(path));
            }
            match children(&path) {
                Ok(children) => {
                    let (known, unknown): (Vec<_>, Vec<_>) =
                        children.into_iter().partition(|path| path.is_dir() || is_article(path));
                    self.skipped.extend(unknown);
                    self.waiting.extend(known.into_iter().rev());
                }
                Err(error) => {
                    return Some(Err(Failure { place: Place::of(&path), reason: Reason::Unreadable(error) }));
                }
            }
        }
        None
    }
}

/// Whether a file in a folder is one to read: of a known kind, and no README, which speaks of the folder.
fn is_article(path: &Path) -> bool {
    let is_readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    format(path) != Format::Auto && !is_readme
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
