//! Text of others made safe to show: what could drive the terminal or turn the line around is written out.

use std::fmt::Write;

/// The text with every control character made visible, except white space, which the wrapping takes as blanks.
///
/// An escape character becomes `␛`, an override of the writing direction `⟨U+202E⟩`. The marks of direction that
/// right-to-left text needs between its letters (U+200E, U+200F, U+061C) stay.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => out.push(c),
            '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => out.push('␡'),
            '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A name or a few words among others: visible, on one line, isolated where it is written from right to left.
pub fn phrase(text: &str) -> String {
    let words = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if is_right_to_left(&words) { [ISOLATE, &words, END_OF_ISOLATE].concat() } else { words }
}

/// Before words whose direction is their own, for the terminal's ordering of right-to-left text (Unicode UAX 9, FSI).
pub const ISOLATE: &str = "\u{2068}";
/// After them (PDI).
pub const END_OF_ISOLATE: &str = "\u{2069}";

/// Whether it has a letter of a script written from right to left.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_drives_the_terminal() {
        assert_eq!(visible("a\u{1B}[2Jb\u{7}\u{9B}1m\u{202E}c"), "a␛[2Jb␇⟨U+009B⟩1m⟨U+202E⟩c");
        assert_eq!(visible("Il pleut\u{A0}!\n"), "Il pleut\u{A0}!\n");
    }

    #[test]
    fn names_from_right_to_left_stand_alone() {
        assert_eq!(phrase(" وزارة\n الصحة"), "\u{2068}وزارة الصحة\u{2069}");
        assert_eq!(phrase("la  présidence"), "la présidence");
    }
}
