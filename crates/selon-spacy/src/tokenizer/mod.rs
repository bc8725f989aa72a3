//! stub
use crate::Error;
use serde::{Deserialize, Serialize};
#[derive(Serialize, Deserialize)]
pub(crate) struct TokenizerRules {}
impl TokenizerRules {
    pub(crate) fn from_msgpack(_: &[u8]) -> Result<Self, Error> {
        Ok(TokenizerRules {})
    }
}
pub(crate) struct Tokenizer;
impl Tokenizer {
    pub(crate) fn new(_: &TokenizerRules) -> Result<Self, Error> {
        Ok(Tokenizer)
    }
    pub(crate) fn norm(&self, _: u32) -> &str {
        ""
    }
    pub(crate) fn tokenize(&self, text: &str, _c: &mut ChunkCache, out: &mut Vec<RawToken>) {
        out.clear();
        let mut at = 0;
        for w in text.split(' ') {
            if !w.is_empty() {
                out.push(RawToken {
                    start: at as u32,
                    end: (at + w.len()) as u32,
                    space_after: at + w.len() < text.len(),
                    norm: None,
                });
            }
            at += w.len() + 1;
        }
    }
}
#[derive(Default)]
pub(crate) struct ChunkCache;
pub(crate) struct RawToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) space_after: bool,
    pub(crate) norm: Option<u32>,
}
