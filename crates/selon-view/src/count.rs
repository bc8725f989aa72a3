//! Counting what there is several times.

use std::collections::HashMap;
use std::hash::Hash;

/// Each value with how often it comes, most often first, then in the order they came.
pub fn counted<T: Eq + Hash + Clone>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = counted_in_order(values);
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Each value with how often it comes, in the order they came.
pub fn counted_in_order<T: Eq + Hash + Clone>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut places: HashMap<T, usize> = HashMap::new();
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        let place = *places.entry(value.clone()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts
}

/// « ×3 »; nothing for once.
pub fn times(count: usize) -> String {
    if count > 1 { format!(" ×{count}") } else { String::new() }
}
