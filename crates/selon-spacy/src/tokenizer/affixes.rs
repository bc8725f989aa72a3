//! Prefixes, suffixes and infixes: where a chunk is cut.

use regex_automata::{
    Anchored, Input, MatchKind,
    hybrid::{dfa, regex},
};
use regex_syntax::hir::{self, Hir};

use super::alphabet::{Alphabet, BEFORE_TEXT};
use super::engine::{self, Direction, Piece};
use super::pattern::{Look, Node};
use crate::Error;

/// `prefix_search`: what is cut off in front, such as `«` or the `l'` of `l'État`.
#[derive(Debug)]
pub(super) struct Prefixes {
    automaton: dfa::DFA,
    /// The width of the body of each choice that looks ahead.
    widths: Vec<Option<usize>>,
}

impl Prefixes {
    pub(super) fn new(node: &Node, alphabet: &Alphabet) -> Result<Self, Error> {
        let field = "prefix_search";
        let mut expressions = Vec::new();
        let mut widths = Vec::new();
        for piece in engine::pieces(field, node)? {
            if !piece.at_start || piece.behind.is_some() {
                return Err(engine::unsupported(field, "a prefix that does not begin with ^"));
            }
            let (expression, width) = body_and_ahead(field, &piece, alphabet)?;
            expressions.push(expression);
            widths.push(width);
        }
        let automaton = engine::automaton(field, &expressions, Direction::Forward, MatchKind::LeftmostFirst)?;
        Ok(Prefixes { automaton, widths })
    }

    pub(super) fn new_cache(&self) -> dfa::Cache {
        self.automaton.create_cache()
    }

    /// Number of letters of the prefix; 0 where there is none.
    pub(super) fn length(&self, cache: &mut dfa::Cache, letters: &[u8]) -> usize {
        let input = Input::new(letters).anchored(Anchored::Yes);
        match self.automaton.try_search_fwd(cache, &input) {
            Ok(Some(found)) => self.widths[found.pattern().as_usize()].unwrap_or(found.offset()),
            _ => 0,
        }
    }
}

/// `suffix_search`: what is cut off behind, such as `»` or the `-t-il`'s `-il`.
///
/// Python looks for the leftmost place from which a choice reaches the end. All matches end there, so that
/// it is the longest one: found by reading backwards from the end, in one pass for each width of look-behind.
#[derive(Debug)]
pub(super) struct Suffixes {
    /// The width of the look-behind, and the automaton of the choices that have it.
    automata: Vec<(usize, dfa::DFA)>,
}

impl Suffixes {
    pub(super) fn new(node: &Node, alphabet: &Alphabet) -> Result<Self, Error> {
        let field = "suffix_search";
        let mut by_width: Vec<(usize, Vec<Hir>)> = Vec::new();
        let mut add = |width: usize, expression: Hir| match by_width.iter_mut().find(|(w, _)| *w == width) {
            Some((_, expressions)) => expressions.push(expression),
            None => by_width.push((width, vec![expression])),
        };
        for piece in engine::pieces(field, node)? {
            if !piece.at_end || piece.at_start {
                return Err(engine::unsupported(field, "a suffix that does not end with $"));
            }
            let body = engine::expression(&piece.body, alphabet);
            let Some((look, inner)) = &piece.behind else {
                add(0, body);
                continue;
            };
            let (width, before) = engine::behind(field, *look, inner, alphabet)?;
            if *look == Look::NotBehind {
                add(0, Hir::concat(vec![Hir::look(hir::Look::Start), body.clone()]));
            }
            add(width, Hir::concat(vec![before, body]));
        }
        let automata = by_width.into_iter().map(|(width, expressions)| {
            let choices = [Hir::alternation(expressions)];
            Ok((width, engine::automaton(field, &choices, Direction::Backward, MatchKind::All)?))
        });
        Ok(Suffixes { automata: automata.collect::<Result<_, Error>>()? })
    }

    pub(super) fn new_caches(&self) -> Vec<dfa::Cache> {
        self.automata.iter().map(|(_, automaton)| automaton.create_cache()).collect()
    }

    /// Number of letters of the suffix; 0 where there is none.
    pub(super) fn length(&self, caches: &mut [dfa::Cache], letters: &[u8]) -> usize {
        let input = Input::new(letters).anchored(Anchored::Yes);
        let lengths = self.automata.iter().zip(caches).map(|((width, automaton), cache)| {
            match automaton.try_search_rev(cache, &input) {
                Ok(Some(found)) => letters.len() - found.offset() - width,
                _ => 0,
            }
        });
        lengths.max().unwrap_or(0)
    }
}

