//! Products with matrices that stay the same.

mod tile;

/// Columns that lie together.
const LANES: usize = 16;

/// A matrix to multiply with, many times: the weights of a layer, a row an input and a column an output.
///
/// Every number of a product is the sum of its terms in the order of the inputs, each added with one rounding (a fused
/// multiplication and addition). So it is the same whatever other rows are multiplied beside it, on how many threads, and on
/// every processor that has that instruction: all of ARM, and of x86 those since 2013.
///
/// ```
/// let identity = selon_arrays::Matrix::new(2, 2, &[1.0, 0.0, 0.0, 1.0]);
/// let mut product = [0.0; 4];
/// identity.multiply(2, &[1.0, 2.0, 3.0, 4.0], 2, &mut product);
/// assert_eq!(product, [1.0, 2.0, 3.0, 4.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    inputs: usize,
    outputs: usize,
    /// The columns in panels of [`LANES`], one panel after the other, each row by row; zeros fill the last one.
    panels: Vec<[f32; LANES]>,
}

impl Matrix {
    /// Takes the numbers, which lie row by row.
    ///
    /// # Panics
    /// When there are not `inputs × outputs` numbers.
    pub fn new(inputs: usize, outputs: usize, numbers: &[f32]) -> Self {
        assert_eq!(Some(numbers.len()), inputs.checked_mul(outputs), "a matrix of {inputs} × {outputs}");
        let mut panels = Vec::with_capacity(inputs * outputs.div_ceil(LANES));
        for first in (0..outputs).step_by(LANES) {
            let columns = LANES.min(outputs - first);
            panels.extend(numbers.chunks_exact(outputs).map(|row| {
                let mut lanes = [0.0; LANES];
                lanes[..columns].copy_from_slice(&row[first..first + columns]);
                lanes
            }));
        }
        Matrix { inputs, outputs, panels }
    }

    /// `product = a · self`: `a` has so many rows, `stride` apart (rows may overlap); those of the product are packed.
    ///
    /// # Panics
    /// When a slice is shorter than its rows.
    pub fn multiply(&self, rows: usize, a: &[f32], stride: usize, product: &mut [f32]) {
        self.visit(rows, a, stride, product, |out, sums| out.copy_from_slice(sums));
    }

    /// `product += a · self`, as [`Matrix::multiply`].
    ///
    /// ```
    /// let mut sums = [10.0];
    /// selon_arrays::Matrix::new(2, 1, &[1.0, 1.0]).multiply_onto(1, &[2.0, 3.0], 2, &mut sums);
    /// assert_eq!(sums, [15.0]);
    /// ```
    ///
    /// # Panics
    /// When a slice is shorter than its rows.
    pub fn multiply_onto(&self, rows: usize, a: &[f32], stride: usize, product: &mut [f32]) {
        self.visit(rows, a, stride, product, crate::add_to);
    }

    /// Hands each stretch of the product to `write`, with where it belongs.
    fn visit(
        &self,
        rows: usize,
        a: &[f32],
        stride: usize,
        product: &mut [f32],
        write: impl Fn(&mut [f32], &[f32]),
    ) {
        let product = &mut product[..rows * self.outputs];
        if self.inputs == 0 {
            (0..rows * self.outputs).for_each(|i| write(&mut product[i..=i], &[0.0]));
            return;
        }
        if rows == 0 || self.outputs == 0 {
            return;
        }
        let panels: Vec<&[[f32; LANES]]> = self.panels.chunks_exact(self.inputs).collect();
        tile::each(&panels, rows, a, stride, |row, first, sums| {
            let columns = sums.len().min(self.outputs - first);
            write(&mut product[row * self.outputs + first..][..columns], &sums[..columns]);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A matrix of whole numbers, whose products are exact.
    fn whole(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7 + seed) % 11) as f32 - 5.0).collect()
    }

    proptest! {
        #[test]
        fn a_product_is_that_of_the_definition(
            rows in 0usize..30, inputs in 0usize..20, outputs in 0usize..70, gap in 0usize..3, overlap: bool,
        ) {
            let stride = if overlap { inputs / 2 } else { inputs + gap };
            let a = whole(rows * stride + inputs, 3);
            let b = whole(inputs * outputs, 5);
            let matrix = Matrix::new(inputs, outputs, &b);
            let (mut product, mut sums) = (vec![f32::NAN; rows * outputs], vec![1.0; rows * outputs]);
            matrix.multiply(rows, &a, stride, &mut product);
            matrix.multiply_onto(rows, &a, stride, &mut sums);
            for (i, (product, sum)) in product.iter().zip(&sums).enumerate() {
                let (row, column) = (i / outputs, i % outputs);
                let terms = (0..inputs).map(|k| a[row * stride + k] * b[k * outputs + column]);
                let expected: f32 = terms.sum();
                prop_assert_eq!((*product, *sum), (expected, expected + 1.0));
            }
        }

        #[test]
        fn a_row_does_not_depend_on_its_neighbours(
            a in proptest::collection::vec(-1f32..1.0, 27 * 33), b in proptest::collection::vec(-1f32..1.0, 33 * 50),
        ) {
            let matrix = Matrix::new(33, 50, &b);
            let mut product = vec![0.0; 27 * 50];
            matrix.multiply(27, &a, 33, &mut product);
            for (a, together) in a.chunks_exact(33).zip(product.chunks_exact(50)) {
                let mut alone = [0.0; 50];
                matrix.multiply(1, a, 33, &mut alone);
                prop_assert_eq!(together, alone);
            }
        }
    }

    #[test]
    #[should_panic = "range"]
    fn too_few_rows_are_refused() {
        Matrix::new(4, 4, &[1.0; 16]).multiply(3, &[1.0; 11], 4, &mut [0.0; 12]);
    }
}
