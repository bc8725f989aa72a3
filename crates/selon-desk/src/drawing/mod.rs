//! Drawings that need no script: pure functions, data in and SVG out. What comes from articles is escaped; colours are the style
//! sheet's, by classes.

pub(crate) mod chart;
pub(crate) mod timeline;
pub(crate) mod way;

use askama::filters::{Escaper, Html};

/// Words as XML text or as the value of an attribute.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    Html.write_escaped_str(&mut out, &selon_view::phrase(words)).expect("memory takes any words");
    out
}

/// Words in lines of at most `width` characters; what `most` lines do not hold is left out. A word longer than a line is cut.
pub(super) fn lines(words: &str, width: usize, most: usize) -> Vec<String> {
    let words = selon_view::phrase(words);
    let mut lines: Vec<String> = Vec::new();
    let mut is_more = false;
    for word in words.split(' ') {
        let word: String = match word.chars().count() > width {
            true => word.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
            false => word.to_owned(),
        };
        let is_full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ if is_full => {
                is_more = true;
                break;
            }
            _ => lines.push(word),
        }
    }
    if let (true, Some(last)) = (is_more, lines.last_mut()) {
        let kept: String = last.chars().take(width.saturating_sub(2)).collect();
        *last = kept + " …";
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{escaped, lines};

    #[test]
    fn words_fall_into_lines() {
        assert_eq!(lines("un bilan attribué au ministère", 14, 2), ["un bilan", "attribué au …"]);
        assert_eq!(lines("Janaozen", 20, 2), ["Janaozen"]);
        assert_eq!(lines("", 20, 2), [""]);
    }

    #[test]
    fn words_are_no_markup() {
        assert_eq!(
            escaped("<a href=\"x\" onload='y'>&\u{1b}"),
            "&#60;a href=&#34;x&#34; onload=&#39;y&#39;&#62;&#38;␛"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_asked(words in ".{0,200}", width in 4_usize..40, most in 1_usize..4) {
            let lines = lines(&words, width, most);
            prop_assert!(lines.len() <= most.max(1));
            prop_assert!(lines.iter().all(|line| line.chars().count() <= width));
        }
    }
}
