//! The inner loop between two layers, and the choice at the end.

use selon_arrays::{sum, sum_of_squares, widest};

widest! {
    /// Maxout and layer normalisation of the rows of `y` (pieces side by side: piece 0 of all units, piece 1, ...)
    /// into `out`, with what was in `out` added where `residual`.
    pub(super) fn maxout_layer_norm(
        y: &[f32], width: usize, pieces: usize, bias: &[f32], gain: &[f32], shift: &[f32],
        residual: Option<&[f32]>, out: &mut [f32],
    ) {
        for (i, (row, out)) in y.chunks_exact(width * pieces).zip(out.chunks_exact_mut(width)).enumerate() {
            let (first, rest) = row.split_at(width);
            for ((o, y), b) in out.iter_mut().zip(first).zip(bias) {
                *o = y + b;
            }
            for (piece, bias) in rest.chunks_exact(width).zip(bias[width..].chunks_exact(width)) {
                for ((o, y), b) in out.iter_mut().zip(piece).zip(bias) {
                    let v = y + b;
                    *o = if v > *o { v } else { *o };
                }
            }
            let mean = sum(out) / width as f32;
            for o in out.iter_mut() {
                *o -= mean;
            }
            let inverse = 1.0 / (sum_of_squares(out) / width as f32 + 1e-8).sqrt();
            match residual {
                Some(before) => {
                    let before = &before[i * width..(i + 1) * width];
                    for (((o, g), s), x) in out.iter_mut().zip(gain).zip(shift).zip(before) {
                        *o = *o * inverse * g + s + x;
                    }
                }
                None => {
                    for ((o, g), s) in out.iter_mut().zip(gain).zip(shift) {
                        *o = *o * inverse * g + s;
                    }
                }
            }
        }
    }
}

/// The index of the largest number, the first of several (NumPy's rule).
pub(super) fn argmax(x: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in x.iter().enumerate() {
        if *v > x[best] {
            best = i;
        }
    }
    best
}
