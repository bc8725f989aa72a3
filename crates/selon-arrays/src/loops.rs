//! Inner loops, compiled for the instruction sets that a processor may have and chosen at run time.

/// Compiles a loop three times and calls the widest version the processor runs.
///
/// ```
/// selon_arrays::widest! {
///     /// `out` = its numbers, doubled.
///     fn double(out: &mut [f32]) {
///         for o in out {
///             *o *= 2.0;
///         }
///     }
/// }
/// let mut numbers = [1.0, 2.0];
/// double(&mut numbers);
/// assert_eq!(numbers, [2.0, 4.0]);
/// ```
#[macro_export]
macro_rules! widest {
    ($(#[$doc:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block) => {
        $(#[$doc])*
        #[inline]
        #[allow(clippy::too_many_arguments)]
        $visibility fn $name($($argument: $type),*) $(-> $result)? {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body($($argument: $type),*) $(-> $result)? $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f")]
                #[allow(clippy::too_many_arguments)]
                fn avx512($($argument: $type),*) $(-> $result)? { body($($argument),*) }
                #[target_feature(enable = "avx2,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx2($($argument: $type),*) $(-> $result)? { body($($argument),*) }

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
widest! {
    /// `out` = the sum of `parts`, which are as long as it is (else it panics); of none: zero.
    pub fn sum_of(parts: &[&[f32]], out: &mut [f32]) {
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
    /// `target += source`, as far as both go.
    pub fn add_to(target: &mut [f32], source: &[f32]) {
        for (t, s) in target.iter_mut().zip(source) {
            *t += s;
        }
    }
}

/// The sum of the numbers: sixteen running sums, so that the loop can be wide where it is inlined.
#[inline(always)]
pub fn sum(x: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (l, v) in lanes.iter_mut().zip(chunk) {
            *l += v;
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// The sum of the squares, in the same way.
#[inline(always)]
pub fn sum_of_squares(x: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (l, v) in lanes.iter_mut().zip(chunk) {
            *l += v * v;
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|v| v * v).sum::<f32>()
}
