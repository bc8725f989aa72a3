//! TimeBank and AQUAINT in TimeML: the text between `<TEXT>` and `</TEXT>` without its marks.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::Text;

/// The five entities that XML predefines; the ampersand last, so that nothing is read twice.
const ENTITIES: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

/// The texts of every `.tml` file.
///
/// # Errors
/// When a file cannot be read or has no `TEXT` element.
pub(crate) fn texts(data: &Path) -> Result<Vec<Text>> {
    let read = |path: &std::path::PathBuf| {
        let text =
            body(&super::read(path)?).with_context(|| format!("{}: no TEXT element", path.display()))?;
        Ok(Text { id: super::identifier("timebank-en", path), text, sentence_starts: Vec::new() })
    };
    super::files(&data.join("timebank-en"), "tml")?.iter().map(read).collect()
}

/// The characters of the `TEXT` element.
fn body(timeml: &str) -> Option<String> {
    let (_, rest) = timeml.split_once("<TEXT>")?;
    let (marked, _) = rest.split_once("</TEXT>")?;
    let mut pieces = marked.split('<');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        let (_mark, words) = piece.split_once('>')?;
        text.push_str(words);
    }
    Some(ENTITIES.iter().fold(text, |text, (entity, character)| text.replace(entity, character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let timeml = "<TimeML><TEXT>\nAT&amp;T <EVENT eid=\"e1\">said</EVENT> <TIMEX3 tid=\"t1\">today</TIMEX3>.\n</TEXT></TimeML>";
        assert_eq!(body(timeml).as_deref(), Some("\nAT&T said today.\n"));
    }

    #[test]
    fn a_file_without_text_is_refused() {
        assert_eq!(body("<TimeML></TimeML>"), None);
    }
}
