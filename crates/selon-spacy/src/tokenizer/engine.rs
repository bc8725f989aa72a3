//! From syntax trees to lazy automata over the letters of an [`Alphabet`].

use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{
    Anchored, Input, MatchKind,
    hybrid::{LazyStateID, dfa},
};
use regex_syntax::hir::{self, ClassBytes, ClassBytesRange, Hir};

use super::alphabet::{Alphabet, BEFORE_TEXT};
use super::pattern::{Look, Node};
use crate::Error;

/// One choice of an affix pattern: `[look-behind] body [look-ahead]`, anchors apart.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) at_start: bool,
    pub(super) behind: Option<(Look, Node)>,
    pub(super) body: Node,
    pub(super) ahead: Option<(Look, Node)>,
    pub(super) at_end: bool,
}

/// The choices of a pattern in their order. The body of a choice that looks ahead has a fixed width, so
/// that a match of body and look-ahead tells where the body ends.
pub(super) fn pieces(field: &str, node: &Node) -> Result<Vec<Piece>, Error> {
    let mut pieces = Vec::new();
    collect_pieces(field, node.clone(), false, false, &mut pieces)?;
    Ok(pieces)
}

fn collect_pieces(
    field: &str,
    node: Node,
    mut at_start: bool,
    mut at_end: bool,
    pieces: &mut Vec<Piece>,
) -> Result<(), Error> {
    let mut items = node.into_items();
    while items.first() == Some(&Node::Start) {
        items.remove(0);
        at_start = true;
    }
    while items.last() == Some(&Node::End) {
        items.pop();
        at_end = true;
    }
    if let [Node::Alternation(choices)] = &items[..]
        && choices.iter().any(Node::looks)
    {
        return choices
            .iter()
            .try_for_each(|choice| collect_pieces(field, choice.clone(), at_start, at_end, pieces));
    }
    let mut behind = None;
    if let Some(Node::Look(Look::Behind | Look::NotBehind, _)) = items.first()
        && let Node::Look(look, inner) = items.remove(0)
    {
        behind = Some((look, *inner));
    }
    let mut ahead = None;
    if let Some(Node::Look(Look::Ahead | Look::NotAhead, _)) = items.last()
        && let Some(Node::Look(look, inner)) = items.pop()
    {
        ahead = Some((look, *inner));
    }
    let body = Node::concat(items);
    let inner_looks = behind.iter().chain(&ahead).any(|(_, inner)| inner.looks());
    if body.looks() || inner_looks || (at_end && ahead.is_some()) || (at_start && behind.is_some()) {
        return Err(unsupported(field, "a look-around inside a choice"));
    }
    let piece = Piece { at_start, behind, body, ahead, at_end };
    if piece.ahead.is_none() {
        pieces.push(piece);
        return Ok(());
    }
    let Some(bodies) = piece.body.fixed_widths() else {
        return Err(unsupported(field, "a look-ahead after a body of any length"));
    };
    pieces.extend(bodies.into_iter().map(|body| Piece { body, ..piece.clone() }));
    Ok(())
}

pub(super) fn unsupported(field: &str, reason: &str) -> Error {
    Error::unsupported(format!("tokenizer: {field}"), reason)
}

/// The expression of a node without look-arounds.
pub(super) fn expression(node: &Node, alphabet: &Alphabet) -> Hir {
    match node {
        Node::Class(set) => alphabet.class(*set),
        Node::Concat(nodes) => Hir::concat(nodes.iter().map(|node| expression(node, alphabet)).collect()),
        Node::Alternation(nodes) => {
            Hir::alternation(nodes.iter().map(|node| expression(node, alphabet)).collect())
        }
        Node::Repeat(min, max, greedy, node) => Hir::repetition(hir::Repetition {
            min: *min,
            max: *max,
            greedy: *greedy,
            sub: Box::new(expression(node, alphabet)),
        }),
        Node::Start => Hir::look(hir::Look::Start),
        Node::End => Hir::look(hir::Look::End),
        Node::Look(..) => Hir::fail(),
    }
}

/// A look-ahead, as something that is matched after the body.
pub(super) fn ahead(field: &str, look: Look, node: &Node, alphabet: &Alphabet) -> Result<Hir, Error> {
    match (look, node) {
        (Look::Ahead, node) => Ok(expression(node, alphabet)),
        (Look::NotAhead, Node::Class(set)) => {
            Ok(Hir::alternation(vec![alphabet.complement(*set), Hir::look(hir::Look::End)]))
        }
        _ => Err(unsupported(field, "a negative look-ahead over more than one character")),
    }
}

