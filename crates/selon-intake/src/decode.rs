//! Bytes to text: as UTF-8 or UTF-16 where they say so, as the legacy encoding they are in, or not at all.
//!
//! Nothing is ever replaced: a text with `U+FFFD` in it would have other words than the article.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Reason;

pub(crate) const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// A text, and the encoding it was in where the bytes did not say so.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
    /// The same, where it was recognised by the bytes: `windows-1252`.
    pub(crate) recognised: Option<&'static str>,
}

/// Why bytes are no text, with the offset of the first bad one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Undecodable {
    /// A NUL byte: the file is binary.
    Nul(usize),
    /// Bytes that no encoding explains.
    Malformed(usize),
}

impl From<Undecodable> for Reason {
    fn from(bad: Undecodable) -> Self {
        match bad {
            Undecodable::Nul(offset) => Reason::Nul { offset },
            Undecodable::Malformed(offset) => Reason::Undecodable { offset },
        }
    }
}

/// The text of a file's bytes, without its byte order mark.
///
/// Without a mark, bytes that are not UTF-8 are read in the encoding Firefox's detector gives them. They are refused
/// when that encoding has no character for one of them, and when most of what is not ASCII in them is good UTF-8:
/// that is a damaged UTF-8 file, which windows-1252 would turn into "dÃ©gÃ¢ts".
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, Undecodable> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, bom)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let text = strict(encoding, &bytes[bom..]).map_err(|at| Undecodable::Malformed(bom + at))?;
            return Ok(Decoded { text, encoding: encoding.name(), recognised: None });
        }
        _ => {}
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Undecodable::Nul(at));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
            return Ok(Decoded { text, encoding: UTF_8.name(), recognised: None });
        }
        Err(error) => error.into_bytes(),
    };
    let first_bad = strict(UTF_8, &bytes).err().unwrap_or_default();
    if is_damaged_utf8(&bytes) {
        return Err(Undecodable::Malformed(first_bad));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    match strict(encoding, &bytes) {
        Ok(text) if !text.contains(|c| ('\u{80}'..='\u{9F}').contains(&c) || c == '\u{FFFD}') => {
            Ok(Decoded { text, encoding: encoding.name(), recognised: Some(encoding.name()) })
        }
        _ => Err(Undecodable::Malformed(first_bad)),
    }
}

/// The text in one encoding, or the offset of the first bytes that are none in it.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(0_usize)?;
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(bad, after) => {
            Err(read.saturating_sub(usize::from(bad) + usize::from(after)))
        }
        DecoderResult::OutputFull => Err(read), // the room was enough by contract
    }
}

/// Where the first bytes are that are none in an encoding.
pub(crate) fn first_bad(encoding: &'static Encoding, bytes: &[u8]) -> Reason {
    Reason::Undecodable { offset: strict(encoding, bytes).err().unwrap_or_default() }
}

/// Whether there are more good UTF-8 sequences beyond ASCII than bad ones.
pub(crate) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "L’armée a tiré, selon le ministère : « Vingt-six tués », dégâts élevés à l’aéroport.";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn marks_are_taken_off() {
        let utf8 = [UTF8_BOM, TEXT.as_bytes()].concat();
        for bytes in
            [TEXT.as_bytes().to_vec(), utf8, utf16(TEXT, u16::to_le_bytes), utf16(TEXT, u16::to_be_bytes)]
        {
            let decoded = decode(bytes).unwrap();
            assert_eq!((&*decoded.text, decoded.recognised), (TEXT, None));
        }
    }

    #[test]
    fn legacy_french_is_recognised() {
        let bytes = encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned();
        assert_eq!(
            decode(bytes),
            Ok(Decoded { text: TEXT.into(), encoding: "windows-1252", recognised: Some("windows-1252") })
        );
    }

    #[test]
    fn damaged_utf8_is_refused_with_the_place() {
        let mut bytes = TEXT.as_bytes().to_vec();
        let at = TEXT.find("selon").unwrap();
        bytes[at] = 0xE9;
        assert_eq!(decode(bytes), Err(Undecodable::Malformed(at)));
    }

    #[test]
    fn a_cut_utf16_text_is_refused_with_the_place() {
        let mut bytes = utf16("abc", u16::to_le_bytes);
        bytes.pop();
        assert_eq!(decode(bytes), Err(Undecodable::Malformed(6)));
    }

    #[test]
    fn binary_is_refused_with_the_place() {
        assert_eq!(decode(b"GIF\x00\xFF".to_vec()), Err(Undecodable::Nul(3)));
    }

    #[test]
    fn nothing_is_an_empty_text() {
        assert_eq!(decode(Vec::new()).unwrap().text, "");
    }

    proptest! {
        #[test]
        fn any_utf8_without_nul_is_itself(text in "[^\\x00\u{FEFF}]*") {
            prop_assert_eq!(decode(text.clone().into_bytes()).unwrap().text, text);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let replaced = |read: Decoded| read.recognised.is_some() && read.text.contains(char::REPLACEMENT_CHARACTER);
            prop_assert!(!decode(bytes).is_ok_and(replaced));
        }
    }
}
