//! What bytes are, by how they begin: where a name does not tell.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::{Format, decode, gzip, warc};

/// How something is written, by its first bytes; plain text where they say nothing.
pub(crate) fn format(start: &[u8]) -> Format {
    match Encoding::for_bom(start) {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            return of_text(encoding.decode(start).0.as_bytes());
        }
        _ => {}
    }
    if start.starts_with(warc::MAGIC) {
        return Format::Warc;
    }
    of_text(start.strip_prefix(decode::UTF8_BOM).unwrap_or(start))
}

/// Whether these are gzip.
pub(crate) fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(gzip::MAGIC)
}

/// Whether JSON is a feed: it says of which version.
pub(crate) fn is_json_feed(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let mut rest = &*text;
    while let Some((_, behind)) = rest.split_once("\"version\"") {
        let value = behind.trim_start().strip_prefix(':').map(str::trim_start).unwrap_or_default();
        if [
            "\"https://jsonfeed.org/version/",
            "\"http://jsonfeed.org/version/",
            "\"https:\\/\\/jsonfeed.org\\/version\\/",
        ]
        .iter()
        .any(|mark| value.starts_with(mark))
        {
            return true;
        }
        rest = behind;
    }
    false
}

fn of_text(start: &[u8]) -> Format {
    let start = start.trim_ascii_start();
    match start.first() {
        Some(b'{') if is_json_feed(start) => Format::Feed,
        Some(b'{') => Format::Jsonl,
        Some(b'<') => match first_element(start).as_deref() {
            Some("rss" | "feed" | "rdf:rdf") => Format::Feed,
            Some(name) if PAGE.contains(&name) => Format::Html,
            _ => Format::Text,
        },
        _ => Format::Text,
    }
}

/// What a page may begin with ([MIME Sniffing §7.1](https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type)).
const PAGE: [&str; 17] = [
    "!doctype", "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b",
    "body", "br", "p", "meta",
];

/// The name of the first element, in lower case, behind declarations and comments; `!doctype` counts as one where it
/// is of a page.
fn first_element(start: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(start);
    let mut rest = text.trim_start();
    loop {
        rest = match rest {
            _ if rest.starts_with("<?") => rest.split_once("?>")?.1.trim_start(),
            _ if rest.starts_with("<!--") => rest.split_once("-->")?.1.trim_start(),
            _ => break,
        };
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len())];
    let name = name.to_ascii_lowercase();
    if name == "!doctype" && !rest["<!doctype".len()..].trim_start().to_ascii_lowercase().starts_with("html")
    {
        return first_element(rest.split_once('>')?.1.as_bytes());
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_tells() {
        for (start, expected) in [
            ("", Format::Text),
            ("Le ministre {", Format::Text),
            (" \n{\"text\": \"a\"}", Format::Jsonl),
            ("{\"text\": \"\\\"version\\\": \\\"https://jsonfeed.org/version/1\\\"\"}", Format::Jsonl),
            ("{\n \"version\" : \"https://jsonfeed.org/version/1.1\",", Format::Feed),
            ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- a <b> --><rss version=\"2.0\">", Format::Feed),
            ("<!DOCTYPE rdf:RDF [<!ENTITY a \"b\">]><rdf:RDF xmlns=\"\">", Format::Text),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("<!DOCTYPE html><html lang=fr>", Format::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C\">", Format::Html),
            ("<HTML>", Format::Html),
            ("<< Non >>, dit-il", Format::Text),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc),
        ] {
            assert_eq!(format(start.as_bytes()), expected, "{start}");
        }
        let utf16: Vec<u8> = "\u{FEFF}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format(&utf16), Format::Html);
    }
}
