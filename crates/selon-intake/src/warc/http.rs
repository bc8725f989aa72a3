//! An answer of a server, as archives keep it: status, headers, body.
//!
//! Archives differ in what they undo: some keep `Transfer-Encoding: chunked` and `Content-Encoding: gzip` in the headers
//! of a body from which they took both. So a body is decoded where the header asks for it and the body looks like it.

use std::io::Cursor;

use crate::{Reason, gzip, limits};

/// A page that a server sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Response {
    /// The encoding that the header names.
    pub(crate) charset: Option<String>,
    /// The page, with nothing left to undo.
    pub(crate) body: Vec<u8>,
}

/// The page in the block of a record; none where the server sent something else: an image, a redirection, an error.
///
/// # Errors
/// The block is no answer of a server, or its body cannot be decoded.
pub(crate) fn response(block: &[u8]) -> Result<Option<Response>, Reason> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let mut lenient = httparse::ParserConfig::default();
    lenient
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true);
    let end = match lenient.parse_response(&mut head, block) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Err(Reason::CutOff),
        Err(error) => return Err(Reason::Damaged { what: format!("no answer of a server: {error}") }),
    };
    if head.code != Some(200) {
        return Ok(None);
    }
    let field = |name: &str| {
        let found = head.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let content_type = field("content-type").unwrap_or_default();
    let mut parts = content_type.split(';').map(str::trim);
    if !matches!(parts.next(), Some("text/html" | "application/xhtml+xml")) {
        return Ok(None);
    }
    let charset = parts
        .find_map(|part| part.strip_prefix("charset=").map(|name| name.trim_matches(['"', '\'']).to_owned()));
    let mut body = block[end..].to_vec();
    if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        body = unchunked(&body)?.unwrap_or(body);
    }
    for coding in field("content-encoding").unwrap_or_default().split(',').rev().map(str::trim) {
        body = decoded(body, coding)?;
    }
    Ok(Some(Response { charset, body }))
}

/// More header fields than servers send.
const MOST_FIELDS: usize = 256;

/// A body without one coding.
fn decoded(body: Vec<u8>, coding: &str) -> Result<Vec<u8>, Reason> {
    match coding {
        "" | "identity" => Ok(body),
        "gzip" | "x-gzip" if body.starts_with(gzip::MAGIC) => Ok(limits::whole(gzip::content(&body[..]))?),
        "deflate" if is_zlib(&body) => Ok(limits::whole(flate2::read::ZlibDecoder::new(Cursor::new(body)))?),
        "gzip" | "x-gzip" | "deflate" if looks_like_text(&body) => Ok(body),
        other => Err(Reason::Coding { coding: other.to_owned() }),
    }
}

/// A zlib header: deflate, and a checksum ([RFC 1950](https://www.rfc-editor.org/rfc/rfc1950)).
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0xF == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0)
}

fn looks_like_text(body: &[u8]) -> bool {
    !body.iter().take(512).any(|&byte| byte < b'\t')
}

/// The chunks of a body put together ([RFC 9112 §7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)); nothing
/// where it does not begin with the length of one.
fn unchunked(body: &[u8]) -> Result<Option<Vec<u8>>, Reason> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let size = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((start, size))) => {
                rest = &rest[start..];
                usize::try_from(size).unwrap_or(usize::MAX)
            }
            _ if whole.is_empty() => return Ok(None),
            Ok(httparse::Status::Partial) => return Err(Reason::CutOff),
            Err(_) => {
                return Err(Reason::Damaged { what: "a part of the page has no length".to_owned() });
            }
        };
        if size == 0 {
            return Ok(Some(whole));
        }
        let Some((chunk, behind)) = rest.split_at_checked(size) else { return Err(Reason::CutOff) };
        whole.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gzip::gzipped;

    fn sent(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
    }

    fn page(fields: &str, body: &[u8]) -> Vec<u8> {
        response(&sent(fields, body)).unwrap().unwrap().body
    }

    #[test]
    fn codings_are_undone() {
        let html = "Content-Type: text/html; charset=\"UTF-8\"\r\n";
        assert_eq!(page(&format!("{html}X: 1"), b"<p>"), b"<p>");
        assert_eq!(
            page(&format!("{html}Transfer-Encoding: chunked"), b"2\r\n<p\r\n1;x=y\r\n>\r\n0\r\n\r\n"),
            b"<p>"
        );
        assert_eq!(page(&format!("{html}content-encoding: gzip"), &gzipped(b"<p>")), b"<p>");
        let both = [
            b"1\r\n\x1F\r\n".to_vec(),
            format!("{:x}\r\n", gzipped(b"<p>").len() - 1).into_bytes(),
            gzipped(b"<p>")[1..].to_vec(),
            b"\r\n0\r\n\r\n".to_vec(),
        ]
        .concat();
        assert_eq!(
            page(&format!("{html}Content-Encoding: gzip\r\nTransfer-Encoding: chunked"), &both),
            b"<p>"
        );
    }

    #[test]
    fn what_the_archive_has_undone_is_taken_as_it_is() {
        let html = "Content-Type: text/html\r\n";
        assert_eq!(page(&format!("{html}Transfer-Encoding: chunked"), b"<p>"), b"<p>");
        assert_eq!(page(&format!("{html}Content-Encoding: gzip"), b"<p>"), b"<p>");
    }

    #[test]
    fn only_pages_are_taken() {
        assert_eq!(response(&sent("Content-Type: image/png", b"")).unwrap(), None);
        assert_eq!(response(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n").unwrap(), None);
        assert!(matches!(response(b"HTTP/1.1 200 OK\r\nContent-Ty"), Err(Reason::CutOff)));
        assert!(matches!(response(b"<html>"), Err(Reason::Damaged { .. })));
    }

    #[test]
    fn what_cannot_be_undone_is_said() {
        let brotli = sent("Content-Type: text/html\r\nContent-Encoding: br", b"\x0B\x02");
        assert!(matches!(response(&brotli), Err(Reason::Coding { coding }) if coding == "br"));
        let bomb = sent("Content-Type: text/html\r\nContent-Encoding: gzip", &gzipped(&vec![0; 40 << 20]));
        assert!(matches!(response(&bomb), Err(Reason::Bomb { .. })));
        let cut = sent("Content-Type: text/html\r\nTransfer-Encoding: chunked", b"5\r\nabcde\r\n9\r\nx");
        assert!(matches!(response(&cut), Err(Reason::CutOff)));
    }
}
