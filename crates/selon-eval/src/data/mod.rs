//! The evaluation texts, read from the data folder as they are.
//!
//! A text keeps its own white space and typography: agreement and speed are measured on what a user would feed.

pub(crate) mod articles;
pub(crate) mod claims;
pub(crate) mod conditional;
pub(crate) mod duckling;
pub(crate) mod gold;
pub(crate) mod names;
pub(crate) mod plain;
pub(crate) mod press;
pub(crate) mod recognizers;
pub(crate) mod suite;
pub(crate) mod timebank;
pub(crate) mod timexes;
pub(crate) mod ud;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::{Places, project, report};

/// One text to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Text {
    /// Set and number or file name, such as `winer-fr/2016_01_03-001`.
    pub(crate) id: String,
    /// The text.
    pub(crate) text: String,
    /// Byte offsets where the gold standard starts a sentence, in order; empty where it says nothing.
    #[serde(skip)]
    pub(crate) sentence_starts: Vec<usize>,
}

/// The data folder, if it holds all of `needed`, folders or files; otherwise says on standard output what is skipped and why.
///
/// # Errors
/// When the repository is not found.
pub(crate) fn find(places: &Places, needed: &[&str]) -> Result<Option<PathBuf>> {
    let folder = project::data_folder(places)?;
    match needed.iter().map(|name| folder.join(name)).find(|path| !path.exists()) {
        None => Ok(Some(folder)),
        Some(missing) => {
            report::print(format_args!(
                "skipped: no {} (give the data with --data DIR or SELON_EVAL_DATA)",
                missing.display()
            ))?;
            Ok(None)
        }
    }
}

/// The folders that [`agreement_texts`] reads.
pub(crate) fn agreement_sets(language: &str) -> &'static [&'static str] {
    match language {
        "fr" => &["ud", "winer-fr"],
        _ => &["ud", "timebank-en", "polnear"],
    }
}

/// The raw texts of a language on which Selon is compared with spaCy, always in the same order.
///
/// # Errors
/// When a file cannot be read or has not the form of its set.
pub(crate) fn agreement_texts(data: &Path, language: &str) -> Result<Vec<Text>> {
    let mut texts = match language {
        "fr" => ud::treebanks(data, "French-")?,
        _ => ud::treebanks(data, "English-")?,
    };
    match language {
        "fr" => texts.extend(plain::winer(data)?),
        _ => {
            texts.extend(timebank::texts(data)?);
            texts.extend(plain::polnear(data)?);
        }
    }
    Ok(texts)
}

/// About `words` white-space words, taken evenly over the texts and kept in order; whole texts only.
pub(crate) fn thin(texts: Vec<Text>, words: usize) -> Vec<Text> {
    let count = |text: &Text| text.text.split_whitespace().count();
    let total: usize = texts.iter().map(count).sum();
    let (mut seen, mut kept) = (0, 0);
    let keep = |text: &Text| {
        seen += count(text);
        let wanted = kept * total < seen * words;
        kept += if wanted { count(text) } else { 0 };
        wanted
    };
    texts.into_iter().filter(keep).collect()
}

/// The texts as JSON lines, `{"id", "text"}` each: what the Python scripts take.
///
/// # Errors
/// None that texts can cause.
pub(crate) fn json_lines(texts: &[Text]) -> Result<String> {
    let mut lines = String::new();
    for text in texts {
        lines.push_str(&serde_json::to_string(text)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// The files below a folder whose names end in `.extension`, sorted by path.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|ending| ending == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A file as UTF-8 text, untouched.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// `set/` and the file's name without its ending.
fn identifier(set: &str, path: &Path) -> String {
    format!("{set}/{}", path.file_stem().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(id: usize, words: usize) -> Text {
        Text { id: id.to_string(), text: "mot ".repeat(words), sentence_starts: Vec::new() }
    }

    #[test]
    fn thinning_takes_texts_from_everywhere() {
        let kept = thin((0..10).map(|i| text(i, 100)).collect(), 300);
        assert_eq!(kept.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["0", "3", "6"]);
    }

    #[test]
    fn thinning_to_more_than_there_is_keeps_all() {
        assert_eq!(thin(vec![text(0, 5), text(1, 5)], 1000).len(), 2);
    }

    #[test]
    fn files_are_found_below_and_sorted() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("02"))?;
        for name in ["02/b.txt", "a.txt", "a.ann"] {
            fs::write(folder.path().join(name), "")?;
        }
        let ids: Vec<_> = files(folder.path(), "txt")?.iter().map(|path| identifier("set", path)).collect();
        assert_eq!(ids, ["set/b", "set/a"]);
        Ok(())
    }
}