/// The widest look-behind: each choice of an infix pattern is padded to it.
const WIDEST: usize = 64;

/// A look-behind, as something of a fixed number of letters that is matched before the body;
/// [`BEFORE_TEXT`] stands for the start of the text.
pub(super) fn behind(
    field: &str,
    look: Look,
    node: &Node,
    alphabet: &Alphabet,
) -> Result<(usize, Hir), Error> {
    match (look, node) {
        (Look::Behind, node) => match node.width() {
            Some(width) if width <= WIDEST => Ok((width, expression(node, alphabet))),
            _ => Err(unsupported(field, "a look-behind of any length")),
        },
        (Look::NotBehind, Node::Class(set)) => Ok((1, alphabet.complement(*set))),
        _ => Err(unsupported(field, "a negative look-behind over more than one character")),
    }
}

/// The place before the text.
pub(super) fn before_text() -> Hir {
    let class = ClassBytes::new([ClassBytesRange::new(BEFORE_TEXT, BEFORE_TEXT)]);
    Hir::class(hir::Class::Bytes(class))
}

/// Any `count` letters, the place before the text included.
pub(super) fn anything(count: usize) -> Hir {
    Hir::concat((0..count).map(|_| Hir::dot(hir::Dot::AnyByte)).collect())
}

/// Letters without end.
pub(super) fn anything_more() -> Hir {
    Hir::repetition(hir::Repetition {
        min: 0,
        max: None,
        greedy: true,
        sub: Box::new(Hir::dot(hir::Dot::AnyByte)),
    })
}

/// Which way an automaton reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// A lazy automaton that tries the expressions in their order, or together with [`MatchKind::All`].
pub(super) fn automaton(
    field: &str,
    expressions: &[Hir],
    direction: Direction,
    kind: MatchKind,
) -> Result<dfa::DFA, Error> {
    let refused = |error: &dyn std::fmt::Display| unsupported(field, &error.to_string());
    let config = thompson::Config::new()
        .utf8(false)
        .reverse(direction == Direction::Backward)
        .which_captures(WhichCaptures::None)
        .nfa_size_limit(Some(16 << 20));
    let nfa = thompson::Compiler::new()
        .configure(config)
        .build_many_from_hir(expressions)
        .map_err(|error| refused(&error))?;
    // Without a least number of cache clearings a lazy automaton never gives up.
    let config = dfa::Config::new().match_kind(kind).cache_capacity(2 << 20).skip_cache_capacity_check(true);
    dfa::Builder::new().configure(config).build_from_nfa(nfa).map_err(|error| refused(&error))
}

/// Calls `found` with every offset where a match that starts at the first letter ends, in order.
pub(super) fn each_end(dfa: &dfa::DFA, cache: &mut dfa::Cache, letters: &[u8], mut found: impl FnMut(usize)) {
    let input = Input::new(letters).anchored(Anchored::Yes);
    let Ok(mut state) = dfa.start_state_forward(cache, &input) else { return };
    for (i, &letter) in letters.iter().enumerate() {
        match step(dfa, cache, state, letter) {
            Some(next) => state = next,
            None => return,
        }
        // A match shows one letter after its end.
        if state.is_match() {
            found(i);
        }
    }
    if dfa.next_eoi_state(cache, state).is_ok_and(|last| last.is_match()) {
        found(letters.len());
    }
}

/// Calls `found` with every offset where a match that ends at the last letter starts, the last first.
pub(super) fn each_start(
    dfa: &dfa::DFA,
    cache: &mut dfa::Cache,
    letters: &[u8],
    mut found: impl FnMut(usize),
) {
    let input = Input::new(letters).anchored(Anchored::Yes);
    let Ok(mut state) = dfa.start_state_reverse(cache, &input) else { return };
    for (i, &letter) in letters.iter().enumerate().rev() {
        match step(dfa, cache, state, letter) {
            Some(next) => state = next,
            None => return,
        }
        if state.is_match() {
            found(i + 1);
        }
    }
    if dfa.next_eoi_state(cache, state).is_ok_and(|last| last.is_match()) {
        found(0);
    }
}

/// The next state, if a match is still possible.
fn step(dfa: &dfa::DFA, cache: &mut dfa::Cache, state: LazyStateID, letter: u8) -> Option<LazyStateID> {
    dfa.next_state(cache, state, letter).ok().filter(|next| !next.is_dead() && !next.is_quit())
}
