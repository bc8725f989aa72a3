//! Every pair of near-duplicates, found without any of the program's own code: words, 5-grams and their Jaccard similarity by
//! the definition on the page of figures, over all pairs that share a 5-gram.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Runs of letters and digits in lower case; `plain` keeps their accents.
fn words(text: &str, plain: bool) -> Vec<String> {
    let text: String = match plain {
        true => text.to_lowercase(),
        false => {
            let text = text.replace(['œ', 'Œ'], "oe").replace(['æ', 'Æ'], "ae");
            let shown =
                text.nfd().filter(|&c| !is_combining_mark(c) && !"\u{AD}\u{200B}\u{FEFF}".contains(c));
            shown.collect::<String>().to_lowercase()
        }
    };
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The word 5-grams of a text.
fn grams(text: &str, plain: bool) -> HashSet<String> {
    words(text, plain).windows(5).map(|gram| gram.join(" ")).collect()
}

/// The Jaccard similarity of the word 5-grams of two texts.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let [a, b] = [a, b].map(|text| grams(text, false));
    a.intersection(&b).count() as f64 / a.union(&b).count() as f64
}

/// The pairs of texts, first the one that comes first, whose Jaccard similarity of word 5-grams is `threshold` or more.
pub(super) fn pairs(texts: &[&str], threshold: f64, plain: bool) -> HashSet<(usize, usize)> {
    let grams: Vec<HashSet<String>> = texts.iter().map(|text| grams(text, plain)).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, grams) in grams.iter().enumerate() {
        for gram in grams {
            holders.entry(gram).or_default().push(at);
        }
    }
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in holders.values() {
        for (n, &b) in holders.iter().enumerate() {
            for &a in &holders[..n] {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    let near = |&(&(a, b), &common): &(&(usize, usize), &usize)| {
        common as f64 / (grams[a].len() + grams[b].len() - common) as f64 >= threshold
    };
    common.iter().filter(near).map(|(&pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_at_the_threshold_count() {
        let texts = ["a b c d e f", "Á, b ; c d e f g", "x y z"];
        // Two of three 5-grams of the second are the first's.
        assert_eq!(pairs(&texts, 2.0 / 3.0, false), HashSet::from([(0, 1)]));
        assert_eq!(pairs(&texts, 0.67, false), HashSet::new());
        assert_eq!(pairs(&texts, 2.0 / 3.0, true), HashSet::new());
    }
}
