//! Stand-in until the tokeniser's branch is merged: replace this file by its `vocab/unicode.rs`.

pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

pub(crate) fn is_alpha(c: char) -> bool {
    c.is_alphabetic()
}

pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

pub(crate) fn is_upper(c: char) -> bool {
    c.is_uppercase()
}

pub(crate) fn lower(text: &str) -> String {
    text.to_lowercase()
}
