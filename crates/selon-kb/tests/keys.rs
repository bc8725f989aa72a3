//! The keys are those of the rule that was measured: `tests/keys.tsv`.

use selon_kb::fold::{keys, skeleton};

#[test]
fn keys_and_skeletons() {
    let rows = include_str!("keys.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut count = 0;
    for row in rows {
        let [word, expected, skeletons] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let mut found = keys(word);
        found.sort();
        assert_eq!(found.join("|"), expected, "{word}");
        assert_eq!(found.iter().map(|key| skeleton(key)).collect::<Vec<_>>().join("|"), skeletons, "{word}");
        count += 1;
    }
    assert!(count > 100);
}
