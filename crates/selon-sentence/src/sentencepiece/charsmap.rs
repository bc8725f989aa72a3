//! Normalisation as SentencePiece does it: a table of character sequences and what stands for each (here NFKC with a few
//! changes for machine translation, `nmt_nfkc`), and spaces as `▁`, one before the text, none twice, none at the end.
//!
//! The table is a double array (`darts-clone`, Yata et al., 2007) over UTF-8 bytes, whose leaves are places in a list of
//! replacements, each of which ends with a NUL byte.

/// What stands for a space.
pub(super) const SPACE: &str = "▁";

/// The normaliser.
pub(crate) struct Charsmap {
    units: Vec<u32>,
    replacements: Vec<u8>,
}

impl Charsmap {
    /// Reads the table; why not, in words.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let cut = || "the table of characters is cut off".to_owned();
        let (size, rest) = bytes.split_first_chunk().ok_or_else(cut)?;
        let size = u32::from_le_bytes(*size) as usize;
        let (units, replacements) = rest.split_at_checked(size).ok_or_else(cut)?;
        let (units, odd) = units.as_chunks();
        if units.is_empty() || !odd.is_empty() || replacements.last().is_some_and(|&last| last != 0) {
            return Err(cut());
        }
        let units = units.iter().copied().map(u32::from_le_bytes).collect();
        Ok(Charsmap { units, replacements: replacements.to_vec() })
    }

    /// The text as pieces are looked for in it. Nothing is left of a text of spaces.
    ///
    /// What would be longer than `longest` bytes ends soon after.
    pub(crate) fn normalise(&self, text: &str, longest: usize) -> String {
        let mut out = Vec::with_capacity(text.len() + 16);
        out.extend(SPACE.bytes());
        let (mut rest, mut after_space) = (text, true);
        while !rest.is_empty() && out.len() <= longest {
            let (mut replacement, length) = self.longest_match(rest);
            rest = &rest[length..];
            while let (true, [b' ', more @ ..]) = (after_space, replacement) {
                replacement = more;
            }
            for &byte in replacement {
                match byte {
                    b' ' => out.extend(SPACE.bytes()),
                    byte => out.push(byte),
                }
            }
            if let Some(&last) = replacement.last() {
                after_space = last == b' ';
            }
        }
        while out.ends_with(SPACE.as_bytes()) {
            out.truncate(out.len() - SPACE.len());
        }
        // Only a damaged table makes what is not UTF-8.
        String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// What stands for the longest beginning of the text that is in the table, and its length in bytes; the first
    /// character as it is, where none is. The text is not empty.
    fn longest_match<'a>(&'a self, text: &'a str) -> (&'a [u8], usize) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let mut found = (&text.as_bytes()[..first], first);
        let mut node = child(0, self.units[0]);
        for (i, &byte) in text.as_bytes().iter().enumerate() {
            node ^= usize::from(byte);
            let Some(&unit) = self.units.get(node).filter(|&unit| unit & 0x8000_00FF == u32::from(byte))
            else {
                break;
            };
            node = child(node, unit);
            let has_leaf = unit & 0x100 != 0;
            if has_leaf
                && text.is_char_boundary(i + 1)
                && let Some(replacement) = self.replacement(node)
            {
                found = (replacement, i + 1);
            }
        }
        found
    }

    /// What a leaf stands for.
    fn replacement(&self, leaf: usize) -> Option<&[u8]> {
        let place = self.units.get(leaf)? & 0x7FFF_FFFF;
        let replacement = self.replacements.get(place as usize..)?;
        replacement.split(|&byte| byte == 0).next().filter(|_| !replacement.is_empty())
    }
}

/// Where the children of a node begin.
fn child(node: usize, unit: u32) -> usize {
    node ^ ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
