//! Cuts one chunk (a run of characters without white space) into tokens: the inner loop of spaCy's
//! `tokenizer.pyx`, in its order.

use regex_automata::hybrid::dfa;

use super::affixes::{InfixCache, Infixes, Prefixes, Suffixes};
use super::alphabet::{Alphabet, BEFORE_TEXT};
use super::rules::TokenizerRules;
use super::specials::{Cut, Specials};
use super::whole::{Whole, WholeCache};
use crate::Error;

/// The patterns of a tokenizer, ready to run.
#[derive(Debug)]
pub(super) struct Splitter {
    alphabet: Alphabet,
    prefixes: Option<Prefixes>,
    suffixes: Option<Suffixes>,
    infixes: Option<Infixes>,
    token_match: Option<Whole>,
    url_match: Option<Whole>,
    padding: usize,
}

/// What a thread keeps between chunks: lazy states and buffers.
#[derive(Debug)]
pub(super) struct Scratch {
    prefixes: Option<dfa::Cache>,
    suffixes: Vec<dfa::Cache>,
    infixes: Option<InfixCache>,
    token_match: Option<WholeCache>,
    url_match: Option<WholeCache>,
    /// The letters of the chunk, after the padding.
    letters: Vec<u8>,
    /// Where the suffixes that were cut off end, the outermost first.
    suffix_ends: Vec<u32>,
}

/// A place in a chunk.
#[derive(Clone, Copy)]
struct Place {
    letter: usize,
    byte: usize,
}

impl Place {
    fn forward(self, chunk: &str, letters: usize) -> Place {
        let bytes = chunk[self.byte..].chars().take(letters).map(char::len_utf8).sum::<usize>();
        Place { letter: self.letter + letters, byte: self.byte + bytes }
    }

    fn backward(self, chunk: &str, letters: usize) -> Place {
        let bytes = chunk[..self.byte].chars().rev().take(letters).map(char::len_utf8).sum::<usize>();
        Place { letter: self.letter - letters, byte: self.byte - bytes }
    }
}

impl Splitter {
    pub(super) fn new(rules: &TokenizerRules) -> Result<Self, Error> {
        let mut used = vec![false; rules.sets.len()];
        for (name, node) in rules.patterns() {
            if !node.mark(&mut used) {
                return Err(Error::malformed(format!("tokenizer: {name}"), "a set that is not there"));
            }
        }
        let alphabet = Alphabet::new(&rules.sets, &used)?;
        let prefixes = rules.prefix_search.as_ref().map(|node| Prefixes::new(node, &alphabet)).transpose()?;
        let suffixes = rules.suffix_search.as_ref().map(|node| Suffixes::new(node, &alphabet)).transpose()?;
        let infixes = rules.infix_finditer.as_ref().map(|node| Infixes::new(node, &alphabet)).transpose()?;
        let whole =
            |name, node: &Option<_>| node.as_ref().map(|node| Whole::new(name, node, &alphabet)).transpose();
        let token_match = whole("token_match", &rules.token_match)?;
        let url_match = whole("url_match", &rules.url_match)?;
        let padding = infixes.as_ref().map_or(0, Infixes::padding);
        Ok(Splitter { alphabet, prefixes, suffixes, infixes, token_match, url_match, padding })
    }

    pub(super) fn new_scratch(&self) -> Scratch {
        Scratch {
            prefixes: self.prefixes.as_ref().map(Prefixes::new_cache),
            suffixes: self.suffixes.as_ref().map(Suffixes::new_caches).unwrap_or_default(),
            infixes: self.infixes.as_ref().map(Infixes::new_cache),
            token_match: self.token_match.as_ref().map(Whole::new_cache),
            url_match: self.url_match.as_ref().map(Whole::new_cache),
            letters: Vec::new(),
            suffix_ends: Vec::new(),
        }
    }

    /// Whether a string has a prefix, a suffix or an infix.
    pub(super) fn has_affix(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.read(text, scratch);
        let end = scratch.letters.len() - self.padding;
        self.prefix(scratch, 0, end) > 0
            || self.suffix(scratch, 0, end) > 0
            || self.infix(scratch, 0, end, 0, false).is_some()
    }

