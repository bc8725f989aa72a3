//! JSON Lines: one article a line, with the keys of an article, of which only `text` is needed.
//!
//! JSON is UTF-8 ([RFC 8259 §8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)); a byte order mark is taken off,
//! and a file that begins with the mark of UTF-16 (as a Windows shell writes it) is read as such. Blank lines and
//! unknown keys are passed over. A bad line is an error with its place, and the next line is read.

use std::io::{self, BufRead, Cursor, Read};

use super::decode::{self, UTF8_BOM, Undecodable};
use super::{Item, Place};
use crate::messages::Message;

/// The articles of a file, line by line, as they are read.
pub(super) fn articles(bytes: Box<dyn BufRead>, place: Place) -> impl Iterator<Item = Result<Item, Message>> {
    let (mut bytes, mut failed) = match as_utf8(bytes, &place) {
        Ok(bytes) => (bytes, None),
        Err(message) => (Box::new(io::empty()) as Box<dyn BufRead>, Some(message)),
    };
    let mut number = 0;
    std::iter::from_fn(move || {
        if let Some(message) = failed.take() {
            return Some(Err(message));
        }
        loop {
            let mut line = Vec::new();
            number += 1;
            match bytes.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    bytes = Box::new(io::empty());
                    return Some(Err(Message::CannotRead { place: place.clone(), error }));
                }
            }
            let line = if number == 1 { line.strip_prefix(UTF8_BOM).unwrap_or(&line) } else { &line };
            if !line.trim_ascii().is_empty() {
                return Some(article(line, place.line(number)));
            }
        }
    })
}

/// The bytes as they are, or UTF-16 with its mark as UTF-8.
fn as_utf8(mut bytes: Box<dyn BufRead>, place: &Place) -> Result<Box<dyn BufRead>, Message> {
    let cannot_read = |error| Message::CannotRead { place: place.clone(), error };
    let start = bytes.fill_buf().map_err(cannot_read)?;
    if !start.starts_with(b"\xFF\xFE") && !start.starts_with(b"\xFE\xFF") {
        return Ok(bytes);
    }
    let mut whole = Vec::new();
    bytes.read_to_end(&mut whole).map_err(cannot_read)?;
    match decode::decode(whole) {
        Ok(decoded) => Ok(Box::new(Cursor::new(decoded.text.into_bytes()))),
        Err(Undecodable::Nul(offset) | Undecodable::Malformed(offset)) => {
            Err(Message::Undecodable { place: place.clone(), offset })
        }
    }
}

/// The article of one line.
fn article(line: &[u8], place: Place) -> Result<Item, Message> {
    // serde would take a list for the values of an article, in order.
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(Message::BadLine { place, column: 1, reason: "expected `{`".to_owned() });
    }
    // Without its end, so that what is missing is missed in this line and not in the next.
    match serde_json::from_slice(line.trim_ascii_end()) {
        Ok(article) => Ok(Item { place, article }),
        Err(error) => {
            let reason = without_position(&error.to_string()).to_owned();
            Err(Message::BadLine { place, column: error.column(), reason })
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

    fn read(bytes: &[u8]) -> Vec<Result<Item, Message>> {
        articles(Box::new(Cursor::new(bytes.to_vec())), Place::of(Path::new("in.jsonl"))).collect()
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
                Err(Message::BadLine { column, .. }) => Some(*column),
                _ => None,
            })
            .collect();
        assert_eq!(columns[..3].iter().flatten().count(), 3);
        assert_eq!(items.len(), 5);
        assert!(items[3].is_err() && items[4].is_ok());
    }

    #[test]
    fn utf16_with_its_mark_is_read() {
        let bytes: Vec<u8> = "\u{FEFF}{\"text\":\"é\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes)[0].as_ref().unwrap().article.text, "é");
    }
}
