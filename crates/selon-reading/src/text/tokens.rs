//! From offsets to tokens: the preset that the parser honours.

use std::ops::Range;

use selon_spacy::Doc;

use super::{LanguageRules, sentence_starts};

/// The sentence starts of a document by rule, one for each token: 1 where a sentence starts, −1 elsewhere. Presets for
/// the parser of a pipeline, which then never cuts on its own.
pub fn preset_starts(doc: &Doc, language: &LanguageRules) -> Vec<i8> {
    let starts = sentence_starts(doc.text(), language);
    token_starts(doc.tokens().map(|token| token.range()), &starts)
}

/// Maps byte offsets of sentence starts, in order, onto tokens, in order: 1 for the token that starts there, −1 for all
/// others. A start inside a token (« cinq.Le » left in one piece) goes to the next token, so that no token belongs to
/// two sentences and no sentence starts with the end of another. The first token always starts one.
///
/// ```
/// use selon_reading::text::token_starts;
/// // « Oui. Non.Si ça » with the tokens « Oui », « . », « Non.Si », « ça »
/// assert_eq!(token_starts([0..3, 3..4, 5..11, 12..15], &[0, 5, 9]), [1, -1, 1, 1]);
/// ```
pub fn token_starts(tokens: impl IntoIterator<Item = Range<usize>>, starts: &[usize]) -> Vec<i8> {
    let mut starts = starts.iter().copied().peekable();
    let mut presets: Vec<i8> = Vec::new();
    for token in tokens {
        let mut preset = if presets.is_empty() { 1 } else { -1 };
        while starts.next_if(|&start| start <= token.start).is_some() {
            preset = 1;
        }
        presets.push(preset);
    }
    presets
}
