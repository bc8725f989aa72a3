//! What follows from the heads: the reach of every subtree and the sentences.

use crate::doc::TokenData;

/// The first and last token of every subtree, and whether a sentence starts there, as spaCy's
/// `set_children_from_heads` computes them (also its limits on trees that cross).
pub(crate) struct Edges {
    pub(crate) left: Vec<u32>,
    pub(crate) right: Vec<u32>,
}

/// spaCy gives up straightening crossing trees after so many rounds.
const MOST_ROUNDS: usize = 11;

impl Edges {
    pub(crate) fn of(tokens: &[TokenData]) -> Self {
        let n = tokens.len();
        let mut edges = Edges { left: (0..n as u32).collect(), right: (0..n as u32).collect() };
        for _ in 0..=MOST_ROUNDS {
            for i in (0..n).chain((0..n).rev()) {
                let head = tokens[i].head as usize;
                edges.left[head] = edges.left[head].min(edges.left[i]);
                edges.right[head] = edges.right[head].max(edges.right[i]);
            }
            if edges.heads_within_sentences(tokens) {
                break;
            }
        }
        edges
    }

    fn heads_within_sentences(&self, tokens: &[TokenData]) -> bool {
        let n = tokens.len();
        let mut starts = vec![false; n];
        for (i, token) in tokens.iter().enumerate() {
            if token.head as usize == i {
                starts[self.left[i] as usize] = true;
            }
        }
        let mut start = 0;
        for i in 0..n {
            if (i > 0 && starts[i]) || i + 1 == n {
                // The last token of the document is not looked at, as in spaCy.
                if tokens[start..i].iter().any(|t| (t.head as usize) < start || t.head as usize > i) {
                    return false;
                }
                start = i;
            }
        }
        true
    }
}

/// Marks the start of every sentence (1) and every other token (−1), and returns the edges.
pub(crate) fn set_sentence_starts(tokens: &mut [TokenData]) -> Edges {
    let edges = Edges::of(tokens);
    for token in tokens.iter_mut() {
        token.sent_start = -1;
    }
    for i in 0..tokens.len() {
        if tokens[i].head as usize == i {
            tokens[edges.left[i] as usize].sent_start = 1;
        }
    }
    edges
}
