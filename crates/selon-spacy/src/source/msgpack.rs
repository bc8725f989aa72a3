//! msgpack as `srsly` and `msgpack-numpy` write it, read without trusting any length in it.

use crate::Error;
use rmpv::ValueRef;

/// Far deeper than any part of a pipeline (rmpv counts a level more than once), far from the end of the stack.
const DEEPEST: usize = 64;

/// One value and nothing after it; strings and arrays are borrowed from the bytes.
pub(crate) fn decode<'a>(part: &str, bytes: &'a [u8]) -> Result<ValueRef<'a>, Error> {
    let mut rest = bytes;
    let value = rmpv::decode::read_value_ref_with_max_depth(&mut rest, DEEPEST)
        .map_err(|e| Error::malformed(part, format!("not msgpack: {e}")))?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(Error::malformed(part, format!("{} bytes after the end of the msgpack value", rest.len())))
    }
}

/// `vocab/key2row`: which row of the vectors belongs to the word with this hash.
///
/// Returned sorted by hash, for binary search.
pub(crate) fn key_to_row(bytes: &[u8]) -> Result<Vec<(u64, u32)>, Error> {
    const PART: &str = "vocab/key2row";
    let malformed = || Error::malformed(PART, "not a map of word hashes to rows");
    let value = decode(PART, bytes)?;
    let ValueRef::Map(pairs) = value else { return Err(malformed()) };
    let mut rows = Vec::with_capacity(pairs.len());
    for (key, row) in pairs {
        let (ValueRef::Integer(key), ValueRef::Integer(row)) = (key, row) else { return Err(malformed()) };
        let (Some(key), Some(row)) = (key.as_u64(), row.as_i64()) else { return Err(malformed()) };
        // A key without a vector has row −1 in spaCy.
        if let Ok(row) = u32::try_from(row) {
            rows.push((key, row));
        }
    }
    rows.sort_unstable();
    rows.dedup_by_key(|(key, _)| *key);
    Ok(rows)
}
