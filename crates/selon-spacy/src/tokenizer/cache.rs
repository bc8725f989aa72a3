//! The chunks a thread has met: most of a text is words already seen.

use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::HashTable;

use super::specials::Cut;
use super::splitter::Scratch;

/// The tokens of the chunks met lately, and the buffers of one thread. Made by
/// [`Tokenizer::new_cache`](super::Tokenizer::new_cache), and of use to that tokenizer only.
///
/// It holds at most 65,536 chunks of at most 64 bytes (some 8 MB) and starts anew when it is full. What it
/// holds never changes a result.
#[derive(Debug)]
pub(crate) struct ChunkCache {
    chunks: HashTable<Chunk>,
    hasher: foldhash::fast::RandomState,
    texts: String,
    cuts: Vec<Cut>,
    pub(super) scratch: Scratch,
    /// Tokens of the text at hand that may open a special case.
    pub(super) openings: Vec<u32>,
    /// Tokens of a chunk that is not kept.
    pub(super) fresh: Vec<Cut>,
}

#[derive(Debug)]
struct Chunk {
    text: Range<u32>,
    cuts: Range<u32>,
}

const MOST_CHUNKS: usize = 1 << 16;
const LONGEST_CHUNK: usize = 64;

impl ChunkCache {
    pub(super) fn new(scratch: Scratch) -> Self {
        ChunkCache {
            chunks: HashTable::new(),
            hasher: foldhash::fast::RandomState::default(),
            texts: String::new(),
            cuts: Vec::new(),
            scratch,
            openings: Vec::new(),
            fresh: Vec::new(),
        }
    }

    /// Where the tokens of a chunk are that was met before.
    pub(super) fn find(&self, chunk: &str) -> Option<Range<u32>> {
        let same = |known: &Chunk| self.texts[known.text.start as usize..known.text.end as usize] == *chunk;
        let found = self.chunks.find(self.hasher.hash_one(chunk), same)?;
        Some(found.cuts.clone())
    }

    /// The tokens that [`ChunkCache::find`] found.
    pub(super) fn cuts(&self, found: Range<u32>) -> &[Cut] {
        &self.cuts[found.start as usize..found.end as usize]
    }

    /// Keeps the tokens in `fresh` as those of a chunk that is not there yet.
    pub(super) fn keep(&mut self, chunk: &str) {
        if chunk.len() > LONGEST_CHUNK {
            return;
        }
        let ChunkCache { chunks, hasher, texts, cuts, .. } = self;
        if chunks.len() >= MOST_CHUNKS {
            chunks.clear();
            texts.clear();
            cuts.clear();
        }
        let text = texts.len() as u32..(texts.len() + chunk.len()) as u32;
        texts.push_str(chunk);
        let from = cuts.len() as u32;
        cuts.extend_from_slice(&self.fresh);
        let kept = Chunk { text, cuts: from..cuts.len() as u32 };
        let hash = |kept: &Chunk| hasher.hash_one(&texts[kept.text.start as usize..kept.text.end as usize]);
        chunks.insert_unique(hasher.hash_one(chunk), kept, hash);
    }
}
