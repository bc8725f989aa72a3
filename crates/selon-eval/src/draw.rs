//! Numbers drawn by a seed: the same on every machine and in every version.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    /// The numbers of a seed and of what they are drawn for.
    pub(crate) fn new(seed: u64, purpose: u64) -> Draw {
        let mut draw = Draw(seed ^ purpose.wrapping_mul(0x2545_f491_4f6c_dd1d));
        draw.next();
        draw
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// True once in `of`.
    pub(crate) fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_what_they_are() {
        let mut draw = Draw::new(1, 2);
        let drawn: Vec<usize> = (0..8).map(|_| draw.below(10)).collect();
        assert_eq!(drawn, {
            let mut again = Draw::new(1, 2);
            (0..8).map(|_| again.below(10)).collect::<Vec<_>>()
        });
        assert!(drawn.iter().all(|&number| number < 10) && drawn.iter().any(|&number| number != drawn[0]));
    }
}
