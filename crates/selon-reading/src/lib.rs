//! Reads one article: its sentences, who and what it names, who says what on whose word.

pub mod text;
