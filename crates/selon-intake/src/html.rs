//! A page's bytes to an item: the encoding it is in, then [`page`](crate::page::page).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use selon_record::Article;

use crate::original::Original;
use crate::page::page;
use crate::{Failure, Item, Note, Place, Reason, decode};

/// What is known of a page beside its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    /// Where it was fetched.
    pub(crate) address: Option<String>,
    /// The encoding that the server named.
    pub(crate) charset: Option<String>,
}

/// The article of a page.
///
/// # Errors
/// The bytes are no text, or the article has characters that are none in the page's encoding.
pub(crate) fn article(bytes: &[u8], around: &Around, place: Place, keep: bool) -> Result<Item, Failure> {
    let Decoded { text, encoding, note } = match decoded(bytes, around) {
        Ok(decoded) => decoded,
        Err(reason) => return Err(Failure { place, reason }),
    };
    let found = page(&text, around.address.as_deref());
    // A bad byte somewhere in a page does no harm; one in the article would make other words of it.
    let damaged = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    if damaged(&found.text) || found.title.as_deref().is_some_and(damaged) {
        let offset = encoding.decode_without_bom_handling_and_without_replacement(bytes).is_none();
        if offset {
            return Err(Failure { place, reason: decode::first_bad(encoding, bytes) });
        }
    }
    let mut article = Article::new(found.text);
    article.url = around.address.clone().or(found.url);
    article.outlet = found.site_name;
    article.title = found.title;
    article.byline = found.byline;
    article.published = found.published;
    article.dated = found.dated;
    article.language = found.language.unwrap_or(article.language);
    let original = Original::of(bytes, "text/html", encoding.name(), keep);
    Ok(Item { place, article, original, notes: note.into_iter().collect() })
}

/// A page's text, in which bad bytes stand as U+FFFD.
struct Decoded {
    text: String,
    encoding: &'static Encoding,
    note: Option<Note>,
}

/// Decodes a page as browsers do: a byte order mark, the server's word, the page's own word, what the bytes look like.
/// Where the word is proven wrong by the bytes (UTF-8 that says it is windows-1252, or the other way round) the bytes
/// are believed, with a note.
fn decoded(bytes: &[u8], around: &Around) -> Result<Decoded, Reason> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok(Decoded { text: text.into_owned(), encoding, note: None });
    }
    let label = around.charset.as_deref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let stated = label.or_else(|| in_page(bytes));
    if stated.is_none_or(|encoding| encoding.is_ascii_compatible())
        && let Some(offset) = bytes.iter().position(|&byte| byte == 0)
        && !is_page(&bytes[..offset])
    {
        return Err(Reason::Nul { offset });
    }
    let recognised = recognised(bytes, around, stated);
    let note = match stated {
        Some(stated) if stated != recognised => {
            Some(Note::OtherEncoding { stated: stated.name(), encoding: recognised.name() })
        }
        None if recognised != UTF_8 => Some(Note::ReadAs { encoding: recognised.name() }),
        _ => None,
    };
    let (text, _) = recognised.decode_without_bom_handling(bytes);
    Ok(Decoded { text: text.into_owned(), encoding: recognised, note })
}

/// The stated encoding, where the bytes do not prove it wrong; what they look like, otherwise.
fn recognised(bytes: &[u8], around: &Around, stated: Option<&'static Encoding>) -> &'static Encoding {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let is_proven = is_utf8 && !bytes.is_ascii();
    match stated {
        Some(encoding) if encoding.is_ascii_compatible() && is_proven => UTF_8,
        Some(encoding) if encoding != UTF_8 || is_utf8 || decode::is_damaged_utf8(bytes) => encoding,
        None if is_utf8 || decode::is_damaged_utf8(bytes) => UTF_8,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(bytes, true);
            detector
                .guess(around.address.as_deref().and_then(top_level).map(str::as_bytes), Utf8Detection::Deny)
        }
    }
}

