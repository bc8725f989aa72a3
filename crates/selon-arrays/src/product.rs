//! The product of two matrices.

/// `c = a · b (+ c)`: `a` is `m × k` with rows `row_stride` apart (rows may overlap), `b` is `k × n` and `c` is
/// `m × n`, both packed by rows.
///
/// ```
/// let mut c = [0.0; 4];
/// selon_arrays::gemm((2, 2, 2), &[1.0, 2.0, 3.0, 4.0], 2, &[1.0, 0.0, 0.0, 1.0], &mut c, false);
/// assert_eq!(c, [1.0, 2.0, 3.0, 4.0]);
/// ```
///
/// # Panics
/// When a slice is shorter than its matrix.
pub fn gemm(
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
