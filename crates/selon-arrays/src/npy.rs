//! The `.npy` format, version 1 to 3, for matrices, vectors and single numbers of the kinds that models are made of.
//!
//! Specification: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

/// An array as it lies in a file, in C order. As many bytes are there as its shape and kind ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array<'a> {
    /// Kind of its numbers, as NumPy writes it: `<f4`, `<f8`, `|u1`, `|i1`.
    pub kind: &'a str,
    /// Its dimensions, the outermost first; none for a single number.
    pub shape: Vec<usize>,
    /// Its numbers.
    pub data: &'a [u8],
}

/// Why bytes are no array that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no `.npy` file, or cut off or altered.
    #[error("{0}")]
    Malformed(String),
    /// It is one of a kind that is not read.
    #[error("{0}")]
    Unsupported(String),
}

impl<'a> Array<'a> {
    /// Reads the header; the numbers stay where they are.
    ///
    /// # Errors
    /// The header is not that of an array, the order is Fortran's, or the data are not as long as the header says.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let (header, data) = split(bytes)?;
        if !header.contains("'fortran_order': False") {
            return Err(Error::Unsupported("Fortran order".to_owned()));
        }
        let between = |before: &str, after: char| {
            let (_, rest) = header.split_once(before)?;
            Some(rest.split_once(after)?.0)
        };
        let kind = between("'descr': '", '\'').ok_or_else(|| malformed("header has no kind of numbers"))?;
        let width: usize = match kind {
            "|u1" | "|i1" => 1,
            "<f4" => 4,
            "<f8" => 8,
            other => return Err(Error::Unsupported(format!("numbers of kind {other}"))),
        };
        let shape = between("'shape': (", ')').ok_or_else(|| malformed("header has no shape"))?;
        let dimensions = shape.split(',').map(str::trim).filter(|dimension| !dimension.is_empty());
        let shape = dimensions
            .map(|d| d.parse().map_err(|_| malformed("shape is not made of numbers")))
            .collect::<Result<Vec<usize>, _>>()?;
        let wanted = shape.iter().try_fold(width, |product, &d| product.checked_mul(d));
        if wanted != Some(data.len()) {
            return Err(malformed(&format!("{shape:?} numbers announced, {} bytes there", data.len())));
        }
        Ok(Array { kind, shape, data })
    }

    /// Its numbers, where they are `f32`.
    ///
    /// # Errors
    /// They are of another kind.
    pub fn to_f32(&self) -> Result<Vec<f32>, Error> {
        if self.kind != "<f4" {
            return Err(Error::Unsupported(format!("only '<f4' arrays are read, this one is {}", self.kind)));
        }
        Ok(self.data.as_chunks().0.iter().copied().map(f32::from_le_bytes).collect())
    }
}

/// The header as text, and what follows it.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), Error> {
    let cut = || malformed("cut off in its header");
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(|| malformed("not a .npy file"))?;
    let [major, _minor, rest @ ..] = rest else { return Err(cut()) };
    let (length, rest) = rest.split_at_checked(if *major == 1 { 2 } else { 4 }).ok_or_else(cut)?;
    let length = length.iter().rev().fold(0usize, |n, &b| n << 8 | b as usize);
    let (header, data) = rest.split_at_checked(length).ok_or_else(cut)?;
    Ok((std::str::from_utf8(header).map_err(|_| malformed("header is not text"))?, data))
}

fn malformed(reason: &str) -> Error {
    Error::Malformed(reason.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn npy(kind: &str, shape: &str, data: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    #[test]
    fn a_matrix_comes_back_in_rows() {
        let data: Vec<u8> = [1f32, 2., 3., 4.].iter().flat_map(|f| f.to_le_bytes()).collect();
        let file = npy("<f4", "2, 2", &data);
        let array = Array::read(&file).unwrap();
        assert_eq!((&*array.shape, array.to_f32().unwrap()), (&[2, 2][..], vec![1., 2., 3., 4.]));
        assert_eq!(Array::read(&npy("<f4", "0, 0", &[])).unwrap().to_f32().unwrap(), []);
    }

    #[test]
    fn vectors_and_single_numbers_are_arrays() {
        assert_eq!(Array::read(&npy("|u1", "3,", &[1, 2, 3])).unwrap().shape, [3]);
        assert_eq!(Array::read(&npy("<f8", "", &[0; 8])).unwrap().shape, []);
        assert!(Array::read(&npy("<f8", "", &[0; 8])).unwrap().to_f32().is_err());
    }

    #[test]
    fn a_cut_or_inflated_file_is_refused() {
        let whole = npy("<f4", "2, 2", &[0; 16]);
        for end in 0..whole.len() {
            assert!(Array::read(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(Array::read(&npy("<f4", "99999999999, 99999999999", &[0; 16])).is_err());
        assert!(Array::read(&npy("|O", "2, 2", &[0; 16])).is_err());
    }
}