/// `infix_finditer`: what splits a chunk inside, such as the `-` of `Paris-Brest` or, empty, the place
/// after the apostrophe of `qu'elle`.
///
/// All choices are padded to the widest look-behind, so that the leftmost match of the whole is the leftmost
/// match of the bodies.
#[derive(Debug)]
pub(super) struct Infixes {
    automaton: regex::Regex,
    /// The choices that are not empty: after an empty match, Python allows only these at its place.
    filled: regex::Regex,
    widths: Vec<Option<usize>>,
    filled_widths: Vec<Option<usize>>,
    /// The widest look-behind.
    padding: usize,
}

/// The lazy states of [`Infixes`].
#[derive(Debug)]
pub(super) struct InfixCache {
    automaton: regex::Cache,
    filled: regex::Cache,
}

impl Infixes {
    pub(super) fn new(node: &Node, alphabet: &Alphabet) -> Result<Self, Error> {
        let field = "infix_finditer";
        let mut choices = Vec::new();
        for piece in engine::pieces(field, node)? {
            if piece.body.is_nullable() && piece.body.width() != Some(0) {
                return Err(engine::unsupported(field, "a choice that may match the empty string or more"));
            }
            let is_empty = piece.body.width() == Some(0);
            let (body, mut width) = body_and_ahead(field, &piece, alphabet)?;
            if is_empty {
                width = Some(0);
            }
            let (behind_width, before) = match &piece.behind {
                Some((look, inner)) => engine::behind(field, *look, inner, alphabet)?,
                None if piece.at_start => (1, engine::before_text()),
                None => (0, Hir::empty()),
            };
            choices.push((behind_width, before, body, width));
        }
        let padding = choices.iter().map(|choice| choice.0).max().unwrap_or(0);
        let choices: Vec<(Hir, Option<usize>)> = choices
            .into_iter()
            .map(|(behind_width, before, body, width)| {
                (Hir::concat(vec![engine::anything(padding - behind_width), before, body]), width)
            })
            .collect();
        let filled: Vec<_> = choices.iter().filter(|(_, width)| *width != Some(0)).cloned().collect();
        let (automaton, widths) = finder(field, choices)?;
        let (filled, filled_widths) = finder(field, filled)?;
        Ok(Infixes { automaton, filled, widths, filled_widths, padding })
    }

    pub(super) fn new_cache(&self) -> InfixCache {
        InfixCache { automaton: self.automaton.create_cache(), filled: self.filled.create_cache() }
    }

    /// How many letters [`Infixes::find`] wants before the text.
    pub(super) fn padding(&self) -> usize {
        self.padding
    }

    /// The first infix at or after `from`, as Python's `finditer` goes on; `after_empty` says that an empty
    /// one was found at `from`. `padded` has [`Infixes::padding`] times [`BEFORE_TEXT`] before the text;
    /// offsets are of the text.
    pub(super) fn find(
        &self,
        cache: &mut InfixCache,
        padded: &[u8],
        mut from: usize,
        after_empty: bool,
    ) -> Option<(usize, usize)> {
        debug_assert!(padded[..self.padding].iter().all(|&letter| letter == BEFORE_TEXT));
        let length = padded.len() - self.padding;
        if after_empty {
            let input = Input::new(padded).range(from..).anchored(Anchored::Yes);
            if let Ok(Some(found)) =
                self.filled.forward().try_search_fwd(cache.filled.as_parts_mut().0, &input)
            {
                let width = self.filled_widths[found.pattern().as_usize()];
                return Some((from, width.map_or(found.offset() - self.padding, |width| from + width)));
            }
            from += 1;
        }
        if from > length {
            return None;
        }
        let input = Input::new(padded).range(from..);
        let found = self.automaton.try_search(&mut cache.automaton, &input).ok()??;
        let start = found.start();
        let width = self.widths[found.pattern().as_usize()];
        Some((start, width.map_or(found.end() - self.padding, |width| start + width)))
    }
}

/// The body of a choice with its look-ahead, and the width of the body where the look-ahead follows.
fn body_and_ahead(field: &str, piece: &Piece, alphabet: &Alphabet) -> Result<(Hir, Option<usize>), Error> {
    let mut parts = vec![engine::expression(&piece.body, alphabet)];
    let mut width = None;
    if let Some((look, inner)) = &piece.ahead {
        parts.push(engine::ahead(field, *look, inner, alphabet)?);
        width = piece.body.width();
    }
    if piece.at_end {
        parts.push(Hir::look(hir::Look::End));
    }
    Ok((Hir::concat(parts), width))
}

/// A leftmost-first finder of the choices, with the width each match has whatever it looked at.
fn finder(
    field: &str,
    choices: Vec<(Hir, Option<usize>)>,
) -> Result<(regex::Regex, Vec<Option<usize>>), Error> {
    let (expressions, widths): (Vec<Hir>, Vec<Option<usize>>) = choices.into_iter().unzip();
    let forward = engine::automaton(field, &expressions, Direction::Forward, MatchKind::LeftmostFirst)?;
    let backward = engine::automaton(field, &expressions, Direction::Backward, MatchKind::All)?;
    Ok((regex::Builder::new().build_from_dfas(forward, backward), widths))
}
