//! The same letters: without capitals, accents and marks between words.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// A longer text is no name.
const MOST_CHARACTERS: usize = 200;

/// A text of more words is no name.
const MOST_WORDS: usize = 12;

/// A name as it is compared: in lower case, without accents, its words separated by single spaces.
///
/// Apostrophes, hyphens and other marks between words are spaces, the dots of an acronym nothing; `+` and `&` stay, they
/// tell names apart. Invisible characters go. Folding what is folded changes nothing.
///
/// ```
/// use selon_kb::fold::fold;
///
/// assert_eq!(fold("Côte d’Ivoire"), "cote d ivoire");
/// assert_eq!(fold("NOUR‑SOULTAN"), "nour soultan");
/// assert_eq!(fold("Œuvre de Łódź"), "oeuvre de lodz");
/// assert_eq!(fold("O.N.U."), "onu");
/// ```
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() {
            push(&mut folded, c.to_ascii_lowercase());
        } else {
            // Lower-casing may compose again, as with U+0130. The order of marks does not count, they go.
            decompose_compatible(c, |part| {
                part.to_lowercase().for_each(|lower| decompose_compatible(lower, |c| push(&mut folded, c)));
            });
        }
    }
    join_initials(folded.trim_end_matches([' ', '.']))
}

/// Whether a text is short enough to be a name at all.
pub fn is_short(name: &str) -> bool {
    name.len() <= 4 * MOST_CHARACTERS
        && name.chars().nth(MOST_CHARACTERS).is_none()
        && name.split_whitespace().nth(MOST_WORDS).is_none()
}

/// Appends what a decomposed character in lower case is folded to; dots stay for [`join_initials`].
fn push(folded: &mut String, c: char) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'đ' | 'ð' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ŧ' => folded.push('t'),
        'ŋ' => folded.push('n'),
        'ə' => folded.push('a'),
        // Persian letters that Arabic writes otherwise.
        'ی' | 'ى' => folded.push('ي'),
        'ک' => folded.push('ك'),
        'a'..='z' | '0'..='9' | '+' | '&' => folded.push(c),
        '.' => {
            if folded.chars().next_back().is_some_and(|last| last != ' ' && last != '.') {
                folded.push('.');
            }
        }
        _ if invisible(c) || canonical_combining_class(c) != 0 => {}
        _ if c.is_alphanumeric() => folded.push(c),
        _ => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
    }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Dots between single letters go (`o.n.u` → `onu`), others are spaces (`avia.pro` → `avia pro`).
fn join_initials(name: &str) -> String {
    if !name.contains('.') {
        return name.to_owned();
    }
    let mut joined = String::with_capacity(name.len());
    for word in name.split(' ') {
        let word = word.trim_end_matches('.');
        let initials = word.split('.').all(|part| part.chars().nth(1).is_none());
        for (i, part) in word.split('.').enumerate() {
            let apart = i == 0 || !initials;
            if apart && !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(part);
        }
    }
    joined
}
