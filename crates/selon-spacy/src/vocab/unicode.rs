//! What Python 3's `str` methods say of a character, where Rust's `char` methods say something else.
//!
//! spaCy's lexeme flags, its tokenizer and its patterns rest on these. Python reads general categories
//! (`isalpha` is L*, `\w` is L*, N* and the underscore), Rust reads derived properties (`Alphabetic`
//! holds vowel signs and circled letters as well). The tables come from `regex-syntax`, Unicode 16; a
//! Python 3.11 knows Unicode 14, so that characters assigned since then are unknown to it. Of those it knows,
//! `ʕ` and five modifier letters have another Lowercase property since (U+0295, U+10FC, U+A7F2 to U+A7F4, U+AB69).

use std::sync::LazyLock;

use regex_syntax::hir::{ClassUnicode, HirKind};

/// `str.isspace()`: bidirectional class WS, B or S, or category Zs. Python counts the four information
/// separators U+001C to U+001F in, which Rust's `char::is_whitespace` leaves out.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | '\x1c'..='\x20' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// `str.isalpha()`: a letter (L*). A combining accent is none, nor is a Roman numeral sign such as `Ⅳ`.
pub(crate) fn is_alpha(c: char) -> bool {
    static LETTERS: LazyLock<Ranges> = LazyLock::new(|| Ranges::of("L"));
    if c.is_ascii() { c.is_ascii_alphabetic() } else { LETTERS.contains(c) }
}

/// `str.isdecimal()`: a digit of a decimal script (Nd), such as `3` or `٣`.
pub(crate) fn is_decimal(c: char) -> bool {
    static DECIMALS: LazyLock<Ranges> = LazyLock::new(|| Ranges::of("Nd"));
    if c.is_ascii() { c.is_ascii_digit() } else { DECIMALS.contains(c) }
}

/// `str.isdigit()`: a decimal, or a digit in a form no number is written with, such as `²` or `①`.
pub(crate) fn is_digit(c: char) -> bool {
    // Numeric_Type=Digit in UnicodeData.txt, Unicode 14 to 16.
    let special = matches!(c,
        '²' | '³' | '¹' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
        | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}'
        | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}'
        | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}'
        | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}'
        | '\u{1f100}'..='\u{1f10a}');
    special || is_decimal(c)
}

/// `str.isupper()` of one character: the derived property Uppercase, as in Rust.
pub(crate) fn is_upper(c: char) -> bool {
    c.is_uppercase()
}

/// `str.lower()`: full mappings, and a capital sigma that ends a word becomes `ς`.
pub(crate) fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The characters of one general category, by its short name.
pub(crate) fn category(name: &str) -> ClassUnicode {
    let hir = regex_syntax::parse(&format!(r"\p{{{name}}}")).expect("a category that Unicode knows");
    match hir.into_kind() {
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => class,
        _ => unreachable!("a category is a class of characters"),
    }
}

/// Sorted ranges, to look one character up.
struct Ranges(Box<[(char, char)]>);

impl Ranges {
    fn of(name: &str) -> Self {
        Ranges(category(name).iter().map(|range| (range.start(), range.end())).collect())
    }

    fn contains(&self, c: char) -> bool {
        let after = self.0.partition_point(|&(first, _)| first <= c);
        after > 0 && c <= self.0[after - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_pythons() {
        for c in ['\t', '\n', '\x0b', '\x1c', '\x1f', ' ', '\u{85}', '\u{a0}', '\u{202f}', '\u{3000}'] {
            assert!(is_space(c), "{c:?}");
        }
        for c in ['\x1b', '\0', '\u{200b}', '\u{feff}', '\u{180e}', 'a'] {
            assert!(!is_space(c), "{c:?}");
        }
        let others = (0..=0x10ffff).filter_map(char::from_u32).filter(|&c| is_space(c) != c.is_whitespace());
        assert_eq!(others.collect::<String>(), "\x1c\x1d\x1e\x1f");
    }

    #[test]
    fn letters_are_categories_not_properties() {
        assert!(['a', 'É', 'œ', 'ª', 'я', '中', 'ʰ'].into_iter().all(is_alpha));
        assert!(!['1', '_', '\u{301}', 'Ⅳ', 'ⓐ', '\u{93e}'].into_iter().any(is_alpha));
    }

    #[test]
    fn numbers_come_in_three_widths() {
        assert!(is_decimal('٣') && is_digit('٣'));
        assert!(!is_decimal('²') && is_digit('²'));
        assert!(!is_decimal('½') && !is_digit('½'));
    }

    #[test]
    fn case_follows_the_derived_properties() {
        assert!(is_upper('É') && is_upper('Ⅳ') && !is_upper('ǅ'));
        assert_eq!(lower("ΟΔΟΣ ÇA İ ΣΑΣ."), "οδος ça i\u{307} σας.");
    }
}
