//! Sets of plain texts, one a file: WiNER-fr (French Wikinews) and PolNeAR (English political news).

use std::path::Path;

use anyhow::Result;

use super::Text;

/// The articles of WiNER-fr. A year's folder also lists addresses beside its months; those are no articles.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn winer(data: &Path) -> Result<Vec<Text>> {
    let annotated = |path: &&std::path::PathBuf| path.with_extension("ann").is_file();
    let files = super::files(&data.join("winer-fr"), "txt")?;
    files.iter().filter(annotated).map(|path| whole("winer-fr", path)).collect()
}

/// The articles of PolNeAR's development part.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn polnear(data: &Path) -> Result<Vec<Text>> {
    super::files(&data.join("polnear/dev"), "txt")?.iter().map(|path| whole("polnear", path)).collect()
}

fn whole(set: &str, path: &Path) -> Result<Text> {
    Ok(Text { id: super::identifier(set, path), text: super::read(path)?, sentence_starts: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn lists_of_addresses_are_no_articles() -> Result<()> {
        let data = tempfile::tempdir()?;
        let folder = data.path().join("winer-fr/2016/01");
        fs::create_dir_all(&folder)?;
        for (name, text) in [("a.txt", "Un mort.\r\n"), ("a.ann", ""), ("urls.txt", "x")] {
            fs::write(folder.join(name), text)?;
        }
        let [article] = winer(data.path())?.try_into().unwrap();
        assert_eq!((article.id.as_str(), article.text.as_str()), ("winer-fr/a", "Un mort.\r\n"));
        Ok(())
    }
}
