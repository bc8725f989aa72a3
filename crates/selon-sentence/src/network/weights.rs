//! The weights as the package holds them, put in the order in which they are used.

use selon_arrays::Matrix;

use super::{BRANCHES, EMBEDDING, FEATURES, HIDDEN, UNITS};
use crate::Error;
use crate::package::Arrays;
use crate::vector::DIMENSIONS;

/// The embeddings lie in so many tables, in turn: that of piece `i` is row `i / TABLES` of table `i % TABLES`.
const TABLES: usize = 17;

/// Width and pieces before the middle one of each convolution.
const WINDOWS: [(usize, usize); BRANCHES] = [(2, 0), (3, 1), (5, 2)];

/// All that was learned.
pub(crate) struct Weights {
    pub(super) embeddings: Embeddings,
    /// From the embedding to what each convolution begins with, side by side.
    pub(super) projection: Dense,
    /// After the projection.
    pub(super) first_norm: Norm,
    pub(super) branches: [Branch; BRANCHES],
    /// After the convolutions.
    pub(super) second_norm: Norm,
    /// From a piece's features to the sentence.
    pub(super) output: Dense,
    pub(super) head: Head,
    /// Keeps square roots of variances from zero.
    pub(super) epsilon: f32,
}

/// The embeddings of all pieces, as bytes.
pub(super) struct Embeddings {
    tables: Vec<Table>,
}

struct Table {
    rows: Vec<u8>,
    /// What a byte of 0 is.
    low: f32,
    /// What a byte adds.
    step: f32,
}

/// A matrix, and what is added to a product with it.
pub(super) struct Dense {
    pub(super) weights: Matrix,
    pub(super) bias: Vec<f32>,
}

/// What normalised numbers are multiplied with, and what is added.
pub(super) struct Norm {
    pub(super) gain: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// Two convolutions, one upon the other.
pub(super) struct Branch {
    /// Pieces it sees at once.
    pub(super) width: usize,
    /// How many of them are before the middle one.
    pub(super) before: usize,
    /// `UNITS` rows of `width × UNITS`: what a piece adds to the `width` places that see it.
    pub(super) first: Dense,
    /// `width × UNITS` rows of `UNITS`.
    pub(super) second: Dense,
}

/// The dense layers at the end; two ways lead past the inner ones.
pub(super) struct Head {
    pub(super) first: Matrix,
    pub(super) past_first: Matrix,
    pub(super) second: Matrix,
    pub(super) third: Matrix,
    pub(super) past_third: Matrix,
    pub(super) last: Matrix,
}

impl Weights {
    /// Reads them.
    pub(crate) fn read(arrays: &mut Arrays) -> Result<Self, Error> {
        let mut branches = Vec::with_capacity(BRANCHES);
        let mut projections = Vec::with_capacity(BRANCHES);
        let mut first_norm = Norm { gain: Vec::new(), shift: Vec::new() };
        let mut projection_bias = Vec::new();
        for (width, before) in WINDOWS {
            projections.push(arrays.numbers(&format!("proj{width}"), &[EMBEDDING, UNITS])?);
            projection_bias.extend(arrays.numbers(&format!("proj_b{width}"), &[UNITS])?);
            first_norm.gain.extend(arrays.numbers(&format!("ln_g{width}"), &[UNITS])?);
            first_norm.shift.extend(arrays.numbers(&format!("ln_b{width}"), &[UNITS])?);
            let shape = [width * UNITS, UNITS];
            let blocks = arrays.numbers(&format!("w1_{width}"), &shape)?;
            let blocks: Vec<&[f32]> = blocks.chunks_exact(UNITS * UNITS).collect();
            let first = Dense {
                weights: Matrix::new(UNITS, width * UNITS, &side_by_side(&blocks, UNITS)),
                bias: arrays.numbers(&format!("b1_{width}"), &[UNITS])?,
            };
            let second = Dense {
                weights: matrix(arrays, &format!("w2_{width}"), shape)?,
                bias: arrays.numbers(&format!("b2_{width}"), &[UNITS])?,
            };
            branches.push(Branch { width, before, first, second });
        }
        let projections: Vec<&[f32]> = projections.iter().map(Vec::as_slice).collect();
        let projected = side_by_side(&projections, UNITS);
        let projection =
            Dense { weights: Matrix::new(EMBEDDING, BRANCHES * UNITS, &projected), bias: projection_bias };
        let second_norm =
            Norm { gain: arrays.numbers("ln_g", &[FEATURES])?, shift: arrays.numbers("ln_b", &[FEATURES])? };
        let output = Dense {
            weights: matrix(arrays, "cnn_W", [FEATURES, EMBEDDING])?,
            bias: arrays.numbers("cnn_b", &[EMBEDDING])?,
        };
        let head = Head {
            first: matrix(arrays, "d0", [EMBEDDING, HIDDEN])?,
            past_first: matrix(arrays, "p1", [EMBEDDING, HIDDEN])?,
            second: matrix(arrays, "d1", [HIDDEN, HIDDEN])?,
            third: matrix(arrays, "d2", [HIDDEN, DIMENSIONS])?,
            past_third: matrix(arrays, "p3", [HIDDEN, DIMENSIONS])?,
            last: matrix(arrays, "d3", [DIMENSIONS, DIMENSIONS])?,
        };
        let epsilon = arrays.number("eps")? as f32;
        if !(epsilon > 0.0 && epsilon < 1.0) {
            return Err(Error::malformed("weights.npz: eps", format!("{epsilon} is no small number")));
        }
        let branches =
            <[Branch; BRANCHES]>::try_from(branches).unwrap_or_else(|_| unreachable!("one a window"));
        let embeddings = Embeddings::read(arrays)?;
        Ok(Weights { embeddings, projection, first_norm, branches, second_norm, output, head, epsilon })
    }

