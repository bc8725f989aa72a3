//! What a statement is found by: hashes that statements of the same claim are likely to have in common.

use xxhash_rust::xxh3::xxh3_64;

use super::statement::Statement;

/// Words of a statement that make keys, the most telling first.
const WORDS: usize = 8;

/// What candidates for comparison are found by, sorted, each once: pairs of names, a name with what is counted, a number with
/// what it counts, a day with a name, and pairs of the most telling words.
///
/// Single names and words are no keys: everybody in a story has them.
pub fn keys(statement: &Statement) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut key = |kind: &str, parts: &[&str]| {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        keys.push(xxh3_64(format!("{kind}\u{1f}{}", parts.join("\u{1f}")).as_bytes()));
    };
    let names: Vec<&str> = statement.names.iter().map(|name| name.key.as_str()).collect();
    for (i, one) in names.iter().enumerate() {
        names[i + 1..].iter().for_each(|other| key("names", &[one, other]));
        statement
            .numbers
            .iter()
            .filter_map(|number| number.class.as_deref())
            .for_each(|class| key("count", &[one, class]));
        for time in statement.times.iter().filter(|time| time.from.is_some()) {
            key("day", &[one, &time.value[..time.value.len().min(10)]]);
        }
    }
    for number in &statement.numbers {
        let Some(value) = number.middle() else { continue };
        let of = number.class.as_deref().or(number.of.first().map(String::as_str)).unwrap_or("");
        key("number", &[&value.to_string(), of]);
    }
    let mut words: Vec<(&str, f32)> = statement.stems().into_iter().collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| b.0.len().cmp(&a.0.len())).then(a.0.cmp(b.0)));
    words.truncate(WORDS);
    for (i, (one, _)) in words.iter().enumerate() {
        words[i + 1..].iter().for_each(|(other, _)| key("words", &[one, other]));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
