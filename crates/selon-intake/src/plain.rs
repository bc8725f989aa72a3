//! Plain text: one article a file, with optional front matter.
//!
//! ```text
//! ---
//! title: Kazakhstan : l’aéroport d’Almaty repris
//! outlet: La Dépêche des steppes
//! published: 2022-01-06
//! ---
//!
//! Les forces de l’ordre …
//! ```
//!
//! There is front matter when the first line is `---` and a later one is `---` too (blanks at their ends do not
//! matter). Between them each line is `key: value`; the keys are those of an article: `id`, `url`, `outlet`, `title`,
//! `byline`, `published`, `language`. Quotation marks `"…"` or `'…'` around a whole value are taken off, an empty value
//! is none, blank lines and lines that begin with `#` say nothing, and any other line is left out with a warning. The
//! text is what follows the closing line, without the blank lines it begins with; nothing else is changed in it.
//! Without front matter the text is the whole file.

use selon_record::Article;

use crate::original::Original;
use crate::{Failure, Item, Note, Place, decode};

/// The article of a file's bytes. An empty file is an article with an empty text.
pub(crate) fn article(bytes: Vec<u8>, place: Place, keep: bool) -> Result<Item, Failure> {
    let mut original = Original::of(&bytes, "text/plain", "UTF-8", keep);
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(bad) => return Err(Failure { place, reason: bad.into() }),
    };
    original.encoding = decoded.encoding;
    let (article, left_out) = parse(&decoded.text);
    let mut notes: Vec<Note> =
        decoded.recognised.map(|encoding| Note::ReadAs { encoding }).into_iter().collect();
    notes.extend(left_out.into_iter().map(|line| Note::FrontMatterLine { line }));
    Ok(Item { place, article, original, notes })
}

/// The article in a text, and the lines of its front matter, counted from 1, that say nothing about it.
fn parse(whole: &str) -> (Article, Vec<u64>) {
    let Some((front, text)) = split(whole) else {
        return (Article::new(whole), Vec::new());
    };
    let mut article = Article::new(text);
    let mut left_out = Vec::new();
    for (line, number) in front.lines().zip(2..) {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') && set(&mut article, line).is_none() {
            left_out.push(number);
        }
    }
    (article, left_out)
}

/// The front matter without its `---` lines, and the text.
fn split(whole: &str) -> Option<(&str, &str)> {
    let (first, rest) = whole.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((&rest[..at], without_blank_lines(&rest[at + line.len()..])));
        }
        at += line.len();
    }
    None
}

/// The text from its first line that is not blank.
fn without_blank_lines(text: &str) -> &str {
    let blank: usize =
        text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    &text[blank..]
}

/// Takes what one `key: value` line says; nothing where it is no such line or the key is none of ours.
fn set(article: &mut Article, line: &str) -> Option<()> {
    let (key, value) = line.split_once(':')?;
    let value = unquoted(value.trim());
    let optional = (!value.is_empty()).then(|| value.to_owned());
    match key.trim_end() {
        "id" => article.id = optional.unwrap_or_else(|| Article::id_of(&article.text)),
        "url" => article.url = optional,
        "outlet" => article.outlet = optional,
        "title" => article.title = optional,
        "byline" => article.byline = optional,
        "published" => article.published = optional,
        "language" => article.language = value.to_owned(),
        _ => return None,
    }
    Some(())
}

fn unquoted(value: &str) -> &str {
    let inside = |mark| value.strip_prefix(mark).and_then(|v| v.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn front_matter_is_read() {
        let (article, left_out) = parse(
            "---\r\ntitle: \"Almaty : l’aéroport repris\"\noutlet:  La Dépêche\n# note\n\nlanguage: FR-fr\nurl:\ntags: [a]\n\
             ---\n\n  \n  Les forces…\n---\n",
        );
        assert_eq!(article.title.as_deref(), Some("Almaty : l’aéroport repris"));
        assert_eq!(article.outlet.as_deref(), Some("La Dépêche"));
        assert_eq!(article.language, "FR-fr");
        assert_eq!(article.url, None);
        assert_eq!(article.text, "  Les forces…\n---\n");
        assert_eq!(article.id, Article::id_of(&article.text));
        assert_eq!(left_out, [8]);
    }

    #[test]
    fn without_front_matter_the_text_is_the_file() {
        for whole in
            ["", "\n\nTexte", "---", "---\ntitle: sans fin\n", "Texte\n---\na: b\n---\n", "----\na: b\n---\n"]
        {
            assert_eq!(parse(whole).0.text, whole);
        }
    }

    #[test]
    fn front_matter_may_stand_alone() {
        let (article, _) = parse("---\nid: a1\n---");
        assert_eq!((article.id.as_str(), article.text.as_str()), ("a1", ""));
    }

    proptest! {
        #[test]
        fn the_text_is_an_end_of_the_file(whole in "(---\n)?(title: .{0,9}\n)?(---\n)?(.|\n){0,40}") {
            prop_assert!(whole.ends_with(&parse(&whole).0.text));
        }
    }
}