    /// For how many pieces there are embeddings.
    pub(crate) fn pieces(&self) -> usize {
        self.embeddings.tables.iter().map(|table| table.rows.len() / EMBEDDING).min().unwrap_or(0) * TABLES
    }
}

impl Embeddings {
    fn read(arrays: &mut Arrays) -> Result<Self, Error> {
        let (steps, lows) = (arrays.numbers("scale", &[TABLES])?, arrays.numbers("lo", &[TABLES])?);
        let tables = (1..).zip(steps.into_iter().zip(lows)).map(|(number, (step, low))| {
            Ok(Table { rows: arrays.rows_of_bytes(&format!("q{number}"), EMBEDDING)?, low, step })
        });
        Ok(Embeddings { tables: tables.collect::<Result<_, Error>>()? })
    }

    /// Writes the embedding of a piece, which must be one of [`Weights::pieces`].
    pub(super) fn write(&self, piece: u32, out: &mut [f32]) {
        let table = &self.tables[piece as usize % TABLES];
        let row = &table.rows[piece as usize / TABLES * EMBEDDING..][..EMBEDDING];
        for (out, &byte) in out.iter_mut().zip(row) {
            *out = f32::from(byte) * table.step + table.low;
        }
    }
}

fn matrix(arrays: &mut Arrays, name: &str, [inputs, outputs]: [usize; 2]) -> Result<Matrix, Error> {
    Ok(Matrix::new(inputs, outputs, &arrays.numbers(name, &[inputs, outputs])?))
}

/// Matrices of as many rows, each `width` wide, as one whose rows are theirs in turn.
fn side_by_side(matrices: &[&[f32]], width: usize) -> Vec<f32> {
    let rows = matrices.first().map_or(0, |matrix| matrix.len() / width);
    let row = |i: usize| matrices.iter().flat_map(move |matrix| &matrix[i * width..(i + 1) * width]);
    (0..rows).flat_map(row).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn rows_stand_side_by_side() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]);
        assert_eq!(side_by_side(&[&a, &b], 2), [1.0, 2.0, 5.0, 6.0, 3.0, 4.0, 7.0, 8.0]);
    }
}
