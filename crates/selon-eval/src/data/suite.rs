//! Sentences of broken typography: the cases of `tests/suite/typography/`.
//!
//! A case stands under a line `--- name ---`; `⟦` marks every place where a sentence starts and is not part of the
//! text. What stands before the first case of a file explains it.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::Text;

/// The mark before the first character of a sentence.
const START: char = '⟦';

/// Every case of every file, named `typography/FILE/CASE`.
///
/// # Errors
/// When a file cannot be read, or words stand before the first mark of a case.
pub(crate) fn typography(root: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in super::files(&root.join("tests/suite/typography"), "txt")? {
        let file = super::identifier("typography", &path);
        for (name, marked) in cases(&super::read(&path)?) {
            let text =
                unmark(&format!("{file}/{name}"), marked).with_context(|| path.display().to_string())?;
            texts.push(text);
        }
    }
    Ok(texts)
}

/// The names and bodies of the cases of a file; line breaks at the end of a body are layout.
fn cases(file: &str) -> Vec<(&str, &str)> {
    let mut cases: Vec<(&str, usize, usize)> = Vec::new();
    let mut offset = 0;
    for line in file.split_inclusive('\n') {
        if let Some(name) = line.trim_end().strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            cases.push((name, offset + line.len(), offset + line.len()));
        } else if let Some((_, _, end)) = cases.last_mut() {
            *end = offset + line.len();
        }
        offset += line.len();
    }
    cases
        .into_iter()
        .map(|(name, start, end)| (name, file[start..end].trim_end_matches(['\n', '\r'])))
        .collect()
}

/// The text of a case without its marks, and where they stood.
fn unmark(id: &str, marked: &str) -> Result<Text> {
    let mut pieces = marked.split(START);
    let blank = pieces.next().unwrap_or_default();
    ensure!(blank.trim().is_empty(), "case {id} does not start with {START}");
    let mut text = blank.to_owned();
    let mut sentence_starts = Vec::new();
    for piece in pieces {
        sentence_starts.push(text.len());
        text.push_str(piece);
    }
    Ok(Text { id: id.to_owned(), text, sentence_starts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_offsets() -> Result<()> {
        let file = "Ce fichier…\n--- point collé ---\n⟦Il est cinq.⟦Le roi dort.\n\n--- titre ---\n⟦Un titre\n⟦Du texte.\n";
        let cases = cases(file);
        assert_eq!(cases.len(), 2);
        let one = unmark(cases[0].0, cases[0].1)?;
        assert_eq!((one.id.as_str(), one.text.as_str()), ("point collé", "Il est cinq.Le roi dort."));
        assert_eq!(one.sentence_starts, [0, 12]);
        assert_eq!(unmark(cases[1].0, cases[1].1)?.text, "Un titre\nDu texte.");
        Ok(())
    }

    #[test]
    fn a_case_without_a_first_mark_is_refused() {
        assert!(unmark("x", "Il ⟦Elle").is_err());
        assert_eq!(unmark("x", " ⟦Elle").unwrap().sentence_starts, [1]);
    }
}
