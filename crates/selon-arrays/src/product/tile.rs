//! A product, tile by tile: some rows by some columns, whose sums all stay in registers.
//!
//! A tile is as large as the registers allow: 32 of 16 numbers with AVX-512, 16 of 8 with AVX2, 32 of 4 on ARM. Rows are read
//! where they are, a number of each at a time.

use super::LANES;

/// A row of a panel.
type Lanes = [f32; LANES];

/// Rows of the tallest tile.
const TALLEST: usize = 12;
/// Columns of the widest one.
const WIDEST: usize = 2 * LANES;

/// The sums of a tile, as far as it goes.
type Tile = [[f32; WIDEST]; TALLEST];

/// Writes the sums of a tile: of the rows of `a`, a stride apart and so many of them, in the panels. To be called where the
/// processor has the instructions, with `a` long enough, at most as many rows and panels as the kind has, and one at least.
type Write = unsafe fn(a: &[f32], stride: usize, tall: usize, panels: &[&[Lanes]], tile: &mut Tile);

/// The tiles of a kind of processor.
#[derive(Clone, Copy)]
struct Kind {
    /// Rows of a tile at most.
    tall: usize,
    /// Panels of a tile at most.
    wide: usize,
    sums: Write,
}

/// Calls `take` with the sums of each row in each stretch of columns: the row, the first column, the sums.
///
/// # Panics
/// When `a` is shorter than its rows.
pub(super) fn each(
    panels: &[&[Lanes]],
    rows: usize,
    a: &[f32],
    stride: usize,
    take: impl FnMut(usize, usize, &[f32]),
) {
    each_of_kind(Kind::of_processor(), panels, rows, a, stride, take);
}

fn each_of_kind(
    kind: Kind,
    panels: &[&[Lanes]],
    rows: usize,
    a: &[f32],
    stride: usize,
    mut take: impl FnMut(usize, usize, &[f32]),
) {
    let (Some(inputs), true) = (panels.first().map(|panel| panel.len()), rows > 0) else { return };
    assert!(panels.iter().all(|panel| panel.len() == inputs), "panels of one matrix");
    let a = &a[..(rows - 1) * stride + inputs];
    let mut tile = [[0.0; WIDEST]; TALLEST];
    for (panels, first_panel) in panels.chunks(kind.wide).zip((0..).step_by(kind.wide)) {
        for first_row in (0..rows).step_by(kind.tall) {
            let tall = kind.tall.min(rows - first_row);
            // SAFETY: the processor was asked; what is left of `a` has been cut to end with the last row.
            unsafe { (kind.sums)(&a[first_row * stride..], stride, tall, panels, &mut tile) };
            for (row, sums) in tile[..tall].iter().enumerate() {
                take(first_row + row, first_panel * LANES, &sums[..panels.len() * LANES]);
            }
        }
    }
}

impl Kind {
    #[cfg(target_arch = "x86_64")]
    const AVX512: Kind = Kind { tall: 12, wide: 2, sums: avx512::sums };
    #[cfg(target_arch = "x86_64")]
    const AVX2: Kind = Kind { tall: 6, wide: 1, sums: avx2::sums };
    const PLAIN: Kind = Kind { tall: 4, wide: 1, sums: plain };

    /// The widest that the processor runs.
    fn of_processor() -> Kind {
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx512f") {
                return Kind::AVX512;
            }
            if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                return Kind::AVX2;
            }
        }
        Kind::PLAIN
    }
}

/// For processors without the others; the compiler makes the widest instructions of it that each has.
fn plain(a: &[f32], stride: usize, tall: usize, panels: &[&[Lanes]], tile: &mut Tile) {
    fn sums<const TALL: usize>(a: &[f32], stride: usize, panel: &[Lanes], tile: &mut Tile) {
        let rows: [&[f32]; TALL] = std::array::from_fn(|row| &a[row * stride..][..panel.len()]);
        let mut sums = [[0f32; LANES]; TALL];
        for (k, lanes) in panel.iter().enumerate() {
            for (sums, row) in sums.iter_mut().zip(&rows) {
                for (sum, lane) in sums.iter_mut().zip(lanes) {
                    // A processor of this kind without the fused instruction would call a function for it.
                    *sum = match cfg!(target_arch = "x86_64") {
                        true => row[k] * lane + *sum,
                        false => row[k].mul_add(*lane, *sum),
                    };
                }
            }
        }
        for (out, sums) in tile.iter_mut().zip(&sums) {
            out[..LANES].copy_from_slice(sums);
        }
    }
    for panel in panels {
        match tall {
            1 => sums::<1>(a, stride, panel, tile),
            2 => sums::<2>(a, stride, panel, tile),
            3 => sums::<3>(a, stride, panel, tile),
            _ => sums::<4>(a, stride, panel, tile),
        }
    }
}

