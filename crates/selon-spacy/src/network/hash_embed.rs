//! Hashed embeddings (Bloom embeddings): four rows of one table, chosen by hashing, stand for a feature together.
//!
//! Miranda et al., [Multi hash embeddings in spaCy](https://arxiv.org/abs/2212.09255) (2022); the hash is thinc's
//! variant of MurmurHash3 x64-128 for one 64-bit key.

use selon_arrays::add_to;

/// The four hashes of a feature value.
pub(super) fn hash(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// Writes the embedding of a feature value: the sum of its four rows of `table`.
pub(super) fn embed(table: &[f32], width: usize, seed: u32, id: u64, out: &mut [f32]) {
    let rows = (table.len() / width) as u32;
    out.fill(0.0);
    for h in hash(id, seed) {
        let row = (h % rows) as usize * width;
        add_to(out, &table[row..row + width]);
    }
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_hash_is_thincs() {
        // numpy_ops.hash([1, 12345678901234567890], 8) of thinc 8.3.
        assert_eq!(hash(1, 8), EXPECTED_ONE);
        assert_eq!(hash(12_345_678_901_234_567_890, 8), EXPECTED_LARGE);
    }

    const EXPECTED_ONE: [u32; 4] = [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281];
    const EXPECTED_LARGE: [u32; 4] = [825_681_028, 3_746_740_173, 3_386_005_190, 3_472_626_611];
}
