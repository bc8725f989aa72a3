//! The cut of a text into the pieces whose probabilities multiply to the most (Viterbi).

use super::charsmap::Charsmap;
use super::model::Model;
use super::trie::Trie;
use crate::Error;

/// Cuts texts into pieces.
pub(crate) struct Tokenizer {
    charsmap: Charsmap,
    trie: Trie,
    /// The logarithm of each piece's probability.
    scores: Vec<f32>,
    /// That of a character that no piece is.
    unknown: f64,
}

/// The piece for what no piece is, and those for the beginning and end of a text.
const UNKNOWN: u32 = 0;
const BEGIN: u32 = 1;
const END: u32 = 2;

/// How much less likely than the rarest piece an unknown character is (SentencePiece's choice).
const UNKNOWN_PENALTY: f64 = 10.0;

impl Tokenizer {
    /// Of the file `sp.model`.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let model = Model::read(bytes)?;
        let charsmap =
            Charsmap::read(model.charsmap).map_err(|reason| Error::malformed("sp.model", reason))?;
        let scores: Vec<f32> = model.pieces.iter().map(|&(_, score)| score).collect();
        let rarest = scores.iter().copied().fold(f32::INFINITY, f32::min);
        let unknown = f64::from(rarest) - UNKNOWN_PENALTY;
        Ok(Tokenizer { charsmap, trie: Trie::of(&model.pieces), scores, unknown })
    }

    /// How many pieces there are.
    pub(crate) fn pieces(&self) -> usize {
        self.scores.len()
    }

    /// The numbers of a text's pieces, between those for its beginning and end.
    ///
    /// Only the first `longest` pieces of the first 16 × `longest` bytes.
    pub(crate) fn encode(&self, text: &str, longest: usize) -> Vec<u32> {
        let most = 16 * longest;
        let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        let text = self.charsmap.normalise(&text[..end], most);
        let mut pieces = vec![BEGIN];
        match text.is_empty() {
            true => pieces.push(UNKNOWN),
            false => pieces.extend(self.likeliest(&text).into_iter().take(longest)),
        }
        pieces.push(END);
        pieces
    }

    /// The likeliest pieces. Of two ways to a place that are equally likely the one with the longer last piece counts.
    fn likeliest(&self, text: &str) -> Vec<u32> {
        /// The likeliest way to a place in the text: how likely, and its last piece.
        #[derive(Clone, Copy)]
        struct Way {
            score: f64,
            start: usize,
            piece: u32,
        }
        let mut ways = vec![Way { score: f64::NEG_INFINITY, start: 0, piece: UNKNOWN }; text.len() + 1];
        ways[0].score = 0.0;
        for (start, character) in text.char_indices() {
            let so_far = ways[start].score;
            let mut reach = |length: usize, piece: u32, score: f64| {
                let way = &mut ways[start + length];
                if so_far + score > way.score {
                    *way = Way { score: so_far + score, start, piece };
                }
            };
            let mut known = false;
            for (length, piece) in self.trie.beginnings(&text.as_bytes()[start..]) {
                reach(length, piece, f64::from(self.scores[piece as usize]));
                known |= length == character.len_utf8();
            }
            if !known {
                reach(character.len_utf8(), UNKNOWN, self.unknown);
            }
        }
        let mut pieces = Vec::new();
        let mut end = text.len();
        while end > 0 {
            pieces.push(ways[end].piece);
            end = ways[end].start;
        }
        pieces.reverse();
        pieces
    }
}
