//! What a ledger adds to an article: the claims of its assertions, the words it shares with others, and which part of it is shown.

use std::ops::Range;

use selon_record::{CodePointSpan, Reading};

use crate::{Passages, in_order};

/// What stands beside an article's own words. By default nothing does, and all of the article is shown.
#[derive(Clone, Debug)]
pub struct Beside {
    /// For each assertion of the reading, in its order, where its claim is and what is said of it.
    pub claims: Vec<Option<Pointer>>,
    /// Words that another article has too, with the number of that article: they point to the anchor `copy-N`. Where several have
    /// the same words the lowest number stands.
    pub copied: Vec<(CodePointSpan, usize)>,
    /// What stands before an entity's key in the address of its page; without it names lead nowhere.
    pub entities: Option<&'static str>,
    /// The bytes of the text that are shown.
    pub part: Range<usize>,
    /// At most so many assertions are shown, and rows of each list.
    pub most: usize,
}

impl Default for Beside {
    fn default() -> Self {
        Beside {
            claims: Vec::new(),
            copied: Vec::new(),
            entities: None,
            part: 0..usize::MAX,
            most: usize::MAX,
        }
    }
}

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// Where: an address on the desk.
    pub address: String,
    /// What is said.
    pub words: String,
}

/// The parts that a long article is shown in, in bytes of its text: each of at most `bytes` (or of one letter), and with the
/// beginnings of at most `assertions` contents, unless more begin at one place. They end with a paragraph where one ends in their second half, else with a
/// word. A text without letters is one part.
///
/// ```
/// use selon_record::{Article, Reading};
/// use selon_view::html::parts;
///
/// let reading = Reading::new(Article::new("Un deux.\nTrois quatre."));
/// assert_eq!(parts(&reading, 100, 10), [0..22]);
/// assert_eq!(parts(&reading, 12, 10), [0..9, 9..15, 15..22]);
/// ```
pub fn parts(reading: &Reading, bytes: usize, assertions: usize) -> Vec<Range<usize>> {
    let passages = Passages::new(reading);
    let text = passages.text();
    let start = |assertion: &selon_record::Assertion| {
        passages.ranges(&assertion.content).iter().map(|range| range.start).min()
    };
    let mut starts: Vec<usize> = reading.assertions.iter().filter_map(start).collect();
    starts.sort_unstable();
    let mut parts = Vec::new();
    let (mut at, mut begun) = (0, 0);
    while at < text.len() {
        let crowded = starts.get(begun + assertions).copied().filter(|&start| start > at);
        let end = (at + bytes.max(1)).min(crowded.unwrap_or(text.len())).min(text.len());
        let end = if end < text.len() { at + seam(&text[at..], end - at) } else { end };
        parts.push(at..end);
        at = end;
        begun = starts.partition_point(|&start| start < at);
    }
    if parts.is_empty() {
        parts.push(0..text.len());
    }
    parts
}

/// Where the text is parted, at most `most` bytes from its start: never within a letter, and never before the first one's end.
fn seam(text: &str, most: usize) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text.floor_char_boundary(most).max(first);
    let head = &text[..end];
    let paragraph = head.rfind('\n').map(|at| at + 1).filter(|&at| at >= most / 2);
    let word =
        || head.rfind(char::is_whitespace).map(|at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    paragraph.or_else(word).filter(|&at| at > 0).unwrap_or(end)
}

/// The number of an assertion in the list beside the text, from 1, and where its content begins, in bytes.
pub fn whereabouts(reading: &Reading, assertion: usize) -> Option<(usize, usize)> {
    let passages = Passages::new(reading);
    let nth = in_order(reading, &passages, |_| true).iter().position(|&(at, _)| at == assertion)?;
    let ranges = passages.ranges(&reading.assertions.get(assertion)?.content);
    Some((nth + 1, ranges.iter().map(|range| range.start).min().unwrap_or(0)))
}

/// Which of the shared words are shown as whose: stretches in order and apart, the lowest number first.
pub(super) struct Copied(Vec<(Range<usize>, usize)>);

impl Copied {
    pub(super) fn new(copied: &[(CodePointSpan, usize)], passages: &Passages<'_>) -> Self {
        let ranges =
            |&(span, number): &(CodePointSpan, usize)| Some((passages.ranges(&[span]).pop()?, number));
        let all: Vec<(Range<usize>, usize)> = copied.iter().filter_map(ranges).collect();
        let mut edges: Vec<(usize, bool, usize)> = all
            .iter()
            .flat_map(|(range, number)| [(range.start, true, *number), (range.end, false, *number)])
            .collect();
        edges.sort_unstable();
        // How many passages of each article are open; an article's own may overlap.
        let mut open = std::collections::BTreeMap::<usize, usize>::new();
        let mut stretches: Vec<(Range<usize>, usize)> = Vec::new();
        let mut at = 0;
        for (place, opens, number) in edges {
            if let Some((&lowest, _)) = open.first_key_value().filter(|_| at < place) {
                match stretches.last_mut() {
                    Some((last, known)) if last.end == at && *known == lowest => last.end = place,
                    _ => stretches.push((at..place, lowest)),
                }
            }
            at = place;
            if opens {
                *open.entry(number).or_default() += 1;
            } else if let Some(count) = open.get_mut(&number) {
                *count -= 1;
                if *count == 0 {
                    open.remove(&number);
                }
            }
        }
        Copied(stretches)
    }

    /// Where one starts or ends.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flat_map(|(range, _)| [range.start, range.end])
    }

    /// The number of the article that has the words at a byte.
    pub(super) fn at(&self, byte: usize) -> Option<usize> {
        let at = self.0.partition_point(|(range, _)| range.end <= byte);
        let (range, number) = self.0.get(at)?;
        range.contains(&byte).then_some(*number)
    }
}
