//! In which letters a word is written.

/// Scripts that have letters that look like those of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match c {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' => {
            Script::Latin
        }
        // Phonetic letters (ə), modifiers that stand for apostrophes, full-width forms.
        '\u{250}'..='\u{2FF}' | '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF5A}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => Script::Cyrillic,
        _ => Script::Other,
    })
}

/// Whether some word has letters of several scripts, as where a Cyrillic « а » stands in a Latin name. No name is written
/// so; it is a slip or a trick.
///
/// ```
/// use selon_kb::fold::is_mixed;
///
/// assert!(is_mixed("Mosc\u{43E}u"));
/// assert!(!is_mixed("Moscou (Москва)"));
/// ```
pub fn is_mixed(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let mut scripts = word.chars().filter_map(script);
        scripts.next().is_some_and(|first| scripts.any(|other| other != first))
    })
}

/// Whether every letter is Latin: only such names have a key.
pub fn is_latin(name: &str) -> bool {
    name.chars().filter_map(script).all(|script| script == Script::Latin)
}
