//! Universal Dependencies treebanks, with the documents joined again from their sentences.
//!
//! A document is a `# newdoc` group, or where a file has none, a run of 20 sentences. Sentences are their `# text`
//! lines, one blank apart, or one newline where `# newpar` stands. <https://universaldependencies.org/format.html>

use std::path::Path;

use anyhow::{Result, ensure};

use super::Text;

impl Text {
    /// The document with a line break in place of the blank behind every sentence without an end mark: headings and
    /// items of lists, which stand on lines of their own where they are published.
    pub(crate) fn with_lines(mut self) -> Self {
        for &start in self.sentence_starts.iter().skip(1) {
            let before = self.text[..start].trim_end();
            let marked = before
                .trim_end_matches(['"', '»', '”', ')', ' ', '\u{a0}'])
                .ends_with(['.', '!', '?', '…', ':']);
            if !marked && self.text[..start].ends_with(' ') {
                self.text.replace_range(start - 1..start, "\n");
            }
        }
        self
    }
}

/// Sentences in a document of a treebank that does not mark documents.
const RUN: usize = 20;

/// The documents of every treebank folder `ud/PREFIX*`.
///
/// # Errors
/// When a file cannot be read or has no sentence.
pub(crate) fn treebanks(data: &Path, prefix: &str) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in super::files(&data.join("ud"), "conllu")? {
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        if folder.to_string_lossy().starts_with(prefix) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let documents = documents(&super::read(&path)?, &stem);
            ensure!(!documents.is_empty(), "{}: no `# text` line", path.display());
            texts.extend(documents);
        }
    }
    Ok(texts)
}

/// The documents of one CoNLL-U file, numbered from 1 after its name.
fn documents(conllu: &str, stem: &str) -> Vec<Text> {
    let marked = conllu.lines().any(|line| line.starts_with("# newdoc"));
    let mut documents: Vec<Text> = Vec::new();
    let mut new_document = true;
    let mut new_paragraph = false;
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            new_document = true;
        } else if line.starts_with("# newpar") {
            new_paragraph = true;
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            let full = |document: &Text| !marked && document.sentence_starts.len() == RUN;
            new_document |= documents.last().is_none_or(full);
            if new_document {
                let id = format!("{stem}-{}", documents.len() + 1);
                documents.push(Text { id, text: String::new(), sentence_starts: Vec::new() });
            }
            if let Some(document) = documents.last_mut() {
                if !new_document {
                    document.text.push(if new_paragraph { '\n' } else { ' ' });
                }
                document.sentence_starts.push(document.text.len());
                document.text.push_str(sentence);
            }
            new_document = false;
            new_paragraph = false;
        }
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_join_into_documents_and_paragraphs() {
        let conllu = "# newdoc id = d\n# newpar\n# text = Le maire a démissionné.\n1\tLe\n\n\
                      # text = Il s'en explique.\n\n# newpar\n# text = Voici.\n\n# newdoc\n# text = Fin.\n";
        let [one, two] = documents(conllu, "tb").try_into().unwrap();
        assert_eq!(one.text, "Le maire a démissionné. Il s'en explique.\nVoici.");
        assert_eq!(one.sentence_starts, [0, 26, 44]);
        assert_eq!((two.id.as_str(), two.text.as_str()), ("tb-2", "Fin."));
    }

    #[test]
    fn unmarked_sentences_make_runs_of_twenty() {
        let conllu = "# text = Oui.\n\n".repeat(45);
        let sizes: Vec<_> = documents(&conllu, "tb").iter().map(|d| d.sentence_starts.len()).collect();
        assert_eq!(sizes, [20, 20, 5]);
    }
}
