//! The inner loops, compiled for the instruction sets that a processor may have and chosen at run time.
//!
//! The release build stays portable; only these loops and the matrix products use wider registers.

/// `c = a · b (+ c)`: `a` is `m × k` with rows `row_stride` apart (rows may overlap), `b` is `k × n` and `c` is
/// `m × n`, both packed by rows.
pub(super) fn gemm(
    (m, k, n): (usize, usize, usize),
    a: &[f32],
    row_stride: usize,
    b: &[f32],
    c: &mut [f32],
    accumulate: bool,
) {
    if m == 0 || n == 0 {
        return;
    }
    assert!(a.len() >= (m - 1) * row_stride + k && b.len() >= k * n && c.len() >= m * n, "matrix shapes");
    let beta = if accumulate { 1.0 } else { 0.0 };
    // SAFETY: the assertion above keeps every index inside its slice.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.as_ptr(),
            row_stride as isize,
            1,
            b.as_ptr(),
            n as isize,
            1,
            beta,
            c.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

/// Compiles a loop three times and calls the widest version the processor runs.
macro_rules! widest {
    ($(#[$doc:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[inline]
        #[allow(clippy::too_many_arguments)]
        $visibility fn $name($($argument: $type),*) {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body($($argument: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f")]
                #[allow(clippy::too_many_arguments)]
                fn avx512($($argument: $type),*) { body($($argument),*) }
                #[target_feature(enable = "avx2,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx2($($argument: $type),*) { body($($argument),*) }

                if std::arch::is_x86_feature_detected!("avx512f") {
                    // SAFETY: the processor has just said that it runs these instructions.
                    return unsafe { avx512($($argument),*) };
                }
                if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                    // SAFETY: as above.
                    return unsafe { avx2($($argument),*) };
                }
            }
            body($($argument),*)
        }
    };
}
pub(super) use widest;

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

widest! {
    /// `out` = the sum of `parts`, which are as long as it is; of none: zero.
    pub(super) fn sum_of(parts: &[&[f32]], out: &mut [f32]) {
        /// Numbers summed at a time: they stay in registers over the parts.
        const LANES: usize = 32;
        let width = out.len();
        let (chunks, rest) = out.as_chunks_mut::<LANES>();
        for (i, chunk) in chunks.iter_mut().enumerate() {
            let mut sums = [0f32; LANES];
            for part in parts {
                for (s, v) in sums.iter_mut().zip(&part[i * LANES..(i + 1) * LANES]) {
                    *s += v;
                }
            }
            *chunk = sums;
        }
        let start = width - rest.len();
        for (i, out) in rest.iter_mut().enumerate() {
            *out = parts.iter().map(|part| part[start + i]).sum();
        }
    }
}

widest! {
    /// `target += source`.
    pub(super) fn add_to(target: &mut [f32], source: &[f32]) {
        for (t, s) in target.iter_mut().zip(source) {
            *t += s;
        }
    }
}

/// Sixteen running sums, so that the loop can be wide.
#[inline(always)]
fn sum(x: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (l, v) in lanes.iter_mut().zip(chunk) {
            *l += v;
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

#[inline(always)]
fn sum_of_squares(x: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (l, v) in lanes.iter_mut().zip(chunk) {
            *l += v * v;
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|v| v * v).sum::<f32>()
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
