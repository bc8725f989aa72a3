//! Everything that changes while a document is worked on, kept between documents: what was found out about word
//! forms, and buffers. One per thread.

use std::sync::Arc;

use hashbrown::HashMap;

use super::components::{NamedReader, ReaderState};
use super::lemmatizer::{LemmaView, Lemmatizer};
use super::words::Words;
use crate::doc::{Doc, Label};
use crate::network::{BLOCK, Encoder, EncoderCache};
use crate::tokenizer::{ChunkCache, RawToken, Tokenizer};
use crate::vocab::flat_table::FlatView;
use crate::vocab::lexeme::LexemeAttributes;

type LemmaCache = HashMap<(u32, Label, Label), Arc<str>, foldhash::fast::FixedState>;

/// See the module.
pub(crate) struct Workspace {
    pub(crate) chunks: ChunkCache,
    pub(crate) raw: Vec<RawToken>,
    words: Words,
    /// Number of the word form and whether a space follows, for each token of the document.
    numbers: Vec<(u32, bool)>,
    encoders: Vec<EncoderCache>,
    states: Vec<ReaderState>,
    lemmas: LemmaCache,
    encoded: Vec<f32>,
}

impl Workspace {
    pub(crate) fn new(tokenizer: &Tokenizer, encoders: usize, readers: usize) -> Self {
        Workspace {
            chunks: tokenizer.new_cache(),
            raw: Vec::new(),
            words: Words::default(),
            numbers: Vec::new(),
            encoders: (0..encoders).map(|_| EncoderCache::default()).collect(),
            states: (0..readers).map(|_| ReaderState::default()).collect(),
            lemmas: LemmaCache::default(),
            encoded: Vec::new(),
        }
    }

    /// Begins a document: numbers its word forms.
    pub(crate) fn number_words(&mut self, doc: &mut Doc, tokenizer: &Tokenizer, norms: FlatView<'_>) {
        if self.words.is_full() {
            self.words.forget();
            self.encoders.iter_mut().for_each(EncoderCache::forget);
            self.lemmas.clear();
        }
        self.numbers.clear();
        for token in &mut doc.tokens {
            let word = &doc.text[token.start as usize..token.end as usize];
            let describe = || LexemeAttributes::of(word, token.norm.map(|n| tokenizer.norm(n)), norms);
            let number = self.words.number(word, token.norm, describe);
            token.is_space = self.words.features[number as usize].is_space;
            self.numbers.push((number, token.space_after));
        }
    }

    /// Lets components read an encoder's vectors.
    pub(crate) fn read(&mut self, encoder: &Encoder, number: usize, readers: &[NamedReader], doc: &mut Doc) {
        let length = doc.tokens.len();
        if length == 0 {
            return;
        }
        for NamedReader { state, reader, .. } in readers {
            reader.start(doc, &mut self.states[*state]);
        }
        for start in (0..length).step_by(BLOCK) {
            let range = start..(start + BLOCK).min(length);
            encoder.encode(
                &self.numbers,
                &self.words.features,
                range.clone(),
                &mut self.encoders[number],
                &mut self.encoded,
            );
            for NamedReader { state, reader, .. } in readers {
                reader.read(&self.encoded, range.clone(), doc, &mut self.states[*state]);
            }
        }
        for NamedReader { state, reader, .. } in readers {
            reader.finish(doc, &mut self.states[*state]);
        }
    }

    /// Gives every token its base form.
    pub(crate) fn lemmatize(
        &mut self,
        lemmatizer: Lemmatizer,
        tables: &LemmaView<'_>,
        overwrite: bool,
        doc: &mut Doc,
    ) {
        for (token, (number, _)) in doc.tokens.iter_mut().zip(&self.numbers) {
            if token.lemma.is_some() && !overwrite {
                continue;
            }
            let lemma = self.lemmas.entry((*number, token.pos, token.morph)).or_insert_with(|| {
                let word = &doc.text[token.start as usize..token.end as usize];
                let (pos, morph) = (doc.labels.get(token.pos), doc.labels.get(token.morph));
                Arc::from(&*lemmatizer.lemma(tables, word, pos, morph))
            });
            token.lemma = Some(lemma.clone());
        }
    }
}
