//! Arc-eager dependency parsing with spaCy's extensions: words without a head go back to the buffer instead of
//! being lost (non-monotonic reduce), and a move of its own breaks sentences.
//!
//! Nivre (2003); Honnibal & Johnson, *An improved non-monotonic transition system for dependency parsing* (2015);
//! the conditions are those of `arc_eager.pyx` and `_state.pxd` of spaCy 3.8.
//!
//! The parser runs along with the encoder: it stops where the next words are not encoded yet.

use serde::{Deserialize, Serialize};

use super::moves::Moves;
use crate::doc::{Label, Labels, TokenData};
use crate::network::{StateScorer, TokenFeatures};

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ArcMove {
    /// Moves the first word of the buffer to the stack.
    Shift,
    /// Takes the top of the stack away.
    Reduce,
    /// Makes the first word of the buffer the head of the top of the stack.
    Left,
    /// Makes the top of the stack the head of the first word of the buffer.
    Right,
    /// Lets a sentence start at the second word of the buffer.
    Break,
}

const KINDS: usize = 5;
const NONE: u32 = u32::MAX;

/// The state of the parser in one document.
#[derive(Default)]
pub(crate) struct ArcEager {
    moves: Vec<(ArcMove, Label)>,
    root: Label,
    length: usize,
    stack: Vec<u32>,
    /// Words that went back from the stack, the next one last.
    rebuffer: Vec<u32>,
    next: u32,
    heads: Vec<u32>,
    labels: Vec<Label>,
    unshiftable: Vec<bool>,
    broken: Vec<bool>,
    preset: Vec<i8>,
    left: Children,
    right: Children,
}

/// The dependants of every word on one side, the last added first.
#[derive(Default)]
struct Children {
    last: Vec<u32>,
    before: Vec<u32>,
}

impl ArcEager {
    /// The parser of a pipeline with these moves.
    pub(crate) fn new(moves: &Moves<ArcMove>, labels: &mut Labels) -> Self {
        ArcEager {
            moves: moves.iter().map(|(kind, label)| (*kind, labels.add(label))).collect(),
            root: labels.add("ROOT"),
            ..Default::default()
        }
    }

    /// A parser of the same moves, for another thread.
    pub(crate) fn another(&self) -> Self {
        ArcEager { moves: self.moves.clone(), root: self.root, ..Default::default() }
    }

    /// Begins a document; its tokens may carry preset sentence starts.
    pub(crate) fn start(&mut self, tokens: &[TokenData]) {
        let n = tokens.len();
        self.length = n;
        self.stack.clear();
        self.rebuffer.clear();
        self.next = 0;
        refill(&mut self.heads, n, NONE);
        refill(&mut self.labels, n, Label::NONE);
        refill(&mut self.unshiftable, n, false);
        refill(&mut self.broken, n, false);
        self.preset.clear();
        self.preset.extend(tokens.iter().map(|t| t.sent_start));
        for side in [&mut self.left, &mut self.right] {
            refill(&mut side.last, n, NONE);
            refill(&mut side.before, n, NONE);
        }
    }

    /// Parses as far as the first `encoded` tokens allow.
    pub(crate) fn advance(&mut self, scorer: &StateScorer, tokens: &mut TokenFeatures, encoded: usize) {
        while !self.is_final() && (self.next as usize + 1 < encoded || encoded == self.length) {
            let shown = self.context();
            let scores = scorer.score(&shown, tokens);
            let valid = self.valid();
            let mut best: Option<usize> = None;
            for (i, (kind, _)) in self.moves.iter().enumerate() {
                if valid[*kind as usize] && best.is_none_or(|b| scores[i] > scores[b]) {
                    best = Some(i);
                }
            }
            match best {
                Some(best) => self.apply(self.moves[best]),
                // spaCy's way out of a state without a valid move.
                None => {
                    self.stack.clear();
                    self.rebuffer.clear();
                    self.next = self.length as u32;
                }
            }
        }
        tokens.forget_before(self.first_needed());
    }

