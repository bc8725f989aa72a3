//! A signature in its parts: « La rédaction, avec AM » is « La rédaction » and, with « avec », « AM ».

use std::ops::Range;

use super::words::{Role, Words};

/// One who signed, and what stands before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where the name stands.
    pub(super) name: Range<usize>,
    /// Where the words that join it begin: those of « avec », else the name.
    pub(super) start: usize,
    /// Whether a word says that the article is made with it, or parentheses stand around it.
    pub(super) marked: bool,
}

/// The marks that stand between those who signed.
const MARKS: [char; 12] = [',', ';', '/', '|', '&', '+', '(', ')', '[', ']', '–', '—'];

/// The parts of a signature, in order.
pub(super) fn parts(text: &str, words: &Words) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open = Part { name: 0..0, start: 0, marked: false };
    let mut at = 0;
    let mut begins_word = true;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let joint = begins_word.then(|| words.starts(rest, &[Role::With, Role::And, Role::Source])).flatten();
        let is_dash = c == '-' && begins_word && rest[1..].starts_with(char::is_whitespace);
        if let Some(length) = joint {
            let is_mark = words.starts(rest, &[Role::With, Role::Source]).is_some();
            // « et avec » and « - Avec » are one joint.
            let pending = open.marked && text[open.name.start..at].trim().is_empty();
            push(&mut parts, text, &open, at);
            let start = if pending { open.start } else { at };
            at += length;
            open = Part { name: at..at, start, marked: is_mark || pending };
        } else if MARKS.contains(&c) || is_dash || c == ':' {
            let pending = open.marked && c == ':' && text[open.name.start..at].trim().is_empty();
            push(&mut parts, text, &open, at);
            let start = if pending { open.start } else { at + c.len_utf8() };
            at += c.len_utf8();
            open = Part { name: at..at, start, marked: matches!(c, '(' | '[') || pending };
        } else {
            at += c.len_utf8();
        }
        begins_word = !c.is_alphanumeric() || joint.is_some();
    }
    push(&mut parts, text, &open, text.len());
    parts
}

/// Takes a part that ends at `end`, when there is a name in it.
fn push(parts: &mut Vec<Part>, text: &str, open: &Part, end: usize) {
    let name = &text[open.name.start..end];
    let trimmed = name.trim();
    if !trimmed.is_empty() {
        let start = open.name.start + (name.len() - name.trim_start().len());
        let joint = if open.marked && !text[open.start..].starts_with(name) { open.start } else { start };
        let joint = joint + (text[joint..].len() - text[joint..].trim_start().len());
        parts.push(Part { name: start..start + trimmed.len(), start: joint, marked: open.marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(&str, bool)> {
        parts(text, Words::of("fr")).into_iter().map(|part| (&text[part.name], part.marked)).collect()
    }

    #[test]
    fn signatures_fall_into_names() {
        assert_eq!(of("La rédaction, avec AM"), [("La rédaction", false), ("AM", true)]);
        assert_eq!(of("Service étranger (AM)"), [("Service étranger", false), ("AM", true)]);
        assert_eq!(of("J.-P. Martin et l’AFP"), [("J.-P. Martin", false), ("l’AFP", false)]);
        assert_eq!(of("jsa/afp/nxp"), [("jsa", false), ("afp", false), ("nxp", false)]);
        assert_eq!(of("Avec l'Agence France-Presse"), [("l'Agence France-Presse", true)]);
        assert_eq!(of("Source : AFP"), [("AFP", true)]);
        assert_eq!(of(" - Avec Reuters"), [("Reuters", true)]);
        assert_eq!(of(""), []);
    }
}
