//! Catalogues of gettext (`.mo`): texts by their key.
//!
//! The format is that of the manual of GNU gettext, "The Format of GNU MO Files".

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};

/// The texts of a catalogue by their keys. The empty key, which holds the head of the file, is left out.
pub(crate) fn catalogue(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let number = |at: usize| -> Result<usize> {
        let bytes =
            bytes.get(at..).and_then(|rest| rest.first_chunk()).context("the catalogue ends early")?;
        Ok(u32::from_le_bytes(*bytes) as usize)
    };
    ensure!(number(0)? == 0x9504_12de, "no catalogue of gettext in little-endian order");
    ensure!(number(4)? >> 16 == 0, "a catalogue of a later format");
    let (count, keys, texts) = (number(8)?, number(12)?, number(16)?);
    let text = |table: usize, i: usize| -> Result<&str> {
        let (length, start) = (number(table + 8 * i)?, number(table + 8 * i + 4)?);
        let bytes =
            bytes.get(start..).and_then(|rest| rest.get(..length)).context("the catalogue ends early")?;
        Ok(std::str::from_utf8(bytes)?)
    };
    let mut catalogue = BTreeMap::new();
    for i in 0..count {
        let key = text(keys, i)?;
        if !key.is_empty() {
            catalogue.insert(key.to_owned(), text(texts, i)?.to_owned());
        }
    }
    Ok(catalogue)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A catalogue of these keys and texts.
    pub(crate) fn written(rows: &[(&str, &str)]) -> Vec<u8> {
        let mut strings = Vec::new();
        let mut tables = [Vec::new(), Vec::new()];
        let start = 28 + 16 * rows.len();
        for (key, text) in rows {
            for (table, string) in tables.iter_mut().zip([key, text]) {
                table.extend_from_slice(&(string.len() as u32).to_le_bytes());
                table.extend_from_slice(&((start + strings.len()) as u32).to_le_bytes());
                strings.extend_from_slice(string.as_bytes());
            }
        }
        let count = rows.len() as u32;
        let head = [0x9504_12de, 0, count, 28, 28 + 8 * count, 0, 0];
        let mut bytes: Vec<u8> = head.iter().flat_map(|number: &u32| number.to_le_bytes()).collect();
        tables.iter().for_each(|table| bytes.extend_from_slice(table));
        bytes.extend_from_slice(&strings);
        bytes
    }

    #[test]
    fn texts_are_found_by_their_keys() {
        let bytes = written(&[("", "head"), ("524901", "Moscou"), ("RU.48", "Moscou")]);
        let catalogue = catalogue(&bytes).unwrap();
        assert_eq!(catalogue["524901"], "Moscou");
        assert_eq!(catalogue.len(), 2);
    }

    #[test]
    fn damaged_catalogues_are_refused() {
        let bytes = written(&[("", "head"), ("524901", "Moscou")]);
        for end in 0..bytes.len() {
            assert!(catalogue(&bytes[..end]).is_err(), "{end}");
        }
        assert!(catalogue(b"not a catalogue at all, only text of some length").is_err());
        let mut huge = bytes.clone();
        huge[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(catalogue(&huge).is_err());
    }
}