    /// Appends the tokens of a chunk that is no special case as a whole.
    pub(super) fn split(&self, chunk: &str, specials: &Specials, scratch: &mut Scratch, cuts: &mut Vec<Cut>) {
        self.read(chunk, scratch);
        scratch.suffix_ends.clear();
        let (mut start, mut end) = (
            Place { letter: 0, byte: 0 },
            Place { letter: scratch.letters.len() - self.padding, byte: chunk.len() },
        );
        let special = |start: Place, end: Place| {
            let fits = start.letter < end.letter && end.letter - start.letter <= specials.longest();
            if fits { specials.get(&chunk[start.byte..end.byte]) } else { None }
        };
        let cut = |end: Place| Cut { end: end.byte as u32, norm: None, opens: false };
        let mut last_length = 0;
        while start.letter < end.letter && end.letter - start.letter != last_length {
            if self.is_token(scratch, start, end) || special(start, end).is_some() {
                break;
            }
            last_length = end.letter - start.letter;
            let prefix = self.prefix(scratch, start.letter, end.letter);
            let after_prefix = if prefix > 0 { start.forward(chunk, prefix) } else { start };
            if prefix > 0 && special(after_prefix, end).is_some() {
                start = after_prefix;
                cuts.push(cut(start));
                break;
            }
            let suffix = self.suffix(scratch, after_prefix.letter, end.letter);
            let before_suffix = if suffix > 0 { end.backward(chunk, suffix) } else { end };
            if suffix > 0 {
                scratch.suffix_ends.push(end.byte as u32);
                // The special case keeps what looked like its prefix.
                if special(start, before_suffix).is_some() {
                    end = before_suffix;
                    break;
                }
            }
            if prefix > 0 {
                start = after_prefix;
                cuts.push(cut(start));
            }
            end = before_suffix;
        }
        if start.letter < end.letter {
            if let Some(tokens) = special(start, end) {
                cuts.extend(tokens.iter().map(|token| Cut { end: token.end + start.byte as u32, ..*token }));
            } else if self.is_token(scratch, start, end) || self.is_url(scratch, start, end) {
                cuts.push(cut(end));
            } else {
                self.split_infixes(chunk, start, end, scratch, |place| cuts.push(cut(place)));
            }
        }
        let ends = scratch.suffix_ends.iter().rev();
        cuts.extend(ends.map(|&end| Cut { end, norm: None, opens: false }));
    }

    /// Calls `found` with the end of every token between the two places.
    fn split_infixes(
        &self,
        chunk: &str,
        start: Place,
        end: Place,
        scratch: &mut Scratch,
        mut found: impl FnMut(Place),
    ) {
        let mut done = start;
        let (mut from, mut after_empty) = (0, false);
        while let Some((first, last)) = self.infix(scratch, start.letter, end.letter, from, after_empty) {
            (from, after_empty) = (last, first == last);
            // spaCy passes over an infix at the very start, and leaves it in the token that follows.
            if first == 0 {
                continue;
            }
            if start.letter + first != done.letter {
                done = done.forward(chunk, start.letter + first - done.letter);
                found(done);
            }
            if first != last {
                done = done.forward(chunk, last - first);
                found(done);
            }
        }
        if done.letter < end.letter {
            found(end);
        }
    }

    /// Translates a chunk.
    fn read(&self, chunk: &str, scratch: &mut Scratch) {
        scratch.letters.clear();
        scratch.letters.resize(self.padding, BEFORE_TEXT);
        self.alphabet.translate(chunk, &mut scratch.letters);
        scratch.token_match.iter_mut().chain(&mut scratch.url_match).for_each(WholeCache::forget);
    }

    fn prefix(&self, scratch: &mut Scratch, start: usize, end: usize) -> usize {
        match (&self.prefixes, &mut scratch.prefixes) {
            (Some(prefixes), Some(cache)) => {
                prefixes.length(cache, &scratch.letters[self.padding..][start..end])
            }
            _ => 0,
        }
    }

    fn suffix(&self, scratch: &mut Scratch, start: usize, end: usize) -> usize {
        let letters = &scratch.letters[self.padding..][start..end];
        self.suffixes.as_ref().map_or(0, |suffixes| suffixes.length(&mut scratch.suffixes, letters))
    }

    /// The first infix at or after `from`, counted from `start`. What stands before `start` is lost.
    fn infix(
        &self,
        scratch: &mut Scratch,
        start: usize,
        end: usize,
        from: usize,
        after_empty: bool,
    ) -> Option<(usize, usize)> {
        let (infixes, cache) = (self.infixes.as_ref()?, scratch.infixes.as_mut()?);
        let padded = &mut scratch.letters[start..end + self.padding];
        padded[..self.padding].fill(BEFORE_TEXT);
        infixes.find(cache, padded, from, after_empty)
    }

    fn is_token(&self, scratch: &mut Scratch, start: Place, end: Place) -> bool {
        match (&self.token_match, &mut scratch.token_match) {
            (Some(whole), Some(cache)) => {
                whole.matches(cache, &scratch.letters[self.padding..], start.letter, end.letter)
            }
            _ => false,
        }
    }

    fn is_url(&self, scratch: &mut Scratch, start: Place, end: Place) -> bool {
        match (&self.url_match, &mut scratch.url_match) {
            (Some(whole), Some(cache)) => {
                whole.matches(cache, &scratch.letters[self.padding..], start.letter, end.letter)
            }
            _ => false,
        }
    }
}
