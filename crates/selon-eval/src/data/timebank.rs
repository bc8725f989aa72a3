//! TimeBank and AQUAINT in TimeML: the text between `<TEXT>` and `</TEXT>` without its marks, and its time expressions.

use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{Article, CodePointSpan};

use super::Text;
use super::timexes::{Timex, Timexes};

/// The five entities that XML predefines; the ampersand last, so that nothing is read twice.
const ENTITIES: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

/// The texts of every `.tml` file.
///
/// # Errors
/// When a file cannot be read or has no `TEXT` element.
pub(crate) fn texts(data: &Path) -> Result<Vec<Text>> {
    let text = |annotated: Timexes| Text {
        id: annotated.article.id,
        text: annotated.article.text,
        sentence_starts: Vec::new(),
    };
    Ok(annotated(data)?.into_iter().map(text).collect())
}

/// Every `.tml` file as an article, published when it was created, with the time expressions of its text.
///
/// # Errors
/// As [`texts`].
pub(crate) fn annotated(data: &Path) -> Result<Vec<Timexes>> {
    let read = |path: &std::path::PathBuf| {
        let timeml = super::read(path)?;
        let (text, timexes) =
            body(&timeml).with_context(|| format!("{}: no TEXT element", path.display()))?;
        let article = Article {
            id: super::identifier("timebank-en", path),
            language: "en".to_owned(),
            published: creation_time(&timeml),
            ..Article::new(text)
        };
        Ok(Timexes { article, timexes })
    };
    super::files(&data.join("timebank-en"), "tml")?.iter().map(read).collect()
}

/// The characters of the `TEXT` element, and the `TIMEX3` elements in it.
fn body(timeml: &str) -> Option<(String, Vec<Timex>)> {
    let (_, rest) = timeml.split_once("<TEXT>")?;
    let (marked, _) = rest.split_once("</TEXT>")?;
    let mut pieces = marked.split('<');
    let mut text = plain(pieces.next()?);
    let (mut timexes, mut open): (Vec<Timex>, Option<Timex>) = (Vec::new(), None);
    for piece in pieces {
        let (mark, words) = piece.split_once('>')?;
        let here = text.chars().count();
        if mark.starts_with("TIMEX3 ") {
            let [kind, value] = ["type", "value"].map(|name| attribute(mark, name).unwrap_or_default());
            open = Some(Timex { span: CodePointSpan::new(here, here), kind, value: Some(value) });
        } else if mark == "/TIMEX3" {
            let closed =
                open.take().map(|timex| Timex { span: CodePointSpan::new(timex.span.start, here), ..timex });
            timexes.extend(closed.filter(|timex| !timex.span.is_empty()));
        }
        text.push_str(&plain(words));
    }
    Some((text, timexes))
}

/// The value of the `TIMEX3` in the `DCT` element.
fn creation_time(timeml: &str) -> Option<String> {
    let (_, rest) = timeml.split_once("<DCT>")?;
    let (element, _) = rest.split_once("</DCT>")?;
    attribute(element, "value")
}

fn attribute(mark: &str, name: &str) -> Option<String> {
    let (_, rest) = mark.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| plain(value))
}

fn plain(escaped: &str) -> String {
    ENTITIES.iter().fold(escaped.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let timeml = "<TimeML><DCT><TIMEX3 tid=\"t0\" value=\"1998-01-08\">19980108</TIMEX3></DCT><TEXT>\nAT&amp;T <EVENT eid=\"e1\">said</EVENT> <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1998-01-08\">today</TIMEX3>.\n</TEXT></TimeML>";
        let (text, timexes) = body(timeml).unwrap();
        assert_eq!(text, "\nAT&T said today.\n");
        let today = Timex {
            span: CodePointSpan::new(11, 16),
            kind: "DATE".to_owned(),
            value: Some("1998-01-08".to_owned()),
        };
        assert_eq!(timexes, [today]);
        assert_eq!(creation_time(timeml).as_deref(), Some("1998-01-08"));
    }

    #[test]
    fn a_file_without_text_is_refused() {
        assert_eq!(body("<TimeML></TimeML>"), None);
    }
}
