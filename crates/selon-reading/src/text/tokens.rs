//! From offsets to tokens: the preset that the parser honours.

use std::ops::Range;

use selon_spacy::{Doc, Pipeline};

use super::{LanguageRules, possible_starts, sentence_starts};

/// The tokens of a text with its sentence starts set by rule, ready for [`Pipeline::annotate`]: 1 where a sentence
/// starts, 0 where the parser decides ([`possible_starts`]), −1 elsewhere.
///
/// Where the tokeniser glues two sentences together (« ... concordantes ».Aucun »), the token is cut.
pub fn tokenize(pipeline: &Pipeline, text: &str, language: &LanguageRules) -> Doc {
    let sure = sentence_starts(text, language);
    let mut doc = pipeline.tokenize(text);
    pipeline.split(&mut doc, &sure);
    let presets =
        token_starts(doc.tokens().map(|token| token.range()), &sure, &possible_starts(text, language));
    for (i, preset) in presets.into_iter().enumerate() {
        doc.set_sent_start(i, preset);
    }
    doc
}

/// Maps byte offsets of sure and of possible sentence starts onto tokens, all of them in order: 1 for a token where a
/// sentence starts, 0 for one where it may, −1 for all others.
///
/// The first token always starts one. A sure start inside a token (« Oui.Non » left in one piece) goes to the next
/// token: a token belongs to the sentence it starts in. A possible start inside a token is none.
///
/// ```
/// use selon_reading::text::token_starts;
/// // « Oui. Non.Si ça » with the tokens « Oui », « . », « Non.Si », « ça »
/// assert_eq!(token_starts([0..3, 3..4, 5..11, 12..15], &[0, 5, 9], &[3]), [1, 0, 1, 1]);
/// ```
pub fn token_starts(
    tokens: impl IntoIterator<Item = Range<usize>>,
    sure: &[usize],
    possible: &[usize],
) -> Vec<i8> {
    let mut sure = sure.iter().copied().peekable();
    let mut presets: Vec<i8> = Vec::new();
    for token in tokens {
        let mut preset = match possible.binary_search(&token.start) {
            _ if presets.is_empty() => 1,
            Ok(_) => 0,
            Err(_) => -1,
        };
        while sure.next_if(|&start| start <= token.start).is_some() {
            preset = 1;
        }
        presets.push(preset);
    }
    presets
}
