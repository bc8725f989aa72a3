//! msgpack as `srsly` and `msgpack-numpy` write it, read without trusting any length in it.

use crate::Error;
use rmpv::{Value, ValueRef};

/// Deeper nesting than any part of a pipeline has.
const DEEPEST: usize = 64;

/// Reads one value that must fill the bytes.
pub(crate) fn decode(part: &str, mut bytes: &[u8]) -> Result<Value, Error> {
    let value = rmpv::decode::read_value_with_max_depth(&mut bytes, DEEPEST)
        .map_err(|e| Error::malformed(part, format!("not msgpack: {e}")))?;
    if bytes.is_empty() {
        Ok(value)
    } else {
        Err(Error::malformed(part, "bytes left over after the msgpack value"))
    }
}

/// Reads one value without copying its strings and arrays.
pub(crate) fn decode_borrowed<'a>(part: &str, mut bytes: &'a [u8]) -> Result<ValueRef<'a>, Error> {
    rmpv::decode::read_value_ref_with_max_depth(&mut bytes, DEEPEST)
        .map_err(|e| Error::malformed(part, format!("not msgpack: {e}")))
}

/// `vocab/key2row`: which row of the vectors belongs to the word with this hash.
///
/// Returned sorted by hash, for binary search.
pub(crate) fn key_to_row(bytes: &[u8]) -> Result<Vec<(u64, u32)>, Error> {
    const PART: &str = "vocab/key2row";
    let malformed = || Error::malformed(PART, "not a map of word hashes to rows");
    let value = decode_borrowed(PART, bytes)?;
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
