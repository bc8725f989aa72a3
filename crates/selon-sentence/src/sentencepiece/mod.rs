//! SentencePiece: text is normalised ([`charsmap`]) and cut into the likeliest sequence of pieces of a fixed vocabulary
//! ([`unigram`]; Kudo, [Subword Regularization](https://arxiv.org/abs/1804.10959), 2018). The model is a file of protocol
//! buffers ([`model`], [`protobuf`]).

mod charsmap;
mod model;
mod protobuf;
mod trie;
mod unigram;

pub(crate) use unigram::Tokenizer;
