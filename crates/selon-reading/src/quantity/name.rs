//! Numbers that are parts of names and codes: what stands right beside the digits shows it.

use selon_record::Span;

/// Whether digits are glued to something that makes them part of a name or a code: « Covid-19 », « Su-35 », « A320 », « F-14A »,
/// « 3-1 », « 06/12 ».
pub(super) fn is_part_of_name(text: &str, extent: Span) -> bool {
    let expression = &text[extent.range()];
    let digit_first = expression.starts_with(|c: char| c.is_ascii_digit());
    let signed = expression.starts_with(['-', '–', '−']);
    let mut before = text[..extent.start].chars().rev();
    let (near, far) = (before.next(), before.next());
    let is_joint = |c: char| matches!(c, '-' | '/' | ':' | '.' | ',' | '_');
    let letter_first = expression.starts_with(char::is_alphabetic);
    let before = match near {
        Some(near) if near.is_alphanumeric() => digit_first || signed,
        Some('-') => {
            digit_first && far.is_some_and(char::is_alphanumeric)
                || letter_first && far.is_some_and(char::is_alphabetic)
        }
        Some('_') => digit_first && far.is_some_and(char::is_alphanumeric),
        Some(near) if is_joint(near) => digit_first && far.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut last = expression.chars().rev();
    let (last, second_last) = (last.next(), last.next());
    let digit_last = last.is_some_and(|c| c.is_ascii_digit());
    // « 800 000 F-Series », « 24703 L-202 »: no unit.
    let letter_last = last.is_some_and(char::is_alphabetic) && !second_last.is_some_and(char::is_alphabetic);
    let mut after = text[extent.end..].chars();
    let (near, far) = (after.next(), after.next());
    let after = match near {
        Some(near) if near.is_alphanumeric() => true,
        Some('-') => far.is_some_and(|c| c.is_ascii_digit() || c.is_uppercase()),
        Some(near) if is_joint(near) => far.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let joined = digit_last
        || letter_last
        || near.is_some_and(char::is_alphanumeric) && last.is_some_and(char::is_alphanumeric);
    // « les Deux-Sèvres »
    let name_last = last.is_some_and(char::is_alphabetic)
        && near == Some('-')
        && far.is_some_and(char::is_uppercase)
        && expression.starts_with(char::is_uppercase);
    before || joined && after || name_last || is_in_address(text, extent)
}

/// Whether an expression is the first half of a word: « faire *demi*-tour », « a *five*-alarm call ».
pub(super) fn begins_word(text: &str, extent: Span) -> bool {
    let mut after = text[extent.end..].chars();
    after.next() == Some('-') && after.next().is_some_and(char::is_alphabetic)
}

/// Whether the run of characters that it stands in is an address on the web: « https://exemple.fr/a?b=30%25 ».
fn is_in_address(text: &str, extent: Span) -> bool {
    const LONGEST: usize = 2_000;
    let before = text[..extent.start].char_indices().rev().take(LONGEST);
    let start = before.take_while(|(_, c)| !c.is_whitespace()).last().map_or(extent.start, |(at, _)| at);
    let run = &text[start..extent.start];
    run.contains("://") || run.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, digits: &str) -> bool {
        let start = text.find(digits).expect("digits of the text");
        is_part_of_name(text, Span::new(start, start + digits.len()))
    }

    #[test]
    fn digits_of_names_and_codes() {
        assert!(part("le Covid-19 recule", "19"));
        assert!(part("un Su-35 russe", "-35"));
        assert!(part("un A320 neuf", "320"));
        assert!(part("un F-14A iranien", "14"));
        assert!(part("la COP26", "26"));
        assert!(part("battus 3-1", "3"));
        assert!(part("battus 3-1", "1"));
        assert!(part("le 06.12.34", "12"));
        assert!(part("more than 800,000 F-Series", "800,000 F"));
        assert!(part("scp173m", "173m"));
        assert!(part("le député des Deux-Sèvres", "Deux"));
        assert!(part("to high-five passersby", "five"));
        assert!(part("https://exemple.fr/a?b=30%25", "30%"));
    }

    #[test]
    fn the_first_half_of_a_word() {
        assert!(begins_word("faire demi-tour", Span::new(6, 10)));
        assert!(!begins_word("de 24-30 ans", Span::new(3, 5)));
    }

    #[test]
    fn digits_beside_punctuation_are_numbers() {
        assert!(!part("il y en a 26.", "26"));
        assert!(!part("(26)", "26"));
        assert!(!part("l'autre, 26, part", "26"));
        assert!(!part("10-year plan", "10"));
        assert!(!part("a two-state solution", "two"));
        assert!(!part("deux fois 26\u{a0}%", "26\u{a0}%"));
    }
}
