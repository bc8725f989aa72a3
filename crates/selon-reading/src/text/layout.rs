//! Lines and paragraphs: which line breaks end a sentence and which only wrap it.

use std::ops::Range;

/// The widths, in characters, that a text is wrapped to by hand or by mail.
const WRAP_WIDTH: Range<usize> = 40..101;

/// Whether a character breaks the line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character leaves no mark: white space, zero-width space, byte-order mark.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// The byte ranges of the paragraphs whose lines are only wrapped, in order.
///
/// A paragraph is wrapped when it has at least three lines, none longer than a page is wide, and no line but the last
/// had room for the next one's first word. A list or a headline over a lead never looks like that.
pub(super) fn wrapped_paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut wrapped = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut close = |lines: &mut Vec<Line>| {
        if let (Some(first), Some(last)) = (lines.first(), lines.last())
            && is_wrapped(lines)
        {
            wrapped.push(first.bytes.start..last.bytes.end);
        }
        lines.clear();
    };
    let mut start = 0;
    for line in text.split(is_line_break) {
        let bytes = start..start + line.len();
        start = bytes.end + text[bytes.end..].chars().next().map_or(0, char::len_utf8);
        if !line.trim().is_empty() {
            let first_word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
            lines.push(Line { width: line.trim_end().chars().count(), first_word, bytes });
        } else if !(line.is_empty()
            && text[..bytes.start].ends_with('\r')
            && text[bytes.end..].starts_with('\n'))
        {
            close(&mut lines);
        }
    }
    close(&mut lines);
    wrapped
}

/// One line that is not blank. Widths in characters.
struct Line {
    bytes: Range<usize>,
    width: usize,
    first_word: usize,
}

fn is_wrapped(lines: &[Line]) -> bool {
    let width = lines.iter().map(|line| line.width).max().unwrap_or(0);
    lines.len() >= 3
        && WRAP_WIDTH.contains(&width)
        && lines.windows(2).all(|pair| pair[0].width + 1 + pair[1].first_word > width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_wrapped_and_a_list_is_not() {
        let mail = "Le gouvernement a annoncé mardi que le président\nKassym Tokaïev se rendrait dans la capitale du\nsud du pays.";
        assert_eq!(wrapped_paragraphs(mail), vec![0..mail.len()]);
        assert!(wrapped_paragraphs("Almaty\nNour-Soultan\nAktaou").is_empty());
        assert_eq!(wrapped_paragraphs(&mail.replace('\n', "\r\n")).len(), 1);
        assert!(wrapped_paragraphs(&mail.replace('\n', "\n\n")).is_empty());
    }
}
