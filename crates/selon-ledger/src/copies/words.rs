//! The words of a text as copies are looked for: folded, so that typography does not hide one.

use selon_record::Span;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use xxhash_rust::xxh3::xxh3_64;

/// Words of a gram: what the similarity of two texts is counted in.
pub const GRAM: usize = 5;

/// Words that a quotation can have at most; marks further apart are no pair.
const LONGEST_QUOTATION: usize = 400;

/// The words of a text, folded, with their places.
///
/// A word is a run of letters and digits without its accents, in lower case, « œ » and « æ » as two letters. All else
/// only parts words: so « l’État » is « l'etat », and « 5.800 », « 5 800 » and « 5,800 » are alike. Characters that do not
/// show (soft hyphens, zero-width spaces) are not there. In Python: `re.findall(r"[^\W_]+", text.lower())` of the NFD form
/// without the categories Mn, Mc, Me and Cf.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The hash of each word as folded.
    hashes: Vec<u64>,
    /// Its bytes in the text.
    spans: Vec<(u32, u32)>,
    /// Whether it stands within quotation marks.
    quoted: Vec<bool>,
    /// The hash of the gram at each place and the place, in order: the same grams stand together.
    grams: Vec<(u64, u32)>,
}

impl Words {
    /// The words of a text. Of a text of more than 4 GiB those of the first.
    ///
    /// ```
    /// use selon_ledger::copies::Words;
    /// let [printed, typed] = ["« L’État » : 5 800 cœurs", "l'etat 5.800 coeurs"].map(Words::of);
    /// assert_eq!(printed.hashes(), typed.hashes());
    /// ```
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.hashes.reserve(text.len() / 5);
        words.spans.reserve(text.len() / 5);
        words.quoted.reserve(text.len() / 5);
        words.read(text);
        let places = words.hashes.len().saturating_sub(GRAM - 1);
        words.grams.reserve_exact(places);
        words.grams.extend(runs::<GRAM>(&words.hashes).map(hash).zip(0..));
        words.grams.sort_unstable();
        words
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The hash of each word, in order: equal for words that fold alike.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The bytes of the text from one word up to but without another; `from` must be less than `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.spans[from].0 as usize, self.spans[to - 1].1 as usize)
    }

    /// Whether a word stands within quotation marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted[at]
    }

    /// The hash of the gram at each place and the place, in order of both.
    pub(super) fn grams(&self) -> &[(u64, u32)] {
        &self.grams
    }

    /// Finds the words and what is quoted: one pass, nothing allocated for a word.
    fn read(&mut self, text: &str) {
        let mut folded = Vec::with_capacity(64);
        let (mut start, mut end) = (0, 0);
        let mut marks = Marks::default();
        let limit = u32::MAX as usize;
        for (at, c) in text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= limit) {
            if folded.is_empty() {
                start = at;
            }
            match fold(c, &mut folded) {
                Folded::Letters => end = at + c.len_utf8(),
                Folded::Mark if !folded.is_empty() => end = at + c.len_utf8(),
                Folded::Mark | Folded::Nothing => {}
                Folded::Gap => {
                    self.push(&mut folded, start, end);
                    marks.read(c, &mut self.quoted);
                }
            }
        }
        self.push(&mut folded, start, end);
    }

    fn push(&mut self, folded: &mut Vec<u8>, start: usize, end: usize) {
        if !folded.is_empty() {
            self.hashes.push(xxh3_64(folded));
            self.spans.push((start as u32, end as u32));
            self.quoted.push(false);
            folded.clear();
        }
    }
}

/// Every `N` words that follow each other.
pub(super) fn runs<const N: usize>(words: &[u64]) -> impl Iterator<Item = &[u64; N]> {
    words.windows(N).filter_map(<[u64]>::first_chunk)
}

/// The hash of some words in their order: the same on every machine.
pub(super) fn hash<const N: usize>(words: &[u64; N]) -> u64 {
    let mut bytes = [[0; 8]; N];
    for (bytes, word) in bytes.iter_mut().zip(words) {
        *bytes = word.to_le_bytes();
    }
    xxh3_64(bytes.as_flattened())
}

/// What a character is for words.
enum Folded {
    /// A part of a word, added to it.
    Letters,
    /// A mark on the letter before it.
    Mark,
    /// It does not show.
    Nothing,
    /// It parts words.
    Gap,
}

/// Adds what a character comes to.
fn fold(c: char, word: &mut Vec<u8>) -> Folded {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase() as u8);
            return Folded::Letters;
        }
        return Folded::Gap;
    }
    match c {
        'œ' | 'Œ' => word.extend(b"oe"),
        'æ' | 'Æ' => word.extend(b"ae"),
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => return Folded::Nothing,
        '\u{2060}'..='\u{2064}' | '\u{FEFF}' => return Folded::Nothing,
        _ if is_combining_mark(c) => return Folded::Mark,
        _ => {
            let before = word.len();
            decompose_canonical(c, |part| {
                if part.is_alphanumeric() && !is_combining_mark(part) {
                    for letter in part.to_lowercase().filter(|&letter| !is_combining_mark(letter)) {
                        word.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                }
            });
            if word.len() == before {
                return Folded::Gap;
            }
        }
    }
    Folded::Letters
}

/// Quotation marks that are open: the number of the first word after each.
///
/// « » and “ ” may hold several paragraphs; a straight mark opens or closes, and what it opens ends with the line.
#[derive(Default)]
struct Marks {
    guillemet: Option<usize>,
    curly: Option<usize>,
    straight: Option<usize>,
}

impl Marks {
    /// Reads a character between words; where a pair closes, the words within are quoted.
    fn read(&mut self, c: char, quoted: &mut [bool]) {
        let now = quoted.len();
        let closed = match c {
            '«' => return self.guillemet = Some(now),
            '“' | '„' => return self.curly = Some(now),
            '\n' => return self.straight = None,
            '»' => self.guillemet.take(),
            '”' => self.curly.take(),
            '"' if self.straight.is_none() => return self.straight = Some(now),
            '"' => self.straight.take(),
            _ => return,
        };
        if let Some(from) = closed.filter(|from| now - from <= LONGEST_QUOTATION) {
            quoted[from..].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let words = Words::of(text);
        (0..words.len()).map(|at| &text[words.span(at, at + 1).range()]).collect()
    }

    fn quoted(text: &str) -> Vec<&str> {
        let words = Words::of(text);
        (0..words.len())
            .filter(|&at| words.is_quoted(at))
            .map(|at| &text[words.span(at, at + 1).range()])
            .collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("L’État a-t-il 5\u{A0}800 km² ?"), ["L", "État", "a", "t", "il", "5", "800", "km²"]);
        assert_eq!(words("É\u{301}te\u{301}, «co\u{AD}pie»"), ["É\u{301}te\u{301}", "co\u{AD}pie"]);
    }

    #[test]
    fn accents_case_and_ligatures_fold() {
        for (a, b) in
            [("ÉTÉ", "ete"), ("e\u{301}te\u{301}", "été"), ("Œuvre", "oeuvre"), ("İ", "i"), ("ÇA", "ca")]
        {
            assert_eq!(Words::of(a).hashes(), Words::of(b).hashes(), "{a} {b}");
        }
        assert_ne!(Words::of("été").hashes(), Words::of("étés").hashes());
    }

    #[test]
    fn pairs_of_marks_quote() {
        assert_eq!(
            quoted("il « dit oui » et “non merci” puis \"rien\" ici"),
            ["dit", "oui", "non", "merci", "rien"]
        );
        assert_eq!(quoted("un \"mot sans fin\nautre \"mot\""), ["mot"]);
        assert_eq!(quoted("rien » ici « là"), [""; 0]);
    }

    proptest! {
        #[test]
        fn spans_slice_and_fold_to_their_word(text in "\\PC{0,80}|[ -~«»“”\"é\u{301}\u{AD}\n]{0,80}") {
            let words = Words::of(&text);
            let mut last = 0;
            for at in 0..words.len() {
                let span = words.span(at, at + 1);
                prop_assert!(span.start >= last && text.get(span.range()).is_some());
                last = span.end;
                let alone = Words::of(&text[span.range()]);
                prop_assert_eq!(alone.hashes(), &words.hashes()[at..=at]);
            }
        }
    }
}
