//! spaCy's tokenizer: [how it works](https://spacy.io/usage/linguistic-features#how-tokenizer-works).
//!
//! A text falls into chunks at white space ([`chunks`]); a chunk loses its prefixes and suffixes and is cut
//! at its infixes unless it is a special case, a URL or a word to keep ([`splitter`]); special cases that
//! were cut apart are put together again ([`merges`]). The patterns are read from the model ([`rules`],
//! [`pattern`]) and run as lazy automata over a small alphabet of their own ([`alphabet`], [`engine`],
//! [`affixes`], [`whole`]), in time linear in the text.

mod affixes;
mod alphabet;
mod cache;
mod chunks;
mod engine;
mod merges;
mod pattern;
mod rules;
mod specials;
mod splitter;
mod whole;

#[cfg(test)]
mod tests;

pub(crate) use cache::ChunkCache;
pub(crate) use rules::TokenizerRules;

use merges::Merges;
use specials::{Cut, Specials};
use splitter::Splitter;

use crate::Error;

/// One token: bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawToken {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// Whether one plain space follows.
    pub(crate) space_after: bool,
    /// The NORM a special case sets, for [`Tokenizer::norm`].
    pub(crate) norm: Option<u32>,
}

/// A tokenizer, to be shared by threads that each have a [`ChunkCache`].
#[derive(Debug)]
pub(crate) struct Tokenizer {
    splitter: Splitter,
    specials: Specials,
    merges: Merges,
    norms: Vec<String>,
}

impl Tokenizer {
    /// # Errors
    /// [`Error::Unsupported`] for patterns that cannot be decided in linear time the way Python does,
    /// [`Error::Malformed`] for rules that contradict themselves.
    pub(crate) fn new(rules: &TokenizerRules) -> Result<Self, Error> {
        let splitter = Splitter::new(rules)?;
        let specials = Specials::new(rules)?;
        let mut merges = Merges::default();
        let no_specials = Specials::default();
        let mut scratch = splitter.new_scratch();
        let mut cuts = Vec::new();
        for (text, _) in &rules.specials {
            let cut_apart = splitter.has_affix(text, &mut scratch) || text.contains(' ');
            if rules.faster_heuristics && !cut_apart {
                continue;
            }
            let mut tokens = Vec::new();
            for chunk in chunks::chunks(text) {
                let chunk_text = &text[chunk.start..chunk.end];
                cuts.clear();
                cut(chunk_text, chunk.is_space, &splitter, &no_specials, &mut scratch, &mut cuts);
                let mut from = 0;
                for cut in &cuts {
                    tokens.push(&chunk_text[from..cut.end as usize]);
                    from = cut.end as usize;
                }
            }
            merges.add(tokens.into_iter());
        }
        Ok(Tokenizer { splitter, specials, merges, norms: rules.norms.clone() })
    }

    /// What a thread needs to tokenize.
    pub(crate) fn new_cache(&self) -> ChunkCache {
        ChunkCache::new(self.splitter.new_scratch())
    }

    /// Replaces what is in `out` by the tokens of a text of less than 4 GiB. Every byte of the text is in one
    /// token, except for the spaces that [`RawToken::space_after`] stands for.
    pub(crate) fn tokenize(&self, text: &str, cache: &mut ChunkCache, out: &mut Vec<RawToken>) {
        out.clear();
        let mut openings = std::mem::take(&mut cache.openings);
        openings.clear();
        for chunk in chunks::chunks(text) {
            let chunk_text = &text[chunk.start..chunk.end];
            let known = cache.find(chunk_text);
            if known.is_none() {
                self.meet(chunk_text, chunk.is_space, cache);
            }
            let cuts = known.map_or(&cache.fresh[..], |known| cache.cuts(known));
            let mut start = chunk.start as u32;
            for cut in cuts {
                let end = chunk.start as u32 + cut.end;
                if cut.opens {
                    openings.push(out.len() as u32);
                }
                out.push(RawToken { start, end, space_after: false, norm: cut.norm });
                start = end;
            }
            if let Some(token) = out.last_mut() {
                token.space_after = chunk.space_after;
            }
        }
        self.merges.apply(text, &openings, &self.specials, out);
        cache.openings = openings;
    }

    /// The NORM that a token was given.
    pub(crate) fn norm(&self, id: u32) -> &str {
        &self.norms[id as usize]
    }

    /// Cuts a chunk that is not in the cache, and keeps it there.
    fn meet(&self, chunk: &str, is_space: bool, cache: &mut ChunkCache) {
        let ChunkCache { fresh, scratch, .. } = cache;
        fresh.clear();
        cut(chunk, is_space, &self.splitter, &self.specials, scratch, fresh);
        let mut from = 0;
        for cut in fresh {
            cut.opens = self.merges.opens(&chunk[from..cut.end as usize]);
            from = cut.end as usize;
        }
        cache.keep(chunk);
    }
}

/// Appends the tokens of a chunk.
fn cut(
    chunk: &str,
    is_space: bool,
    splitter: &Splitter,
    specials: &Specials,
    scratch: &mut splitter::Scratch,
    cuts: &mut Vec<Cut>,
) {
    if let Some(tokens) = specials.get(chunk) {
        cuts.extend_from_slice(tokens);
    } else if is_space {
        cuts.push(Cut { end: chunk.len() as u32, norm: None, opens: false });
    } else {
        splitter.split(chunk, specials, scratch, cuts);
    }
}
