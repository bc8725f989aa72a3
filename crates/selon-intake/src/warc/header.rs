//! The header of a WARC record: a line of its version, then `Name: value` lines up to a blank one.

use std::io::BufRead;

use crate::{Reason, limits};

/// More than any header has.
const LONGEST: u64 = 64 << 10;

/// The fields of a header, names in lower case.
pub(super) struct Header(Vec<(String, String)>);

impl Header {
    /// Reads the header that begins here; none at the end of the input.
    ///
    /// # Errors
    /// The bytes begin no record, or the header does not end.
    pub(super) fn read(bytes: &mut impl BufRead) -> Result<Option<Self>, Reason> {
        let bad = |what: &str| Reason::Damaged { what: what.to_owned() };
        let mut line = Vec::new();
        if limits::line(bytes, &mut line, LONGEST)? == 0 {
            return Ok(None);
        }
        if !line.starts_with(super::MAGIC) {
            return Err(bad("no WARC record begins here"));
        }
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut room = LONGEST;
        loop {
            let taken = limits::line(bytes, &mut line, room)?;
            if taken == 0 {
                return Err(Reason::CutOff);
            }
            room = room.checked_sub(taken).ok_or_else(|| bad("the header of this record does not end"))?;
            if !line.ends_with(b"\n") {
                return Err(Reason::CutOff);
            }
            let text = String::from_utf8_lossy(&line);
            if text.trim_end_matches(['\r', '\n']).is_empty() {
                return Ok(Some(Header(fields)));
            }
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else {
                return Err(bad("a line of this record's header has no colon"));
            }
        }
    }

    /// The value of a field, by its name in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// What the block is, without parameters.
    pub(super) fn media_type(&self) -> Option<&str> {
        self.get("content-type").map(|value| value.split(';').next().unwrap_or_default().trim())
    }

    /// How many bytes the block has.
    ///
    /// # Errors
    /// The header does not say, or not with a number.
    pub(super) fn length(&self) -> Result<u64, Reason> {
        let length = self.get("content-length").and_then(|value| value.parse().ok());
        length.ok_or_else(|| Reason::Damaged { what: "this record's length is not stated".to_owned() })
    }
}