    /// Writes heads, relations and their sentences to the tokens.
    pub(crate) fn finish(&self, tokens: &mut [TokenData]) {
        for (i, token) in tokens.iter_mut().enumerate() {
            let headless = self.heads[i] == NONE;
            token.head = if headless { i as u32 } else { self.heads[i] };
            token.dep = if headless { self.root } else { self.labels[i] };
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    fn buffer_length(&self) -> usize {
        self.length - self.next as usize + self.rebuffer.len()
    }

    /// The `i`-th word of the stack, from the top.
    fn s(&self, i: usize) -> Option<u32> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    /// The `i`-th word of the buffer.
    fn b(&self, i: usize) -> Option<u32> {
        match self.rebuffer.len().checked_sub(i + 1) {
            Some(at) => Some(self.rebuffer[at]),
            None => {
                let at = self.next as usize + (i - self.rebuffer.len());
                (at < self.length).then_some(at as u32)
            }
        }
    }

    /// The words that a state shows to the network.
    fn context(&self) -> [Option<u32>; 8] {
        let (b0, s0) = (self.b(0), self.s(0));
        [
            b0,
            self.b(1),
            s0,
            self.s(1),
            self.s(2),
            b0.and_then(|b| self.left.last_of(b)),
            s0.and_then(|s| self.left.last_of(s)),
            s0.and_then(|s| self.right.last_of(s)),
        ]
    }

    fn is_sentence_start(&self, word: Option<u32>) -> bool {
        word.is_some_and(|w| self.preset[w as usize] == 1 || self.broken[w as usize])
    }

    fn cannot_start(&self, word: Option<u32>) -> bool {
        word.is_some_and(|w| self.preset[w as usize] == -1)
    }

    /// Which kinds of move the state allows.
    fn valid(&self) -> [bool; KINDS] {
        let (depth, buffer) = (self.stack.len(), self.buffer_length());
        let (b0, b1) = (self.b(0), self.b(1));
        let starts = self.is_sentence_start(b0);
        let unshiftable = b0.is_some_and(|b| self.unshiftable[b as usize]);
        let arc = depth > 0 && buffer > 0 && !starts;
        let mut valid = [false; KINDS];
        valid[ArcMove::Shift as usize] = depth == 0 || (buffer >= 2 && !starts && !unshiftable);
        valid[ArcMove::Reduce as usize] =
            depth > 0 && (buffer == 0 || !(depth == 1 && self.cannot_start(b0)));
        valid[ArcMove::Left as usize] = arc;
        valid[ArcMove::Right as usize] = arc;
        valid[ArcMove::Break as usize] =
            buffer >= 2 && b1 == b0.map(|b| b + 1) && !self.is_sentence_start(b1) && !self.cannot_start(b1);
        valid
    }

    fn apply(&mut self, (kind, label): (ArcMove, Label)) {
        let (b0, s0) = (self.b(0), self.s(0));
        match (kind, s0, b0) {
            (ArcMove::Shift, _, Some(_)) => self.push(),
            (ArcMove::Reduce, Some(s0), _) => {
                self.stack.pop();
                if self.heads[s0 as usize] == NONE && !self.stack.is_empty() {
                    self.unshiftable[s0 as usize] = true;
                    self.rebuffer.push(s0);
                }
            }
            (ArcMove::Left, Some(s0), Some(b0)) => {
                self.add_arc(b0, s0, label);
                self.unshiftable[b0 as usize] = false;
                self.stack.pop();
            }
            (ArcMove::Right, Some(s0), Some(b0)) => {
                self.add_arc(s0, b0, label);
                self.push();
            }
            (ArcMove::Break, _, Some(b0)) => self.broken[b0 as usize + 1] = true,
            _ => debug_assert!(false, "{kind:?} is not valid here"),
        }
    }

    fn push(&mut self) {
        let word = self.rebuffer.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(word);
    }

    fn add_arc(&mut self, head: u32, child: u32, label: Label) {
        let before = self.heads[child as usize];
        if before != NONE {
            let side = if before > child { &mut self.left } else { &mut self.right };
            side.remove(before, child);
        }
        let side = if head > child { &mut self.left } else { &mut self.right };
        side.add(head, child);
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    /// The first token that a later state can show: the stack, the buffer and their dependants.
    fn first_needed(&self) -> usize {
        let open = self.stack.iter().chain(&self.rebuffer).copied().chain([self.next]);
        open.map(
            |w| {
                if (w as usize) < self.length { self.left.last_of(w).map_or(w, |l| l.min(w)) } else { w }
            },
        )
        .min()
        .unwrap_or(self.next) as usize
    }
}

impl Children {
    fn last_of(&self, head: u32) -> Option<u32> {
        Some(self.last[head as usize]).filter(|&c| c != NONE)
    }

    fn add(&mut self, head: u32, child: u32) {
        self.before[child as usize] = self.last[head as usize];
        self.last[head as usize] = child;
    }

    fn remove(&mut self, head: u32, child: u32) {
        let before = self.before[child as usize];
        if self.last[head as usize] == child {
            self.last[head as usize] = before;
            return;
        }
        let mut at = self.last[head as usize];
        while at != NONE {
            if self.before[at as usize] == child {
                self.before[at as usize] = before;
                return;
            }
            at = self.before[at as usize];
        }
    }
}

fn refill<T: Clone>(values: &mut Vec<T>, length: usize, value: T) {
    values.clear();
    values.resize(length, value);
}
