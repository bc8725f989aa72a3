//! The weights of one model by the hashes of the features' names.

use foldhash::HashMap;

/// The weights in a bucket: keys and weights fill one line of the processor's cache.
const SLOTS: usize = 8;

/// Weights by hashes. A look-up is one access to memory, and without a branch that depends on what stands there: many
/// are under way at once. That matters, for most of the time of a choice is spent here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// As many as a power of two.
    buckets: Vec<Bucket>,
    /// What found its bucket full.
    rest: HashMap<u64, f32>,
}

#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Bucket {
    /// The upper half of each hash; 0 where there is none.
    keys: [u32; SLOTS],
    weights: [f32; SLOTS],
}

impl Table {
    /// Of several weights with one hash the last counts.
    pub(super) fn new(weights: &[(u64, f32)]) -> Self {
        // On average less than half of the slots are taken, so that hardly any bucket is full.
        let count = (weights.len() / 3).next_power_of_two();
        let mut table = Table { buckets: vec![Bucket::default(); count], rest: HashMap::default() };
        for &(hash, weight) in weights {
            let bucket = &mut table.buckets[hash as usize & (count - 1)];
            let free = |slot: &usize| bucket.keys[*slot] == key(hash) || bucket.keys[*slot] == 0;
            match (0..SLOTS).find(free) {
                Some(slot) => (bucket.keys[slot], bucket.weights[slot]) = (key(hash), weight),
                None => {
                    table.rest.insert(hash, weight);
                }
            }
        }
        table
    }

    /// The weight of a feature by its hash; 0 where it has none.
    pub(super) fn weight(&self, hash: u64) -> f32 {
        let place = hash as usize & self.buckets.len().wrapping_sub(1);
        let Some(bucket) = self.buckets.get(place) else { return 0.0 };
        let key = key(hash);
        let slots = bucket.keys.iter().zip(&bucket.weights);
        let bits = slots.fold(0, |bits, (&own, weight)| bits | if own == key { weight.to_bits() } else { 0 });
        if bits == 0 && bucket.keys[SLOTS - 1] != 0 {
            return self.rest.get(&hash).copied().unwrap_or(0.0);
        }
        f32::from_bits(bits)
    }
}

/// The part of a hash that a bucket keeps; never 0.
fn key(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_buckets_lose_nothing() {
        let hash = |i: u64| i << 33;
        let weights: Vec<(u64, f32)> = (1..40).map(|i| (hash(i), i as f32)).collect();
        let table = Table::new(&weights);
        assert!(!table.rest.is_empty());
        assert!(weights.iter().all(|&(hash, weight)| (table.weight(hash) - weight).abs() < 1e-6));
        assert!(table.weight(hash(50)).abs() < 1e-6 && Table::default().weight(3).abs() < 1e-6);
    }
}
