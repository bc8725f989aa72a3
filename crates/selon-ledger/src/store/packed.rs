//! What is kept compressed: original bytes, and the records of readings.

use std::cell::RefCell;
use std::io;

use selon_record::Reading;
use zstd::bulk::Compressor;

/// Zstandard's level: a reading takes a millisecond, and the next levels gain little.
const LEVEL: i32 = 6;

thread_local! {
    /// One a thread, as making one costs more than a short text.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

/// Bytes, compressed with Zstandard.
pub(super) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| match compressor {
        Some(compressor) => compressor.compress(bytes),
        None => compressor.insert(Compressor::new(LEVEL)?).compress(bytes),
    })
}

/// The bytes again.
pub(super) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    zstd::stream::decode_all(packed)
}

/// A reading without the text of its article, which the article's row has. The reading is as it was afterwards.
pub(super) fn pack_reading(reading: &mut Reading) -> io::Result<Vec<u8>> {
    let text = std::mem::take(&mut reading.article.text);
    let json = serde_json::to_vec(reading);
    reading.article.text = text;
    pack(&json?)
}

/// The reading again, with the text of its article.
pub(super) fn unpack_reading(packed: &[u8], text: String) -> io::Result<Reading> {
    let mut reading: Reading = serde_json::from_slice(&unpack(packed)?)?;
    reading.article.text = text;
    Ok(reading)
}
