//! A corpus as large as wanted, made of real articles: their words exchanged, and copies of some of them planted with edits
//! that are known. A text is a function of its number.

use std::ops::Range;

use crate::draw::Draw;

/// The seed of everything drawn.
const SEED: u64 = 0x5e10;

/// Of so many texts one is a planted copy.
const PLANTED: usize = 5;

/// Letters from which on a word is exchanged when a text is made anew: most others are function words.
const CONTENT: usize = 4;

/// Real articles, and what is made of them.
pub(super) struct Corpus<'t> {
    texts: &'t [&'t str],
    /// Words to put in the place of others, as often as they stand in the real articles.
    words: Vec<&'t str>,
    /// Texts that are real, the first ones.
    pub(super) real: usize,
}

/// How a planted copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Other quotation marks, apostrophes and capitals.
    Typography,
    /// About each 25th word put in, left out or replaced, each twelfth sentence cut.
    Light,
    /// A passage of 40 to 80 words of the source in another text.
    Lifted,
}

/// A text of the corpus.
pub(super) struct Item {
    pub(super) text: String,
    pub(super) planted: Option<Planted>,
}

/// What is known of a planted copy.
pub(super) struct Planted {
    /// The number of the text it is a copy of.
    pub(super) source: usize,
    pub(super) edit: Edit,
    /// Its bytes that are the source's.
    pub(super) taken: Range<usize>,
}

impl<'t> Corpus<'t> {
    /// A corpus that begins with the first `real` of the texts.
    pub(super) fn new(texts: &'t [&'t str], real: usize) -> Corpus<'t> {
        let words = texts.iter().flat_map(|text| pieces(text)).filter(|piece| is_content(piece)).collect();
        Corpus { texts, words, real }
    }

    /// The text with a number.
    pub(super) fn item(&self, number: usize) -> Item {
        if !self.is_planted(number) {
            return Item { text: self.fresh(number), planted: None };
        }
        let mut draw = Draw::new(SEED + 2, number as u64);
        let source = self.source(number, &mut draw);
        let original = self.fresh(source);
        let whole = |text: String, edit| {
            let taken = 0..text.len();
            Item { text, planted: Some(Planted { source, edit, taken }) }
        };
        match draw.below(3) {
            0 => whole(typography(&original), Edit::Typography),
            1 => whole(self.light(&original, &mut draw), Edit::Light),
            _ => {
                let passage = passage(&original, &mut draw);
                let around = self.fresh(number);
                let at = around.find(". ").map_or(0, |at| at + 2);
                let taken = at..at + passage.len();
                let text = format!("{}{passage} {}", &around[..at], &around[at..]);
                Item { text, planted: Some(Planted { source, edit: Edit::Lifted, taken }) }
            }
        }
    }

    /// Whether a text is a copy of one before it: none of the first, so that there is something to copy.
    fn is_planted(&self, number: usize) -> bool {
        number >= self.real + self.texts.len().min(self.real) / 2
            && Draw::new(SEED, number as u64).once_in(PLANTED)
    }

    /// A text before this one that is no copy, is not real, and has words enough to copy.
    fn source(&self, number: usize, draw: &mut Draw) -> usize {
        let drawn = self.real + draw.below(number - self.real);
        let fits = |&other: &usize| {
            !self.is_planted(other) && self.texts[other % self.texts.len()].split_whitespace().count() >= 120
        };
        (self.real..=drawn).rev().find(fits).unwrap_or(self.real)
    }

    /// The text with a number as it is when it is no copy: a real one, or one with six of seven content words and numbers
    /// exchanged for others of the corpus.
    fn fresh(&self, number: usize) -> String {
        let text = self.texts[number % self.texts.len()];
        if number < self.real {
            return text.to_owned();
        }
        let mut draw = Draw::new(SEED + 1, number as u64);
        let exchanged = |piece: &'t str| -> &'t str {
            let goes =
                (is_content(piece) || piece.starts_with(|c: char| c.is_ascii_digit())) && !draw.once_in(7);
            if goes { self.words[draw.below(self.words.len())] } else { piece }
        };
        pieces(text).map(exchanged).collect()
    }

    fn light(&self, text: &str, draw: &mut Draw) -> String {
        let mut edited = String::with_capacity(text.len());
        for sentence in text.split_inclusive(". ") {
            if draw.once_in(12) {
                continue;
            }
            for piece in pieces(sentence) {
                let is_word = piece.starts_with(char::is_alphanumeric);
                match is_word && draw.once_in(25) {
                    false => edited.push_str(piece),
                    true => match draw.below(3) {
                        0 => {}
                        1 => edited.push_str(self.words[draw.below(self.words.len())]),
                        _ => edited.extend([piece, " ", self.words[draw.below(self.words.len())]]),
                    },
                }
            }
        }
        edited
    }
}

/// A text in pieces: runs of letters and digits, and what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn is_content(piece: &str) -> bool {
    piece.starts_with(char::is_alphabetic) && piece.chars().count() >= CONTENT
}

fn typography(text: &str) -> String {
    let title = text.find('\n').filter(|&end| end < 200).unwrap_or(0);
    let changed = text.replace('\'', "’").replace(" \"", " «\u{A0}").replace('"', "\u{A0}»");
    let title = changed.char_indices().nth(text[..title].chars().count()).map_or(0, |(at, _)| at);
    changed[..title].to_uppercase() + &changed[title..]
}

/// 40 to 80 words of a text that follow each other, without quotation marks.
fn passage(text: &str, draw: &mut Draw) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let length = (40 + draw.below(41)).min(words.len());
    let start = draw.below(words.len() - length + 1);
    words[start..start + length].join(" ").replace(['«', '»', '“', '”', '"'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_is_a_function_of_numbers() {
        let text = "Le pont de la Serre rouvrira lundi matin, selon la mairie. ".repeat(20);
        let texts = [text.as_str(); 4];
        let corpus = Corpus::new(&texts, 4);
        let planted = (0..200).filter(|&n| corpus.item(n).planted.is_some()).count();
        assert!((20..60).contains(&planted), "{planted}");
        for number in 0..200 {
            let item = corpus.item(number);
            assert_eq!(item.text, corpus.item(number).text);
            if let Some(planted) = item.planted {
                assert!(planted.source < number && item.text.get(planted.taken).is_some());
            }
        }
    }
}
