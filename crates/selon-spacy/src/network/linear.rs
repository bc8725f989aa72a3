//! A linear layer, and the choice of the best class per row that taggers make from it.

use selon_arrays::{Matrix, add_to};

use super::kernels::argmax;
use crate::Error;
use crate::baked::{Array, Storage, Writer};
use crate::source::Node;

/// `y = x · w + b`.
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    weights: Matrix,
    bias: Array<f32>,
}

impl Linear {
    /// Bakes a thinc layer `linear` or `softmax` (whose normalisation does not change the best class).
    ///
    /// Returns its numbers of inputs and outputs.
    pub(crate) fn bake(node: &Node<'_>, name: &str, writer: &mut Writer) -> Result<(usize, usize), Error> {
        let ([outputs, inputs], weights) = node.parameter("W")?;
        let (_, bias) = node.parameter::<1>("b")?;
        writer.add(format!("{name}/weights"), &transpose(&weights, outputs, inputs));
        writer.add(format!("{name}/bias"), &bias);
        Ok((inputs, outputs))
    }

    /// Finds a baked layer.
    pub(crate) fn open(storage: &Storage, name: &str, inputs: usize, outputs: usize) -> Result<Self, Error> {
        Ok(Linear {
            inputs,
            outputs,
            weights: matrix(storage, &format!("{name}/weights"), inputs, outputs)?,
            bias: storage.array(&format!("{name}/bias"), outputs)?,
        })
    }

    /// Writes `y` for every row of `x`.
    pub(crate) fn apply(&self, x: &[f32], y: &mut Vec<f32>) {
        let rows = x.len() / self.inputs;
        y.resize(rows * self.outputs, 0.0);
        self.weights.multiply(rows, x, self.inputs, y);
        for row in y.chunks_exact_mut(self.outputs) {
            add_to(row, &self.bias);
        }
    }

    /// The best class of every row of `x`.
    pub(crate) fn best_classes<'s>(
        &self,
        x: &[f32],
        scratch: &'s mut Vec<f32>,
    ) -> impl Iterator<Item = usize> + 's {
        self.apply(x, scratch);
        scratch.chunks_exact(self.outputs).map(argmax)
    }
}

/// Finds a baked matrix to multiply with.
pub(super) fn matrix(storage: &Storage, name: &str, inputs: usize, outputs: usize) -> Result<Matrix, Error> {
    Ok(Matrix::new(inputs, outputs, &storage.array::<f32>(name, inputs * outputs)?))
}

/// Rows to columns: thinc keeps a row per output, the products here read a row per input.
pub(super) fn transpose(matrix: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut transposed = vec![0.0; matrix.len()];
    for r in 0..rows {
        for c in 0..columns {
            transposed[c * rows + r] = matrix[r * columns + c];
        }
    }
    transposed
}
