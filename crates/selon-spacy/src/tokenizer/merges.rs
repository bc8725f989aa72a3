//! Special cases found again in the finished tokens.
//!
//! An affix rule may have cut a special case apart, also across the border of two chunks: `:-` of one and
//! `)` of the next are the tokens of `:-)` when no space stands between them. spaCy looks for the tokens
//! that each special case would have without special cases, and puts the listed ones in their place.

use std::collections::HashSet;

use hashbrown::HashMap;

use super::RawToken;
use super::specials::Specials;

/// The token sequences of the special cases that an affix rule can touch, as a tree.
#[derive(Debug, Default)]
pub(super) struct Merges {
    words: HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    /// From a node and a word to the next node; node 0 is the root.
    nodes: HashMap<(u32, u32), u32, foldhash::fast::FixedState>,
    /// The nodes where a sequence ends.
    ends: Vec<bool>,
}

impl Merges {
    /// Adds the sequence of tokens of one special case.
    pub(super) fn add<'a>(&mut self, tokens: impl Iterator<Item = &'a str>) {
        if self.ends.is_empty() {
            self.ends.push(false);
        }
        let mut node = 0;
        for token in tokens {
            let fresh = self.words.len() as u32;
            let word = *self.words.entry(token.into()).or_insert(fresh);
            let fresh = self.ends.len() as u32;
            node = *self.nodes.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(false);
            }
        }
        self.ends[node as usize] = node != 0;
    }

    /// Whether a sequence starts with this token.
    pub(super) fn opens(&self, token: &str) -> bool {
        self.next(0, token).is_some()
    }

    /// Puts the special cases that start at one of `openings` (indices of tokens) in place.
    pub(super) fn apply(
        &self,
        text: &str,
        openings: &[u32],
        specials: &Specials,
        tokens: &mut Vec<RawToken>,
    ) {
        let mut spans = self.find(text, openings, tokens);
        if spans.is_empty() {
            return;
        }
        keep_longest(&mut spans);
        let mut merged = Vec::with_capacity(tokens.len() + spans.len());
        let mut done = 0;
        for (first, end) in spans {
            let (start, last) = (tokens[first].start, tokens[end - 1]);
            // The tokens may stand apart where the special case is written in one: then nothing is listed.
            let Some(cuts) = specials.get(&text[start as usize..last.end as usize]) else { continue };
            merged.extend_from_slice(&tokens[done..first]);
            let mut from = start;
            for cut in cuts {
                let end = start + cut.end;
                merged.push(RawToken { start: from, end, space_after: false, norm: cut.norm });
                from = end;
            }
            if let Some(token) = merged.last_mut() {
                token.space_after = last.space_after;
            }
            done = end;
        }
        merged.extend_from_slice(&tokens[done..]);
        *tokens = merged;
    }

    /// Every sequence there is, as ranges of tokens.
    fn find(&self, text: &str, openings: &[u32], tokens: &[RawToken]) -> Vec<(usize, usize)> {
        let mut spans = Vec::new();
        for &opening in openings {
            let mut node = 0;
            for (i, token) in tokens.iter().enumerate().skip(opening as usize) {
                let Some(next) = self.next(node, &text[token.start as usize..token.end as usize]) else {
                    break;
                };
                node = next;
                if self.ends[node as usize] {
                    spans.push((opening as usize, i + 1));
                }
            }
        }
        spans
    }

    fn next(&self, node: u32, token: &str) -> Option<u32> {
        self.nodes.get(&(node, *self.words.get(token)?)).copied()
    }
}

/// Keeps the longest spans, of equals the first, that touch none seen before, be it kept or not; in their
/// order in the text.
fn keep_longest(spans: &mut Vec<(usize, usize)>) {
    spans.sort_unstable_by_key(|&(first, end)| (std::cmp::Reverse(end - first), first));
    let mut seen = HashSet::new();
    spans.retain(|&(first, end)| {
        let free = !seen.contains(&first) && !seen.contains(&(end - 1));
        seen.extend(first..end);
        free
    });
    spans.sort_unstable();
}
