//! Sites named by their domain: « Avia.pro », « www.lemonde.fr ».

/// Whether a word is the name of a site: labels of letters, digits and hyphens, the last of at least two letters
/// (« veille-steppes.example », « Avia.pro »). Abbreviations have labels too short for it (« p.ex. », « U.S. »).
pub(crate) fn is_domain(word: &str) -> bool {
    let mut labels = word.split('.').rev();
    let top = labels.next().unwrap_or("");
    let letters = |s: &str| s.chars().all(|c| c.is_ascii_alphabetic());
    let below: Vec<&str> = labels.collect();
    let label = |l: &&str| {
        l.len() >= 2
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
            && l.starts_with(char::is_alphanumeric)
            && l.ends_with(char::is_alphanumeric)
    };
    top.len() >= 2
        && top.len() <= 24
        && letters(top)
        && top.chars().all(|c| c.is_lowercase())
        && !below.is_empty()
        && below.iter().all(label)
        && below.iter().any(|l| l.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::is_domain;

    #[test]
    fn sites_are_told_from_abbreviations_and_numbers() {
        for site in ["veille-steppes.example", "Avia.pro", "20minutes.fr", "www.lemonde.fr"] {
            assert!(is_domain(site), "{site}");
        }
        for other in ["M.", "U.S.", "3.000", "etc.", "p.ex", "cinq.Le", "fin", "...", "a.b"] {
            assert!(!is_domain(other), "{other}");
        }
    }
}