/// The tiles of a kind of vectors on x86: `$width` numbers each; tiles of so many rows.
#[cfg(target_arch = "x86_64")]
macro_rules! vectors {
    ($name:ident, $feature:literal, $width:literal, $zero:ident, $spread:ident, $read:ident, $fused:ident, $write:ident,
     [$($tall:literal)*]) => {
        mod $name {
            use std::arch::x86_64::{$fused, $read, $spread, $write, $zero};

            use super::{LANES, Lanes, Tile};

            /// Vectors in a row of a panel.
            const VECTORS: usize = LANES / $width;

            #[target_feature(enable = $feature)]
            pub(super) fn sums(a: &[f32], stride: usize, tall: usize, panels: &[&[Lanes]], tile: &mut Tile) {
                match (tall, panels) {
                    $(($tall, [panel]) => tall_sums::<$tall, VECTORS>(a, stride, panels, panel.len(), tile),
                    ($tall, [panel, _]) => tall_sums::<$tall, { 2 * VECTORS }>(a, stride, panels, panel.len(), tile),)*
                    _ => unreachable!("tiles of {tall} rows, {} panels", panels.len()),
                }
            }

            #[target_feature(enable = $feature)]
            #[inline]
            fn tall_sums<const TALL: usize, const WIDE: usize>(
                a: &[f32], stride: usize, panels: &[&[Lanes]], inputs: usize, tile: &mut Tile,
            ) {
                assert!(a.len() >= (TALL - 1) * stride + inputs);
                for panel in panels {
                    assert_eq!(panel.len(), inputs);
                }
                // SAFETY: the assertion keeps all that is read in its slice: TALL rows of `a`, and in the panels as many
                // rows, of which each vector is a part.
                unsafe {
                    // No closures: one with these instructions could not be inlined into a function without.
                    let mut starts = [std::ptr::null::<f32>(); WIDE];
                    for (vector, start) in starts.iter_mut().enumerate() {
                        let number = vector * $width;
                        *start = panels[number / LANES].as_ptr().cast::<f32>().add(number % LANES);
                    }
                    let mut sums = [[$zero(); WIDE]; TALL];
                    for k in 0..inputs {
                        let mut lanes = [$zero(); WIDE];
                        for (lanes, start) in lanes.iter_mut().zip(starts) {
                            *lanes = $read(start.add(k * LANES));
                        }
                        for (row, sums) in sums.iter_mut().enumerate() {
                            let number = $spread(*a.as_ptr().add(row * stride + k));
                            for (sum, lanes) in sums.iter_mut().zip(lanes) {
                                *sum = $fused(number, lanes, *sum);
                            }
                        }
                    }
                    for (out, sums) in tile.iter_mut().zip(sums) {
                        for (out, sum) in out.as_chunks_mut::<$width>().0.iter_mut().zip(sums) {
                            $write(out.as_mut_ptr(), sum);
                        }
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vectors!(
    avx512, "avx512f", 16, _mm512_setzero_ps, _mm512_set1_ps, _mm512_loadu_ps, _mm512_fmadd_ps, _mm512_storeu_ps,
    [1 2 3 4 5 6 7 8 9 10 11 12]
);
#[cfg(target_arch = "x86_64")]
vectors!(
    avx2, "avx2,fma", 8, _mm256_setzero_ps, _mm256_set1_ps, _mm256_loadu_ps, _mm256_fmadd_ps, _mm256_storeu_ps,
    [1 2 3 4 5 6]
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The sums of all rows in all panels.
    fn product(kind: Kind, panels: &[&[Lanes]], rows: usize, a: &[f32], stride: usize) -> Vec<f32> {
        let width = panels.len() * LANES;
        let mut product = vec![f32::NAN; rows * width];
        each_of_kind(kind, panels, rows, a, stride, |row, first, sums| {
            product[row * width + first..][..sums.len()].copy_from_slice(sums);
        });
        product
    }

    /// The definition: term by term, each added with one rounding.
    fn defined(panels: &[&[Lanes]], rows: usize, a: &[f32], stride: usize) -> Vec<f32> {
        let number = |row: usize, panel: &[Lanes], lane: usize| {
            panel.iter().zip(&a[row * stride..]).fold(0f32, |sum, (lanes, x)| x.mul_add(lanes[lane], sum))
        };
        let row =
            |row| panels.iter().flat_map(move |panel| (0..LANES).map(move |lane| number(row, panel, lane)));
        (0..rows).flat_map(row).collect()
    }

    proptest! {
        #[test]
        fn every_kind_gives_the_same_to_the_last_digit(
            a in proptest::collection::vec(-1f32..1.0, 300), b in proptest::collection::vec(-1f32..1.0, 9 * 3 * LANES),
            rows in 0usize..29, panels in 0usize..4,
        ) {
            let panels: Vec<&[Lanes]> = b.as_chunks().0.chunks_exact(9).take(panels).collect();
            let expected = defined(&panels, rows, &a, 10);
            #[cfg(target_arch = "x86_64")]
            {
                if std::arch::is_x86_feature_detected!("avx512f") {
                    prop_assert_eq!(&product(Kind::AVX512, &panels, rows, &a, 10), &expected);
                }
                if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                    prop_assert_eq!(&product(Kind::AVX2, &panels, rows, &a, 10), &expected);
                }
            }
            for (plain, expected) in product(Kind::PLAIN, &panels, rows, &a, 10).iter().zip(expected) {
                prop_assert!((plain - expected).abs() < 1e-5);
            }
        }
    }
}
