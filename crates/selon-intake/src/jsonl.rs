//! JSON Lines: one article a line, with the keys of an article, of which only `text` is needed.
//!
//! JSON is UTF-8 ([RFC 8259 §8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)); a byte order mark is taken off,
//! and a file that begins with the mark of UTF-16 (as a Windows shell writes it) is read as such. Blank lines and
//! unknown keys are passed over. A bad line is an error with its place, and the next line is read; of a file that has
//! nothing but bad lines the first ten are.

use std::io::{self, BufRead, Cursor};

use crate::decode::{self, UTF8_BOM};
use crate::limits::{self, LARGEST};
use crate::original::Original;
use crate::{Failure, Item, Part, Place, Reason};

/// Bad lines at the beginning of a file after which it is taken for something else, and left.
const MOST_BAD: usize = 10;

/// Bytes at the beginning of a file in which a NUL byte shows that it is no text.
const BINARY: usize = 512;

/// The articles of a file, line by line, as they are read.
pub(crate) fn articles(
    bytes: Box<dyn BufRead>,
    place: Place,
    keep: bool,
) -> impl Iterator<Item = Result<Item, Failure>> {
    let (mut bytes, mut failed) = match as_utf8(bytes, &place) {
        Ok(bytes) => (bytes, None),
        Err(failure) => (Box::new(io::empty()) as Box<dyn BufRead>, Some(failure)),
    };
    let mut number = 0;
    // The bad lines the file begins with; none to count any more after the first article.
    let mut bad_lines = Some(0);
    let mut line = Vec::new();
    std::iter::from_fn(move || {
        if let Some(failure) = failed.take() {
            return Some(Err(failure));
        }
        loop {
            number += 1;
            match limits::line(&mut bytes, &mut line, LARGEST) {
                Ok(0) => return None,
                Ok(length) if length > LARGEST => {
                    let reason = Reason::TooLarge { limit: LARGEST };
                    return Some(Err(Failure { place: place.part(Part::Line(number)), reason }));
                }
                Ok(_) => {}
                Err(error) => {
                    bytes = Box::new(io::empty());
                    return Some(Err(Failure { place: place.clone(), reason: error.into() }));
                }
            }
            let line = if number == 1 { line.strip_prefix(UTF8_BOM).unwrap_or(&line) } else { &line };
            if !line.trim_ascii().is_empty() {
                let read = article(line, place.part(Part::Line(number)), keep);
                bad_lines = bad_lines.filter(|_| read.is_err()).map(|lines| lines + 1);
                if bad_lines == Some(MOST_BAD) {
                    bytes = Box::new(io::empty());
                    let reason = Reason::NoArticles { lines: MOST_BAD };
                    failed = Some(Failure { place: place.clone(), reason });
                }
                return Some(read);
            }
        }
    })
}

/// The bytes as they are, or UTF-16 with its mark as UTF-8.
fn as_utf8(mut bytes: Box<dyn BufRead>, place: &Place) -> Result<Box<dyn BufRead>, Failure> {
    let failure = |reason| Failure { place: place.clone(), reason };
    let start = bytes.fill_buf().map_err(|error| failure(error.into()))?;
    if !start.starts_with(b"\xFF\xFE") && !start.starts_with(b"\xFE\xFF") {
        return match start.iter().take(BINARY).position(|&byte| byte == 0) {
            Some(offset) => Err(failure(Reason::Nul { offset })),
            None => Ok(bytes),
        };
    }
    let whole = limits::whole(bytes).map_err(|error| failure(error.into()))?;
    let decoded = decode::decode(whole).map_err(|bad| failure(bad.into()))?;
    Ok(Box::new(Cursor::new(decoded.text.into_bytes())))
}

/// The article of one line.
fn article(line: &[u8], place: Place, keep: bool) -> Result<Item, Failure> {
    // serde would take a list for the values of an article, in order.
    if !line.trim_ascii_start().starts_with(b"{") {
        let reason = Reason::BadLine { column: 1, reason: "expected `{`".to_owned() };
        return Err(Failure { place, reason });
    }
    // Without its end, so that what is missing is missed in this line and not in the next.
    match serde_json::from_slice(line.trim_ascii_end()) {
        Ok(article) => {
            let original = Original::of(line, "application/json", "UTF-8", keep);
            Ok(Item { place, article, original, notes: Vec::new() })
        }
        Err(error) => {
            let reason = without_position(&error.to_string()).to_owned();
            Err(Failure { place, reason: Reason::BadLine { column: error.column(), reason } })
        }
    }
}

/// What serde_json says without " at line 1 column 7", which would count lines from this one.
fn without_position(reason: &str) -> &str {
    reason.rfind(" at line ").map_or(reason, |end| &reason[..end])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use selon_record::Article;

    use super::*;

    fn read(bytes: &[u8]) -> Vec<Result<Item, Failure>> {
        articles(Box::new(Cursor::new(bytes.to_vec())), Place::of(Path::new("in.jsonl")), false).collect()
    }

    #[test]
    fn only_the_text_is_needed() {
        let items = read(
            b"\xEF\xBB\xBF{\"text\":\"a\"}\r\n\n{\"text\":\"b\",\"id\":\"7\",\"url\":null,\"more\":[1]}",
        );
        let articles: Vec<_> = items.iter().map(|item| &item.as_ref().unwrap().article).collect();
        assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), (&*Article::id_of("a"), "a"));
        assert_eq!((articles[1].id.as_str(), articles[1].text.as_str()), ("7", "b"));
        assert_eq!(items[1].as_ref().unwrap().place.show("-"), "in.jsonl:3");
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let items = read(b"{\"text\":\"a\"\n{\"id\":\"7\"}\n{\"text\":\"\xE9\"}\n[]\n{\"text\":\"b\"}\n");
        let columns: Vec<_> = items
            .iter()
            .map(|item| match item {
                Err(Failure { reason: Reason::BadLine { column, .. }, .. }) => Some(*column),
                _ => None,
            })
            .collect();
        assert_eq!(columns[..3].iter().flatten().count(), 3);
        assert_eq!(items.len(), 5);
        assert!(items[3].is_err() && items[4].is_ok());
    }

    #[test]
    fn a_file_of_something_else_is_left_after_a_few_lines() {
        let items = read("Le ministre a parlé.\n".repeat(1000).as_bytes());
        assert_eq!(items.len(), MOST_BAD + 1);
        assert!(matches!(
            items[MOST_BAD],
            Err(Failure { reason: Reason::NoArticles { lines: MOST_BAD }, .. })
        ));
        let late = ["{}\n".repeat(MOST_BAD - 1), "{\"text\":\"a\"}\n".into(), "{}\n".repeat(50)].concat();
        assert_eq!(read(late.as_bytes()).len(), MOST_BAD + 50);
        let binary = read(&b"\x89PNG\r\n\x1A\n\0\0\n".repeat(99));
        assert!(
            binary.len() == 1 && matches!(binary[0], Err(Failure { reason: Reason::Nul { offset: 8 }, .. }))
        );
    }

    #[test]
    fn utf16_with_its_mark_is_read() {
        let bytes: Vec<u8> = "\u{FEFF}{\"text\":\"é\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes)[0].as_ref().unwrap().article.text, "é");
    }
}
