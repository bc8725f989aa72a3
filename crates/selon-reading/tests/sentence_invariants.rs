//! What holds of the sentence starts of any text, and how long a hostile one may take.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use selon_reading::text::{LanguageRules, possible_starts, sentence_starts, token_starts};

fn french() -> &'static LanguageRules {
    LanguageRules::of("fr").expect("the program has French")
}

proptest! {
    #[test]
    fn starts_are_characters_in_order(text in "\\PC*|[A-Ca-cÀé0-9.?!…«»\"'()\\[\\], \n\r\u{A0}-]{0,80}") {
        let starts = sentence_starts(&text, french());
        prop_assert!(starts.is_sorted_by(|a, b| a < b));
        for &start in &starts {
            prop_assert!(text[start..].chars().next().is_some_and(|first| !first.is_whitespace()));
        }
        prop_assert_eq!(starts.is_empty(), text.chars().all(|c| c.is_whitespace() || "\u{200B}\u{FEFF}\u{2060}".contains(c)));
    }

    #[test]
    fn every_token_has_a_preset(ends in proptest::collection::vec(1usize..9, 0..30), start in 0usize..99) {
        let mut end = 0;
        let tokens: Vec<_> = ends.iter().map(|len| { end += len; end - len..end }).collect();
        let presets = token_starts(tokens.clone(), &[0, start], &[]);
        prop_assert_eq!(presets.len(), tokens.len());
        prop_assert!(presets.iter().filter(|&&preset| preset == 1).count() <= 2);
    }
}

/// A megabyte of anything takes a fraction of a second; quadratic time would take hours.
#[test]
fn hostile_texts_take_linear_time() {
    let patterns = [
        "\"",
        "«",
        "»",
        "« ",
        ". ",
        ".",
        "?\"",
        ".\n»",
        "(",
        ".(",
        "a.B",
        "'",
        "\n",
        "\r\n",
        " ",
        ". \u{200B}",
        "A. ",
        "x",
        ".-",
        ".@",
        "p. ex. ",
        "mot\n",
        "Le ",
    ];
    let repeated = patterns.iter().map(|pattern| pattern.repeat(1_000_000 / pattern.len()));
    let long_gaps = ["\n", " ", "x", "\"", "-"].map(|gap| format!("Non.{}». A", gap.repeat(1_000_000)));
    for text in repeated.chain(long_gaps) {
        let clock = Instant::now();
        sentence_starts(&text, french());
        possible_starts(&text, french());
        let start: String = text.chars().take(20).collect();
        assert!(clock.elapsed() < Duration::from_secs(10), "{start:?}… takes {:?}", clock.elapsed());
    }
}
