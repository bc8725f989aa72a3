//! Writing the prebaked form.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use bytemuck::Pod;
use safetensors::{Dtype, View};

use super::FORMAT;
use crate::Error;

/// Collects the arrays of a pipeline.
#[derive(Default)]
pub(crate) struct Writer {
    arrays: Vec<(String, Block)>,
}

struct Block {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// A number type that a prebaked array can have.
pub(crate) trait Element: Pod {
    /// Its name in safetensors.
    const DTYPE: Dtype;
}

impl Element for f32 {
    const DTYPE: Dtype = Dtype::F32;
}
impl Element for u64 {
    const DTYPE: Dtype = Dtype::U64;
}
impl Element for u32 {
    const DTYPE: Dtype = Dtype::U32;
}
impl Element for u8 {
    const DTYPE: Dtype = Dtype::U8;
}

impl View for &Block {
    fn dtype(&self) -> Dtype {
        self.dtype
    }
    fn shape(&self) -> &[usize] {
        &self.shape
    }
    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

impl Writer {
    /// Adds an array under a name of its own.
    pub(crate) fn add<T: Element>(&mut self, name: impl Into<String>, numbers: &[T]) {
        let block = Block {
            dtype: T::DTYPE,
            shape: vec![numbers.len()],
            bytes: bytemuck::cast_slice(numbers).to_vec(),
        };
        self.arrays.push((name.into(), block));
    }

    /// The finished file.
    pub(crate) fn finish(&self, specification: String, source: String) -> Result<Vec<u8>, Error> {
        let metadata = HashMap::from([
            ("format".to_owned(), FORMAT.to_owned()),
            ("specification".to_owned(), specification),
            ("source".to_owned(), source),
        ]);
        safetensors::serialize(self.arrays.iter().map(|(name, block)| (name, block)), Some(metadata))
            .map_err(|e| Error::malformed("prebaked pipeline", e.to_string()))
    }
}

/// Puts the bytes at `path` so that a reader sees all of them or none.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Models may be shared between users; a temporary file is for its owner alone unless told otherwise.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder).map_err(io)?;
    std::io::Write::write_all(&mut file, bytes).map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(path).map_err(|e| io(e.error))?;
    Ok(())
}
