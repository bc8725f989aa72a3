//! Marks in a text: rare brackets with the number of what they belong to, `⟦①le 4 janvier⟧`.

use std::cmp::Reverse;

use selon_record::CodePointSpan;

/// The numbers of what is marked, in order.
const NUMBERS: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟";

/// An opening bracket and its closing one.
pub(crate) type Brackets = (char, char);

/// What is said, or the words of an expression.
pub(crate) const CONTENT: Brackets = ('⟦', '⟧');
/// What signals it.
pub(crate) const CUE: Brackets = ('⟨', '⟩');
/// Who says it.
pub(crate) const SOURCE: Brackets = ('⦃', '⦄');

/// The number at a place, counted from 0.
///
/// # Panics
/// When a case marks more than there are numbers.
pub(crate) fn number(at: usize) -> char {
    NUMBERS.chars().nth(at).expect("a text of a case has few marks")
}

pub(crate) fn is_number(c: char) -> bool {
    NUMBERS.contains(c)
}

/// What a number stands for, from 1.
pub(crate) fn position(number: char) -> usize {
    NUMBERS.chars().take_while(|&c| c != number).count() + 1
}

/// A text without its marks.
pub(crate) fn unmarked(marked: &str) -> String {
    let brackets = [CONTENT, CUE, SOURCE];
    marked.replace(|c| is_number(c) || brackets.iter().any(|&(open, close)| c == open || c == close), "")
}

/// A text with marks around some of its parts. One that crosses another has its number at its end too.
pub(crate) fn marked(text: &str, mut parts: Vec<(CodePointSpan, Brackets, char)>) -> String {
    // What begins first stands outside; of two that begin together, the one that ends last.
    parts.sort_by_key(|&(span, _, number)| (span.start, Reverse(span.end), number));
    let mut parts = parts.into_iter().peekable();
    let mut open: Vec<(CodePointSpan, Brackets, char)> = Vec::new();
    let mut marked = String::new();
    for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
        while let Some(last) = open.iter().rposition(|(span, ..)| span.end == at) {
            let (_, (_, close), number) = open.remove(last);
            marked.push(close);
            if last < open.len() {
                marked.push(number);
            }
        }
        while let Some(part) = parts.next_if(|(span, ..)| span.start == at) {
            let (_, (bracket, _), number) = part;
            marked.extend([bracket, number]);
            open.push(part);
        }
        marked.extend(c);
    }
    marked
}
