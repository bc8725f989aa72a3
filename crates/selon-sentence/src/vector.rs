//! What a sentence becomes: 512 numbers, in full or in a quarter of the room.

use selon_arrays::{sum_of_squares, widest};

/// Numbers in a vector.
pub const DIMENSIONS: usize = 512;

/// The numbers of a sentence, as a vector of unit length.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector(pub(crate) Box<[f32; DIMENSIONS]>);

impl Vector {
    /// The cosine between the two: 1 for the same meaning, about 0 for unrelated ones.
    ///
    /// ```no_run
    /// # let encoder = selon_sentence::Encoder::load("encoder.whl".as_ref())?;
    /// let [a, b] = ["Il pleut.", "It is raining."].map(|text| encoder.encode(text));
    /// assert!(a.similarity(&b) > 0.8);
    /// # Ok::<(), selon_sentence::Error>(())
    /// ```
    pub fn similarity(&self, other: &Vector) -> f32 {
        dot(&self.0, &other.0)
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[f32] {
        &self.0[..]
    }

    /// The vector in a quarter of the room, each number rounded to one of 255 steps.
    pub fn compact(&self) -> Compact {
        let largest = self.0.iter().fold(0f32, |largest, number| largest.max(number.abs()));
        if largest == 0.0 || !largest.is_finite() {
            return Compact { step: 0.0, codes: [0; DIMENSIONS] };
        }
        let step = largest / 127.0;
        Compact { step, codes: std::array::from_fn(|i| (self.0[i] / step).round() as i8) }
    }

    /// The vector in the direction of these numbers; of zeros, zeros.
    pub(crate) fn of(numbers: &[f32; DIMENSIONS], epsilon: f32) -> Self {
        let length = sum_of_squares(numbers).max(epsilon).sqrt();
        Vector(Box::new(numbers.map(|number| number / length)))
    }
}

/// A vector in 516 bytes, for keeping many. Similarities differ from those of the full vectors by less than 0.003
/// (`docs/evaluation.md`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compact {
    step: f32,
    codes: [i8; DIMENSIONS],
}

impl Compact {
    /// Bytes it is stored in.
    pub const BYTES: usize = 4 + DIMENSIONS;

    /// The cosine between the two, as [`Vector::similarity`].
    pub fn similarity(&self, other: &Compact) -> f32 {
        code_dot(&self.codes, &other.codes) as f32 * self.step * other.step
    }

    /// The numbers, as they were rounded.
    pub fn to_vector(&self) -> Vector {
        Vector(Box::new(self.codes.map(|code| f32::from(code) * self.step)))
    }

    /// What to store: the step, little-endian, then the steps of each number.
    pub fn to_bytes(&self) -> [u8; Compact::BYTES] {
        let step = self.step.to_le_bytes();
        std::array::from_fn(|i| step.get(i).copied().unwrap_or_else(|| self.codes[i - 4] as u8))
    }

    /// What [`Compact::to_bytes`] stored; `None` for bytes that it cannot have written.
    ///
    /// ```
    /// use selon_sentence::Compact;
    /// let compact = Compact::from_bytes(&[0; Compact::BYTES]).unwrap();
    /// assert_eq!(compact.to_bytes(), [0; Compact::BYTES]);
    /// assert_eq!(Compact::from_bytes(b"short"), None);
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (step, codes) = bytes.split_first_chunk::<4>()?;
        let codes: &[u8; DIMENSIONS] = codes.try_into().ok()?;
        let step = f32::from_le_bytes(*step);
        (0.0..=1.0).contains(&step).then(|| Compact { step, codes: codes.map(|code| code as i8) })
    }
}

widest! {
    /// The inner product.
    fn dot(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
        let mut lanes = [0f32; 32];
        for (a, b) in a.as_chunks::<32>().0.iter().zip(b.as_chunks::<32>().0) {
            for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
                *lane += a * b;
            }
        }
        lanes.iter().sum()
    }
}

widest! {
    /// The inner product of whole numbers, exactly.
    fn code_dot(a: &[i8; DIMENSIONS], b: &[i8; DIMENSIONS]) -> i32 {
        a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_compact_form_is_near_and_comes_back(
            a in proptest::collection::vec(-1f32..1.0, DIMENSIONS),
            b in proptest::collection::vec(-1f32..1.0, DIMENSIONS),
        ) {
            let [a, b] = [a, b].map(|numbers| Vector::of(numbers.as_slice().try_into().unwrap(), 1e-12));
            let [small_a, small_b] = [a.compact(), b.compact()];
            prop_assert!((a.similarity(&a) - 1.0).abs() < 1e-5);
            prop_assert!((small_a.similarity(&small_b) - a.similarity(&b)).abs() < 3e-3);
            prop_assert!((small_a.to_vector().similarity(&small_b.to_vector()) - small_a.similarity(&small_b)).abs() < 1e-4);
            prop_assert_eq!(Compact::from_bytes(&small_a.to_bytes()), Some(small_a));
        }
    }

    #[test]
    fn zeros_stay_zeros() {
        let zero = Vector::of(&[0.0; DIMENSIONS], 1e-12);
        assert_eq!((zero.similarity(&zero), zero.compact().similarity(&zero.compact())), (0.0, 0.0));
    }
}
