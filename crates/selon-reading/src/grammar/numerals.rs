//! Numbers in digits: runs of digits, digits grouped and with decimals, and Roman numerals.

use super::words::{Gap, Word};

/// How a language writes numbers in digits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Characters between groups of three digits; a blank is any white space.
    pub(super) group: &'static str,
    /// Characters before decimals.
    pub(super) decimal: &'static str,
}

impl Style {
    /// Calls `found` with the end (in words) and the value of every number in digits that starts with the word at `at`, which
    /// is a run of digits. « 7 000,5 » is 7, 7000 and 7000.5.
    pub(super) fn numerals(&self, text: &str, words: &[Word], at: usize, mut found: impl FnMut(usize, f64)) {
        let form = |at: usize| words.get(at).map_or("", |word| &text[word.range.clone()]);
        let digits = |at: usize| words.get(at).is_some_and(|word| word.digits);
        let glued = |at: usize| words.get(at).is_some_and(|word| word.gap == Gap::None);
        let mut number = form(at).to_owned();
        let mut end = at + 1;
        let mut tell = |end: usize, number: &str| {
            if let Some(value) = number.parse().ok().filter(|value: &f64| value.is_finite()) {
                found(end, value);
            }
        };
        let grouped = number.len() <= 3 && !number.starts_with('0');
        loop {
            tell(end, &number);
            if self.decimal.contains(form(end))
                && !form(end).is_empty()
                && glued(end)
                && glued(end + 1)
                && digits(end + 1)
            {
                tell(end + 2, &format!("{number}.{}", form(end + 1)));
            }
            let separator = match words.get(end).map(|word| word.gap) {
                Some(Gap::Space) if digits(end) && self.group.contains(' ') => 0,
                Some(Gap::None) if self.group.contains(form(end)) && glued(end + 1) => 1,
                _ => break,
            };
            let next = end + separator;
            if !grouped || !digits(next) || form(next).len() != 3 {
                break;
            }
            number.push_str(form(next));
            end = next + 1;
        }
    }

    /// The value of the decimals that start with the sign at `at`, without a number before it: « ,5 ».
    pub(super) fn decimals(&self, text: &str, words: &[Word], at: usize) -> Option<f64> {
        let (sign, digits) = (words.get(at)?, words.get(at + 1)?);
        let joins = |word: &Word| text[word.range.clone()].chars().all(char::is_alphanumeric);
        let alone =
            sign.gap != Gap::None || !at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(joins);
        let decimals =
            self.decimal.contains(&text[sign.range.clone()]) && digits.digits && digits.gap == Gap::None;
        (alone && decimals).then(|| format!("0.{}", &text[digits.range.clone()]).parse().ok()).flatten()
    }
}

/// The value of a Roman numeral in capitals, of less than 4000: « XIX ».
pub(super) fn roman(form: &str) -> Option<f64> {
    const DIGITS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut value) = (form, 0);
    for (digit, worth) in DIGITS {
        for _ in 0..3 {
            match rest.strip_prefix(digit) {
                Some(after) => (rest, value) = (after, value + worth),
                None => break,
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::super::words::{Vocabulary, words};
    use super::*;

    fn numerals(text: &str, style: &Style) -> Vec<f64> {
        let mut values = Vec::new();
        style.numerals(text, &words(text, &Vocabulary::default()), 0, |_, value| values.push(value));
        values
    }

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        let french = Style { group: " .", decimal: "," };
        assert_eq!(numerals("7 000,5", &french), [7.0, 7000.0, 7000.5]);
        assert_eq!(numerals("7\u{202f}000\u{a0}000", &french), [7.0, 7000.0, 7_000_000.0]);
        assert_eq!(numerals("1.500", &french), [1.0, 1500.0]);
        assert_eq!(numerals("2009 300", &french), [2009.0]);
        assert_eq!(numerals("2,5", &french), [2.0, 2.5]);
        assert_eq!(numerals("5, 6", &french), [5.0]);
        let english = Style { group: ",", decimal: "." };
        assert_eq!(numerals("1,250.5", &english), [1.0, 1250.0, 1250.5]);
        assert!(numerals(&"9".repeat(1000), &english).is_empty());
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(roman("XIX"), Some(19.0));
        assert_eq!(roman("MCMXLIV"), Some(1944.0));
        assert_eq!(roman("IIX"), None);
        assert_eq!(roman(""), None);
    }
}
