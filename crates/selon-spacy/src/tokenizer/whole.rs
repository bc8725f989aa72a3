//! `token_match` and `url_match`: whether a string, taken whole, is one token.

use regex_automata::{MatchKind, hybrid::dfa};
use regex_syntax::hir::Hir;

use super::alphabet::Alphabet;
use super::engine::{self, Direction};
use super::pattern::{Look, Node};
use crate::Error;

/// A pattern that is matched from the first character of a string.
///
/// Only whether it matches counts, so that the order of its choices does not. A choice with negative
/// look-aheads in its middle (an address that is no private one) is decided in three linear passes: where its head can end,
/// where its tail can begin, and where what it must not see begins.
#[derive(Debug)]
pub(super) struct Whole {
    plain: Option<dfa::DFA>,
    guarded: Vec<Guarded>,
}

/// `head (?!refused) tail`
#[derive(Debug)]
struct Guarded {
    head: dfa::DFA,
    refused: dfa::DFA,
    tail: dfa::DFA,
}

/// The lazy states of a [`Whole`], and what it found last.
#[derive(Debug)]
pub(super) struct WholeCache {
    plain: Option<dfa::Cache>,
    guarded: Vec<[dfa::Cache; 3]>,
    /// All ends of plain matches from one start, while it is asked for one end after the other.
    ends: Vec<usize>,
    ends_from: Option<usize>,
    places: Vec<usize>,
}

impl WholeCache {
    /// To be called when the letters have changed.
    pub(super) fn forget(&mut self) {
        self.ends_from = None;
    }
}

impl Whole {
    pub(super) fn new(field: &str, node: &Node, alphabet: &Alphabet) -> Result<Self, Error> {
        let mut plain = Vec::new();
        let mut guarded = Vec::new();
        for (mut items, to_end) in choices(field, node)? {
            let rest = if to_end { Hir::empty() } else { engine::anything_more() };
            let all = |items: &[Node]| engine::expression(&Node::concat(items.iter().cloned()), alphabet);
            let Some(first) = items.iter().position(|item| matches!(item, Node::Look(..))) else {
                plain.push(Hir::concat(vec![all(&items), rest]));
                continue;
            };
            let mut tail = items.split_off(first);
            let looks = tail.iter().take_while(|item| matches!(item, Node::Look(Look::NotAhead, _))).count();
            let tail_items = tail.split_off(looks);
            if looks == 0 || items.iter().chain(&tail_items).any(Node::looks) {
                return Err(engine::unsupported(field, "look-arounds at more than one place"));
            }
            let mut refused = Vec::new();
            for look in tail {
                match look {
                    Node::Look(_, inner) if !inner.looks() => {
                        refused.push(engine::expression(&inner, alphabet))
                    }
                    _ => return Err(engine::unsupported(field, "a look-around inside another")),
                }
            }
            let refused = Hir::concat(vec![Hir::alternation(refused), engine::anything_more()]);
            let tail = Hir::concat(vec![all(&tail_items), rest]);
            let automaton = |hir, direction| engine::automaton(field, &[hir], direction, MatchKind::All);
            guarded.push(Guarded {
                head: automaton(all(&items), Direction::Forward)?,
                refused: automaton(refused, Direction::Backward)?,
                tail: automaton(tail, Direction::Backward)?,
            });
        }
        let plain = match plain.is_empty() {
            true => None,
            false => {
                let choices = [Hir::alternation(plain)];
                Some(engine::automaton(field, &choices, Direction::Forward, MatchKind::All)?)
            }
        };
        Ok(Whole { plain, guarded })
    }

    pub(super) fn new_cache(&self) -> WholeCache {
        let guarded = self
            .guarded
            .iter()
            .map(|guarded| [&guarded.head, &guarded.refused, &guarded.tail].map(dfa::DFA::create_cache));
        WholeCache {
            plain: self.plain.as_ref().map(dfa::DFA::create_cache),
            guarded: guarded.collect(),
            ends: Vec::new(),
            ends_from: None,
            places: Vec::new(),
        }
    }

    /// Whether the letters from `start` to `end` match. `letters` may only change after
    /// [`WholeCache::forget`], and `end` may only shrink.
    pub(super) fn matches(&self, cache: &mut WholeCache, letters: &[u8], start: usize, end: usize) -> bool {
        if let (Some(plain), Some(states)) = (&self.plain, &mut cache.plain) {
            // All ends at once: a chunk that loses one suffix after the other is read only once.
            if cache.ends_from != Some(start) {
                cache.ends.clear();
                engine::each_end(plain, states, &letters[start..end], |at| cache.ends.push(start + at));
                cache.ends_from = Some(start);
            }
            if cache.ends.binary_search(&end).is_ok() {
                return true;
            }
        }
        let letters = &letters[start..end];
        let WholeCache { guarded, places, .. } = cache;
        self.guarded.iter().zip(guarded).any(|(automata, [head, refused, tail])| {
            places.clear();
            engine::each_start(&automata.tail, tail, letters, |at| places.push(at));
            if places.is_empty() {
                return false;
            }
            places.reverse();
            let mut shared = 0;
            engine::each_end(&automata.head, head, letters, |at| {
                if places[shared..].binary_search(&at).is_ok() {
                    places[shared] = at;
                    shared += 1;
                }
            });
            places.truncate(shared);
            let mut seen = 0;
            if !places.is_empty() {
                engine::each_start(&automata.refused, refused, letters, |at| {
                    seen += usize::from(places.binary_search(&at).is_ok());
                });
            }
            seen < places.len()
        })
    }
}

/// The choices of a pattern, each as what follows one another with its look-arounds on the top level, and
/// whether it must reach the end of the string.
fn choices(field: &str, node: &Node) -> Result<Vec<(Vec<Node>, bool)>, Error> {
    let mut items = node.clone().into_items();
    while items.first() == Some(&Node::Start) {
        items.remove(0);
    }
    let mut to_end = false;
    while items.last() == Some(&Node::End) {
        items.pop();
        to_end = true;
    }
    if let [Node::Alternation(branches)] = &items[..]
        && branches.iter().any(Node::looks)
    {
        let mut all = Vec::new();
        for branch in branches {
            all.extend(choices(field, branch)?.into_iter().map(|(items, end)| (items, end || to_end)));
        }
        return Ok(all);
    }
    let mut all: Vec<Vec<Node>> = vec![Vec::new()];
    for item in items {
        let branches = match item {
            Node::Alternation(branches) if branches.iter().any(Node::looks) => {
                let (looking, plain): (Vec<_>, Vec<_>) = branches.into_iter().partition(Node::looks);
                let plain = (!plain.is_empty()).then(|| vec![Node::Alternation(plain)]);
                plain.into_iter().chain(looking.into_iter().map(Node::into_items)).collect()
            }
            Node::Look(..) => vec![vec![item]],
            item if item.looks() => return Err(engine::unsupported(field, "a look-around inside a choice")),
            item => vec![vec![item]],
        };
        all =
            all.iter().flat_map(|head| branches.iter().map(move |tail| [&head[..], tail].concat())).collect();
        if all.len() > 64 {
            return Err(engine::unsupported(field, "look-arounds in that many choices"));
        }
    }
    Ok(all.into_iter().map(|items| (items, to_end)).collect())
}
