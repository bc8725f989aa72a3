//! What returns and is numbered: « l'acte XIV », « le treizième samedi consécutif ».

use super::lexicon::Lexicon;
use super::words::Token;

/// The numbers of the occasions that some words name. `ordinals` are the ordinals among them, with the byte at which each ends.
pub(super) fn occasions(
    words: &[Token],
    ordinals: impl Iterator<Item = (usize, f64)>,
    lexicon: &Lexicon,
) -> Vec<u16> {
    let whole = |value: f64| (value.fract() == 0.0 && (1.0..1000.0).contains(&value)).then_some(value as u16);
    let mut found: Vec<u16> = ordinals
        .filter_map(|(end, value)| {
            let next = words.get(words.partition_point(|token| token.start < end))?;
            lexicon.is_occasion(&next.form).then(|| whole(value)).flatten()
        })
        .collect();
    for pair in words.windows(2) {
        if pair[0].form.starts_with("act") && lexicon.is_occasion(&pair[0].form) {
            found.extend(pair[1].form.parse().ok().or_else(|| roman(&pair[1].form)));
        }
    }
    found
}

/// A number in Roman numerals, in small letters: 14 of « xiv ».
fn roman(word: &str) -> Option<u16> {
    let digits = word.chars().map(|c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    });
    let digits: Vec<u16> = digits.collect::<Option<_>>()?;
    let value = |(i, digit): (usize, &u16)| {
        let before_a_larger = digits.get(i + 1).is_some_and(|next| next > digit);
        if before_a_larger { -i32::from(*digit) } else { i32::from(*digit) }
    };
    u16::try_from(digits.iter().enumerate().map(value).sum::<i32>()).ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::words::tokens;

    #[test]
    fn acts_have_arabic_and_roman_numbers() {
        let french = Lexicon::of("fr");
        let of = |text| occasions(&tokens(text), std::iter::empty(), french);
        assert_eq!(of("l'acte XIV des manifestations"), [14]);
        assert_eq!(of("l'\"acte 6\""), [6]);
        assert_eq!(of("le 14 décembre"), Vec::<u16>::new());
        let text = "le treizième samedi consécutif";
        assert_eq!(occasions(&tokens(text), [(13, 13.0)].into_iter(), french), [13]);
    }
}
