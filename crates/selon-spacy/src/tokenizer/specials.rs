//! Special cases: strings whose tokens are listed.

use std::ops::Range;

use hashbrown::HashMap;

use super::rules::TokenizerRules;
use crate::Error;

/// One token of a chunk that has been cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Where it ends, in bytes from the start of the chunk.
    pub(super) end: u32,
    /// The NORM that a special case sets.
    pub(super) norm: Option<u32>,
    /// Whether a special case may start with it that goes over several tokens.
    pub(super) opens: bool,
}

/// The special cases by their text.
#[derive(Debug, Default)]
pub(super) struct Specials {
    cases: HashMap<Box<str>, Range<usize>, foldhash::fast::FixedState>,
    cuts: Vec<Cut>,
    /// Characters of the longest case: nothing longer is looked up.
    longest: usize,
}

impl Specials {
    /// # Errors
    /// [`Error::Malformed`] for a case whose tokens do not make up its text.
    pub(super) fn new(rules: &TokenizerRules) -> Result<Self, Error> {
        let mut specials = Specials::default();
        for (text, tokens) in &rules.specials {
            let wrong = || Error::malformed("tokenizer", format!("special case {text:?}: its tokens differ"));
            let first = specials.cuts.len();
            let mut end = 0;
            for token in tokens {
                let known = token.1.is_none_or(|norm| (norm as usize) < rules.norms.len());
                if !known || token.0.is_empty() || !text[end..].starts_with(&token.0) {
                    return Err(wrong());
                }
                end += token.0.len();
                specials.cuts.push(Cut { end: end as u32, norm: token.1, opens: false });
            }
            if end != text.len() || text.is_empty() {
                return Err(wrong());
            }
            specials.longest = specials.longest.max(text.chars().count());
            specials.cases.insert(text.as_str().into(), first..specials.cuts.len());
        }
        Ok(specials)
    }

    /// The tokens of a special case.
    pub(super) fn get(&self, text: &str) -> Option<&[Cut]> {
        self.cases.get(text).map(|cuts| &self.cuts[cuts.clone()])
    }

    /// Characters of the longest case.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}
