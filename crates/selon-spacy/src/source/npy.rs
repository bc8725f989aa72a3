//! spaCy's vectors: a `.npy` file with one matrix.

use selon_arrays::npy::{self, Array};

use crate::Error;

const PART: &str = "vocab/vectors";

/// A little-endian `f32` matrix in C order, as rows, columns and its numbers.
pub(crate) fn read_f32_matrix(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>), Error> {
    let array = Array::read(bytes).map_err(refused)?;
    let numbers = array.to_f32().map_err(refused)?;
    let [rows, columns] = array.shape[..] else { return Err(Error::malformed(PART, "not a matrix")) };
    Ok((rows, columns, numbers))
}

fn refused(error: npy::Error) -> Error {
    match error {
        npy::Error::Unsupported(reason) => Error::unsupported(PART, reason),
        other => Error::malformed(PART, other.to_string()),
    }
}
