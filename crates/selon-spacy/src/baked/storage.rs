//! Reading the prebaked form: named arrays inside one mapped file or one block of memory.

use std::collections::HashMap;
use std::fs::File;
use std::marker::PhantomData;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use bytemuck::Pod;
use safetensors::SafeTensors;

use super::FORMAT;
use crate::Error;

enum Bytes {
    Mapped(memmap2::Mmap),
    /// Whole words, so that every number in it is aligned.
    Owned(Vec<u64>, usize),
}

/// An opened prebaked pipeline.
pub(crate) struct Storage {
    bytes: Arc<Bytes>,
    /// Byte range of each array in the file.
    arrays: HashMap<String, (usize, usize)>,
    /// The configuration.
    pub(crate) specification: String,
    /// Which state of the wheel or folder was baked: its size and time of change.
    pub(crate) source: String,
}

/// UTF-8 text inside a [`Storage`], which it keeps alive.
pub(crate) struct Text(Array<u8>);

/// An array of numbers inside a [`Storage`], which it keeps alive.
pub(crate) struct Array<T> {
    bytes: Arc<Bytes>,
    start: usize,
    end: usize,
    element: PhantomData<T>,
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Owned(words, length) => &bytemuck::cast_slice(words)[..*length],
        }
    }
}

impl Storage {
    /// Maps a prebaked file.
    pub(crate) fn map(path: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io)?;
        // SAFETY: the file is written under another name and renamed, and never changed afterwards.
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(io)?;
        Self::read(Bytes::Mapped(map), &path.display().to_string())
    }

    /// Takes a prebaked pipeline that was made in memory.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut words = vec![0u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self::read(Bytes::Owned(words, bytes.len()), "prebaked pipeline")
    }

    fn read(bytes: Bytes, name: &str) -> Result<Self, Error> {
        let bytes = Arc::new(bytes);
        let whole = bytes.get();
        let malformed = |e: safetensors::SafeTensorError| Error::malformed(name, e.to_string());
        let (header, metadata) = SafeTensors::read_metadata(whole).map_err(malformed)?;
        let texts = metadata.metadata().clone().unwrap_or_default();
        if texts.get("format").map(String::as_str) != Some(FORMAT) {
            return Err(Error::malformed(name, format!("not of the format \"{FORMAT}\"")));
        }
        let text = |key: &str| {
            texts.get(key).cloned().ok_or_else(|| Error::malformed(name, format!("metadata has no {key}")))
        };
        // The arrays stand behind the length of the header, eight bytes, and the header itself.
        let base = size_of::<u64>() + header;
        let place = |(start, end): (usize, usize)| (base + start, base + end);
        let arrays =
            metadata.tensors().into_iter().map(|(name, info)| (name, place(info.data_offsets))).collect();
        Ok(Storage { specification: text("specification")?, source: text("source")?, arrays, bytes })
    }

    /// A named array of `length` numbers.
    pub(crate) fn array<T: Pod>(&self, name: &str, length: usize) -> Result<Array<T>, Error> {
        let array = self.whole_array(name)?;
        if array.len() == length {
            Ok(array)
        } else {
            Err(Error::malformed(name, format!("{} numbers where {length} were expected", array.len())))
        }
    }

    /// A named array that is UTF-8 text.
    pub(crate) fn text(&self, name: &str) -> Result<Text, Error> {
        let bytes: Array<u8> = self.whole_array(name)?;
        match std::str::from_utf8(&bytes) {
            Ok(_) => Ok(Text(bytes)),
            Err(e) => Err(Error::malformed(name, e.to_string())),
        }
    }

    /// A named array of any length.
    pub(crate) fn whole_array<T: Pod>(&self, name: &str) -> Result<Array<T>, Error> {
        let &(start, end) = self
            .arrays
            .get(name)
            .ok_or_else(|| Error::malformed(name, "missing in the prebaked pipeline"))?;
        bytemuck::try_cast_slice::<u8, T>(&self.bytes.get()[start..end])
            .map_err(|e| Error::malformed(name, e.to_string()))?;
        Ok(Array { bytes: self.bytes.clone(), start, end, element: PhantomData })
    }
}

impl<T: Pod> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // Checked when the array was made; the bytes do not move.
        bytemuck::cast_slice(&self.bytes.get()[self.start..self.end])
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        // SAFETY: checked when the text was opened; the bytes do not change.
        unsafe { std::str::from_utf8_unchecked(&self.0) }
    }
}
