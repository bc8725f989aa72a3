//! The `.npy` format, version 1 to 3, for the one kind of array that spaCy's vectors are.
//!
//! Specification: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use crate::Error;

const PART: &str = "vocab/vectors";

/// A little-endian `f32` matrix in C order, as rows, columns and its numbers.
pub(crate) fn read_f32_matrix(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>), Error> {
    let bad = |reason: &str| Error::malformed(PART, reason.to_owned());
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(|| bad("not a .npy file"))?;
    let (major, rest) = match rest {
        [major, _minor, rest @ ..] => (*major, rest),
        _ => return Err(bad("cut off in its header")),
    };
    let length_bytes = if major == 1 { 2 } else { 4 };
    let (length, rest) = rest.split_at_checked(length_bytes).ok_or_else(|| bad("cut off in its header"))?;
    let length = length.iter().rev().fold(0usize, |n, &b| n << 8 | b as usize);
    let (header, data) = rest.split_at_checked(length).ok_or_else(|| bad("cut off in its header"))?;
    let header = std::str::from_utf8(header).map_err(|_| bad("header is not text"))?;
    if !header.contains("'<f4'") {
        return Err(Error::unsupported(
            PART,
            format!("only '<f4' arrays are read, this one is {}", header.trim()),
        ));
    }
    if !header.contains("'fortran_order': False") {
        return Err(Error::unsupported(PART, "Fortran order"));
    }
    let shape = header
        .split_once("'shape': (")
        .and_then(|(_, after)| after.split_once(')'))
        .ok_or_else(|| bad("header has no shape"))?
        .0;
    let dimensions: Vec<usize> = shape
        .split(',')
        .map(str::trim)
        .filter(|d| !d.is_empty())
        .map(|d| d.parse().map_err(|_| bad("shape is not made of numbers")))
        .collect::<Result<_, _>>()?;
    let [rows, columns] = dimensions[..] else { return Err(bad("not a matrix")) };
    let wanted =
        rows.checked_mul(columns).and_then(|n| n.checked_mul(4)).ok_or_else(|| bad("impossible shape"))?;
    if data.len() != wanted {
        return Err(bad(&format!("{rows} × {columns} numbers announced, {} bytes there", data.len())));
    }
    Ok((rows, columns, data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(shape: &str, data: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    #[test]
    fn a_matrix_comes_back_in_rows() {
        let data: Vec<u8> = [1f32, 2., 3., 4.].iter().flat_map(|f| f.to_le_bytes()).collect();
        assert_eq!(read_f32_matrix(&npy("2, 2", &data)).unwrap(), (2, 2, vec![1., 2., 3., 4.]));
        assert_eq!(read_f32_matrix(&npy("0, 0", &[])).unwrap(), (0, 0, vec![]));
    }

    #[test]
    fn a_cut_or_inflated_file_is_refused() {
        let whole = npy("2, 2", &[0; 16]);
        for end in 0..whole.len() {
            assert!(read_f32_matrix(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(read_f32_matrix(&npy("99999999999, 99999999999", &[0; 16])).is_err());
    }
}