/// The encoding that the first kilobyte of a page names
/// ([prescan](https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding)):
/// `<meta charset="…">`, or `charset=…` in a `<meta content="…">`, or an XML declaration.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let declared = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let declared = declared.and_then(|(inside, _)| value_of(inside, "encoding"));
    let mut rest = &*start;
    let named = declared.or_else(|| {
        std::iter::from_fn(|| {
            let (_, behind) = rest.split_once("<meta")?;
            let (inside, behind) = behind.split_once('>').unwrap_or((behind, ""));
            rest = behind;
            Some(value_of(inside, "charset"))
        })
        .flatten()
        .next()
    });
    let encoding = named.and_then(|name| Encoding::for_label(name.as_bytes()))?;
    // A page whose word can be read in ASCII is not in UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// As far as browsers look for the name of an encoding.
const PRESCAN: usize = 1024;

/// The value behind `name=`, in quotation marks or not.
fn value_of<'a>(inside: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = inside.split_once(name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?'))
        .unwrap_or(value.len());
    Some(&value[..end]).filter(|value| !value.is_empty())
}

/// The top-level domain of an address, by which the detector knows what to expect.
fn top_level(address: &str) -> Option<&str> {
    let host = address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let (_, top) = host.rsplit_once('.')?;
    // The detector takes nothing else.
    (!top.is_empty() && top.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(top)
}

/// Whether bytes before a NUL are those of a page all the same.
fn is_page(before: &[u8]) -> bool {
    crate::sniff::format(before) == crate::Format::Html
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "L’armée a tiré à Liège : « Vingt-six tués », selon l’hôpital, près de l’œuvre.";

    fn read(bytes: &[u8], charset: Option<&str>) -> Result<(String, &'static str, Option<Note>), Reason> {
        let around = Around { charset: charset.map(str::to_owned), ..Around::default() };
        decoded(bytes, &around).map(|found| (found.text, found.encoding.name(), found.note))
    }

    fn legacy(html: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1252.encode(html).0.into_owned()
    }

    #[test]
    fn the_server_and_the_page_name_encodings() {
        let page = format!("<html><p>{WORDS}");
        assert_eq!(read(&legacy(&page), Some("iso-8859-1")).unwrap(), (page.clone(), "windows-1252", None));
        for meta in ["<meta charset=latin1>", "<META http-equiv=x content='text/html; charset=ISO-8859-15'/>"]
        {
            let page = format!("<html>{meta}<p>{}", WORDS.replace('’', "'").replace('œ', "oe"));
            let (text, _, note) = read(&legacy(&page), None).unwrap();
            assert_eq!((text, note), (page, None));
        }
    }

    #[test]
    fn bytes_prove_words_wrong() {
        let page = format!("<html><meta charset=iso-8859-1><p>{WORDS}");
        let note = Note::OtherEncoding { stated: "windows-1252", encoding: "UTF-8" };
        assert_eq!(read(page.as_bytes(), None).unwrap(), (page, "UTF-8", Some(note)));
        let page = format!("<html><meta charset=utf-8><p>{WORDS}");
        let note = Note::OtherEncoding { stated: "UTF-8", encoding: "windows-1252" };
        assert_eq!(read(&legacy(&page), None).unwrap(), (page, "windows-1252", Some(note)));
    }

    #[test]
    fn without_a_word_the_bytes_tell() {
        let page = format!("<html><p>{WORDS}");
        let note = Some(Note::ReadAs { encoding: "windows-1252" });
        assert_eq!(read(&legacy(&page), None).unwrap(), (page, "windows-1252", note));
        assert!(matches!(read(b"\x89PNG\r\n\x1A\n\0\0", None), Err(Reason::Nul { offset: 8 })));
    }

    #[test]
    fn names_are_taken_out_of_attributes() {
        assert_eq!(value_of(" charset = \"utf-8\" ", "charset"), Some("utf-8"));
        assert_eq!(value_of("content='text/html;charset=utf-8;'", "charset"), Some("utf-8"));
        assert_eq!(value_of("charset=", "charset"), None);
        assert_eq!(top_level("https://www.lesoir.be/a?b=c.d"), Some("be"));
        assert_eq!(top_level("https://127.0.0.1/"), None);
    }
}
