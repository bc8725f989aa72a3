//! The cases that are wrong language or contradict another set, with the reason: `data/exclusions.tsv`.

/// Set, text and reason, a line each: see the head of the file.
const TABLE: &str = include_str!("../data/exclusions.tsv");

/// Whether a case of a set, such as `recognizers-text/fr/DateTimeModel`, is excluded.
pub(crate) fn is_excluded(set: &str, text: &str) -> bool {
    rows().any(|[of, excluded, _]| {
        let below = set.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        below && excluded == text
    })
}

/// Set, text and reason of every row.
fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exclusion_has_a_reason_and_stands_once() {
        let mut seen = std::collections::HashSet::new();
        for [set, text, reason] in rows() {
            assert!(!set.is_empty() && !text.is_empty() && !reason.is_empty(), "{set} {text}");
            assert!(seen.insert((set, text)), "{set} {text} twice");
        }
    }

    #[test]
    fn what_is_not_listed_counts() {
        assert!(!is_excluded("duckling/fr/Time", "demain"));
        assert!(is_excluded("duckling/fr/Distance", "3k") && !is_excluded("duckling/fr/Numeral", "3k"));
    }
}
